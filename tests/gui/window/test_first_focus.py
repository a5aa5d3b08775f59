"""From the first start on, something has the focus: Enter and Tab work before the mouse was ever touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mrcworkbench.gui.focus import FocusFollower
from mrcworkbench.gui.pages.home import HomePage
from mrcworkbench.gui.pages.home.rows import SectionRow
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button
from tests.gui.window.test_keyboard import questionnaire_page
from tests.gui.window_support import Desktop


def focused(desktop: Desktop) -> QWidget:
    desktop.activate()
    widget = desktop.app.focusWidget()
    assert widget is not None
    return widget


def test_enter_presses_a_button_that_had_the_focus_before_anything_followed_it(qapp: QApplication) -> None:
    window = QWidget()
    button = Button(Theme(qapp, "light"), "Start", parent=window)
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    button.setFocus()
    follower = FocusFollower(qapp, Theme(qapp, "light"))
    QTest.keyClick(button, Qt.Key.Key_Return)
    follower.stop()
    window.close()
    assert pressed == [1]


def test_a_centre_is_made_and_its_first_question_reached_by_enter_alone(user_data: Path, desktop: Desktop) -> None:
    desktop.begin()
    focused(desktop)
    desktop.press(Qt.Key.Key_Return)
    QTest.keyClicks(focused(desktop), "Port Velira")
    desktop.press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(desktop), "Albania")
    desktop.press(Qt.Key.Key_Tab)
    desktop.press(Qt.Key.Key_Return)
    home = desktop.bench.navigator.pages["home"]
    assert isinstance(home, HomePage)
    assert home.isAncestorOf(focused(desktop))
    desktop.press(Qt.Key.Key_Return)
    page = questionnaire_page(desktop)
    first = page.cards.card(page.cards.shown_codes()[0])
    assert first is not None
    assert first.isAncestorOf(focused(desktop))


def test_the_first_way_into_a_section_leads_to_its_first_question(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    row = desktop.bench.navigator.pages["home"].findChildren(SectionRow)[4]
    focused(desktop)
    row.setFocus()
    desktop.press(Qt.Key.Key_Return)
    page = questionnaire_page(desktop)
    first = page.cards.card(page.cards.shown_codes()[0])
    assert first is not None
    assert first.isAncestorOf(focused(desktop))


def test_a_file_that_is_opened_from_another_one_gets_the_focus(desktop: Desktop, sample: Path, tmp_path: Path) -> None:
    desktop.begin(sample)
    desktop.go("report")
    copy = tmp_path / "copy.mrcw"
    copy.write_bytes(sample.read_bytes())
    desktop.bench.files.open(copy)
    desktop.settle()
    assert desktop.shell.stack.currentWidget().isAncestorOf(focused(desktop))


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_what_tab_comes_to_from_outside_the_page_is_scrolled_to(desktop: Desktop, sample: Path, key: Qt.Key) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.go("questionnaire", section="profile")
    page = questionnaire_page(desktop)
    bar = page.scroll_area.verticalScrollBar()
    forward = key == Qt.Key.Key_Tab
    bar.setValue(bar.maximum() if forward else 0)
    desktop.settle()
    (desktop.shell.topbar.search if forward else page.bar.before).setFocus()
    for _ in range(4):  # by undo and redo, where there is something
        if page.inner.isAncestorOf(desktop.app.focusWidget()):
            break
        desktop.press(key)
    assert page.inner.isAncestorOf(focused(desktop))
    assert not focused(desktop).visibleRegion().isEmpty()


def test_f6_comes_back_to_where_one_was(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.go("questionnaire", section="profile")
    card = questionnaire_page(desktop).cards.card("prof_run_by")
    assert card is not None
    card.focus_editor()
    here = focused(desktop)
    desktop.press(Qt.Key.Key_F6)
    assert desktop.shell.sidebar.isAncestorOf(focused(desktop))
    desktop.press(Qt.Key.Key_F6)
    assert focused(desktop) is here
