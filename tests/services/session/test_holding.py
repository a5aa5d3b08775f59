"""Who may write: the lock in the data folder, and the notice beside the file for other computers and accounts."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mrcworkbench import clocks, leftovers, machines, paths, systems
from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.domain.questionnaire.answers import answered
from mrcworkbench.errors import UserError
from mrcworkbench.services.merging.merge import merge_into
from mrcworkbench.services.session.holding.notices import notice_file, own_notice, put_notice, read_notice
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.submitting import start_submitting

AWAY = {
    "process": 1,
    "computer": "DESK-7",
    "since": "2026-07-31T09:30:00.000Z",
    "computer_mark": "0" * 16,
    "account_mark": "1" * 16,
}
"""The notice of another computer."""


def _notice(database: Path, **other: object) -> Path:
    file = notice_file(database)
    file.write_text(json.dumps({**AWAY, **other}), "utf-8")
    return file


def _opened(path: Path) -> Session:
    session = open_session(path)
    session.open_assessment(None)
    return session


def _ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


# The lock


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EIO, errno.ENOTSUP, errno.EACCES, errno.ENOSPC, errno.EINVAL])
def test_without_a_lock_nobody_writes_and_everybody_reads(
    number: int, database: Path, texts: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _opened(database) as session:
        session.set_answer("prof_body", answered("Ministry"))

    def refuse(_: int) -> None:
        raise OSError(number, "no lock here")

    monkeypatch.setattr(systems, "_lock", refuse)
    before = database.read_bytes()
    with _opened(database) as session:
        assert session.read_only_reason == "lock_unavailable"
        assert session.working_copy.answer("prof_body") == answered("Ministry")
        with pytest.raises(UserError) as caught:
            session.set_answer("prof_body", answered("Other"))
        said = texts.text("errors.lock_unavailable", **caught.value.facts)
        assert str(paths.user_data()) in said
        assert "no lock here" in said
        assert not notice_file(database).exists()
    assert database.read_bytes() == before


def test_a_data_folder_that_takes_no_file_means_reading_only(database: Path, user_data: Path) -> None:
    user_data.joinpath("locks").parent.mkdir(exist_ok=True)
    user_data.joinpath("locks").write_text("in the way", "utf-8")
    with _opened(database) as session:
        assert session.read_only_reason == "lock_unavailable"
    with open_session(database, read_only=True) as session:
        assert session.read_only_reason == "read_only_asked"


def test_a_lock_that_stands_for_another_file_each_time_is_not_waited_for(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(systems, "_stands_for", lambda *_: False)
    with _opened(database) as session:
        assert session.read_only_reason == "lock_unavailable"


def test_a_full_disk_takes_no_mark_and_the_answer_is_saved(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def full(descriptor: int, content: bytes) -> int:
        if content == b"+":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, content)

    monkeypatch.setattr(os, "write", full)
    with _opened(database) as session:
        assert not session.read_only
        session.set_answer("prof_body", answered("Ministry"))
        assert session.saver.wait()
    with _opened(database) as session:
        assert session.working_copy.answer("prof_body") == answered("Ministry")
        assert session.resume_at is None


# The notice


def test_a_notice_lies_beside_the_file_while_it_is_written_and_names_no_person(database: Path) -> None:
    file = notice_file(database)
    with _opened(database):
        assert file.name == ".~centre.mrcw.open"
        said = json.loads(file.read_text("utf-8"))
        assert set(said) == set(AWAY)
        assert (said["process"], said["computer"]) == (os.getpid(), machines.computer_name())
        assert all(re.fullmatch("[0-9a-f]{16}", said[key]) for key in ("computer_mark", "account_mark"))
    assert not file.exists()


def test_a_file_named_by_a_link_has_its_notice_beside_itself(database: Path, tmp_path: Path) -> None:
    (tmp_path / "desktop").mkdir()
    link = tmp_path / "desktop" / "link.mrcw"
    link.symlink_to(database)
    with _opened(link):
        assert notice_file(database).exists()
        assert list(link.parent.iterdir()) == [link]


def test_reading_leaves_no_notice_and_minds_none(database: Path) -> None:
    with open_session(database, read_only=True):
        assert not notice_file(database).exists()
    file = _notice(database)
    with open_session(database, read_only=True) as session:
        assert session.read_only_reason == "read_only_asked"
    assert json.loads(file.read_text("utf-8")) == AWAY


def test_what_is_open_on_another_computer_is_only_read(database: Path, texts: Catalogue) -> None:
    file = _notice(database)
    with _opened(database) as session:
        assert session.read_only_reason == "open_on_other_computer"
        error = session.read_only_error()
        said = texts.text("errors.open_on_other_computer", **error.facts)
        assert "DESK-7" in said
        assert "2026-07-31" in said
        assert file.name in texts.text("errors.open_on_other_computer_advice", **error.facts)
    assert json.loads(file.read_text("utf-8")) == AWAY, "it is not ours to take away"
    file.unlink()
    with _opened(database) as session:
        assert not session.read_only


def test_another_account_of_this_computer_counts_while_its_process_runs(database: Path) -> None:
    here = {"computer_mark": machines.computer_mark(), "computer": machines.computer_name()}
    file = _notice(database, **here, process=os.getppid())
    with _opened(database) as session:
        assert session.read_only_reason == "open_on_other_computer"
    _notice(database, **here, process=_ended_process())
    with _opened(database) as session:
        assert not session.read_only
        assert read_notice(file) is not None
    assert not file.exists()


def test_what_this_account_left_when_it_was_killed_is_replaced_and_goes(database: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from mrcworkbench.services.session.session import open_session\n"
        "session = open_session(Path(sys.argv[1])); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(database)], check=False)
    left = read_notice(notice_file(database))
    assert left is not None
    with _opened(database) as session:
        assert not session.read_only
        own = read_notice(notice_file(database))
        assert own is not None
        assert own.process == os.getpid() != left.process
    assert not notice_file(database).exists()


def test_a_second_window_leaves_the_notice_of_the_first(database: Path) -> None:
    with _opened(database):
        content = notice_file(database).read_bytes()
        with _opened(database) as second:
            assert second.read_only_reason == "open_elsewhere"
        assert notice_file(database).read_bytes() == content


def test_a_notice_that_somebody_else_has_put_there_meanwhile_stays(database: Path) -> None:
    with _opened(database):
        notice_file(database).unlink()
        file = _notice(database)
    assert json.loads(file.read_text("utf-8")) == AWAY


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 200,
        b"\xff\xfe binary",
        b"[" * 4000,
        b"null",
        b'{"process": 1}',
        json.dumps({**AWAY, "process": 0}).encode(),
        json.dumps({**AWAY, "process": -1}).encode(),
        json.dumps({**AWAY, "process": True}).encode(),
        json.dumps({**AWAY, "process": 2**64}).encode(),
        json.dumps({**AWAY, "since": "yesterday"}).encode(),
        json.dumps({**AWAY, "since": "0001-01-01T00:00:00+14:00"}).encode(),
        json.dumps({**AWAY, "computer": "\x1b[2J"}).encode(),
        json.dumps({**AWAY, "computer": "x" * 101}).encode(),
        json.dumps({**AWAY, "computer": ["x"]}).encode(),
    ],
)
def test_a_broken_notice_says_nothing_and_is_replaced(content: bytes, database: Path) -> None:
    file = notice_file(database)
    file.write_bytes(content)
    with _opened(database) as session:
        assert not session.read_only
        assert read_notice(file) is not None
    assert not file.exists()


@pytest.mark.parametrize("kind", ["link", "link to nowhere", "folder", "pipe", "huge"])
def test_what_is_no_notice_is_neither_followed_nor_read_nor_removed(kind: str, database: Path, tmp_path: Path) -> None:
    file, precious = notice_file(database), tmp_path / "precious"
    precious.write_text(json.dumps(AWAY), "utf-8")
    if kind == "link":
        file.symlink_to(precious)
    elif kind == "link to nowhere":
        file.symlink_to(tmp_path / "nowhere")
    elif kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        with file.open("wb") as huge:
            huge.truncate(1 << 30)
    before = file.lstat()
    with _opened(database) as session:
        assert not session.read_only
        session.set_answer("prof_body", answered("Ministry"))
    assert file.lstat() == before
    assert precious.read_text("utf-8") == json.dumps(AWAY)
    assert not (tmp_path / "nowhere").exists()


def test_whoever_may_read_the_database_may_read_its_notice(database: Path) -> None:
    for mode, expected in ((0o600, 0o600), (0o664, 0o664), (0o640, 0o640)):
        database.chmod(mode)
        with _opened(database):
            assert stat.S_IMODE(notice_file(database).stat().st_mode) == expected


def test_a_folder_that_takes_no_notice_stops_nothing(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = os.open

    def refuse(path: str | Path, flags: int, mode: int = 0o777, **more: int) -> int:
        if str(path).endswith(".open") and flags & os.O_CREAT:
            raise OSError(errno.ENOSPC, "No space left on device")
        return make(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", refuse)
    with _opened(database) as session:
        assert not session.read_only
        session.set_answer("prof_body", answered("Ministry"))


def test_a_disk_that_fills_up_under_a_notice_keeps_no_part_of_it(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write

    def full(descriptor: int, content: bytes) -> int:
        if b"computer_mark" in content:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, content)

    monkeypatch.setattr(os, "write", full)
    with _opened(database) as session:
        assert not session.read_only
        assert not notice_file(database).exists()


def test_a_disk_that_knows_no_rights_takes_a_notice_too(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    with _opened(database):
        assert read_notice(notice_file(database)) is not None
    assert not notice_file(database).exists()


def test_a_long_name_has_a_notice_of_its_own(tmp_path: Path) -> None:
    one, other = (tmp_path / f"{'я' * 110}{end}.mrcw" for end in "ab")
    assert notice_file(one) != notice_file(other)
    assert len(os.fsencode(notice_file(one).name)) < 255
    assert notice_file(one).name == notice_file(tmp_path / "elsewhere" / one.name).name, "the same on every computer"


def test_a_submission_never_has_a_notice(database: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with _opened(database) as session:
        session.set_answer("prof_body", answered("Ministry"))
        start_submitting(session, tmp_path / "out" / "sent.mrcw", author="Name").result()
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["sent.mrcw"]


def test_reading_takes_away_what_a_program_that_died_has_left(database: Path) -> None:
    file = notice_file(database)
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    left = replace(own_notice(clocks.now()), process=int(dead.stdout))
    for notice in (left, replace(left, process=os.getppid()), replace(left, account_mark="0" * 16)):
        put_notice(file, notice, database)
        with open_session(database, read_only=True):
            assert file.exists() == (notice is not left)


def _without_data_folder(user_data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder in whose place a file lies, and the system's folder for temporary files."""
    shutil.rmtree(user_data, ignore_errors=True)
    user_data.write_text("in the way", "utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    return temporary


def test_merging_needs_no_data_folder_and_keeps_others_out(
    database: Path, user_data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    temporary = _without_data_folder(user_data, monkeypatch, tmp_path)
    target = tmp_path / "all.mrcw"
    for verdict in (Verdict.NEW, Verdict.KNOWN):
        report = merge_into(target, [database], author="Ana")
        assert report.totals[verdict] == 1
    with open_session(target, anywhere=True) as first, open_session(target, anywhere=True) as second:
        assert first.read_only_reason is None
        assert second.read_only_reason == "open_elsewhere"
    assert list(temporary.iterdir()) == []
    with _opened(database) as session:
        assert session.read_only_reason == "lock_unavailable", "whoever works in a window reads only"


def test_a_merge_without_data_folder_stays_out_where_a_window_of_this_account_is(
    database: Path, user_data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _without_data_folder(user_data, monkeypatch, tmp_path)
    written = put_notice(notice_file(database), own_notice(clocks.now()), database)
    assert written is not None
    monkeypatch.setattr(machines, "process_runs", lambda _: True)
    before = database.read_bytes()
    with pytest.raises(UserError) as caught:
        merge_into(database, [Path(shutil.copy(database, tmp_path / "copy.mrcw"))], author="Ana")
    assert caught.value.code == "open_on_other_computer"
    assert database.read_bytes() == before


def test_a_folder_of_somebody_else_holds_no_lock_and_a_merge_leaves_nothing(
    database: Path, user_data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _without_data_folder(user_data, monkeypatch, tmp_path)
    monkeypatch.setattr(leftovers, "is_own", lambda area: not area.name.endswith("-locks"))
    target = tmp_path / "all.mrcw"
    with pytest.raises(UserError) as caught:
        merge_into(target, [database], author="Ana")
    assert caught.value.code == "lock_unavailable"
    assert not target.exists()
