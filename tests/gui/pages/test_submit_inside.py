"""What attached files say besides what they show, in the real window: told, removed, brought back; and what leaves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mrcworkbench.gui.pages.submit import SubmitPage
from mrcworkbench.gui.pages.submit.inside import FileShown
from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.gui.widgets import Button
from mrcworkbench.gui.widgets.question.evidence_files import EvidenceFiles
from mrcworkbench.services.inside_files import look_inside
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.submitting import submit
from tests.attaching import with_attached
from tests.gui.pages_support import cut, nameless
from tests.gui.submit_support import make
from tests.gui.window_support import Answers, Desktop
from tests.services.inside_files.made_files import PLACE, SECRETS, bomb, docx, jpeg, pdf, picture, saved

CODE, OTHER = "access_status", "media_status"


@pytest.fixture
def desk(qapp: QApplication, user_data: Path, tmp_path: Path) -> Iterator[Desktop]:
    path = tmp_path / "own.mrcw"
    create(path, "Port Velira", "AL", "2026, first")
    desktop = Desktop(qapp, Answers())
    desktop.begin(path)
    desktop.bridge.session.settings.set("submit_folder", str(tmp_path))
    yield desktop
    desktop.end()


def attach(desk: Desktop, folder: Path, code: str, **files: bytes) -> list[str]:
    """Attaches files named like `photo_jpg`, and gives their SHA-256."""
    session = desk.bridge.session
    if not session.working_copy.answer(code).is_answered:
        desk.answer(code, "in_place")
    for name, content in files.items():
        file = folder / name.replace("_", ".")
        file.write_bytes(content)
        desk.bridge.set_checked(code, with_attached(session, code, file))
    return list(session.working_copy.answer(code).attachments)


def submit_page(desk: Desktop) -> SubmitPage:
    page = desk.go("submit")
    assert isinstance(page, SubmitPage)
    page.way.author.setText("Ana")
    return page


def row(page: SubmitPage, sha256: str) -> QWidget:
    found = page.inside.findChild(QWidget, f"inside:{sha256}")
    assert isinstance(found, QWidget)
    return found


def words(widget: QWidget) -> str:
    shown = " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))
    return "".join(ch for ch in shown if ch not in "\u2066\u2067\u2068\u2069")


def remove_button(page: SubmitPage, sha256: str) -> Button:
    (found,) = row(page, sha256).findChildren(Button)
    return found


def attached(desk: Desktop, code: str = CODE) -> tuple[str, ...]:
    return desk.bridge.working_copy.answer(code).attachments


def test_the_page_says_where_a_photo_was_taken_with_what_and_when(desk: Desktop, tmp_path: Path) -> None:
    (photo,) = attach(desk, tmp_path, CODE, photo_jpg=jpeg())
    said = words(row(submit_page(desk), photo))
    for part in (
        "photo.jpg",
        f"Says where it was taken: {PLACE}.",
        "Samsung SM-A525F",
        "Arta Hoxha",
        "3 May 2026, 14:03",
    ):
        assert part in said
    assert "1 file says more than it shows" in words(desk.bench.navigator.pages["submit"])


def test_a_click_removes_it_and_undo_brings_it_back(desk: Desktop, tmp_path: Path) -> None:
    (photo,) = attach(desk, tmp_path, CODE, photo_jpg=jpeg())
    page = submit_page(desk)
    steps = desk.bridge.undo_stack.count()
    QTest.mouseClick(remove_button(page, photo), Qt.MouseButton.LeftButton)
    desk.settle()
    (cleaned,) = attached(desk)
    assert cleaned != photo
    assert "Says nothing besides what it shows." in words(row(page, cleaned))
    assert "Undo brings it back" in words(page.inside)
    assert "photo.jpg" in words(row(page, cleaned)), "it keeps its name"
    assert desk.bridge.undo_stack.count() == steps + 1
    desk.bridge.undo_stack.undo()
    desk.settle()
    assert attached(desk) == (photo,)
    assert PLACE in words(row(page, photo))
    assert "Undo brings it back" not in words(page.inside)
    desk.bridge.undo_stack.redo()
    assert attached(desk) == (cleaned,)


def test_what_was_removed_is_nowhere_in_the_file_that_leaves(desk: Desktop, tmp_path: Path) -> None:
    attach(desk, tmp_path, CODE, photo_jpg=jpeg(), paper_pdf=pdf(photo=True))
    page = submit_page(desk)
    page.inside.remove_all.click()
    desk.settle()
    make(page)
    desk.settle()
    assert page.way.receipt is not None
    sent = page.way.receipt.file.read_bytes()
    assert [secret for secret in SECRETS if secret in sent] == []
    with sqlite3.connect(page.way.receipt.file) as file:
        assert file.execute("SELECT count(*) FROM attachments").fetchone() == (2,)
    file.close()


def test_all_are_cleaned_in_one_step_wherever_they_are_attached(desk: Desktop, tmp_path: Path) -> None:
    attach(desk, tmp_path, CODE, photo_jpg=jpeg(), letter_docx=docx(), plain_png=saved(picture(), "PNG"))
    attach(desk, tmp_path, OTHER, same_jpg=jpeg())
    before, elsewhere = attached(desk), attached(desk, OTHER)
    page = submit_page(desk)
    assert page.inside.remove_all.text() == "Remove from all 2 files"
    page.inside.remove_all.click()
    desk.settle()
    after = attached(desk)
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, False, True]
    assert attached(desk, OTHER) == (after[0],)
    assert not page.inside.removable()
    desk.bridge.undo_stack.undo()
    assert (attached(desk), attached(desk, OTHER)) == (before, elsewhere)


def test_a_file_that_was_sealed_before_is_said_to_go_along_as_it_is(desk: Desktop, tmp_path: Path) -> None:
    (photo,) = attach(desk, tmp_path, CODE, photo_jpg=jpeg())
    submit(desk.bridge.session, tmp_path / "first.mrcw", author="Ana")
    page = submit_page(desk)
    assert "was sealed before" in words(row(page, photo))
    remove_button(page, photo).click()
    desk.settle()
    (cleaned,) = attached(desk)
    assert "was sealed before" not in words(row(page, cleaned))
    assert "because it was sealed before" in words(row(page, photo)), "the old one is still listed, since it leaves"
    assert not row(page, photo).findChildren(Button)
    assert "1 file says more" in page.checks.shown[0].title


def test_what_cannot_be_looked_into_or_is_signed_is_said(desk: Desktop, tmp_path: Path) -> None:
    film, signed, wide = attach(
        desk,
        tmp_path,
        CODE,
        film_mp4=b"\0\0\0\x18ftypmp42" + bytes(40),
        signed_docx=docx(**{"_xmlsignatures/sig1.xml": "<a/>"}),
        wide_png=bomb(),
    )
    page = submit_page(desk)
    assert "cannot be looked into" in words(row(page, film))
    assert "It is signed" in words(row(page, signed))
    assert "too large" in words(row(page, wide))
    assert not page.inside.removable()


def test_a_file_that_cannot_be_cleaned_stays_and_it_says_so(desk: Desktop, tmp_path: Path) -> None:
    (photo, sound) = attach(desk, tmp_path, CODE, cut_jpg=jpeg()[:-300], sound_jpg=jpeg(3))
    page = submit_page(desk)
    page.inside.remove_all.click()
    desk.settle()
    assert attached(desk)[0] == photo
    assert attached(desk)[1] != sound
    assert "Nothing was removed" in words(row(page, photo))


def test_without_files_there_is_no_card_and_many_are_folded(desk: Desktop, tmp_path: Path) -> None:
    page = submit_page(desk)
    assert not page.inside.isVisible()
    plain = {f"plain{n}_txt": f"text {n}".encode() for n in range(9)}
    attach(desk, tmp_path, CODE, photo_jpg=jpeg(), **plain)
    page = submit_page(desk)
    assert page.inside.isVisible()
    assert len(page.inside.files) == 10
    assert page.inside.files[0].name == "photo.jpg", "what says something stands first"
    assert page.inside.others.text() == "Show the other 6 files"
    page.inside.others.click()
    desk.settle()
    assert not page.inside.others.isVisible()
    assert "plain8.txt" in words(page.inside)


def test_in_a_submission_that_is_only_read_nothing_is_offered(desk: Desktop, tmp_path: Path) -> None:
    attach(desk, tmp_path, CODE, photo_jpg=jpeg())
    sent = submit(desk.bridge.session, tmp_path / "first.mrcw", author="Ana").file
    desk.bench.files.open(sent)
    desk.settle()
    assert desk.bridge.session.read_only
    page = desk.go("submit")
    assert isinstance(page, SubmitPage)
    assert PLACE in words(page.inside)
    assert not page.inside.removable()
    assert not any(button.isVisibleTo(page.inside) for button in page.inside.findChildren(Button))


def test_the_card_is_whole_and_named_with_the_keyboard_too(desk: Desktop, tmp_path: Path) -> None:
    (photo, _) = attach(desk, tmp_path, CODE, photo_jpg=jpeg(), letter_docx=docx())
    page = submit_page(desk)
    assert cut(page) == []
    assert nameless(page) == []
    button = remove_button(page, photo)
    assert button.accessibleName() == "Remove what photo.jpg says besides what it shows"
    desk.activate()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    desk.settle()
    assert attached(desk)[0] != photo
    assert page.inside.isAncestorOf(desk.app.focusWidget()), "the focus stays beside what was pressed"


def test_it_is_said_where_the_file_is_attached_too(desk: Desktop, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(jpeg())
    (tmp_path / "plain.txt").write_text("hello")
    desk.answer(CODE, "in_place")
    page = desk.go("questionnaire", question=CODE)
    (files,) = [one for one in page.findChildren(EvidenceFiles) if one.isVisible()][:1]
    files.asked.emit((tmp_path / "plain.txt",))
    desk.settle()
    assert "more than it shows" not in words(page)
    files.asked.emit((tmp_path / "photo.jpg",))
    desk.settle()
    assert "photo.jpg says more than it shows" in words(page)


class Waiting:
    """Keeps work until it is told to do it."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []

    def start(self, task: Task) -> None:
        self.tasks.append(task)


