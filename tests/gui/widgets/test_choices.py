"""A second click never takes an answer away; clearing is an act of its own, and undo brings the answer back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.gui.widgets.editors.choices import DropDown, RadioField, SegmentField
from mrcworkbench.gui.widgets.editors.options import CheckOption, RadioOption
from mrcworkbench.gui.widgets.editors.typed import TypedLine
from tests.gui.questionnaire_support import Desk, click, type_into

Act = Callable[[QWidget], None]


@pytest.fixture(autouse=True)
def _every_part_is_asked(desk: Desk) -> None:
    desk.put("resp_parts", ["centre", "subjects", "safe"])


def _double_click(widget: QWidget) -> None:
    """As the system sends it: a press, a release, a double click in place of the second press, a release."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))


def _space(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)


AGAIN = [pytest.param(click, id="click"), pytest.param(_double_click, id="double"), pytest.param(_space, id="space")]


def _named(desk: Desk, code: str, kind: type[QWidget], text: str) -> QWidget:
    """One option of a question."""
    return next(one for one in desk.card(code).editor.findChildren(kind) if one.accessibleName() == text)


@pytest.mark.parametrize("act", AGAIN)
@pytest.mark.parametrize(
    ("section", "code", "kind"), [("profile", "prof_run_by", RadioOption), ("access", "access_status", QPushButton)]
)
def test_choosing_what_is_chosen_leaves_it_and_makes_no_step_of_undo(
    desk: Desk, section: str, code: str, kind: type[QWidget], act: Act
) -> None:
    desk.go(section)
    for option in desk.session.questionnaire[code].options:
        button = _named(desk, code, kind, option.text)
        act(button)
        steps = desk.bridge.undo_stack.count()
        act(button)
        act(button)
        assert desk.answer(code).value == option.code
        assert desk.bridge.undo_stack.count() == steps


@pytest.mark.parametrize("act", AGAIN)
def test_a_state_that_rules_stays_whatever_is_pressed_again(desk: Desk, act: Act) -> None:
    desk.go("profile")
    desk.put("prof_run_by", "ngo")
    for state in (AnswerState.NOT_KNOWN, AnswerState.DECLINED):
        button = desk.card("prof_run_by").foot.button(state)
        act(button)
        act(button)
        assert desk.answer("prof_run_by").state is state
        assert button.isChecked()


def test_a_reason_that_was_chosen_stays_when_the_button_is_pressed_again(desk: Desk) -> None:
    desk.go("access")
    foot = desk.card("access_status").foot
    foot.reasons_menu().actions()[1].trigger()
    before = desk.answer("access_status")
    foot.button(AnswerState.NOT_APPLICABLE).click()
    menu = desk.app.activePopupWidget()
    assert menu is not None  # another reason may be chosen
    menu.close()
    assert desk.answer("access_status") == before
    foot.reasons_menu().actions()[1].trigger()
    assert desk.answer("access_status") == before


@pytest.mark.parametrize("chosen", [(), ("phone",), ("phone", "email"), ("none",)])
@pytest.mark.parametrize("code", ["phone", "email", "none"])
def test_a_double_click_on_a_box_leaves_it_ticked_and_never_an_empty_answer(
    desk: Desk, code: str, chosen: tuple[str, ...]
) -> None:
    desk.put("access_status", "in_place")
    if chosen:
        desk.put("access_channels", list(chosen))
    desk.go("access")
    text = desk.session.questionnaire["access_channels"].option_text(code)
    _double_click(_named(desk, "access_channels", CheckOption, text))
    together = {*chosen, code} - ({"none"} if code != "none" else {"phone", "email"})
    assert set(desk.answer("access_channels").value) == together  # type: ignore[arg-type]


def test_the_list_of_a_cell_shows_all_its_choices_whole(desk: Desk) -> None:
    desk.go("profile", "prof_names")
    cell = desk.editor("prof_names", DropDown)
    cell.showPopup()
    desk.app.processEvents()
    view = cell.view()
    last = view.visualRect(view.model().index(cell.count() - 1, 0))
    assert view.viewport().rect().contains(last)
    assert last.height() >= 28  # as high as a line of a menu: easy to hit
    cell.hidePopup()


def test_choosing_the_same_in_a_cell_changes_nothing(desk: Desk) -> None:
    code = next(
        q.code
        for q in desk.session.questionnaire.questions()
        if q.columns and any(c.options and c.type.value == "single" for c in q.columns) and not q.options
    )
    question = desk.session.questionnaire[code]
    column = next(c for c in question.columns if c.options and c.type.value == "single")
    desk.put(code, [{column.code: column.options[0].code}])
    desk.go(desk.session.questionnaire.section_of(code).code, code)
    cell = desk.editor(code, DropDown)
    before, steps = desk.answer(code), desk.bridge.undo_stack.count()
    cell.activated.emit(cell.currentIndex())
    assert desk.answer(code) == before
    assert desk.bridge.undo_stack.count() == steps


# Clearing


