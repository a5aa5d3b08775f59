"""What a double click does: what one click does, once; people who double-click everything lose and skip nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from mrcworkbench.gui.widgets import Button
from mrcworkbench.gui.widgets.editors.choices import CheckOption
from mrcworkbench.gui.widgets.editors.table.editor import TableEditor
from mrcworkbench.gui.widgets.editors.table.row import RowWidget
from tests.gui.window.test_keyboard import questionnaire_page
from tests.gui.window_support import Desktop

_clock = count(0, 10)


def _send(desktop: Desktop, window: QWidget, target: QWidget, kind: QEvent.Type) -> None:
    """A mouse event over the middle of a widget, as a window gets it."""
    at = target.mapToGlobal(target.rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    held = none if kind is QEvent.Type.MouseButtonRelease else left
    place = QPointF(window.mapFromGlobal(at))
    event = QMouseEvent(kind, place, QPointF(at), left, held, Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(next(_clock))
    desktop.app.sendEvent(window.windowHandle(), event)
    desktop.settle()


def _click(desktop: Desktop, window: QWidget, target: QWidget, *, again: bool) -> None:
    """A click that `window` gets; `again`: soon enough after the one before to be a double click."""
    kinds = QEvent.Type
    second = [kinds.MouseButtonDblClick] if again else []
    for kind in (kinds.MouseButtonPress, *second, kinds.MouseButtonRelease):
        _send(desktop, window, target, kind)


def double_click(desktop: Desktop, widget: QWidget) -> None:
    """A double click, with the time between that lets what was pressed go away."""
    for _ in range(1000):  # long after the click before
        next(_clock)
    screen, at = desktop.window.screen().geometry(), widget.mapToGlobal(widget.rect().center())
    if not screen.contains(at):  # Qt finds nothing beyond the screen, which may be smaller than the window
        desktop.window.move(desktop.window.pos() + screen.center() - at)
        desktop.settle()
    place = QWidget(desktop.window)  # what the pointer is over stays where it is when the widget goes
    place.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    place.setGeometry(widget.rect().translated(widget.mapTo(desktop.window, widget.rect().topLeft())))
    _click(desktop, desktop.window, place, again=False)
    _click(desktop, desktop.window, place, again=True)
    place.deleteLater()


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
            desktop.bridge.undo_stack.undo()
        desktop.settle()


def test_a_double_click_ticks_a_box(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.answer("access_status", "in_place")
    desktop.answer("resp_parts", ["subjects"])
    desktop.answer("access_channels", None)
    desktop.go("questionnaire", question="access_channels")
    card = questionnaire_page(desktop).cards.card("access_channels")
    assert card is not None
    box = card.editor.findChildren(CheckOption)[0]
    double_click(desktop, box)
    assert box.isChecked()
    double_click(desktop, box)
    assert not box.isChecked()


def test_a_double_click_on_the_way_on_passes_over_no_section(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.window.resize(780, 600)  # within the screen, or nothing is known to be below the pointer
    desktop.activate()
    sections = desktop.bridge.session.questionnaire.sections
    desktop.go("questionnaire", section=sections[4].code)
    page = questionnaire_page(desktop)
    double_click(desktop, page.bar.after)
    assert desktop.bench.navigator.place.section == sections[5].code
    double_click(desktop, page.bar.before)
    assert desktop.bench.navigator.place.section == sections[4].code


def test_a_double_click_adds_one_row(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.go("questionnaire", section=desktop.bridge.session.questionnaire.sections[0].code)
    page = questionnaire_page(desktop)
    table = page.findChild(TableEditor)
    assert table is not None
    add = next(one for one in table.findChildren(Button) if "row" in one.text().lower() and one.isVisible())
    page.scroll_area.ensureWidgetVisible(add)
    desktop.settle()
    before = len(table.findChildren(RowWidget))
    double_click(desktop, add)
    assert len(table.findChildren(RowWidget)) == before + 1


@pytest.fixture
def no_menu_stays(qapp: QApplication) -> Iterator[None]:
    yield
    while (menu := qapp.activePopupWidget()) is not None:
        menu.close()


@pytest.mark.usefixtures("no_menu_stays")
def test_a_double_click_opens_a_menu_and_leaves_it_open(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.activate()
    button = desktop.shell.sidebar.file_button
    _click(desktop, desktop.window, button, again=False)
    menu = desktop.app.activePopupWidget()
    assert menu is not None
    _click(desktop, menu, button, again=True)
    assert desktop.app.activePopupWidget() is menu
    for _ in range(1000):
        next(_clock)
    _click(desktop, menu, button, again=False)
    assert desktop.app.activePopupWidget() is None


def test_undo_goes_back_a_step_for_each_press_however_fast(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.window.resize(780, 600)  # within the screen, or nothing is known to be below the pointer
    desktop.activate()
    desktop.answer("prof_body", "Municipality")
    desktop.answer("prof_body", "Ministry")
    undo = desktop.shell.topbar._undo
    double_click(desktop, undo)
    assert not desktop.bridge.undo_stack.canUndo()