def test_a_file_that_is_closed_while_it_is_looked_into_is_no_fault(desk: Desktop, tmp_path: Path) -> None:
    attach(desk, tmp_path, CODE, photo_jpg=jpeg())
    page = submit_page(desk)
    waiting = Waiting()
    page.cleaning._runner = waiting  # type: ignore[assignment]
    attach(desk, tmp_path, OTHER, second_jpg=jpeg(3))
    desk.settle()
    assert waiting.tasks
    assert "Looking into" in words(page.inside)
    another = tmp_path / "another.mrcw"
    create(another, "Second", "AL", "2026")
    desk.bench.files.open(another)
    desk.settle()
    for task in waiting.tasks:
        task.run()
    desk.settle()
    assert desk.bridge.session.path == another


def test_of_hundreds_of_files_a_few_are_shown_and_all_can_be_cleaned_at_once(desk: Desktop) -> None:
    card = submit_page(desk).inside
    said = look_inside(jpeg())
    files = [FileShown(f"{n:064}", f"photo {n}.jpg", said, answered=True, sealed=False) for n in range(200)]
    card.show_files(files, locked=False)
    for shown in (12, 24, 36):
        rows = [one for one in card.list.children() if one.objectName().startswith("inside:")]
        assert len(rows) == shown
        card.others.click()
    assert len(card.removable()) == 200
    assert "200" in card.remove_all.text()


def test_what_was_done_is_still_said_when_the_copies_have_been_looked_into(desk: Desktop, tmp_path: Path) -> None:
    attach(desk, tmp_path, CODE, photo_jpg=jpeg())
    attach(desk, tmp_path, OTHER, other_jpg=saved(picture(seed=4), "JPEG", comment=b"Tirana"))
    page = submit_page(desk)
    page.inside.remove_all.click()
    desk.settle()
    page.inside.show_reading()
    page.inside.show_files(page.inside.files, locked=False)
    assert "Undo brings it back" in words(page.inside)


def test_answers_that_change_together_are_shown_once(desk: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    page = submit_page(desk)
    seen: list[None] = []
    refresh = page.refresh
    monkeypatch.setattr(page, "refresh", lambda: (seen.append(None), refresh()))
    copy = desk.bridge.working_copy
    answers = {code: replace(copy.answer(code), comment="Both") for code in (CODE, OTHER)}
    desk.bridge.set_together(answers, "Both")
    desk.settle()
    assert len(seen) == 1
    assert len(page.previews.now().comments) == 2
