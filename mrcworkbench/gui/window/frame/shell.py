"""The frame around the pages: sidebar, top bar, banners, and the stack of pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.focus.tab_order import chain_tab_order
from mrcworkbench.gui.notify import Notifier
from mrcworkbench.gui.page.page_list import PAGES
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.theme.tokens import RAIL_BELOW
from mrcworkbench.gui.widgets import label
from mrcworkbench.gui.window.frame.changed import ChangedStrip
from mrcworkbench.gui.window.frame.message_strip import MessageStrip, ReadOnlyStrip
from mrcworkbench.gui.window.frame.saving import SavingStrip
from mrcworkbench.gui.window.frame.sidebar import NavItem, Sidebar
from mrcworkbench.gui.window.frame.topbar import TopBar
from mrcworkbench.gui.window.frame.unreadable import UnreadableStrip


class Shell(QWidget):
    """What stays while pages change. It holds the parts and shows what it is told; the window connects them."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        texts: Texts,
        notifier: Notifier,
        save_copy: Callable[[], None],
        work_on_copy: Callable[[], None],
    ) -> None:
        super().__init__()
        self._texts = texts
        self._sample = False
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        items = [NavItem(entry.name, entry.icon, texts.text(f"window.page_{entry.name}")) for entry in PAGES]
        self.sidebar = Sidebar(theme, texts, items)
        across.addWidget(self.sidebar)
        column = QVBoxLayout()
        column.setSpacing(0)
        across.addLayout(column, 1)
        self.topbar = TopBar(theme, texts, bridge.undo_stack)
        column.addWidget(self.topbar)
        self.saving = SavingStrip(bridge, theme, texts, self.topbar, save_copy)
        self.read_only = ReadOnlyStrip(theme, texts, work_on_copy)
        self.changed = ChangedStrip(bridge, theme, texts)
        self.unreadable = UnreadableStrip(bridge, theme, texts)
        self.messages = MessageStrip(notifier, theme, texts)
        for strip in (self.saving, self.read_only, self.changed, self.unreadable, self.messages):
            column.addWidget(strip)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self._waiting = QWidget()
        middle = QVBoxLayout(self._waiting)
        self._waiting_text = label("", tone="muted")
        middle.addWidget(self._waiting_text, 0, Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(self._waiting)
        theme.changed.connect(self._on_theme)

    def focusNextPrevChild(self, next_: bool) -> bool:
        """From the sidebar and the top bar Tab goes into what the page shows now; the page does the same by itself."""
        if not self.stack.isAncestorOf(QApplication.focusWidget() or self):
            chain_tab_order([self])
        return super().focusNextPrevChild(next_)

    def show_waiting(self, text: str) -> None:
        """A page that only says what is being done, until the database is open."""
        self._waiting_text.setText(text)
        self.stack.setCurrentWidget(self._waiting)
        self.sidebar.set_open(is_open=False)
        self.topbar.set_open(is_open=False)
        self.topbar.breadcrumb.show_crumbs([])

    def _on_theme(self) -> None:
        self.arrange(self.width())

    def arrange(self, width: int) -> None:
        """Turns the sidebar into a rail in a narrow window; the top bar then says what the rail has no room for."""
        rail = width < RAIL_BELOW
        self.sidebar.set_rail(rail=rail)
        self.sidebar.keep_together()
        self.topbar.sample.setVisible(rail and self._sample)
        self.topbar.set_low(low=self.window().height() < self.topbar.low_below)

    def show_assessment(self, centre: str, round_: str, *, sample: bool) -> None:
        """Says which centre and round are open, and whether it is the sample."""
        self._sample = sample
        self.sidebar.switcher.show_assessment(centre, round_, sample=sample)
        self.arrange(self.width())
