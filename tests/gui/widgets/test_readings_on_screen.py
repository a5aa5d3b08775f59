"""Numbers and dates typed in the window: read, shown back in full, or asked beside the field."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.editors.base import Kit
from mrcworkbench.gui.widgets.editors.dates import DateField
from mrcworkbench.gui.widgets.editors.readings import ReadingChoice
from mrcworkbench.gui.widgets.editors.single import FieldEditor
from mrcworkbench.gui.widgets.editors.table.editor import TableEditor
from mrcworkbench.gui.widgets.editors.typed import PAUSE_MS, TypedLine
from mrcworkbench.gui.widgets.question.state import CardState
from mrcworkbench.gui.words.local_time import date_order
from tests.gui.questionnaire_support import Desk, desk_on, leave, type_into

DATE, YEAR = "resp_date", "prof_year"
SECTION = {DATE: "respondent", YEAR: "profile"}


@pytest.fixture(autouse=True)
def _day_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that writes the day first, whatever that of the machine is."""
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("en_GB"))


def typed(desk: Desk, code: str, text: str) -> TypedLine:
    """Types a text into a question's field, over what stands there, and leaves it."""
    desk.go(SECTION[code])
    field = desk.editor(code, TypedLine)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    field.insert(text)  # also what no key of this keyboard gives
    field.setModified(True)
    leave(field)
    return field


def offered(desk: Desk, code: str) -> list[Button]:
    choice = desk.editor(code, ReadingChoice)
    return list(choice.buttons()) if choice.isVisible() else []


@pytest.mark.parametrize(
    "text",
    [
        *("31/12/2027", "31.12.2027", "12/31/2027", "31 December 2027", "December 31, 2027", "31 d\u00e9cembre 2027"),
        *("31-Dec-27", "\u0663\u0661/\u0661\u0662/\u0662\u0660\u0662\u0667", "\u200e31/12/2027\u200f", "46752"),
        *("2027-12-31T00:00", "2027/12/31", "Friday, 31 December 2027", "31 dhjetor 2027"),
    ],
)
def test_a_date_in_any_usual_form_is_kept_and_shown_back_in_full(desk: Desk, text: str) -> None:
    field = typed(desk, DATE, text)
    assert isinstance(field, DateField)
    assert desk.answer(DATE).value == "2027-12-31"
    assert desk.card(DATE).editor.problems == ()
    assert (field.text(), field.shown()) == ("2027-12-31", "31 Dec 2027")
    assert not offered(desk, DATE)


def test_a_field_one_is_in_shows_what_can_be_typed_over(desk: Desk) -> None:
    field = typed(desk, DATE, "31/12/2027")
    elsewhere = field.grab().toImage()
    field.setFocus()
    assert field.grab().toImage() != elsewhere
    assert field.displayText() == "2027-12-31"


@pytest.mark.parametrize(
    ("text", "year"),
    [("2,004", 2004), ("2 004", 2004), ("2.004", 2004), ("\u0662\u0660\u0660\u0664", 2004), ("\u200f2004", 2004)],
)
def test_a_whole_number_in_groups_is_kept_and_shown_without_them(desk: Desk, text: str, year: int) -> None:
    field = typed(desk, YEAR, text)
    assert desk.answer(YEAR).value == year
    assert field.text() == str(year)


def test_a_date_with_two_readings_is_asked_beside_the_field_and_kept_by_the_keyboard(desk: Desk) -> None:
    field = typed(desk, DATE, "03/04/2026")
    assert desk.answer(DATE).state is AnswerState.BLANK
    assert field.text() == "03/04/2026"
    first, second = offered(desk, DATE)
    assert (first.text(), second.text()) == ("3 Apr 2026", "4 Mar 2026")
    assert first.accessibleName().startswith("3 Apr 2026")
    assert desk.session.questionnaire[DATE].text in first.accessibleName()
    assert first.mapTo(desk.window, QPoint()).y() == field.mapTo(desk.window, QPoint()).y()
    assert first.hasFocus()  # Tab came here from the field
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert desk.answer(DATE).value == "2026-03-04"
    assert field.hasFocus()
    assert field.text() == "2026-03-04"
    assert not offered(desk, DATE)
    assert not desk.session.drafts
    assert desk.card(DATE).state is CardState.SAVED


