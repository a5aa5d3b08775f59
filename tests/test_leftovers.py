"""What a program that was killed has left is cleared by the next start, wherever it lies, and nothing else is."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from mrcworkbench import folders_in_place, leftovers, paths, systems
from mrcworkbench.errors import UserError
from mrcworkbench.gui import preferences
from mrcworkbench.leftovers import claimed, clear, private_folder, unfinished_name
from tests.killing import killed_at

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def killed(program: str, *arguments: object) -> None:
    """Run a program that kills itself, as `kill -9` does."""
    code = f"import os, sys\nfrom pathlib import Path\nfrom mrcworkbench import leftovers\n{program}\nos._exit(9)"
    ran = subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=False, cwd=ROOT)
    assert ran.returncode == 9


def everything(folder: Path) -> list[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*"))
    return sorted(str(path) for path in found if "logs" not in path.parts)


_UNFINISHED = """
folder = Path(sys.argv[1])
file, other = leftovers.unfinished_name(folder, ".xlsx"), leftovers.unfinished_name(folder)
claim = leftovers.claimed(file, other)
claim.__enter__()
file.write_text("half")
other.mkdir()
(other / "table.csv").write_text("half")
"""


def test_unfinished_files_of_a_dead_program_go_with_the_next_start(tmp_path: Path, user_data: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "letter.txt").write_text("mine")
    killed(_UNFINISHED, stick)
    assert len(everything(stick)) == 4
    assert clear() == 2
    assert everything(stick) == ["letter.txt"]
    assert everything(user_data) == []
    assert clear() == 0


def test_what_a_living_program_works_on_stays(tmp_path: Path, user_data: Path) -> None:
    draft = unfinished_name(tmp_path, ".xlsx")
    with claimed(draft), private_folder() as folder:
        draft.write_text("half")
        (folder / "copy").write_text("a stranger's")
        assert clear() == 0
        assert draft.exists()
        assert (folder / "copy").exists()
    assert not draft.exists()
    assert everything(user_data) == []


def test_private_copies_of_a_dead_program_go_with_the_next_start(user_data: Path, temporary: Path) -> None:
    killed(
        "folder = leftovers.private_folder(); (folder.__enter__() / 'copy').write_text('x'); "
        "(next(Path(os.environ['MRCWORKBENCH_DATA']).glob('work/*/copy'))).chmod(0o400)"
    )
    assert clear() == 1
    assert everything(user_data) == []
    assert everything(temporary) == []


def test_private_folders_are_the_owners_alone(user_data: Path) -> None:
    before = os.umask(0)
    try:
        with private_folder() as folder:
            for one in (folder, folder.parent):
                assert stat.S_IMODE(one.stat().st_mode) == 0o700
            assert folder.is_relative_to(user_data)
    finally:
        os.umask(before)


@contextmanager
def unwritable(user_data: Path) -> Iterator[None]:
    """A file in the place of the folder: nobody can write there, not even an administrator."""
    user_data.write_text("in the way")
    yield
    assert user_data.read_text() == "in the way"


def test_without_a_data_folder_copies_lie_among_the_temporary_files(user_data: Path, temporary: Path) -> None:
    with unwritable(user_data):
        with private_folder() as folder:
            assert folder.is_relative_to(temporary)
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert everything(temporary) == []
        killed("private = leftovers.private_folder(); (private.__enter__() / 'copy').write_text('x')")
        assert everything(temporary)
        assert clear() == 1
        assert everything(temporary) == []


def test_a_full_disk_of_the_data_folder_sends_copies_elsewhere(
    user_data: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(systems, "free_space", lambda place: 10**9 if "temporary" in str(place) else 1000)
    with private_folder(10**6) as folder:
        assert folder.is_relative_to(temporary)
    with private_folder(100) as folder:
        assert folder.is_relative_to(user_data)


def test_without_any_place_the_user_is_told(user_data: Path, temporary: Path) -> None:
    temporary.rmdir()
    os.environ["TMPDIR"] = str(temporary)
    with unwritable(user_data):
        shutil.rmtree(temporary, ignore_errors=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(paths, "work_areas", lambda: (user_data / "work", user_data / "none"))
            with pytest.raises(UserError) as caught, private_folder():
                pass
    assert caught.value.code == "no_private_folder"


def test_work_that_cannot_be_recorded_is_done_all_the_same(
    tmp_path: Path, user_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "work_areas", lambda: (user_data / "work", user_data / "none"))
    draft = unfinished_name(tmp_path)
    with unwritable(user_data), claimed(draft):
        draft.write_text("half")
    assert not draft.exists()


def test_a_record_that_does_not_fit_on_the_disk_lies_in_the_other_area(
    tmp_path: Path, user_data: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: 0 if str(user_data) in _name(file) else write(file, data))
    with claimed(unfinished_name(tmp_path)):
        assert everything(user_data) in ([], ["work"])
        assert len(list(temporary.glob("*/*.json"))) == 1


def _name(descriptor: int) -> str:
    return str(Path(f"/proc/self/fd/{descriptor}").readlink())


def test_what_cannot_be_reached_is_tried_again_by_later_starts_but_not_for_ever(
    tmp_path: Path, user_data: Path
) -> None:
    stick, pocket = tmp_path / "stick", tmp_path / "pocket"
    stick.mkdir()
    killed(_UNFINISHED, stick)
    stick.rename(pocket)
    assert clear() == clear() == 0
    pocket.rename(stick)
    assert clear() == 2
    assert everything(stick) == everything(user_data) == []
    killed(_UNFINISHED, stick)
    shutil.rmtree(stick)
    for _ in range(40):
        clear()
    assert everything(user_data) == []


def test_a_stick_pulled_out_during_the_work_is_cleaned_when_it_is_back(tmp_path: Path) -> None:
    stick, pocket = tmp_path / "stick", tmp_path / "pocket"
    stick.mkdir()
    draft = unfinished_name(stick)
    with claimed(draft):
        draft.write_text("half")
        stick.rename(pocket)
    pocket.rename(stick)
    assert clear() == 1
    assert everything(stick) == []


def forged(user_data: Path, *paths: object, **more: object) -> None:
    work = user_data / "work"
    work.mkdir(parents=True, exist_ok=True)
    record = {"paths": [str(path) for path in paths], "completed": None, "tries": 0, **more}
    (work / "0123456789abcdef.json").write_text(json.dumps(record))


@pytest.mark.parametrize(
    "name",
    [
        "letter.docx",
        ".hidden",
        ".mrc-",
        ".mrc-0123",
        ".mrc-0123456789abcdef/../letter.docx",
        "all.mrcw",
        "a.0123abcd.unfinished",
        ".0123abcd.unfinished",
    ],
)
def test_a_forged_record_removes_no_file_of_the_user(name: str, tmp_path: Path, user_data: Path) -> None:
    home = tmp_path / "home"
    (home / ".mrc-0123456789abcdee").mkdir(parents=True)
    mine = home / name.rsplit("/", 1)[-1]
    mine.write_text("mine")
    forged(user_data, home / name, str(mine.relative_to(home)), str(home), f"{mine}\0")
    before = everything(home)
    assert clear() == 0
    assert everything(home) == before


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"paths": 3}', '{"paths": [3], "tries": "x"}', "\0", "null"])
def test_a_record_that_is_none_is_forgotten(text: str, user_data: Path) -> None:
    (user_data / "work").mkdir(parents=True)
    (user_data / "work" / "0123456789abcdef.json").write_text(text)
    assert clear() == 0
    assert everything(user_data) == []


def test_links_are_not_followed(tmp_path: Path, user_data: Path, temporary: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter").write_text("mine")
    link = unfinished_name(tmp_path)
    link.symlink_to(home)
    forged(user_data, link)
    (user_data / "work" / "00112233445566aa").symlink_to(home)
    paths.work_areas()[1].symlink_to(home)
    (home / "0123456789abcdef.lock").touch()
    clear()
    assert everything(home) == ["0123456789abcdef.lock", "letter"]


def test_a_foreign_area_among_the_temporary_files_is_left_alone(
    user_data: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.geteuid()
    area = paths.work_areas()[1]
    area.mkdir()
    (area / "0123456789abcdef.lock").touch()
    monkeypatch.setattr(paths, "work_areas", lambda: (user_data / "work", area))
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    assert clear() == 0
    assert everything(area) == ["0123456789abcdef.lock"]


def test_what_the_first_version_left_goes_too(user_data: Path) -> None:
    old = user_data / "incoming"
    (old / "0123456789abcdef").mkdir(parents=True)
    (old / "0123456789abcdef" / "copy.mrcw").write_text("a stranger's")
    (old / "0123456789abcdef.lock").touch()
    (user_data / "locks").mkdir()
    assert clear() == 1
    assert everything(user_data) == []


def test_preferences_that_were_cut_short_go(user_data: Path) -> None:
    user_data.mkdir()
    preferences.file().write_text("{}")
    preferences.file().with_suffix(".new").write_text("{")
    assert clear() == 1
    assert everything(user_data) == [preferences.file().name]


def test_locks_that_are_held_stay(user_data: Path) -> None:
    lock = systems.FileLock(user_data / "locks" / "one.lock")
    assert lock.acquire()
    clear()
    assert lock.path.exists()
    lock.release()


def test_on_windows_read_only_copies_go_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to remove a file that is only to be read."""
    unlink = os.unlink

    def refuse(path: str, *, dir_fd: int | None = None) -> None:
        if not os.stat(path, dir_fd=dir_fd, follow_symlinks=False).st_mode & stat.S_IWRITE:
            raise PermissionError(errno.EACCES, "read only")
        unlink(path, dir_fd=dir_fd)

    with private_folder() as folder:
        (folder / "inner").mkdir()
        (folder / "inner" / "seen.pdf").write_text("x")
        (folder / "inner" / "seen.pdf").chmod(0o400)
        monkeypatch.setattr(os, "unlink", refuse)
        monkeypatch.setattr(systems, "on_windows", lambda: True)
    monkeypatch.undo()
    assert not folder.exists()


