"""An attached file is opened as a copy to look at: what is changed all the same is kept and told."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from mrcworkbench import changed_copies, leftovers, paths
from mrcworkbench.gui import preferences
from mrcworkbench.gui.outside import openers
from mrcworkbench.gui.outside.save_dialog import SaveDialog
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from tests.gui.questionnaire_support import Desk

QUESTION = "access_evidence"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were handed to the system's programs."""
    found: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(Path(url.toLocalFile())) or True)
    return found


@pytest.fixture
def looking(desk: Desk, tmp_path: Path, opened: list[Path]) -> Iterator[Desk]:
    """The page with a PDF attached and opened."""
    paper = tmp_path / "Notice of hours.pdf"
    paper.write_bytes(b"%PDF-1.4 hours")
    desk.put("access_status", "in_place")
    desk.put(QUESTION, "b")
    desk.go("access", QUESTION)
    desk.card(QUESTION).files_asked.emit(QUESTION, (paper,))
    look(desk)
    yield desk
    desk.page.cards._evidence._desk._copies.close()


def look(desk: Desk) -> None:
    files = desk.card(QUESTION).files
    assert files is not None
    next(one for one in files.findChildren(Button) if one.accessibleName().startswith("Open")).click()


def come_back(desk: Desk) -> None:
    desk.page.cards._evidence._desk._on_state(Qt.ApplicationState.ApplicationActive)
    desk.app.processEvents()


def said(desk: Desk) -> str:
    files = desk.card(QUESTION).files
    assert files is not None
    return " ".join(box.accessibleName() for box in files.findChildren(MessageBox) if box.isVisibleTo(files))


def change(file: Path, content: bytes) -> None:
    """As a program does that takes away the mark *read only*."""
    file.chmod(0o600)
    file.write_bytes(content)


def kept() -> dict[str, bytes]:
    folder = paths.documents()
    return {file.name: file.read_bytes() for file in folder.iterdir()} if folder.is_dir() else {}


def test_a_copy_that_is_only_looked_at_says_nothing_and_leaves_nothing(looking: Desk, opened: list[Path]) -> None:
    come_back(looking)
    assert said(looking) == ""
    assert kept() == {}
    look(looking)
    assert opened[0] == opened[1], "and the same copy is shown again"


def test_of_several_changed_copies_each_is_told(looking: Desk, opened: list[Path], tmp_path: Path) -> None:
    letter = tmp_path / "Letter.pdf"
    letter.write_bytes(b"%PDF-1.4 dear")
    looking.card(QUESTION).files_asked.emit(QUESTION, (letter,))
    files = looking.card(QUESTION).files
    assert files is not None
    [one for one in files.findChildren(Button) if one.accessibleName().startswith("Open")][-1].click()
    warned: list[str] = []
    looking.page.warned.connect(lambda _, text: warned.append(text))
    for copy in opened:
        change(copy, b"%PDF-1.4 signed")
    come_back(looking)
    assert len(warned) == 1
    for name in ("Notice of hours.pdf", "Letter.pdf"):
        assert str(paths.documents() / name) in said(looking)
        assert str(paths.documents() / name) in warned[0], "one message has them all, for only the newest is shown"


def test_a_changed_copy_is_kept_and_told_on_coming_back(looking: Desk, opened: list[Path]) -> None:
    warned: list[str] = []
    looking.page.warned.connect(lambda title, _: warned.append(title))
    change(opened[0], b"%PDF-1.4 signed")
    come_back(looking)
    assert kept() == {"Notice of hours.pdf": b"%PDF-1.4 signed"}
    assert str(paths.documents() / "Notice of hours.pdf") in said(looking)
    assert len(warned) == 1
    come_back(looking)
    assert len(warned) == 1, "it is told once"
    (sha256,) = looking.answer(QUESTION).attachments
    attachment = looking.session.files.read(sha256)
    assert attachment is not None
    assert attachment.content == b"%PDF-1.4 hours", "the answer has the file as it was"


def test_a_copy_changed_again_is_kept_again_in_the_same_place(looking: Desk, opened: list[Path]) -> None:
    for content in (b"once", b"twice"):
        change(opened[0], content)
        come_back(looking)
    assert kept() == {"Notice of hours.pdf": b"twice"}
    (paths.documents() / "Notice of hours.pdf").write_bytes(b"gone on with")
    change(opened[0], b"three times")
    come_back(looking)
    assert kept() == {"Notice of hours.pdf": b"gone on with", "Notice of hours 2.pdf": b"three times"}


def test_what_lies_in_documents_already_is_never_written_over(looking: Desk, opened: list[Path]) -> None:
    paths.documents().mkdir(parents=True)
    (paths.documents() / "Notice of hours.pdf").write_bytes(b"another")
    change(opened[0], b"changed")
    come_back(looking)
    assert kept() == {"Notice of hours.pdf": b"another", "Notice of hours 2.pdf": b"changed"}


def test_opening_again_shows_the_file_as_it_was_and_leaves_the_changed_copy(looking: Desk, opened: list[Path]) -> None:
    change(opened[0], b"changed")
    look(looking)
    assert opened[1] != opened[0]
    assert opened[1].read_bytes() == b"%PDF-1.4 hours"
    assert opened[0].read_bytes() == b"changed"
    look(looking)
    assert opened[2] == opened[1]


@pytest.mark.parametrize("name", ["Notice (filled in).pdf", "new.odt", "مسودة.pdf"])
def test_what_a_program_saves_beside_the_copy_is_kept_too(looking: Desk, opened: list[Path], name: str) -> None:
    (opened[0].parent / name).write_bytes(b"saved as")
    come_back(looking)
    assert kept() == {name: b"saved as"}


