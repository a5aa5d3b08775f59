"""The one question before answers are sealed, in the real window with mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mrcworkbench.gui.pages.submit import SubmitPage
from mrcworkbench.gui.pages.submit.asking import SealQuestion
from mrcworkbench.services.collection.listing import listing
from mrcworkbench.services.session.databases import create
from tests.gui.pages.test_submit_inside import attach
from tests.gui.window_support import Answers, Desktop
from tests.services.inside_files.made_files import jpeg


@pytest.fixture
def desk(qapp: QApplication, user_data: Path, tmp_path: Path) -> Iterator[Desktop]:
    path = tmp_path / "own.mrcw"
    create(path, "Port Velira", "AL", "2026, first")
    desktop = Desktop(qapp, Answers())
    desktop.begin(path)
    desktop.bridge.session.settings.set("submit_folder", str(tmp_path))
    yield desktop
    desktop.end()


def asked(desk: Desktop) -> tuple[SubmitPage, SealQuestion]:
    """The page with a name on it, and the question after a click on its button."""
    page = desk.go("submit")
    assert isinstance(page, SubmitPage)
    page.way.author.setText("Ana")
    QTest.mouseClick(page.making.button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert page.way.question is not None
    return page, page.way.question


def revisions(desk: Desktop) -> list[object]:
    (centre,) = desk.bridge.session.read_file(listing)["centres"]
    return list(centre["assessments"][0]["revisions"])


def answered(desk: Desktop) -> None:
    desk.answer("prof_body", "The ministry")
    desk.answer("access_status", {"state": "answered", "value": "in_place", "comment": "The lease ends"})


def test_it_says_in_one_sentence_what_is_sealed_and_where_it_goes(desk: Desktop, tmp_path: Path) -> None:
    answered(desk)
    attach(desk, tmp_path, "access_status", photo_jpg=jpeg(), note_txt=b"hello")
    _, question = asked(desk)
    assert question.sentence.text() == (
        "This seals the answers as they are now and writes Port-Velira-2026-first.mrcw for IOM, with 2 answers, "
        "1 comment and 2 attached files (1 of which says more than it shows)."
    )
    question.reject()


def test_nothing_is_sealed_before_the_question_is_answered(desk: Desktop) -> None:
    answered(desk)
    page, question = asked(desk)
    assert not page.maker.target().exists()
    assert revisions(desk) == []
    question.reject()


@pytest.mark.parametrize("way", ["escape", "button", "close"])
def test_who_turns_back_has_sealed_nothing_and_can_ask_again(desk: Desktop, way: str) -> None:
    answered(desk)
    page, question = asked(desk)
    if way == "escape":
        QTest.keyClick(question, Qt.Key.Key_Escape)
    elif way == "button":
        QTest.mouseClick(question.stay, Qt.MouseButton.LeftButton)
    else:
        question.close()
    desk.settle()
    assert not page.maker.target().exists()
    assert revisions(desk) == []
    assert page.way.question is None
    assert page.making.button.isEnabled()
    page, question = asked(desk)
    question.reject()


def test_enter_seals_once_and_asks_no_second_time(desk: Desktop) -> None:
    answered(desk)
    page, question = asked(desk)
    QTest.keyClick(question, Qt.Key.Key_Return)
    desk.settle()
    assert page.way.question is None
    assert page.way.receipt is not None
    assert page.maker.target().is_file()
    assert len(revisions(desk)) == 1


def test_a_second_press_while_it_asks_asks_nothing_more(desk: Desktop) -> None:
    answered(desk)
    page, question = asked(desk)
    page.making.button.click()
    assert page.way.question is question
    question.reject()


def test_an_empty_assessment_is_sealed_only_by_whoever_says_so(desk: Desktop) -> None:
    page, question = asked(desk)
    assert "Nothing is answered yet" in question.sentence.text()
    assert "empty" in {check.name for check in page.checks.shown}
    QTest.keyClick(question, Qt.Key.Key_Return)
    desk.settle()
    assert page.way.receipt is None, "Enter goes back to the answers"
    assert revisions(desk) == []
    page, question = asked(desk)
    QTest.mouseClick(question.go, Qt.MouseButton.LeftButton)
    desk.settle()
    assert page.way.receipt is not None


def test_a_single_not_known_is_no_empty_assessment(desk: Desktop) -> None:
    desk.answer("prof_body", {"state": "not_known"})
    _, question = asked(desk)
    assert "with 1 answer, 0 comments and 0 attached files" in question.sentence.text()
    assert "Nothing is answered" not in question.sentence.text()
    question.reject()


def test_that_a_file_is_replaced_is_part_of_the_sentence(desk: Desktop) -> None:
    answered(desk)
    page, question = asked(desk)
    page.maker.target().write_text("mine")
    question.reject()
    desk.settle()
    _, question = asked(desk)
    assert "in place of the file of that name" in question.sentence.text()
    question.reject()


def test_whoever_closes_the_file_is_asked_no_more(desk: Desktop) -> None:
    answered(desk)
    page, _ = asked(desk)
    desk.bench.navigator.leave()
    assert page.way.question is None
    assert revisions(desk) == []


def test_a_name_that_0_1_0_kept_by_itself_is_not_offered(desk: Desktop) -> None:
    desk.bridge.session.settings.set("author", "desk7")
    page = desk.go("submit")
    assert isinstance(page, SubmitPage)
    assert page.way.author.text() == ""


def test_comments_are_said_to_go_to_iom_and_lead_to_the_list_of_them(desk: Desktop) -> None:
    answered(desk)
    page = desk.go("submit")
    assert isinstance(page, SubmitPage)
    (check,) = [one for one in page.checks.shown if one.name == "comments"]
    assert check.title == "1 comment goes to IOM"
    assert check.place is not None
    page._go(check.place)
    desk.settle()
    assert [text for _, text, _ in page.leaving.model.rows] == ["In place\nComment: The lease ends"]
    assert "go to IOM" in page.leaving.about.accessibleName()