def test_two_starts_at_once_disturb_nobody(tmp_path: Path) -> None:
    """A start that looks for the dead may hold the lock of a work that is just beginning."""
    acquire = systems.FileLock.acquire
    refusals = iter([True])

    def held(self: systems.FileLock) -> bool:
        return False if next(refusals, False) else acquire(self)

    draft = unfinished_name(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(systems.FileLock, "acquire", held)
        with claimed(draft):
            patch.undo()
            assert list(leftovers.paths.user_data().glob("work/*.json"))


# A folder in the place of another


def export(target: Path, content: str) -> Callable[[], None]:
    from mrcworkbench.exchange.atomic_folder import write_whole_folder

    def write(draft: Path) -> None:
        for name in NAMES:
            (draft / name).write_text(content)

    return lambda: write_whole_folder(target, lambda _: frozenset(NAMES), write, last="about.csv", note="Not finished.")


NAMES = ("about.csv", "answers.csv", "centres.csv")


def content(folder: Path) -> set[str]:
    return {(folder / name).read_text() for name in NAMES}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "place" / "export"
    folder.parent.mkdir()
    export(folder, "old")()
    assert content(folder) == {"old"}
    return folder


@pytest.fixture(params=["exchanged", "file by file", "file by file, without links"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param != "exchanged":
        monkeypatch.setattr(folders_in_place, "exchange", lambda *_: False)
    if "without" in request.param:
        monkeypatch.setattr(os, "link", _refuse)
    return str(request.param)


def _refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "no links")


def test_this_system_exchanges_folders_in_one_step(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / folder.name).touch()
    if sys.platform == "win32":
        assert not folders_in_place.exchange(one, other)
    else:
        assert folders_in_place.exchange(one, other)
        assert everything(tmp_path / "one") == ["other"]
    assert not folders_in_place.exchange(one, tmp_path / "missing")


@pytest.mark.parametrize("platform", ["win32", "freebsd14"])
def test_other_systems_replace_file_by_file(platform: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert folders_in_place._exchanger() is None


@pytest.mark.parametrize(("result", "done"), [(0, True), (-1, False)])
def test_a_mac_swaps_the_names_of_two_folders(
    result: int, done: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[tuple[object, ...]] = []

    def renamex_np(*arguments: object) -> int:
        calls.append(arguments)
        return result

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(renamex_np=renamex_np))
    assert folders_in_place.exchange(tmp_path / "one", tmp_path / "other") == done
    assert calls == [(os.fsencode(tmp_path / "one"), os.fsencode(tmp_path / "other"), 2)]


def test_an_old_c_library_replaces_file_by_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace())
    assert not folders_in_place.exchange(tmp_path / "one", tmp_path / "other")


def test_an_export_is_replaced_and_nothing_is_left_beside_it(target: Path, way: str, user_data: Path) -> None:
    export(target, "new")()
    assert content(target) == {"new"}
    assert everything(target.parent) == ["export", *(f"export/{name}" for name in NAMES)]
    assert everything(user_data) == []


def test_killed_at_any_step_the_folder_is_there_and_the_next_start_makes_it_whole(
    target: Path, way: str, user_data: Path
) -> None:
    number, seen = 1, set()
    while killed_at(number, export(target, "new")):
        shown = content(target)
        mixed = len(shown) > 1
        assert not mixed or (target / folders_in_place.NOTE).exists(), "never mixed without a word"
        clear()
        assert len(content(target)) == 1
        assert everything(target.parent) == ["export", *(f"export/{name}" for name in NAMES)]
        assert everything(user_data) == []
        seen.add((mixed, *content(target)))
        export(target, "old")()
        number += 1
    assert number > 10
    assert seen >= {(False, "old"), (False, "new")}
    assert ((True, "new") in seen) == (way != "exchanged")


@pytest.mark.parametrize("number", range(1, 12))
def test_a_failure_at_any_step_leaves_the_old_export_as_it_was(
    number: int, target: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a table that is open in another program on Windows."""
    left = [number]
    replace = systems.replace

    def fail(source: Path, place: Path) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise PermissionError(errno.EACCES, "open elsewhere")
        replace(source, place)

    monkeypatch.setattr(systems, "replace", fail)
    try:
        export(target, "new")()
    except UserError:
        assert content(target) == {"old"}
    else:
        assert left[0] > 0
        assert content(target) == {"new"}
    assert everything(target.parent) == ["export", *(f"export/{name}" for name in NAMES)]


def test_the_note_says_that_tables_may_be_mixed_until_the_export_is_repeated(
    target: Path, monkeypatch: pytest.MonkeyPatch, user_data: Path
) -> None:
    (target / folders_in_place.NOTE).write_text("Not finished.\n\n.mrc-0123456789abcdef\n")
    export(target, "new")()
    assert content(target) == {"new"}
    assert not (target / folders_in_place.NOTE).exists()


def test_a_forged_record_completes_no_folder_that_does_not_say_so_itself(target: Path, user_data: Path) -> None:
    draft = target.parent / ".mrc-0123456789abcdef"
    draft.mkdir()
    (draft / "answers.csv").write_text("forged")
    forged(user_data, draft, completed=str(target))
    clear()
    assert content(target) == {"old"}


def test_the_log_tells_how_much_was_left(user_data: Path) -> None:
    (user_data / "window.new").parent.mkdir(parents=True, exist_ok=True)
    (user_data / "window.new").write_text("{", "utf-8")
    assert leftovers.clear() == 1
    (line,) = [
        one for one in (user_data / "logs" / "mrcworkbench.log").read_text("utf-8").splitlines() if "left" in one
    ]
    assert "leftovers_cleared" in line
    assert "files=1" in line
    assert leftovers.clear() == 0
