"""What every page has: a title, one sentence that says what it is for, at most one primary button, a body, a side
panel.

A page derives from `Page`, sets `name`, calls `super().__init__(context)`, and then fills:

- `set_title(title, sentence)`; `header_buttons` is the row at the far end of the title for its one primary button;
- `body`, a vertical layout inside the page's scroll area;
- `set_panel(widget, name)` for the side panel, which becomes a drawer in a narrow window (`show_panel()` opens it
there);
- `set_stand_in(widget)` for the top of a body that needs all the height there is: in a low window the widget takes the
place of title and sentence, which the breadcrumb and the sidebar say as well;
- `add_footer()` for a bar at the foot of the page;
- `arrange(width)` to set columns by the width there is;
- `asked`, the questionnaire for which it is built, if it is not for any: with another one it is built anew;
- `show_place(place)` to show what a place names, and `crumbs_changed` with the texts of the breadcrumb.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.gui.focus.tab_order import chain_tab_order
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.page.drawer import SidePanel
from mrcworkbench.gui.page.header import PageHeader
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.theme.tokens import CAP_FROM, DRAWER_BELOW, LOW_BELOW, PAGE_CAP, RAIL_BELOW
from mrcworkbench.gui.widgets import Button, set_reading


def is_outdated(page: Page) -> bool:
    """Whether another questionnaire, or another version, is asked now than that for which a page was built."""
    asked, bridge = page.asked, page.bridge
    return asked is not None and bridge.has_assessment and bridge.working_copy.questionnaire is not asked


class _Scrolled(QScrollArea):
    """Tells how wide its content may be."""

    sized = Signal(int)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sized.emit(event.size().width())


class Page(QWidget):
    """Base of the pages. Only the body and the panel scroll; the page is never wider than 1280 in a wide window."""

    name: ClassVar[str] = ""
    crumbs_changed = Signal(list)
    """Texts of the breadcrumb after the centre's name, the last one being where one is."""
    place_changed = Signal(object)
    """`Place`: one has moved within the page, for example to another question, without `navigate`."""

    said = Signal(str, str)
    """Title and text of a message that the window shows, whichever page it shows then."""

    warned = Signal(str, str)
    """The same, of something that needs a look: it stays until it is dismissed."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.bridge, self.content, self.theme = context.bridge, context.content, context.theme
        self.navigate, self.texts = context.navigate, context.texts
        self.setObjectName(f"page:{self.name}")
        self.crumbs: list[str] = []
        self.asked: Questionnaire | None = None
        self.panel: SidePanel | None = None
        self._page_row = QHBoxLayout(self)
        self._page_row.setContentsMargins(0, 0, 0, 0)
        self._page_row.setSpacing(0)
        self._page_column = QVBoxLayout()
        self._page_column.setSpacing(0)
        self._page_row.addLayout(self._page_column, 1)
        self._page_width = 0
        self.scroll_area = _Scrolled(self)
        self.scroll_area.sized.connect(self._on_sized)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inner = QWidget()
        self.inner.setProperty("kind", "plain")
        self.scroll_area.setWidget(self.inner)
        self._page_column.addWidget(self.scroll_area, 1)
        self._page_body = QVBoxLayout(self.inner)
        self._page_body.setSpacing(16)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        self.header = PageHeader(self.body)
        self.header_buttons = self.header.buttons
        self._page_body.addLayout(self.header)
        self._page_body.addLayout(self.body, 1)
        # Queued: the widgets in the page measure their texts anew first.
        self.theme.changed.connect(self._on_text_size, Qt.ConnectionType.QueuedConnection)

    # What a page fills

    def set_title(self, title: str, sentence: str = "") -> None:
        self.header.set_words(title, sentence)
        self.setAccessibleName(title)

    def set_crumbs(self, *crumbs: str) -> None:
        self.crumbs = list(crumbs)
        self.crumbs_changed.emit(self.crumbs)

    def set_panel(self, widget: QWidget, name: str, width: int = 328) -> SidePanel:
        """Puts `widget` into the side panel; `name` is its accessible name and the tooltip of the drawer's button."""
        self.panel = SidePanel(self.theme, widget, name, self.texts.text("common.close"), width, self)
        set_reading(self.panel)
        self.panel.offered.connect(self._arrange_page)
        self._page_row.addWidget(self.panel)
        self._panel_button = Button(self.theme, name, "icon", "panel-right")
        self._panel_button.clicked.connect(self.panel.toggle)
        self.header_buttons.addWidget(self._panel_button)
        self._arrange_page()
        return self.panel

    def show_panel(self) -> None:
        """Opens the drawer in a narrow window; elsewhere the panel is there already."""
        if self.panel is not None and self.panel.is_drawer:
            self.panel.open()

    def set_stand_in(self, widget: QWidget) -> None:
        """`widget` stands at the top of the body, and in a low window in the place of title and sentence."""
        self.header.set_stand_in(widget)

    def add_footer(self) -> QHBoxLayout:
        """A bar below the scroll area; returns its layout."""
        footer = QFrame(self)
        footer.setProperty("kind", "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(24, 9, 24, 9)
        self._page_column.addWidget(footer)
        return row

    def show_place(self, place: Place) -> None:
        """Shows what `place` names. Called each time the page is visited."""

    def leave(self) -> None:
        """Keeps what is being typed; called before the page or the window goes, while the database is still open."""

    def main_region(self) -> QWidget:
        """The part that F6 goes to, beside sidebar and panel."""
        return self.inner

    # How it is arranged

    def arrange_height(self, *, low: bool) -> None:
        """Called when the title gives way to the stand-in, and when it comes back."""

    def arrange(self, width: int) -> None:
        """Called with the width that the body has, whenever it changes; for pages that set their columns by it."""

    def _on_sized(self, width: int) -> None:
        # This is called while the page's row lays out its parts, so the panel must stay where it is in that row.
        self._page_width = width
        self._keep_column()
        margins = self._page_body.contentsMargins()
        self.arrange(width - margins.left() - margins.right())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_page()

    def _on_text_size(self) -> None:
        if self._page_width:
            self._arrange_page()
            self._on_sized(self._page_width)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange_page()

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Tab goes through what there is now, in the order in which it is read: the page, its foot, its panel."""
        drawer = [self.panel] if self.panel is not None and self.panel.is_drawer else []
        chain_tab_order([self, *drawer])
        return super().focusNextPrevChild(next_)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panel is not None and self.panel.is_drawer:
            self.panel.close_drawer()
        else:
            super().keyPressEvent(event)

    def _arrange_page(self) -> None:
        """Turns the panel into a drawer and back, and sets the margins."""
        if self.panel is not None:
            drawer = self.window().width() < DRAWER_BELOW
            if drawer != self.panel.is_drawer:
                if drawer:
                    self._page_row.removeWidget(self.panel)
                else:
                    self._page_row.addWidget(self.panel)
                self.panel.set_drawer(drawer=drawer)
            self._panel_button.setVisible(drawer and self.panel.is_offered)
            self.panel.place()
        low = self.header.stand_in is not None and self.height() < self.theme.px(LOW_BELOW)
        if low != self.header.is_low:
            self.header.set_low(low=low)
            self._page_body.setSpacing(8 if low else 16)
            self.arrange_height(low=low)
        self._keep_column()

    def _keep_column(self) -> None:
        """Sets the margins by the width there is; a page whose column differs overrides this."""
        window = self.window().width()
        margin = 24 if self.panel is not None or window < RAIL_BELOW else 32
        side = margin
        if window > CAP_FROM:
            side = max(margin, (self._page_width - PAGE_CAP) // 2)
        above, below = (8, 8) if self.header.is_low else (20, 24)
        self._page_body.setContentsMargins(side, above, side, below)