def test_a_reading_chosen_with_the_mouse_is_one_step_of_undo(desk: Desk) -> None:
    desk.put(DATE, "2025-01-01")
    typed(desk, DATE, "03/04/2026")
    assert desk.answer(DATE).value == "2025-01-01"
    QTest.mouseClick(offered(desk, DATE)[0], Qt.MouseButton.LeftButton)
    assert desk.answer(DATE).value == "2026-04-03"
    desk.bridge.undo_stack.undo()
    assert desk.answer(DATE).value == "2025-01-01"
    assert desk.editor(DATE, DateField).text() == "2025-01-01"


def test_what_waits_for_a_choice_is_there_after_a_restart(desk: Desk) -> None:
    typed(desk, DATE, "03/04/2026")
    desk.reopen()
    desk.go(SECTION[DATE])
    assert desk.editor(DATE, DateField).text() == "03/04/2026"
    offered(desk, DATE)[0].click()
    assert desk.answer(DATE).value == "2026-04-03"


def test_typing_on_takes_the_readings_of_the_text_before_away(desk: Desk) -> None:
    field = typed(desk, DATE, "03/04/202")
    assert not offered(desk, DATE)
    field = typed(desk, DATE, "03/04/2026")
    assert len(offered(desk, DATE)) == 2
    type_into(field, "7")
    assert not offered(desk, DATE)
    field.selectAll()
    type_into(field, "13/04/2026")
    leave(field)
    assert desk.answer(DATE).value == "2026-04-13"
    assert not offered(desk, DATE)


def test_readings_go_when_the_answer_changes_elsewhere(desk: Desk) -> None:
    typed(desk, DATE, "03/04/2026")
    desk.put(DATE, "2026-06-01")
    desk.bridge.drafts.drop(DATE)
    desk.card(DATE).show_answer(desk.answer(DATE), {})
    assert not offered(desk, DATE)


def test_nothing_can_be_chosen_in_a_database_that_is_only_read(desk: Desk) -> None:
    typed(desk, DATE, "03/04/2026")
    desk.card(DATE).set_locked(True)
    QTest.mouseClick(offered(desk, DATE)[0], Qt.MouseButton.LeftButton)
    assert desk.answer(DATE).state is AnswerState.BLANK


def test_the_beginning_of_a_date_is_not_kept_in_a_pause(desk: Desk, qtbot: QtBot) -> None:
    desk.go(SECTION[DATE])
    field = desk.editor(DATE, DateField)
    type_into(field, "31/12/20")
    with qtbot.waitSignal(field.paused, timeout=PAUSE_MS * 5):
        pass
    assert desk.answer(DATE).state is AnswerState.BLANK
    type_into(field, "27")
    leave(field)
    assert desk.answer(DATE).value == "2027-12-31"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("70 %", "per cent"),
        ("31/02/2026", "no such day"),
        ("March 2026", "only a part"),
        ("2569-03-01", "1900 to 2200"),
        ("soon", "is not a date"),
        ("Monday, 1 March 2026", "another day of the week"),
    ],
)
def test_what_cannot_be_read_says_why_and_stays(desk: Desk, text: str, said: str) -> None:
    code = YEAR if "%" in text else DATE
    field = typed(desk, code, text)
    assert field.text() == text
    assert said in desk.card(code).editor.accessibleDescription()
    assert not offered(desk, code)


