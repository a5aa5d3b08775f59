"""Each type of question saves what was typed or chosen; what fails stays, and is there after a restart."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.questionnaire.model import QuestionType
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.editors.dates import DateField
from mrcworkbench.gui.widgets.editors.fields import FIELDS
from mrcworkbench.gui.widgets.editors.options import CheckOption, RadioOption
from mrcworkbench.gui.widgets.editors.typed import PAUSE_MS, GrowingText, TypedLine
from mrcworkbench.gui.widgets.question.state import CardState
from tests.gui.questionnaire_support import Desk, click, desk_on, leave, type_into


def option(desk: Desk, code: str, kind: type, text: str) -> QPushButton:
    return next(one for one in desk.card(code).editor.findChildren(kind) if one.accessibleName() == text)


def messages(desk: Desk, code: str) -> str:
    boxes = desk.card(code).findChildren(MessageBox)
    return " ".join(box.accessibleName() for box in boxes if not box.isHidden())


def test_every_question_that_is_shown_has_an_editor_named_after_it(desk: Desk) -> None:
    assert desk.page.objectName() == "page:questionnaire"
    for section in desk.session.questionnaire.sections:
        desk.go(section.code)
        for code in desk.shown():
            assert desk.card(code).editor.objectName() == f"question:{code}"
        assert desk.shown() == [q.code for q in section.questions if desk.bridge.working_copy.is_shown(q.code)]


def test_every_type_but_tables_has_a_field() -> None:
    assert FIELDS.keys() == set(QuestionType) - {QuestionType.TABLE}


def test_text_is_saved_when_its_field_is_left(desk: Desk) -> None:
    desk.go("profile")
    field = desk.editor("prof_body", GrowingText)
    type_into(field, "Ministry of the Interior")
    leave(field)
    assert desk.answer("prof_body").value == "Ministry of the Interior"
    assert desk.card("prof_body").state is CardState.SAVED
    desk.reopen()
    desk.go("profile")
    assert desk.editor("prof_body", GrowingText).toPlainText() == "Ministry of the Interior"


def test_text_is_saved_after_a_short_pause_while_one_goes_on_typing(desk: Desk, qtbot: QtBot) -> None:
    desk.go("profile")
    field = desk.editor("prof_body", GrowingText)
    type_into(field, "Min")
    with qtbot.waitSignal(desk.bridge.answer_changed, timeout=PAUSE_MS * 5):
        pass
    assert desk.answer("prof_body").value == "Min"
    QTest.keyClicks(field, "istry ")
    leave(field)
    assert desk.answer("prof_body").value == "Ministry "
    assert field.toPlainText() == "Ministry "


def test_a_number_is_saved_and_shown_as_it_is_kept(desk: Desk) -> None:
    desk.go("profile")
    field = desk.editor("prof_year", TypedLine)
    type_into(field, " 1998")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.answer("prof_year").value == 1998
    assert field.text() == "1998"


def test_what_is_no_number_stays_in_the_field_with_a_sentence_and_is_there_after_a_restart(desk: Desk) -> None:
    desk.go("profile")
    field = desk.editor("prof_year", TypedLine)
    type_into(field, "12o")
    assert messages(desk, "prof_year") == ""
    leave(field)
    assert field.text() == "12o"
    assert field.property("problem") == "true"
    assert "“12o” is not a number" in messages(desk, "prof_year")
    assert "your text stays here" in messages(desk, "prof_year")
    assert desk.card("prof_year").state is CardState.LOOK
    assert desk.answer("prof_year").value is None
    desk.reopen()
    desk.go("profile")
    field = desk.editor("prof_year", TypedLine)
    assert field.text() == "12o"
    assert "“12o” is not a number" in messages(desk, "prof_year")
    field.selectAll()
    type_into(field, "1998")
    leave(field)
    assert desk.answer("prof_year").value == 1998
    assert messages(desk, "prof_year") == ""
    assert not field.property("problem")
    assert not desk.session.drafts


def test_a_value_outside_its_bounds_is_not_saved_and_the_old_one_stays(desk: Desk) -> None:
    desk.go("profile")
    desk.put("prof_year", 1998)
    field = desk.editor("prof_year", TypedLine)
    field.selectAll()
    type_into(field, "3")
    leave(field)
    assert desk.answer("prof_year").value == 1998
    assert field.text() == "3"
    assert messages(desk, "prof_year")


def test_an_emptied_field_makes_the_answer_blank(desk: Desk) -> None:
    desk.go("profile")
    desk.put("prof_year", 1998)
    field = desk.editor("prof_year", TypedLine)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    leave(field)
    assert desk.answer("prof_year").state is AnswerState.BLANK
    assert desk.card("prof_year").state is CardState.BLANK


def test_a_date_is_typed_year_first(desk: Desk) -> None:
    desk.go("respondent")
    field = desk.editor("resp_date", DateField)
    type_into(field, "2026/6/1")
    leave(field)
    assert desk.answer("resp_date").value == "2026-06-01"
    assert field.text() == "2026-06-01"


def test_a_date_that_can_be_read_in_two_ways_is_not_guessed(desk: Desk) -> None:
    desk.go("respondent")
    field = desk.editor("resp_date", DateField)
    type_into(field, "01/06/2026")
    leave(field)
    assert desk.answer("resp_date").value is None
    assert "more than one way" in messages(desk, "resp_date")


def test_a_date_is_chosen_in_the_calendar(desk: Desk) -> None:
    desk.go("respondent")
    field = desk.editor("resp_date", DateField)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    calendar.activated.emit(QDate(2026, 3, 9))
    assert desk.answer("resp_date").value == "2026-03-09"


def test_a_single_choice_is_made_by_a_click_and_stays_after_another(desk: Desk) -> None:
    desk.go("profile")
    ngo = desk.session.questionnaire["prof_run_by"].options[1]
    radio = option(desk, "prof_run_by", RadioOption, ngo.text)
    click(radio)
    assert desk.answer("prof_run_by").value == ngo.code
    click(radio)
    assert desk.answer("prof_run_by").value == ngo.code
    assert radio.isChecked()


def test_arrows_move_between_radio_buttons_and_space_chooses(desk: Desk) -> None:
    desk.go("profile")
    options = desk.session.questionnaire["prof_run_by"].options
    first = option(desk, "prof_run_by", RadioOption, options[0].text)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    second = option(desk, "prof_run_by", RadioOption, options[1].text)
    assert second.hasFocus()
    assert desk.answer("prof_run_by").state is AnswerState.BLANK
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert desk.answer("prof_run_by").value == options[1].code


def test_the_status_is_chosen_in_segments(desk: Desk) -> None:
    desk.go("access")
    button = option(desk, "access_status", QPushButton, "In place")
    click(button)
    assert desk.answer("access_status").value == "in_place"
    assert desk.bridge.working_copy.criterion("protection.outreach.accessibility").level == 2


def test_several_choices_are_ticked_and_none_excludes_the_others_at_once(desk: Desk) -> None:
    desk.put("resp_parts", ["subjects"])
    desk.put("access_status", "in_place")
    desk.go("access")
    click(option(desk, "access_channels", CheckOption, "Telephone"))
    click(option(desk, "access_channels", CheckOption, "E-mail"))
    assert desk.answer("access_channels").value == ("phone", "email")
    click(option(desk, "access_channels", CheckOption, "In no way: clients have to come"))
    assert desk.answer("access_channels").value == ("none",)
    click(option(desk, "access_channels", CheckOption, "Telephone"))
    assert desk.answer("access_channels").value == ("phone",)
    assert not desk.card("access_channels").editor.problems


def test_undo_and_redo_show_in_the_editor(desk: Desk) -> None:
    desk.go("profile")
    field = desk.editor("prof_body", GrowingText)
    type_into(field, "Red Cross")
    leave(field)
    desk.bridge.undo_stack.undo()
    assert field.toPlainText() == ""
    assert desk.card("prof_body").state is CardState.BLANK
    desk.bridge.undo_stack.redo()
    assert field.toPlainText() == "Red Cross"


def test_what_is_being_typed_is_kept_when_the_window_goes(desk: Desk) -> None:
    desk.go("profile")
    type_into(desk.editor("prof_body", GrowingText), "Half a sen")
    desk.reopen()
    assert desk.answer("prof_body").value == "Half a sen"


def test_typed_text_is_never_markup(desk: Desk) -> None:
    desk.go("profile")
    field = desk.editor("prof_year", TypedLine)
    type_into(field, "<b>1</b>")
    leave(field)
    labels = [one for one in desk.card("prof_year").findChildren(MessageBox) if not one.isHidden()]
    assert "“<b>1</b>”" in labels[0].accessibleName()
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in labels[0].findChildren(QLabel))


def test_a_soft_notice_is_shown_and_the_answer_is_stored(desk: Desk) -> None:
    desk.go("respondent")
    field = desk.editor("resp_date", DateField)
    type_into(field, "2199-01-01")
    leave(field)
    assert desk.answer("resp_date").value == "2199-01-01"
    assert "still to come" in messages(desk, "resp_date")
    assert desk.card("resp_date").state is CardState.LOOK


def test_an_editor_says_its_question_state_and_problem_to_a_screen_reader(desk: Desk) -> None:
    desk.go("profile")
    field = desk.editor("prof_year", TypedLine)
    type_into(field, "12o")
    leave(field)
    editor = desk.card("prof_year").editor
    assert editor.accessibleName() == desk.session.questionnaire["prof_year"].text
    assert "Needs a look" in editor.accessibleDescription()
    assert "is not a number" in editor.accessibleDescription()


def test_a_database_that_is_only_read_lets_nothing_be_changed(tmp_path: Path, qapp: QApplication) -> None:
    path = tmp_path / "centre.mrcw"
    with desk_on(path, qapp) as first, desk_on(path, qapp) as second:
        assert not first.bridge.session.read_only
        assert second.bridge.session.read_only
        second.go("profile")
        assert not second.editor("prof_body", GrowingText).isEnabled()
        assert not second.card("prof_body").foot.isEnabled()
