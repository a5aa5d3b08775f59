"""Pasting into tables: each value comes to its own cell and through its own check, and nothing flows into the next."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from mrcworkbench.gui.widgets.editors.choices import CheckField, DropDown
from mrcworkbench.gui.widgets.editors.fields import focus_of
from mrcworkbench.gui.widgets.editors.readings import ReadingChoice
from mrcworkbench.gui.widgets.editors.table.row import CardRow, LineRow, RowWidget
from mrcworkbench.gui.widgets.editors.typed import GrowingText, TypedLine
from mrcworkbench.gui.widgets.question.state import CardState
from tests.gui.pasting.pasting_support import SHEET, copied, field, paste_at, press_paste, said, stored
from tests.gui.questionnaire_support import Desk, click, leave, type_into

BULLETS = "•\tAdvice\r\n•\tCourses"


_AS_COPIED = (
    ("clients", "clients_figures", "women", "1,200\r\n2,350\r\n", [{"women": 1200}, {"women": 2350}]),
    ("profile", "prof_web", "languages", "Shqip, en\r\nA, b\r\n", [{"languages": "Shqip, en"}, {"languages": "A, b"}]),
    ("profile", "prof_sites", "place", "Tirana, A\r\nVlora, B\r\n", [{"place": "Tirana, A"}, {"place": "Vlora, B"}]),
    ("profile", "prof_funding", "share", "33,5\r\n41,5\r\n", [{"share": 33.5}, {"share": 41.5}]),
    ("profile", "prof_networks", "name", "a;b\r\nc;d\r\n", [{"name": "a;b"}, {"name": "c;d"}]),
    ("profile", "prof_networks", "name", '5" pipe\r\n"Hello\r\n', [{"name": '5" pipe'}, {"name": '"Hello'}]),
    ("profile", "prof_networks", "name", '"a\nb"\tx\r\n', [{"name": "a\nb"}]),
    ("profile", "prof_networks", "name", "A\t2001\r\nB\t\r\n", [{"name": "A", "since": 2001}, {"name": "B"}]),
    ("profile", "prof_breaks", "from", "31/12/2027\r\n1 May 26\r\n", [{"from": "2027-12-31"}, {"from": "2026-05-01"}]),
)  # fmt: skip


@pytest.mark.parametrize(("section", "code", "column", "text", "rows"), _AS_COPIED)
def test_cells_of_a_sheet_come_each_to_one_cell(
    desk: Desk, section: str, code: str, column: str, text: str, rows: list[dict[str, object]]
) -> None:
    desk.put("clients_unit", "persons")
    desk.go(section)
    paste_at(desk, code, column, text)
    assert stored(desk, code) == rows


_PROSE = (
    (BULLETS, ""),
    (BULLETS, "<p>• Advice</p><p>• Courses</p>"),
    ("1.\tAdvice\n2.\tCourses", ""),
    ("\tAdvice\n\tCourses", ""),
    ("We offer\tadvice", ""),
    ("Opening hours:\t9-17\nTelephone:\t04 22", ""),
    ("Main office, Tirana\nBranch office, Durrës", ""),
    ("Tirana, Durrës", ""),
    ("a; b; c", ""),
    ("Monday\t9-17\nTuesday\t9-12", ""),
    ("Advice;courses\nvisits;talks", ""),
    ("Rruga A,12\nRruga B,15", ""),
    ("•\tAdvice\n•\tCourses", "<table><tr><td><ul><li>Advice</li><li>Courses</li></ul></td></tr></table>"),
    ("Dear all\nas agreed", "<table><tr><td><p>Dear all</p><p>as agreed</p></td></tr></table>"),
)
_PROSE_AS_TEXT = (
    "We have\tfive rooms",
    "Dear all\nhow are you",
    "Rooms, halls\nand offices, too",
    "1.\tAdvice\n2.\tCourses",
    "2)\tAdvice\n3)\tCourses",
    "\tAdvice\n\tCourses",
    "[12:30, 01/03/2026] Ana: 5\n[12:31, 01/03/2026] Ben: 6",
    "Ana;12\nBen;13",
    "01/03/2026\tmeeting\n02/03/2026\tvisit",
)


@pytest.mark.parametrize(("code", "column"), [("prof_sites", "place"), ("prof_networks", "name")])
def test_prose_stays_in_the_cell_it_is_pasted_into(desk: Desk, code: str, column: str) -> None:
    desk.go("profile")
    for text, html in _PROSE:
        paste_at(desk, code, column, text, html)
        assert stored(desk, code) == [{column: text.replace("\r\n", "\n")}]
        _emptied(desk, code)


@pytest.mark.parametrize(
    ("code", "column"),
    [("prof_staff", "women"), ("prof_sites", "days"), ("prof_breaks", "from"), ("prof_sites", "kind")],
)
def test_prose_stays_in_a_cell_that_takes_no_text_too(desk: Desk, code: str, column: str) -> None:
    desk.go("profile")
    for text in _PROSE_AS_TEXT:
        paste_at(desk, code, column, text, "")
        assert stored(desk, code) == []
        assert [kept.split() for kept in desk.session.drafts.values()] == [text.split()]
        _emptied(desk, code)


def _emptied(desk: Desk, code: str) -> None:
    """Removes the rows with what was pasted: the table is as it was."""
    table = desk.table(code)
    for row in [*table.rows.views]:
        table.remove_row(row)
    desk.finish()
    assert stored(desk, code) == []
    assert [*desk.session.drafts.values()] == []


def test_a_plain_text_is_rows_where_its_cells_can_be_nothing_else(desk: Desk) -> None:
    desk.go("profile")
    paste_at(desk, "prof_networks", "name", "A\t2001\tx\nB\t2002\ty", "")
    assert [row["since"] for row in stored(desk, "prof_networks")] == [2001, 2002]


def test_one_value_goes_in_where_the_cursor_is(desk: Desk) -> None:
    desk.put("prof_networks", [{"prof_networks_name": "north south"}])
    desk.go("profile")
    name = field(desk, "prof_networks", "name")
    assert isinstance(name, GrowingText)
    cursor = name.textCursor()
    cursor.setPosition(6)
    name.setTextCursor(cursor)
    copied("and\r\n", SHEET)
    press_paste(name)
    desk.table("prof_networks").commit()
    assert stored(desk, "prof_networks") == [{"name": "north andsouth"}]


def test_a_text_of_several_lines_becomes_rows_only_where_each_line_may_be_a_value(desk: Desk) -> None:
    desk.go("profile")
    paste_at(desk, "prof_staff", "women", "5\n6\n7", "")
    assert stored(desk, "prof_staff") == [{"women": 5}, {"women": 6}, {"women": 7}]
    desk.bridge.undo_stack.undo()


def test_the_button_splits_a_list_at_semicolons_and_commas_that_are_no_part_of_texts(desk: Desk) -> None:
    desk.go("profile")
    table = desk.table("prof_networks")
    for text in ("A;2001;x\nB;2002;y", "A,2001,x\nB,2002,y", "A\t2001\tx\nB\t2002\ty"):
        copied(text)
        table.foot.paste.click()
        assert [row["since"] for row in stored(desk, "prof_networks")] == [2001, 2002], text
        desk.bridge.undo_stack.undo()
    copied("Office, Tirana\nBranch, Durrës")
    table.foot.paste.click()
    assert [row["name"] for row in stored(desk, "prof_networks")] == ["Office, Tirana", "Branch, Durrës"]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Network\tSince which year\tWhat it brings", "A\t2001\tx"),
        ("NETWORK *\tSince\tWhat\u00a0it brings:", "A\t2001\tx"),
        ("#\tNetwork\tSince which year\tWhat it brings", "1\tA\t2001\tx"),
        ("What it brings\tNetwork\tSince which year", "x\tA\t2001"),
        ("Network\tYear\tWhat it brings", "A\t2001\tx"),
        ("prof_networks_name\tprof_networks_since\tprof_networks_gives", "A\t2001\tx"),
        ("Networks\tSince\tBrings", "A\t2001\tx"),
        ("1. Network\t2. Since which year\t3. What it brings", "A\t2001\tx"),
    ],
)
def test_a_row_of_headings_is_left_out_and_said(desk: Desk, head: str, cells: str) -> None:
    desk.go("profile")
    paste_at(desk, "prof_networks", "name", f"{head}\r\n{cells}\r\n")
    assert stored(desk, "prof_networks") == [{"name": "A", "since": 2001, "gives": "x"}]
    assert "The row of headings was left out." in said(desk, "prof_networks")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Network\r\n", "Network"),
        ("Albania\r\nNetwork\r\n", "Network"),
        ("Network\t2001\r\nB\t2002\r\n", "B"),
        ("Women's network\tunknown\r\nB\t2002\r\n", "B"),
    ],
)
def test_what_is_no_row_of_headings_stays(desk: Desk, text: str, name: str) -> None:
    desk.go("profile")
    paste_at(desk, "prof_networks", "name", text)
    assert "headings" not in said(desk, "prof_networks")
    assert stored(desk, "prof_networks")[-1]["name"] == name


@pytest.mark.parametrize(
    "head",
    ["Women\tMen", "W\tM", "Female\tMale", "Femmes\tHommes", "\u0646\u0633\u0627\u0621\t\u0631\u062c\u0627\u0644"],
)
def test_different_words_above_two_columns_of_numbers_are_headings_in_any_language(desk: Desk, head: str) -> None:
    desk.go("profile")
    paste_at(desk, "prof_staff", "women", f"{head}\r\n1,200\t13\r\n14\t\r\n")
    assert stored(desk, "prof_staff") == [{"women": 1200, "men": 13}, {"women": 14}]
    assert "The row of headings was left out." in said(desk, "prof_staff")


@pytest.mark.parametrize("first", ["n/a\tn/a", "few\t13", "-\t?", "12\tmany"])
def test_words_that_stand_for_missing_numbers_are_no_headings(desk: Desk, first: str) -> None:
    desk.go("profile")
    paste_at(desk, "prof_staff", "women", f"{first}\r\n14\t15\r\n")
    assert "headings" not in said(desk, "prof_staff")
    assert set(first.split("\t")) - {"12", "13"} == set(desk.session.drafts.values())


def test_headings_alone_are_left_out_too(desk: Desk) -> None:
    desk.go("profile")
    paste_at(desk, "prof_networks", "name", "Network\tSince which year\r\n")
    assert stored(desk, "prof_networks") == []
    assert "The row of headings was left out." in said(desk, "prof_networks")


@pytest.mark.parametrize(("head", "cells"), [("Since which year", "2001"), ("Year", "2001")])
def test_a_heading_above_one_column_is_left_out(desk: Desk, head: str, cells: str) -> None:
    desk.go("profile")
    paste_at(desk, "prof_networks", "since", f"{head}\r\n{cells}\r\n")
    assert stored(desk, "prof_networks") == [{"since": 2001}]


def test_a_paste_says_how_many_cells_it_replaced_and_undo_brings_all_of_them_back(desk: Desk) -> None:
    before = [{"prof_staff_women": 1, "prof_staff_men": 2}, {"prof_staff_women": 3, "prof_staff_men": 4}]
    desk.put("prof_staff", before)
    desk.go("profile")
    wrong = field(desk, "prof_staff", "men", 1)
    assert isinstance(wrong, TypedLine)
    wrong.setFocus()
    wrong.selectAll()
    type_into(wrong, "4o")
    leave(wrong)
    steps = desk.bridge.undo_stack.count()
    paste_at(desk, "prof_staff", "women", "7\t2\r\n\tx\r\n9\t8\r\n")
    assert "3 rows pasted. 3 cells replaced. 1 of them is empty now." in said(desk, "prof_staff")
    assert desk.bridge.undo_stack.count() == steps + 1
    assert list(desk.session.drafts.values()) == ["x"]
    desk.bridge.undo_stack.undo()
    assert [row["women"] for row in stored(desk, "prof_staff")] == [1, 3]
    assert list(desk.session.drafts.values()) == ["4o"]
    again = field(desk, "prof_staff", "men", 1)
    assert isinstance(again, TypedLine)
    assert (again.text(), again.property("problem")) == ("4o", "true")
    desk.bridge.undo_stack.redo()
    assert list(desk.session.drafts.values()) == ["x"]
    assert [row["women"] for row in stored(desk, "prof_staff") if "women" in row] == [7, 9]


def test_a_paste_that_replaces_nothing_says_nothing_of_it(desk: Desk) -> None:
    desk.put("prof_staff", [{"prof_staff_women": 1}])
    desk.go("profile")
    paste_at(desk, "prof_staff", "women", "1\t5\r\n")
    assert "1 row pasted." in said(desk, "prof_staff")
    assert "replaced" not in said(desk, "prof_staff")


def test_a_paste_of_wrong_values_only_can_be_undone(desk: Desk) -> None:
    desk.go("profile")
    paste_at(desk, "prof_staff", "women", "few\tmany\r\nsome\tnone\r\n")
    assert len(desk.session.drafts) == 4
    desk.reopen()
    desk.go("profile")
    assert len(desk.session.drafts) == 4
    paste_at(desk, "prof_staff", "women", "1\t2\r\n3\t4\r\n")
    assert [*desk.session.drafts.values()] == []
    desk.bridge.undo_stack.undo()
    assert sorted(desk.session.drafts.values()) == ["few", "many", "none", "some"]


def test_a_paste_is_written_at_once_with_what_is_wrong_in_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.go("profile")
    written = []
    put = desk.session.saver.put
    monkeypatch.setattr(desk.session.saver, "put", lambda batch: (written.append(batch), put(batch)))
    paste_at(desk, "prof_staff", "women", "1\tx\r\n2\ty\r\n")
    assert [(len(batch.answers), len(batch.drafts)) for batch in written] == [(1, 2)]


def test_an_empty_row_in_between_keeps_the_rows_after_it_in_their_place(desk: Desk) -> None:
    desk.put("prof_staff", [{"prof_staff_men": n} for n in (1, 2, 3)])
    desk.go("profile")
    paste_at(desk, "prof_staff", "women", "7\r\n\r\n9\r\n")
    assert stored(desk, "prof_staff") == [{"women": 7, "men": 1}, {"men": 2}, {"women": 9, "men": 3}]


def test_choices_are_pasted_into_drop_downs_and_check_boxes(desk: Desk) -> None:
    desk.go("profile")
    tasks = desk.session.questionnaire["prof_staff"].column_by_code["prof_staff_task"].options
    where = field(desk, "prof_staff", "task")
    assert isinstance(where, DropDown)
    paste_at(desk, "prof_staff", "task", f"{tasks[1].text.upper()}\t\t4\r\n  {tasks[0].text}\u00a0 \t\t5\r\n")
    assert stored(desk, "prof_staff") == [{"task": tasks[1].code, "women": 4}, {"task": tasks[0].code, "women": 5}]
    ways = desk.session.questionnaire["prof_languages"].column_by_code["prof_languages_how"].options
    boxes = field(desk, "prof_languages", "how")
    assert isinstance(boxes, CheckField)
    for mark in ("; ", ", ", "\n"):
        paste_at(desk, "prof_languages", "how", f"{ways[0].text}{mark}{ways[2].text}", "")
        assert stored(desk, "prof_languages") == [{"how": (ways[0].code, ways[2].code)}], mark
        desk.bridge.undo_stack.undo()
    paste_at(desk, "prof_languages", "how", f"{ways[0].text}, by hand", "")
    assert stored(desk, "prof_languages") == []
    assert list(desk.session.drafts.values()) == [f"{ways[0].text}, by hand"]


def test_rows_with_names_of_their_own_are_filled_by_name(desk: Desk) -> None:
    desk.put("info_status", "in_place")
    desk.put("info_way", ["steps"])
    desk.go("info")
    groups = desk.session.questionnaire["info_checked"].column_by_code["info_checked_group"].options
    copied(f"Group of topics\tCovered\tLast checked\r\n{groups[2].text}\t\t2026-01-31\r\nNo such\t\tX\r\n", SHEET)
    desk.table("info_checked").foot.paste.click()
    assert stored(desk, "info_checked") == [{"group": groups[2].code, "on": "2026-01-31"}]
    assert "1 row more than fits was left out." in said(desk, "info_checked")


def test_the_menu_of_a_field_and_dropping_paste_as_the_keys_do(desk: Desk) -> None:
    desk.go("profile")
    number = field(desk, "prof_staff", "women")
    copied("5\t6\r\n7\t8\r\n", SHEET)
    number.setFocus()
    place = number.rect().center()
    QApplication.sendEvent(number, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, number.mapToGlobal(place)))
    menu = number.findChild(QMenu)
    assert menu is not None
    next(action for action in menu.actions() if action.objectName() == "edit-paste").trigger()
    menu.close()
    assert stored(desk, "prof_staff") == [{"women": 5, "men": 6}, {"women": 7, "men": 8}]


def test_a_number_that_may_be_two_is_asked_at_its_cell_and_chosen_there(desk: Desk) -> None:
    desk.put("prof_funding", [{"prof_funding_payer": "A"}])
    desk.go("profile")
    paste_at(desk, "prof_funding", "until", "03/04/2026\r\n")
    assert list(desk.session.drafts.values()) == ["03/04/2026"]
    choice = desk.table("prof_funding").findChild(ReadingChoice)
    assert choice is not None
    assert choice.isVisible()
    assert len(choice.buttons()) == 2
    click(choice.buttons()[1])
    assert len(stored(desk, "prof_funding")[0]["until"]) == len("2026-03-04")  # type: ignore[arg-type]
    assert [*desk.session.drafts.values()] == []
    assert not choice.isVisible()
    assert field(desk, "prof_funding", "until").hasFocus()
    desk.bridge.undo_stack.undo()
    assert list(desk.session.drafts.values()) == ["03/04/2026"]


def wrong_cells(desk: Desk, code: str) -> list[str]:
    cells: list[QWidget] = [cell for view in desk.table(code).findChildren(RowWidget) for cell in view.cells.values()]
    return [cell.objectName().removeprefix(f"cell:{code}_") for cell in cells if cell.property("problem") == "true"]


def test_red_goes_when_another_cell_of_the_row_mends_the_fault(desk: Desk) -> None:
    desk.go("profile")
    paste_at(desk, "prof_breaks", "from", "2024-05-01\t2024-01-01\tVisits\r\n")
    assert wrong_cells(desk, "prof_breaks") == ["to"]
    assert desk.card("prof_breaks").state is CardState.LOOK
    start = field(desk, "prof_breaks", "from")
    assert isinstance(start, TypedLine)
    start.setFocus()
    start.selectAll()
    QTest.keyClicks(start, "2023-05-01")
    leave(start)
    assert wrong_cells(desk, "prof_breaks") == []
    assert stored(desk, "prof_breaks") == [{"from": "2023-05-01", "to": "2024-01-01", "what": "Visits"}]
    assert [*desk.session.drafts.values()] == []
    assert desk.card("prof_breaks").state is CardState.SAVED


def test_a_value_that_another_cell_has_made_wrong_is_kept_as_text_and_comes_back(desk: Desk) -> None:
    row = {"prof_breaks_from": "2024-05-01", "prof_breaks_to": "2024-06-01", "prof_breaks_what": "Visits"}
    desk.put("prof_breaks", [row])
    desk.go("profile")
    start = field(desk, "prof_breaks", "from")
    assert isinstance(start, TypedLine)
    start.setFocus()
    start.selectAll()
    QTest.keyClicks(start, "2025-01-01")
    leave(start)
    assert stored(desk, "prof_breaks") == [{"from": "2025-01-01", "what": "Visits"}]
    assert list(desk.session.drafts.values()) == ["2024-06-01"]
    desk.reopen()
    desk.go("profile")
    assert list(desk.session.drafts.values()) == ["2024-06-01"]
    assert wrong_cells(desk, "prof_breaks") == ["to"]
    paste_at(desk, "prof_breaks", "from", "2024-01-01\t2024-06-01\r\n")
    assert stored(desk, "prof_breaks")[0]["to"] == "2024-06-01"
    assert [*desk.session.drafts.values()] == []


def test_a_rule_broken_between_cells_is_still_said_after_a_restart(desk: Desk) -> None:
    desk.go("profile")
    paste_at(desk, "prof_breaks", "from", "2024-05-01\t2024-01-01\tVisits\r\n")
    desk.reopen()
    desk.go("profile")
    assert wrong_cells(desk, "prof_breaks") == ["to"]
    assert desk.card("prof_breaks").state is CardState.LOOK


def test_each_wrong_cell_has_a_line_of_its_own(desk: Desk) -> None:
    desk.go("profile")
    paste_at(desk, "prof_staff", "women", "few\tmany\r\n")
    view = desk.table("prof_staff").findChild(RowWidget)
    assert isinstance(view, LineRow)
    lines = said(desk, "prof_staff").split("\n")
    assert [line.split(":")[0] for line in lines if ": " in line] == ["Women", "Men"]
    desk.put("costs_status", "in_place")
    desk.put("costs_way", ["results"])
    desk.go("costs")
    paste_at(desk, "costs_results", "women", "few\r\n")
    card = desk.table("costs_results").findChild(CardRow)
    assert card is not None
    below = card._beside["costs_results_women"]
    assert "not a number" in below.text()
    assert below.mapTo(card, below.rect().topLeft()).y() > card.cells["costs_results_women"].geometry().top()
    paste_at(desk, "costs_results", "women", "\b", "")
    women = card.cells["costs_results_women"]
    assert isinstance(women, TypedLine)
    women.selectAll()
    QTest.keyClicks(women, "5")
    leave(women)
    assert not below.isVisible()


def test_a_wrong_cell_alone_makes_its_card_need_a_look(desk: Desk) -> None:
    desk.put("prof_staff", [{"prof_staff_women": 1}])
    desk.go("profile")
    men = field(desk, "prof_staff", "men")
    type_into(men, "x")
    leave(men)
    assert desk.card("prof_staff").state is CardState.LOOK


def test_kept_texts_of_a_new_row_outlast_an_edit_of_another(desk: Desk) -> None:
    desk.put("prof_staff", [{"prof_staff_women": 1}])
    desk.go("profile")
    desk.table("prof_staff").add_row()
    paste_at(desk, "prof_staff", "women", "few", "", row=1)
    paste_at(desk, "prof_staff", "men", "5", "", row=0)
    assert list(desk.session.drafts.values()) == ["few"]
    desk.bridge.undo_stack.undo()
    assert list(desk.session.drafts.values()) == ["few"]


def test_removing_a_row_leaves_the_focus_beside_it_and_undo_brings_back_what_was_wrong_in_it(desk: Desk) -> None:
    desk.put("prof_staff", [{"prof_staff_women": n} for n in (1, 2, 3)])
    desk.go("profile")
    paste_at(desk, "prof_staff", "men", "x", "", row=1)
    table = desk.table("prof_staff")
    ids = [row.id for row in desk.answer("prof_staff").rows]
    for gone, beside in ((ids[1], ids[2]), (ids[2], ids[0])):
        click(table.rows.views[gone]._buttons["remove"])
        assert table.rows.views[beside].has_focus()
    assert [*desk.session.drafts.values()] == []
    click(table.rows.views[ids[0]]._buttons["remove"])
    assert QApplication.focusWidget() is table.foot.add
    for _ in range(3):
        desk.bridge.undo_stack.undo()
    assert list(desk.session.drafts.values()) == ["x"]
    assert [row["women"] for row in stored(desk, "prof_staff")] == [1, 2, 3]
    table.rows.views[ids[2]].focus_cell("prof_staff_men")
    desk.bridge.undo_stack.redo()
    desk.bridge.undo_stack.redo()
    assert table.rows.views[ids[0]].has_focus()


def test_focus_of_a_choice_is_in_its_row(desk: Desk) -> None:
    desk.go("profile")
    boxes = field(desk, "prof_languages", "how")
    focus_of(boxes).setFocus()
    view = desk.table("prof_languages").findChild(RowWidget)
    assert view is not None
    assert view.focused_column() == "prof_languages_how"
