"""What every page owes to those who see badly, use the keyboard, or read what others typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollBar, QWidget

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.gui.page.page_list import PAGES
from mrcworkbench.gui.window.shortcuts import GROUPS, SHORTCUTS
from tests.gui.window_support import Desktop


@pytest.fixture
def visited(desktop: Desktop, sample: Path) -> Desktop:
    """The window with every page built."""
    desktop.begin(sample)
    for entry in PAGES:
        desktop.go(entry.name, **({"section": "access"} if entry.name == "questionnaire" else {}))
    desktop.bench.first_start.show_choices()
    desktop.bench.first_start.show_form()
    desktop.settle()
    return desktop


def can_be_seen(widget: QWidget) -> bool:
    """Whether a widget shows when its page does: pages that are not in front are hidden as a whole."""
    page = widget
    while page.parentWidget() is not None and not page.objectName().startswith("page:"):
        page = page.parentWidget()
    return widget.isVisibleTo(page)


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def test_everything_the_tab_key_reaches_has_a_name(visited: Desktop) -> None:
    nameless = [
        f"{type(widget).__name__} {widget.objectName()} in {widget.parentWidget()}"
        for widget in visited.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QScrollBar)
        and can_be_seen(widget)
        and not name_of(widget)
        and not (isinstance(widget, QLineEdit) and name_of(widget.parentWidget()))
    ]
    assert nameless == []


def test_no_label_takes_text_for_markup(visited: Desktop) -> None:
    labels = visited.window.findChildren(QLabel)
    assert len(labels) > 100
    assert [made.text() for made in labels if made.textFormat() is not Qt.TextFormat.PlainText] == []


def test_a_page_has_a_title_a_sentence_and_at_most_one_primary_button(visited: Desktop) -> None:
    for entry in PAGES:
        page = visited.bench.navigator.pages[entry.name]
        assert page.accessibleName()
        main = page.main_region()
        shown = [
            button.text()
            for button in main.findChildren(QAbstractButton)
            if button.property("kind") == "primary" and button.isVisibleTo(page)
        ]
        assert len(shown) <= 1, (entry.name, shown)


def test_every_shortcut_is_listed_once_with_a_text(texts: Catalogue) -> None:
    keys = [one for shortcut in SHORTCUTS for one in shortcut.keys]
    assert len(keys) == len(set(keys))
    for shortcut in SHORTCUTS:
        assert texts.text(f"shortcuts.{shortcut.name}")
        assert shortcut.group in GROUPS


def test_dialogs_open_in_both_themes(desktop: Desktop, sample: Path) -> None:
    from mrcworkbench.gui.widgets.basics.dialogs import NameDialog
    from mrcworkbench.gui.window.dialogs import SettingsDialog, ShortcutsDialog

    desktop.begin(sample)
    for theme in ("light", "dark"):
        desktop.theme.switch(theme)
        settings = SettingsDialog(desktop.theme, desktop.bench.texts, desktop.window)
        settings.show()
        desktop.settle()
        settings.size_choice.chosen.emit("115")
        assert desktop.theme.scale == 115
        settings.close()
        listing = ShortcutsDialog(desktop.theme, desktop.bench.texts, ["Home", "Questionnaire"], desktop.window)
        listing.show()
        desktop.settle()
        words = {made.text() for made in listing.findChildren(QLabel)}
        assert {"Ctrl+Z", "F6", "Home", "Alt+1", "Questionnaire", "Alt+2"} <= words
        assert "Alt+3" not in words
        listing.close()
        naming = NameDialog(desktop.theme, desktop.bench.texts, desktop.window)
        naming.show()
        desktop.settle()
        naming.field.setText("  ")
        assert not naming.go.isEnabled()
        naming.field.setText("Ana")
        assert naming.go.isEnabled()
        naming.close()