@pytest.mark.parametrize(
    ("locale", "order"),
    [
        ("en_GB", "dmy"),
        ("en_US", "mdy"),
        ("fr_FR", "dmy"),
        ("sq_AL", "dmy"),
        ("sv_SE", "ymd"),
        ("fa_IR", "ymd"),
        ("C", "dmy"),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_system(locale: str, order: str) -> None:
    assert date_order(QLocale(locale)) == order


def test_the_first_reading_is_the_systems(desk: Desk) -> None:
    kit = Kit(desk.theme, desk.content.texts, order="mdy")
    editor = FieldEditor(kit, desk.session.questionnaire[DATE], desk.window)
    editor.widget.insert("03/04/2026")
    editor.commit()
    assert editor.readings is not None
    assert [one.text() for one in editor.readings.buttons()] == ["4 Mar 2026", "3 Apr 2026"]


def test_a_number_with_decimals_is_asked_and_its_readings_stay_apart(desk: Desk) -> None:
    columns = desk.session.questionnaire["prof_funding"].column_by_code
    editor = FieldEditor(Kit(desk.theme, desk.content.texts), columns["prof_funding_share"], desk.window)
    kept: list[object] = []
    editor.edited.connect(lambda _, value: kept.append(value))
    assert isinstance(editor.widget, TypedLine)
    editor.widget.insert("1,234")
    editor.commit()
    assert editor.readings is not None
    assert [one.text() for one in editor.readings.buttons()] == ["1234", "1.234"]
    editor.readings.buttons()[1].click()
    assert kept == [1.234]
    assert editor.widget.text() == "1.2340"
    editor.commit()
    assert kept == [1.234]
    assert editor.problems == ()


def test_tables_read_as_single_fields_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.go("profile")
    state = desk.table("prof_funding")._state
    row = state.rows[0].id
    for column, text, value in (
        ("prof_funding_share", "33,5", 33.5),
        ("prof_funding_share", "70 %", 70),
        ("prof_funding_until", "31/12/2027", "2027-12-31"),
    ):
        assert state.set_typed(row, column, text) is None
        assert state.rows[0].cells[column] == value
    problem = state.set_typed(row, "prof_funding_until", "03/04/2026")
    assert problem is not None
    assert problem.facts["readings"] == ("2026-04-03", "2026-03-04")
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("en_US"))
    state = TableEditor(Kit(desk.theme, desk.content.texts), state.question, desk.window)._state
    row = state.add().id
    problem = state.set_typed(row, "prof_funding_until", "03/04/2026")
    assert problem is not None
    assert problem.facts["readings"] == ("2026-03-04", "2026-04-03")
    problem = state.set_typed(row, "prof_funding_share", "1,200")
    assert problem is not None
    assert problem.facts["readings"] == ("1200", "1.2")


@pytest.mark.parametrize(
    ("locale", "first"),
    [("en_US", Qt.DayOfWeek.Sunday), ("sq_AL", Qt.DayOfWeek.Monday), ("ar_EG", Qt.DayOfWeek.Saturday)],
)
def test_weeks_of_the_calendar_start_as_the_systems_do(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, locale: str, first: Qt.DayOfWeek
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(locale))
    with desk_on(tmp_path / "other.mrcw", qapp) as desk:
        desk.go(SECTION[DATE])
        desk.editor(DATE, DateField).open_calendar()
        calendar = desk.editor(DATE, QCalendarWidget)
        assert calendar.firstDayOfWeek() == first


def test_the_calendar_opens_on_what_is_typed_and_goes_by_the_keyboard(desk: Desk) -> None:
    desk.go(SECTION[DATE])
    field = desk.editor(DATE, DateField)
    type_into(field, "31 Dec 2027")
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(desk.app.focusWidget(), Qt.Key.Key_Escape)
    assert desk.app.activePopupWidget() is None
    assert field.text() == "31 Dec 2027"
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(desk.app.focusWidget(), Qt.Key.Key_Left)
    QTest.keyClick(desk.app.focusWidget(), Qt.Key.Key_Return)
    assert desk.answer(DATE).value == "2027-12-30"
    assert field.hasFocus()