@pytest.mark.parametrize(
    ("section", "code", "raw"),
    [
        ("profile", "prof_run_by", "ngo"),
        ("profile", "prof_body", "Caritas"),
        ("profile", "prof_names", [{"prof_names_name": "Port Velira"}, {"prof_names_name": "Harbour"}]),
        ("access", "access_status", "planned"),
        ("access", "access_status", {"state": "not_applicable", "reason": "*"}),
        ("profile", "prof_body", {"state": "not_known"}),
        ("profile", "prof_body", {"state": "declined"}),
    ],
)
def test_clear_empties_an_answer_of_any_kind_and_undo_brings_it_back(
    desk: Desk, section: str, code: str, raw: object
) -> None:
    if isinstance(raw, dict) and raw.get("reason") == "*":
        raw = raw | {"reason": desk.session.questionnaire[code].not_applicable_reasons[0].code}
    if isinstance(raw, dict):
        raw = raw | {"comment": "Ask Elira."}
    desk.put(code, raw)
    desk.go(section, code)
    card, before = desk.card(code), desk.answer(code)
    assert card.foot.clear.isVisible()
    click(card.foot.clear)
    after = desk.answer(code)
    assert (after.state, after.value, after.reason) == (AnswerState.BLANK, None, None)
    assert after.comment == before.comment
    assert not card.editor.isHidden()
    assert card.foot.clear.isHidden()
    assert card.isAncestorOf(desk.app.focusWidget())
    assert not any(button.isChecked() for button in card.findChildren(QPushButton))
    desk.bridge.undo_stack.undo()
    assert desk.answer(code) == before
    assert card.foot.clear.isVisible()
    desk.bridge.undo_stack.redo()
    assert desk.answer(code) == after


def test_clear_is_not_offered_where_there_is_nothing_to_clear(desk: Desk) -> None:
    desk.go("profile")
    assert all(desk.card(code).foot.clear.isHidden() for code in desk.shown())


def test_clear_keeps_the_files_of_an_answer(desk: Desk, tmp_path) -> None:  # type: ignore[no-untyped-def]
    desk.put("access_status", "in_place")
    desk.go("access")
    code = next(one for one in desk.shown() if desk.card(one).files is not None)
    paper = tmp_path / "Statistics 2025.txt"
    paper.write_text("12 clients")
    desk.card(code).files_asked.emit(code, (paper,))
    columns = desk.session.questionnaire[code].columns
    desk.put(code, [{columns[0].code: "A paper"}]) if columns else None
    attached = desk.answer(code).attachments
    assert attached
    desk.bridge.clear_answer(code)
    assert desk.answer(code).attachments == attached


def test_clear_also_empties_a_field_of_what_was_typed_and_not_taken_and_undo_shows_it_again(desk: Desk) -> None:
    desk.go("profile")
    code = next(c for c in desk.shown() if desk.session.questionnaire[c].type.value == "integer")
    field = desk.editor(code, TypedLine)
    type_into(field, "many")
    desk.card(code).commit()
    assert desk.card(code).foot.clear.isVisible()
    desk.card(code).foot.clear.click()
    assert field.text() == ""
    assert desk.bridge.drafts.text(code) is None
    assert not desk.card(code).editor.problems
    desk.bridge.undo_stack.undo()
    assert field.text() == "many"
    assert desk.bridge.drafts.text(code) == "many"
    assert desk.card(code).editor.problems
    desk.bridge.undo_stack.redo()
    assert (field.text(), desk.bridge.drafts.text(code)) == ("", None)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
@pytest.mark.parametrize(
    ("section", "code", "value"), [("profile", "prof_run_by", "ngo"), ("access", "access_status", "planned")]
)
def test_delete_takes_back_the_choice_one_is_at(desk: Desk, section: str, code: str, value: str, key: Qt.Key) -> None:
    desk.put(code, value)
    desk.go(section, code)
    QTest.keyClick(desk.app.focusWidget(), key)
    assert desk.answer(code).state is AnswerState.BLANK
    QTest.keyClick(desk.app.focusWidget(), key)
    desk.bridge.undo_stack.undo()
    assert desk.answer(code).value == value


# The keyboard


@pytest.mark.parametrize(
    ("section", "code", "kind"), [("profile", "prof_run_by", RadioField), ("access", "access_status", SegmentField)]
)
@pytest.mark.parametrize("chosen", [None, 0, 1, -1])
def test_a_group_is_one_stop_of_the_tab_key_wherever_one_is_in_it(
    desk: Desk, section: str, code: str, kind: type[QWidget], chosen: int | None
) -> None:
    options = desk.session.questionnaire[code].options
    if chosen is not None:
        desk.put(code, options[chosen].code)
    desk.go(section)
    field = desk.editor(code, kind)
    desk.finish()
    field.focus_target().setFocus()  # type: ignore[attr-defined]
    for steps in range(3):
        for _ in range(steps):
            QTest.keyClick(desk.app.focusWidget(), Qt.Key.Key_Down)
        assert field.isAncestorOf(desk.app.focusWidget())
        here = desk.app.focusWidget()
        QTest.keyClick(here, Qt.Key.Key_Tab)
        assert not field.isAncestorOf(desk.app.focusWidget())
        assert desk.card(code).isAncestorOf(desk.app.focusWidget())
        QTest.keyClick(desk.app.focusWidget(), Qt.Key.Key_Backtab)
        assert desk.app.focusWidget() is field.focus_target()  # type: ignore[attr-defined]
    assert desk.answer(code).value == (None if chosen is None else options[chosen].code)
