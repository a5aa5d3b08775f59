"""Tables on screen: rows typed, added, removed, moved and pasted; a wrong cell keeps only itself back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.editors.choices import DropDown
from mrcworkbench.gui.widgets.editors.options import CheckOption
from mrcworkbench.gui.widgets.editors.table.notes import MoreRows
from mrcworkbench.gui.widgets.editors.table.row import CardRow, LineRow, RowWidget
from mrcworkbench.gui.widgets.editors.typed import GrowingText, TypedLine
from mrcworkbench.gui.widgets.question.state import CardState
from tests.gui.questionnaire_support import Desk, click, desk_on, leave, type_into

ALT = Qt.KeyboardModifier.AltModifier


def rows(desk: Desk, code: str) -> list[RowWidget]:
    """The rows on screen, from top to bottom."""
    desk.finish()
    found = [row for row in desk.table(code).findChildren(RowWidget) if not row.isHidden()]
    return sorted(found, key=lambda row: row.mapTo(desk.table(code), row.rect().topLeft()).y())


def scroll_through(desk: Desk, code: str) -> None:
    """Brings the end of the built rows into view until all are built."""
    more = desk.table(code).findChild(MoreRows)
    assert more is not None
    while not more.isHidden():
        more.seen.emit()


def cell(desk: Desk, code: str, row: int, column: str) -> QWidget:
    return rows(desk, code)[row].cells[column]


def fill(desk: Desk, code: str, row: int, column: str, text: str) -> QWidget:
    field = cell(desk, code, row, column)
    assert isinstance(field, TypedLine | GrowingText)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    leave(field)
    return field


def values(desk: Desk, code: str) -> list[dict[str, object]]:
    return [dict(row.cells) for row in desk.answer(code).rows]


def test_an_empty_table_has_a_row_to_type_in_which_says_nothing_until_typed(desk: Desk) -> None:
    desk.go("profile")
    assert len(rows(desk, "prof_languages")) == 1
    assert desk.answer("prof_languages").state is AnswerState.BLANK
    fill(desk, "prof_languages", 0, "prof_languages_language", "Albanian")
    assert values(desk, "prof_languages") == [{"prof_languages_language": "Albanian"}]


def test_cells_of_each_type_are_saved(desk: Desk) -> None:
    desk.go("profile")
    fill(desk, "prof_funding", 0, "prof_funding_payer", "City of Vlora")
    kind = cell(desk, "prof_funding", 0, "prof_funding_kind")
    assert isinstance(kind, DropDown)
    kind.setCurrentIndex(1)
    kind.activated.emit(1)
    fill(desk, "prof_funding", 0, "prof_funding_share", "12,5")
    fill(desk, "prof_funding", 0, "prof_funding_until", "2027-12-31")
    first = desk.session.questionnaire["prof_funding"].column_by_code["prof_funding_kind"].options[0]
    assert values(desk, "prof_funding") == [
        {
            "prof_funding_payer": "City of Vlora",
            "prof_funding_kind": first.code,
            "prof_funding_share": 12.5,
            "prof_funding_until": "2027-12-31",
        }
    ]
    desk.reopen()
    desk.go("profile")
    shown = cell(desk, "prof_funding", 0, "prof_funding_share")
    assert isinstance(shown, TypedLine)
    assert shown.text() == "12.5"


def test_several_choices_in_a_cell_are_ticked(desk: Desk) -> None:
    desk.go("profile")
    fill(desk, "prof_languages", 0, "prof_languages_language", "Dari")
    box = cell(desk, "prof_languages", 0, "prof_languages_how").findChildren(CheckOption)[1]
    click(box)
    option = desk.session.questionnaire["prof_languages"].column_by_code["prof_languages_how"].options[1]
    assert values(desk, "prof_languages")[0]["prof_languages_how"] == (option.code,)


def test_a_wrong_cell_stays_as_typed_and_the_rest_of_the_table_is_saved(desk: Desk) -> None:
    desk.go("profile")
    wrong = fill(desk, "prof_staff", 0, "prof_staff_women", "12o")
    fill(desk, "prof_staff", 0, "prof_staff_men", "7")
    assert isinstance(wrong, TypedLine)
    assert wrong.text() == "12o"
    assert wrong.property("problem") == "true"
    assert values(desk, "prof_staff") == [{"prof_staff_men": 7}]
    assert desk.card("prof_staff").state is CardState.LOOK
    desk.reopen()
    desk.go("profile")
    again = cell(desk, "prof_staff", 0, "prof_staff_women")
    assert isinstance(again, TypedLine)
    assert again.text() == "12o"
    fill(desk, "prof_staff", 0, "prof_staff_women", "12")
    assert values(desk, "prof_staff") == [{"prof_staff_women": 12, "prof_staff_men": 7}]
    assert not desk.session.drafts


def test_a_wrong_text_in_a_new_row_is_there_after_a_restart(desk: Desk) -> None:
    desk.go("profile")
    fill(desk, "prof_staff", 0, "prof_staff_women", "x")
    desk.reopen()
    desk.go("profile")
    again = cell(desk, "prof_staff", 0, "prof_staff_women")
    assert isinstance(again, TypedLine)
    assert again.text() == "x"


def test_a_cell_that_breaks_a_rule_with_another_is_kept_back_by_itself(desk: Desk) -> None:
    desk.go("profile")
    fill(desk, "prof_breaks", 0, "prof_breaks_what", "Visits")
    fill(desk, "prof_breaks", 0, "prof_breaks_from", "2024-05-01")
    field = fill(desk, "prof_breaks", 0, "prof_breaks_to", "2024-01-01")
    assert field.property("problem") == "true"
    assert values(desk, "prof_breaks") == [{"prof_breaks_from": "2024-05-01", "prof_breaks_what": "Visits"}]
    assert list(desk.session.drafts.values()) == ["2024-01-01"]
    fill(desk, "prof_breaks", 0, "prof_breaks_to", "2024-06-01")
    assert values(desk, "prof_breaks")[0]["prof_breaks_to"] == "2024-06-01"
    assert not desk.session.drafts


def test_rows_are_added_moved_and_removed_and_undo_brings_them_back(desk: Desk) -> None:
    desk.go("profile")
    table = desk.table("prof_networks")
    fill(desk, "prof_networks", 0, "prof_networks_name", "First")
    table.add_row()
    assert cell(desk, "prof_networks", 1, "prof_networks_name").hasFocus()
    fill(desk, "prof_networks", 1, "prof_networks_name", "Second")
    first, second = (row.row_id for row in rows(desk, "prof_networks"))
    table.move_row(second, -1)
    assert [row["prof_networks_name"] for row in values(desk, "prof_networks")] == ["Second", "First"]
    table.remove_row(second)
    assert [row.row_id for row in rows(desk, "prof_networks")] == [first]
    desk.bridge.undo_stack.undo()
    assert [row.row_id for row in rows(desk, "prof_networks")] == [second, first]
    desk.bridge.undo_stack.undo()
    assert [row["prof_networks_name"] for row in values(desk, "prof_networks")] == ["First", "Second"]
    assert [row.row_id for row in rows(desk, "prof_networks")] == [first, second]


def test_keys_move_add_and_remove_rows(desk: Desk) -> None:
    desk.go("profile")
    fill(desk, "prof_networks", 0, "prof_networks_name", "First")
    field = cell(desk, "prof_networks", 0, "prof_networks_name")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Insert, ALT)
    fill(desk, "prof_networks", 1, "prof_networks_name", "Second")
    field = cell(desk, "prof_networks", 1, "prof_networks_name")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up, ALT)
    assert [row["prof_networks_name"] for row in values(desk, "prof_networks")] == ["Second", "First"]
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Delete, ALT)
    assert [row["prof_networks_name"] for row in values(desk, "prof_networks")] == ["First"]


def test_enter_goes_to_the_cell_below(desk: Desk) -> None:
    desk.put("prof_staff", [{"prof_staff_women": 1}, {"prof_staff_women": 2}])
    desk.go("profile")
    field = cell(desk, "prof_staff", 0, "prof_staff_women")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert cell(desk, "prof_staff", 1, "prof_staff_women").hasFocus()


def test_the_tab_key_goes_through_a_table_in_reading_order_also_after_a_row_was_added(desk: Desk) -> None:
    desk.go("profile")
    fill(desk, "prof_networks", 0, "prof_networks_name", "First")
    desk.table("prof_networks").add_row()
    desk.finish()
    seen = []
    cell(desk, "prof_networks", 0, "prof_networks_name").setFocus()
    for _ in range(9):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused.objectName().startswith("cell:"):
            seen.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert [name.split(", ")[0] for name in seen] == ["Row 1"] * 3 + ["Row 2"] * 3


def test_a_table_with_fixed_rows_shows_each_once_and_keeps_only_what_is_filled(desk: Desk) -> None:
    desk.put("info_status", "in_place")
    desk.put("info_way", ["steps"])
    desk.go("info")
    scroll_through(desk, "info_checked")
    options = desk.session.questionnaire["info_checked"].column_by_code["info_checked_group"].options
    assert [row.name for row in rows(desk, "info_checked")] == [option.text for option in options]
    assert isinstance(rows(desk, "info_checked")[0], LineRow)
    fill(desk, "info_checked", 2, "info_checked_on", "2026-01-31")
    assert [row.id for row in desk.answer("info_checked").rows] == [options[2].code]
    desk.table("info_checked").remove_row(options[2].code)
    assert desk.answer("info_checked").rows


def test_a_wide_table_stands_as_cards(desk: Desk) -> None:
    desk.put("costs_status", "in_place")
    desk.put("costs_way", ["results"])
    desk.go("costs")
    desk.table("costs_results").add_row()
    assert isinstance(rows(desk, "costs_results")[0], CardRow)
    assert len(rows(desk, "costs_results")[0].cells) == 6


def test_lines_become_cards_where_there_is_no_room_and_nothing_typed_is_lost(desk: Desk) -> None:
    desk.put("prof_staff", [{"prof_staff_women": 1}])
    desk.go("profile")
    assert isinstance(rows(desk, "prof_staff")[0], LineRow)
    field = cell(desk, "prof_staff", 0, "prof_staff_men")
    type_into(field, "1x")
    desk.page.setGeometry(0, 0, 560, 600)
    desk.finish()
    assert isinstance(rows(desk, "prof_staff")[0], CardRow)
    field = cell(desk, "prof_staff", 0, "prof_staff_men")
    assert isinstance(field, TypedLine)
    assert field.text() == "1x"
    assert field.hasFocus()
    assert desk.page.inner.width() <= desk.page.scroll_area.viewport().width()


@pytest.mark.usefixtures("version_one")
def test_no_more_rows_are_offered_than_the_question_allows(tmp_path: Path, qapp: QApplication) -> None:
    """Version 1.0.0 allows five practices."""
    with desk_on(tmp_path / "old.mrcw", qapp) as desk:
        desk.put("practices", [{"practices_title": f"Practice {n}"} for n in range(5)])
        desk.go("practices")
        scroll_through(desk, "practices")
        desk.table("practices").add_row()
        assert len(rows(desk, "practices")) == 5


def test_cells_from_excel_fill_many_rows_as_one_step_of_undo(desk: Desk) -> None:
    desk.go("profile")
    option = desk.session.questionnaire["prof_staff"].column_by_code["prof_staff_task"].options
    text = f"{option[0].text}\t\t3\t2\t1\r\n{option[1].text}\t\t4\tfew\t0\textra\r\n"
    desk.table("prof_staff").paste(text)
    assert values(desk, "prof_staff") == [
        {
            "prof_staff_task": option[0].code,
            "prof_staff_women": 3,
            "prof_staff_men": 2,
            "prof_staff_communities": 1,
        },
        {"prof_staff_task": option[1].code, "prof_staff_women": 4, "prof_staff_communities": 0},
    ]
    wrong = cell(desk, "prof_staff", 1, "prof_staff_men")
    assert isinstance(wrong, TypedLine)
    assert wrong.text() == "few"
    assert wrong.property("problem") == "true"
    said = " ".join(box.accessibleName() for box in desk.table("prof_staff").findChildren(MessageBox))
    assert "2 rows pasted. 1 cell needs a look. 1 column more" in said
    desk.bridge.undo_stack.undo()
    assert desk.answer("prof_staff").state is AnswerState.BLANK


def test_cells_are_pasted_from_the_cell_one_is_in(desk: Desk) -> None:
    desk.put("prof_staff", [{"prof_staff_women": 1}, {"prof_staff_women": 2}])
    desk.go("profile")
    QGuiApplication.clipboard().setText("5\t6\n7\t8\n")
    field = cell(desk, "prof_staff", 0, "prof_staff_men")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert values(desk, "prof_staff") == [
        {"prof_staff_women": 1, "prof_staff_men": 5, "prof_staff_communities": 6},
        {"prof_staff_women": 2, "prof_staff_men": 7, "prof_staff_communities": 8},
    ]


def test_one_text_of_several_lines_is_pasted_into_one_cell(desk: Desk) -> None:
    desk.go("profile")
    QGuiApplication.clipboard().setText("A long\nname")
    field = cell(desk, "prof_names", 0, "prof_names_name")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    leave(field)
    assert values(desk, "prof_names") == [{"prof_names_name": "A long\nname"}]


def test_a_long_table_is_built_as_it_comes_into_view_and_stays_whole(desk: Desk) -> None:
    desk.put("prof_staff", [{"prof_staff_women": n} for n in range(200)])
    desk.go("profile")
    assert len(rows(desk, "prof_staff")) < 30
    desk.table("prof_staff").add_row()
    assert len(rows(desk, "prof_staff")) < 30
    fill(desk, "prof_staff", -1, "prof_staff_men", "5")
    assert len(desk.answer("prof_staff").rows) == 201
    assert values(desk, "prof_staff")[-2:] == [{"prof_staff_women": 199}, {"prof_staff_men": 5}]
    desk.bridge.undo_stack.undo()
    assert [row["prof_staff_women"] for row in values(desk, "prof_staff")] == list(range(200))


def test_the_end_of_the_built_rows_brings_more_when_it_is_seen(desk: Desk, qtbot: QtBot) -> None:
    desk.put("prof_staff", [{"prof_staff_women": n} for n in range(40)])
    desk.go("profile", "prof_staff")
    more = desk.table("prof_staff").findChild(MoreRows)
    assert more is not None
    before = len(rows(desk, "prof_staff"))
    desk.page.scroll_area.ensureWidgetVisible(more)
    qtbot.waitUntil(lambda: len(rows(desk, "prof_staff")) > before)


def test_a_begun_row_says_what_it_still_needs(desk: Desk) -> None:
    desk.put("access_status", "planned")
    desk.go("access")
    fill(desk, "access_plan", 0, "access_plan_by", "2030-01-01")
    texts = [label.text() for label in rows(desk, "access_plan")[0].findChildren(QLabel)]
    assert any("Post in charge" in text for text in texts)
    fill(desk, "access_plan", 0, "access_plan_post", "Head of the office")
    shown = [label.text() for label in rows(desk, "access_plan")[0].findChildren(QLabel) if not label.isHidden()]
    assert not any("Post in charge" in text for text in shown)


def test_typing_in_a_cell_is_kept_after_a_pause(desk: Desk, qtbot: QtBot) -> None:
    desk.go("profile")
    field = cell(desk, "prof_names", 0, "prof_names_name")
    type_into(field, "Qendra")
    with qtbot.waitSignal(desk.bridge.answer_changed, timeout=5000):
        pass
    assert values(desk, "prof_names") == [{"prof_names_name": "Qendra"}]
    assert field.hasFocus()
