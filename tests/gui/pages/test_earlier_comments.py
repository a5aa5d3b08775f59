"""The question about comments that were written when every comment went along: asked once, answered in one step."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mrcworkbench.gui.pages.submit import SubmitPage
from mrcworkbench.gui.rounds.new_round import CommentsFirstDialog
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.earlier_comments import earlier_comments
from mrcworkbench.services.session.session import open_session
from tests.gui.pages_support import cut, nameless
from tests.gui.window_support import Answers, Desktop

OLD = Path(__file__).parents[2] / "data" / "files_0_1_0" / "in-use.mrcw"
COMMENTED = ("actors_status", "counsel_status", "referral_status", "transfers_status")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that 0.1.0 made, in which four answers have a comment."""
    path = Path(shutil.copy(OLD, tmp_path))
    path.chmod(0o600)
    return path


@pytest.fixture
def desk(qapp: QApplication, user_data: Path, old: Path, tmp_path: Path) -> Iterator[Desktop]:
    desktop = Desktop(qapp, Answers())
    desktop.begin(old)
    desktop.bridge.session.settings.set("submit_folder", str(tmp_path))
    yield desktop
    desktop.end()


def submit_page(desk: Desktop) -> SubmitPage:
    page = desk.go("submit")
    assert isinstance(page, SubmitPage)
    page.way.author.setText("Ana")
    desk.settle()
    return page


def comments(desk: Desktop) -> dict[str, tuple[bool, bool]]:
    """By question, whether a comment goes along, and whether one stays."""
    answers = desk.bridge.working_copy.answers
    return {code: (bool(answers[code].comment), bool(answers[code].kept_comment)) for code in COMMENTED}


def test_nothing_is_sent_before_it_is_said_what_becomes_of_them(desk: Desktop) -> None:
    page = submit_page(desk)
    assert page.earlier_comments.title.text() == "You wrote 4 comments in an earlier version"
    assert not page.making.button.isEnabled()
    assert "comments of the earlier version" in page.making.why_not.accessibleName()


@pytest.mark.parametrize(("button", "expected"), [("keep", (False, True)), ("send", (True, False))])
def test_all_stay_or_all_go_along_and_nobody_is_asked_again(
    desk: Desktop, button: str, expected: tuple[bool, bool]
) -> None:
    page = submit_page(desk)
    getattr(page.earlier_comments, button).click()
    desk.settle()
    assert set(comments(desk).values()) == {expected}
    assert not page.earlier_comments.isVisible()
    assert page.making.button.isEnabled()
    desk.bridge.session.saver.wait()
    with open_session(desk.bridge.session.path, read_only=True) as again:
        again.open_assessment(None)
        assert earlier_comments(again) == ()


def test_one_step_of_undo_takes_it_back_without_asking_again(desk: Desktop) -> None:
    page = submit_page(desk)
    steps = desk.bridge.undo_stack.index()
    page.earlier_comments.keep.click()
    assert desk.bridge.undo_stack.index() == steps + 1
    desk.bridge.undo_stack.undo()
    desk.settle()
    assert set(comments(desk).values()) == {(True, False)}
    assert not page.earlier_comments.isVisible()


def test_each_can_be_chosen_by_itself_with_the_keyboard(desk: Desktop) -> None:
    page = submit_page(desk)
    page.earlier_comments.choose.click()
    ticks = page.earlier_comments.list
    assert ticks.hasFocus()
    assert [row.place[0] for row in page.earlier_comments.model.rows] == sorted(
        COMMENTED, key=[q.code for q in desk.bridge.session.questionnaire.questions()].index
    )
    first = page.earlier_comments.model.rows[0].place[0]
    QTest.keyClick(ticks, Qt.Key.Key_Space)
    assert page.earlier_comments.model.released == 1
    page.earlier_comments.done.click()
    assert comments(desk) == {code: (code == first, code != first) for code in COMMENTED}


def test_what_stays_is_counted_and_is_no_part_of_what_leaves(desk: Desktop) -> None:
    page = submit_page(desk)
    page.earlier_comments.keep.click()
    desk.settle()
    assert [one.title for one in page.checks.shown if one.name == "kept_comments"] == ["4 comments stay here"]
    assert not [one for one in page.previews.now().leaving if one.comment]


def test_a_file_that_is_new_asks_nothing(qapp: QApplication, user_data: Path, tmp_path: Path) -> None:
    create(tmp_path / "new.mrcw", "Port Velira", "AL")
    desktop = Desktop(qapp, Answers())
    desktop.begin(tmp_path / "new.mrcw")
    desktop.answer("prof_body", {"state": "blank", "comment": "For IOM"})
    page = submit_page(desktop)
    assert not page.earlier_comments.isVisible()
    assert page.making.button.isEnabled()
    desktop.end()


def test_it_is_said_before_a_new_round_seals_them(desk: Desktop) -> None:
    desk.bench.menus.round_chosen.emit()
    desk.settle()
    assert desk.bench.round_start.dialog is None, "a round can be begun"
    first = desk.window.findChild(CommentsFirstDialog)
    assert first is not None
    assert cut(first) == []
    assert nameless(first) == []
    first.go.click()
    desk.settle()
    assert desk.bench.navigator.place.page == "submit"
    submit_page(desk).earlier_comments.keep.click()
    desk.bench.menus.round_chosen.emit()
    dialog = desk.bench.round_start.dialog
    assert dialog is not None
    dialog.go.click()
    desk.settle()
    before = desk.bridge.assessment.follows
    assert before
    assert not submit_page(desk).earlier_comments.isVisible()
    desk.bridge.open_assessment(before)
    assert set(comments(desk).values()) == {(False, True)}
