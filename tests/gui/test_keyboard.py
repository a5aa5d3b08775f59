"""The whole window without a mouse: where Tab goes, what Enter presses, and what is on screen after going somewhere."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mrcworkbench.gui.pages.home.rows import SectionRow
from mrcworkbench.gui.pages.questionnaire import QuestionnairePage
from mrcworkbench.gui.widgets import Button
from tests.gui.window_support import Desktop


def questionnaire_page(desktop: Desktop) -> QuestionnairePage:
    page = desktop.bench.navigator.pages["questionnaire"]
    assert isinstance(page, QuestionnairePage)
    while not page.cards.is_complete:
        desktop.settle()
    desktop.settle()
    return page


def top_of(widget: QWidget, page: QuestionnairePage) -> int:
    return widget.mapTo(page.scroll_area.viewport(), QPoint(0, 0)).y()


def shows_title(page: QuestionnairePage) -> bool:
    """Whether the section's title is in view, and the focus in its first question; on the way on if it has none."""
    focus = page.window().focusWidget()
    first = next((page.cards.card(code) for code in page.cards.shown_codes()), None)
    at_first = page.bar.after.hasFocus() if first is None else focus is not None and first.isAncestorOf(focus)
    return top_of(page._page_title, page) >= 0 and at_first


def test_going_to_the_next_section_shows_its_title_and_its_first_question_has_the_focus(
    desktop: Desktop, sample: Path
) -> None:
    desktop.begin(sample)
    desktop.go("questionnaire", section=desktop.bridge.session.questionnaire.sections[0].code)
    for _ in desktop.bridge.session.questionnaire.sections[1:]:
        page = questionnaire_page(desktop)
        page.scroll_area.verticalScrollBar().setValue(10_000)
        desktop.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert shows_title(questionnaire_page(desktop)), page.accessibleName()


@pytest.mark.parametrize("way", ["next", "back", "row", "again", "search"])
def test_every_way_to_a_section_shows_its_title(desktop: Desktop, sample: Path, way: str) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.go("questionnaire", section="access")
    page = questionnaire_page(desktop)
    page.scroll_area.verticalScrollBar().setValue(10_000)
    match way:
        case "next":
            QTest.mouseClick(page.bar.after, Qt.MouseButton.LeftButton)
        case "back":
            page.bar.before.setFocus()
            desktop.press(Qt.Key.Key_Return)
        case "row":
            home = desktop.go("home")
            row = next(one for one in home.findChildren(SectionRow) if one.text() in page.accessibleName())
            row.setFocus()
            desktop.press(Qt.Key.Key_Return)
        case "search":
            desktop.bench.navigator.focus_search()
            QTest.keyClicks(desktop.shell.topbar.search, "accessib")
            desktop.press(Qt.Key.Key_Return)
        case _:
            desktop.go("questionnaire", section="access")
    page = questionnaire_page(desktop)
    if way == "search":
        assert desktop.bench.navigator.place.page == "questionnaire"
    assert shows_title(page) or way == "search"


def test_going_to_any_question_shows_the_top_of_its_card(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.window.resize(1280, 720)
    desktop.activate()
    copy = desktop.bridge.working_copy
    hidden = []
    for question in copy.questionnaire.questions():
        if not copy.is_shown(question.code):
            continue
        desktop.go("questionnaire", question=question.code)
        page = questionnaire_page(desktop)
        card = page.cards.card(question.code)
        assert card is not None
        top = top_of(card, page)
        if not 0 <= top <= page.scroll_area.viewport().height() - min(card.height(), 60):
            hidden.append((question.code, top, card.height()))
        assert card.isAncestorOf(desktop.app.focusWidget())
    assert hidden == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_any_button_that_has_the_focus(desktop: Desktop, sample: Path, key: Qt.Key) -> None:
    desktop.begin(sample)
    desktop.activate()
    for name in desktop.shell.sidebar.shown_pages:
        desktop.shell.sidebar.pages[name].setFocus()
        desktop.press(key)
        assert desktop.bench.navigator.place.page == name
    desktop.go("questionnaire", section="access")
    page = questionnaire_page(desktop)
    card = page.cards.card(page.cards.shown_codes()[0])
    assert card is not None
    card.foot.comment.setFocus()
    desktop.press(key)
    assert card.comment.is_open


def test_enter_presses_a_button_that_is_held_down_only_once(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.go("questionnaire", section="profile")
    page = questionnaire_page(desktop)
    button = Button(desktop.theme, "Count", parent=page)
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    button.show()
    button.setFocus()
    for repeats in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", repeats)
        desktop.app.sendEvent(button, event)
    assert pressed == [1]


# A double click


_clock = count(0, 10)


def double_click(desktop: Desktop, widget: QWidget) -> None:
    """A double click as the window gets it, with the time between that lets what was pressed go away."""
    place = QPointF(widget.mapTo(desktop.window, widget.rect().center()))
    kinds = QEvent.Type
    for _ in range(1000):  # long after the click before
        next(_clock)
    for kind in (
        kinds.MouseButtonPress,
        kinds.MouseButtonRelease,
        kinds.MouseButtonPress,
        kinds.MouseButtonDblClick,
        kinds.MouseButtonRelease,
    ):
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        held = none if kind is kinds.MouseButtonRelease else left
        at = QPointF(desktop.window.mapToGlobal(place.toPoint()))
        event = QMouseEvent(kind, place, at, left, held, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(next(_clock))
        desktop.app.sendEvent(desktop.window.windowHandle(), event)
        desktop.settle()


def test_the_second_click_of_a_double_click_never_presses_what_has_come_below_the_pointer(
    desktop: Desktop, tmp_path: Path, sample: Path
) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.go("questionnaire", section="access")
    page = questionnaire_page(desktop)
    code = next(one for one in page.cards.shown_codes() if page.cards.card(one).files is not None)  # type: ignore[union-attr]
    files = []
    for number in range(4):
        files.append(tmp_path / f"paper {number}.txt")
        files[-1].write_text(f"{number}")
    card = page.cards.card(code)
    assert card is not None
    assert card.files is not None
    card.files_asked.emit(code, tuple(files))
    desktop.settle()
    before = desktop.bridge.working_copy.answer(code).attachments
    desktop.go("questionnaire", question=code)
    page.scroll_area.ensureWidgetVisible(card.files)
    desktop.settle()
    remove = card.files.findChildren(Button, "remove")[0]
    double_click(desktop, remove)
    left = desktop.bridge.working_copy.answer(code).attachments
    assert len(left) == len(before) - 1


@pytest.mark.parametrize("state", ["not_known", "declined"])
def test_a_double_click_on_a_state_touches_no_other_question(desktop: Desktop, sample: Path, state: str) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.go("questionnaire", section="profile")
    page = questionnaire_page(desktop)
    copy = desktop.bridge.working_copy
    for code in page.cards.shown_codes():
        card = page.cards.card(code)
        assert card is not None
        before = {one: copy.answer(one) for one in page.cards.shown_codes()}
        page.scroll_area.ensureWidgetVisible(card.foot)
        desktop.settle()
        button = next(b for s, b in card.foot._buttons.items() if s.value == state)
        double_click(desktop, button)
        after = {one: copy.answer(one) for one in before}
        assert after[code].state.value == state
        assert [one for one in before if one != code and before[one] != after[one]] == []
        while desktop.bridge.undo_stack.canUndo():
            desktop.bridge.undo()
        desktop.settle()
