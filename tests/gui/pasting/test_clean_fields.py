"""Every field of the window mends the line ends that come into it and leaves out, and says, what nobody can see; and
nothing green stands there while an answer waits to be mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from mrcworkbench.gui.widgets.editors.typed import GrowingText, TypedLine
from mrcworkbench.gui.widgets.question.state import CardState
from mrcworkbench.services.session.session import create
from tests.gui.pasting.pasting_support import SHEET, copied, press_paste
from tests.gui.questionnaire_support import Desk, leave, type_into
from tests.gui.window_support import Answers, Desktop

WORD = "First\x0bsecond\x0cthird\x85it\x92s\u2028end\x07\ufeff"
MENDED = "First\nsecond\nthird\nit\u2019s\nend"


def drop(field: QWidget, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    target = field.viewport() if isinstance(field, QPlainTextEdit) else field
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), copy, mime, left, plain))
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), copy, mime, left, plain))


def compose(field: QWidget, text: str) -> None:
    """Types as an input method does."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def texts_on(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


@pytest.mark.parametrize("way", ["paste", "drop", "compose"])
def test_a_text_question_takes_a_paragraph_of_word_whole(desk: Desk, way: str) -> None:
    desk.go("profile")
    field = desk.editor("prof_body", GrowingText)
    field.setFocus()
    if way == "paste":
        copied(WORD)
        press_paste(field)
    elif way == "drop":
        drop(field, WORD)
    else:
        compose(field, WORD)
    desk.card("prof_body").commit()
    assert desk.answer("prof_body").value == MENDED
    assert desk.card("prof_body").state is CardState.SAVED
    assert "2 characters that nobody can see were left out." in texts_on(desk.card("prof_body"))


@pytest.mark.parametrize(
    ("text", "html", "kept"),
    [
        ("foo\r\n", SHEET, "foo"),
        ("foo\r\n", "", "foo"),
        ('"one\ntwo"\r\n', SHEET, "one\ntwo"),
        ('"say ""hi"""\r\n', "", 'say "hi"'),
        ("Ana\t3\r\nBen\t4\r\n", SHEET, "Ana\t3\nBen\t4"),
        ("•\tAdvice\n•\tCourses", "", "•\tAdvice\n•\tCourses"),
        ('5" pipe', "", '5" pipe'),
        ("1,200\r\n", SHEET, "1,200"),
    ],
)
def test_a_cell_of_a_sheet_in_a_text_question_is_what_stands_in_the_cell(
    desk: Desk, text: str, html: str, kept: str
) -> None:
    desk.go("profile")
    field = desk.editor("prof_body", GrowingText)
    copied(text, html)
    press_paste(field)
    desk.card("prof_body").commit()
    assert desk.answer("prof_body").value == kept


def test_a_cell_of_a_sheet_in_a_date_question_loses_its_line_end(desk: Desk) -> None:
    desk.go("respondent")
    field = desk.editor("resp_date", TypedLine)
    copied("31/12/2025\r\n", SHEET)
    press_paste(field)
    leave(field)
    assert desk.answer("resp_date").value == "2025-12-31"


def test_a_comment_takes_the_same_way(desk: Desk) -> None:
    desk.go("profile")
    card = desk.card("prof_body")
    card.foot.comment_asked.emit()
    copied(WORD)
    press_paste(card.comment.field)
    card.commit()
    assert desk.answer("prof_body").kept_comment == MENDED
    assert "were left out" in texts_on(card)


def test_pasting_is_one_step_of_undo_in_the_field(desk: Desk) -> None:
    desk.go("profile")
    field = desk.editor("prof_body", GrowingText)
    type_into(field, "before ")
    copied(WORD)
    press_paste(field)
    field.undo()
    assert field.toPlainText() == "before "


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Desktop:
    create(tmp_path / "centre.mrcw", "Port Velira", "AL", "2026")
    return Desktop(qapp, Answers())


@pytest.fixture
def opened(desktop: Desktop, tmp_path: Path):
    desktop.begin(tmp_path / "centre.mrcw")
    desktop.activate()
    yield desktop
    desktop.end()


def test_every_field_of_the_window_takes_the_same_way(opened: Desktop) -> None:
    opened.go("submit")
    fields = [*opened.window.findChildren(QLineEdit), *opened.window.findChildren(QPlainTextEdit)]
    tried = [field for field in fields if field.isVisible() and field.isEnabled() and not field.isReadOnly()]
    assert tried
    for field in tried:
        field.setFocus()
        copied("Ana\x0bBen\x07it\x92s")
        press_paste(field)
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        assert text in ("Ana Benit\u2019s", "Ana\nBenit\u2019s"), field
    assert any("1 character that nobody can see was left out." in words for words in opened.said)


@pytest.mark.parametrize("page", ["submit", "home", "questionnaire"])
def test_a_cell_of_a_sheet_is_pasted_into_every_field_without_its_quotes_and_line_end(
    opened: Desktop, page: str
) -> None:
    opened.go(page)
    fields = [*opened.window.findChildren(QLineEdit), *opened.window.findChildren(QPlainTextEdit)]
    tried = [field for field in fields if field.isVisible() and field.isEnabled() and not field.isReadOnly()]
    assert tried
    for field in tried:
        field.clear()
        field.setFocus()
        copied('"Ana ""B""\nCleo"\r\n', SHEET)
        press_paste(field)
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        assert text in ('Ana "B" Cleo', 'Ana "B"\nCleo'), field


def test_the_top_bar_says_nothing_green_while_a_cell_waits_to_be_mended(opened: Desktop) -> None:
    page = opened.go("questionnaire", section="profile")
    bar = opened.shell.topbar
    assert "Saved" in texts_on(bar)
    opened.bridge.drafts.keep("prof_staff", "one", "prof_staff_women", "few")
    opened.settle()
    assert "1 answer not saved yet" in texts_on(bar)
    assert "Saved" not in texts_on(bar)
    opened.answer("prof_body", "Municipality")
    assert "1 answer not saved yet" in texts_on(bar)
    opened.bridge.drafts.drop("prof_staff", "one", "prof_staff_women")
    opened.settle()
    assert "Saved" in texts_on(bar)
    assert page is not None


def test_the_keys_for_undo_take_a_whole_paste_back(opened: Desktop) -> None:
    opened.answer("prof_staff", [{"prof_staff_women": 1}, {"prof_staff_women": 2}])
    page = opened.go("questionnaire", section="profile", question="prof_staff")
    opened.settle()
    table = page.cards.card("prof_staff").editor
    women = next(iter(table.rows.views.values())).cells["prof_staff_women"]
    type_into(women, "5")
    copied("7\tx\r\n8\t9\r\n", SHEET)
    press_paste(women)
    opened.settle()
    assert "2 cells replaced" in texts_on(table)
    opened.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rows = opened.bridge.working_copy.answer("prof_staff").rows
    assert [dict(row.cells) for row in rows] == [{"prof_staff_women": 51}, {"prof_staff_women": 2}]
    assert not opened.bridge.session.drafts
    assert "Saved" in texts_on(opened.shell.topbar)


def test_a_state_without_a_value_takes_wrong_texts_away_and_undo_brings_them_back(opened: Desktop) -> None:
    opened.go("questionnaire", section="profile")
    opened.bridge.drafts.keep("prof_staff", "one", "prof_staff_women", "few")
    opened.answer("prof_staff", {"state": "not_known"})
    assert not opened.bridge.drafts.questions
    opened.bridge.undo_stack.undo()
    assert opened.bridge.drafts.questions == {"prof_staff"}
