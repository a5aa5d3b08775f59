"""The sidebar: logo, centre and round, pages, file, keyboard and settings. A rail of icons in a narrow window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.theme.tokens import RAIL, SIDEBAR
from mrcworkbench.gui.widgets import Logo, label, set_reading
from mrcworkbench.gui.widgets.basics.segments import keep_one_stop
from mrcworkbench.gui.window.frame.sidebar_parts import CentreSwitcher, NavButton
from mrcworkbench.gui.window.shortcuts import page_keys

_GAP, _AROUND = 4, 40
"""Pixels between two entries, and above, between and below their groups."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page in the sidebar."""

    page: str
    icon: str
    text: str


class Sidebar(QFrame):
    """224 wide, or a rail of 56 with tooltips."""

    page_chosen = Signal(str)
    switcher_pressed = Signal()
    file_pressed = Signal()
    keyboard_pressed = Signal()
    settings_pressed = Signal()

    def __init__(self, theme: Theme, texts: Texts, items: Sequence[NavItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._rail = theme, False
        self.setProperty("kind", "sidebar")
        self.setAccessibleName(texts.text("window.nav"))
        set_reading(self)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(_GAP)
        self._brand = QWidget()
        brand = QHBoxLayout(self._brand)
        brand.setContentsMargins(0, 0, 0, 10)
        brand.setSpacing(10)
        brand.addWidget(Logo(theme, 30))
        self._name = label(texts.text("window.application"), weight="semibold")
        brand.addWidget(self._name, 1)
        self._column.addWidget(self._brand)
        self.switcher = CentreSwitcher(theme, texts, self)
        self.switcher.clicked.connect(self.switcher_pressed)
        self._column.addWidget(self.switcher)
        self._column.addSpacing(8)
        self.pages: dict[str, NavButton] = {}
        for item in items:
            self._column.addWidget(self._button(item))
        self._registers: tuple[NavItem, ...] = ()
        self._column.addStretch(1)
        self._foot: list[NavButton] = []
        for key, icon, signal in (
            ("window.file", "folder-open", self.file_pressed),
            ("window.keyboard", "keyboard", self.keyboard_pressed),
            ("window.settings", "settings", self.settings_pressed),
        ):
            button = NavButton(theme, texts.text(key), icon, parent=self)
            button.clicked.connect(signal)
            self._column.addWidget(button)
            self._foot.append(button)
        self.set_rail(rail=False)

    def _button(self, item: NavItem) -> NavButton:
        button = NavButton(self._theme, item.text, item.icon, parent=self)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.clicked.connect(lambda _=False: self.page_chosen.emit(item.page))
        self.pages[item.page] = button
        return button

    def have_registers(self, items: Sequence[NavItem]) -> None:
        """Entries that come with the questionnaire that is open, in the place of those before."""
        if tuple(items) == self._registers:
            return
        for gone in self._registers:
            button = self.pages.pop(gone.page)
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        place = max(map(self._column.indexOf, self.pages.values())) + 1
        self._registers = tuple(items)
        for item in reversed(self._registers):
            button = self._button(item)
            button.set_rail(rail=self._rail)
            self._column.insertWidget(place, button)

    @property
    def file_button(self) -> NavButton:
        return self._foot[0]

    def set_rail(self, *, rail: bool) -> None:
        """Shows only icons, each with its name as a tooltip."""
        self._rail = rail
        side = 8 if rail else 12
        self._column.setContentsMargins(side + (5 if rail else 4) - 4, 14, side, 12)
        self.setFixedWidth(RAIL if rail else SIDEBAR)
        self._name.setVisible(not rail)
        self.switcher.set_rail(rail=rail)
        for button in (*self.pages.values(), *self._foot):
            button.set_rail(rail=rail)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep_together()

    def keep_together(self) -> None:
        """In a low window the entries move together, and the logo leaves them its room, so that none is cut."""
        shown = [one for one in (self.switcher, *self.pages.values(), *self._foot) if not one.isHidden()]
        needed = sum(one.sizeHint().height() + _GAP for one in shown) + self._brand.sizeHint().height() + _AROUND
        crowded = needed > self.height()
        self._brand.setVisible(not crowded)
        self._column.setSpacing(1 if crowded else _GAP)

    def show_pages(self, names: Sequence[str]) -> None:
        """Shows only the pages that the open database has, in this order."""
        if [name for name in self.pages if name in names] != list(names):
            self._arrange(names)
        for name, button in self.pages.items():
            button.setVisible(name in names)
        self.keep_together()
        for name, keys in zip_longest(self.shown_pages, page_keys()):
            if name is not None:
                self.pages[name].set_keys(keys or "")

    def _arrange(self, names: Sequence[str]) -> None:
        """Puts these pages on top; the Tab key goes by the layout."""
        first = min(map(self._column.indexOf, self.pages.values()))
        order = [*names, *(name for name in self.pages if name not in names)]
        for place, button in enumerate(self.pages[name] for name in order):
            self._column.removeWidget(button)
            self._column.insertWidget(first + place, button)
        self.pages = {name: self.pages[name] for name in order}

    @property
    def shown_pages(self) -> tuple[str, ...]:
        """The pages from top to bottom."""
        return tuple(name for name, button in self.pages.items() if not button.isHidden())

    def show_page(self, page: str) -> None:
        if page in self.pages:
            self.pages[page].setChecked(True)
            keep_one_stop(self.pages.values(), self.pages[page])

    def set_open(self, *, is_open: bool) -> None:
        """Pages can be chosen only once a database is open."""
        for button in self.pages.values():
            button.setEnabled(is_open)
        self.switcher.setEnabled(is_open)