@pytest.mark.parametrize(
    "name", [".~lock.Notice of hours.pdf#", "~$Notice.docx", ".DS_Store", "Thumbs.db", "lu12ab.tmp"]
)
def test_what_programs_put_beside_an_open_file_is_nothing_to_keep(looking: Desk, opened: list[Path], name: str) -> None:
    (opened[0].parent / name).write_bytes(b"x")
    come_back(looking)
    assert said(looking) == ""
    assert kept() == {}


def test_a_copy_that_was_moved_away_is_no_change(looking: Desk, opened: list[Path], tmp_path: Path) -> None:
    opened[0].rename(tmp_path / "mine.pdf")
    come_back(looking)
    assert said(looking) == ""
    look(looking)
    assert opened[1].read_bytes() == b"%PDF-1.4 hours"


def test_what_is_changed_to_the_end_is_kept_at_the_end_and_told_by_the_next_start(
    looking: Desk, opened: list[Path], qapp: QApplication
) -> None:
    from mrcworkbench.gui.attaching.desk import _end

    change(opened[0], b"changed at last")
    _end(looking.page.cards._evidence._desk._copies)
    assert kept() == {"Notice of hours.pdf": b"changed at last"}
    assert preferences.load().kept_copies == (str(paths.documents() / "Notice of hours.pdf"),)
    assert not opened[0].exists()


KILLED = """
import os, sys
from mrcworkbench.services.session.attachments import ViewedCopies, write_copy
from mrcworkbench.storage.answers.attachments import Attachment
paper = Attachment("a" * 64, "paper.pdf", "application/pdf", 5, "2026-01-01T00:00:00.000Z", b"%PDF-")
copies = ViewedCopies()
copy = write_copy(paper, copies.folder())
if sys.argv[1:]:
    copy.chmod(0o600)
    copy.write_text(sys.argv[1])
os._exit(0)
"""


def left_by_a_dead_program(*changed: str) -> None:
    """A copy in the folder of a window that was killed, changed before that if so said."""
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", KILLED, *changed], check=True, env={**os.environ, "PYTHONPATH": str(root)})


def test_after_a_kill_the_next_start_keeps_what_was_changed_and_removes_the_rest(user_data: Path) -> None:
    told: list[Path] = []
    left_by_a_dead_program("changed")
    assert leftovers.clear(told.append) == 1
    assert told == [paths.documents() / "paper.pdf"]
    assert kept() == {"paper.pdf": b"changed"}
    left_by_a_dead_program()
    assert leftovers.clear(told.append) == 1
    assert len(told) == 1


def test_on_a_full_disk_what_is_changed_to_the_end_is_kept_by_the_next_start(
    looking: Desk, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    keep = changed_copies.keep
    monkeypatch.setattr("mrcworkbench.changed_copies.keep", full)
    change(opened[0], b"changed at last")
    assert looking.page.cards._evidence._desk._copies.close() == ()
    gc.collect()
    assert opened[0].exists()
    monkeypatch.setattr("mrcworkbench.changed_copies.keep", keep)
    leftovers.clear()
    assert kept() == {"Notice of hours.pdf": b"changed at last"}
    assert not opened[0].exists()


def test_where_nothing_can_be_kept_the_changed_copy_stays(user_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mrcworkbench.changed_copies.keep", full)
    left_by_a_dead_program("changed")
    assert leftovers.clear() == 0
    monkeypatch.undo()
    monkeypatch.setenv("MRCWORKBENCH_DATA", str(user_data))
    assert leftovers.clear() == 1
    assert kept() == {"paper.pdf": b"changed"}


# Nothing opens it


@pytest.mark.parametrize("sure", [True, False])
def test_where_nothing_opens_a_file_that_is_said_and_it_can_be_saved(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sure: bool
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    monkeypatch.setattr("mrcworkbench.gui.attaching.desk.nothing_opens", lambda _: sure)
    monkeypatch.setattr(SaveDialog, "__call__", lambda _self, _parent, title, _path: asked.append(title))
    paper = tmp_path / "plan.pdf"
    paper.write_bytes(b"%PDF-1.4")
    desk.put("access_status", "in_place")
    desk.put(QUESTION, "b")
    desk.go("access", QUESTION)
    desk.card(QUESTION).files_asked.emit(QUESTION, (paper,))
    look(desk)
    assert "no program that opens “plan.pdf”" in said(desk)
    assert asked == ["Save “plan.pdf”"]


@pytest.mark.parametrize(
    ("listed", "name", "nothing"),
    [
        ("[MIME Cache]\napplication/pdf=viewer.desktop;\n", "x.pdf", False),
        ("[MIME Cache]\nimage/png=viewer.desktop;\n", "x.pdf", True),
        ("[MIME Cache]\napplication/pdf=\n", "x.pdf", True),
        ("[MIME Cache]\ntext/plain=editor.desktop;\n", "x.csv", False),
        ("", "x.png", True),
        (None, "x.pdf", False),
    ],
)
def test_the_desktop_s_list_of_programs_says_whether_one_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: str | None, name: str, nothing: bool
) -> None:
    for variable in ("XDG_DATA_HOME", "XDG_DATA_DIRS", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    for variable in ("FLATPAK_ID", "SNAP"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    if listed is not None:
        cache = tmp_path / "XDG_DATA_DIRS" / "applications" / "mimeinfo.cache"
        cache.parent.mkdir(parents=True)
        cache.write_text(listed, "utf-8")
    file = tmp_path / name
    file.write_bytes(b"%PDF-1.4" if name == "x.pdf" else b"a,b\n")
    assert openers.nothing_opens(file) is nothing
    monkeypatch.setattr("sys.platform", "darwin")
    assert not openers.nothing_opens(file)
