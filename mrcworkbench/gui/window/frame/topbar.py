"""The top bar: where am I, search, undo, redo, and whether all is saved."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mrcworkbench import clocks
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.focus.second_clicks import AGAIN_AND_AGAIN
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.theme.tokens import BAR, LOW_BELOW
from mrcworkbench.gui.widgets import Button, IconLabel, StateChip, label, line, restyle
from mrcworkbench.gui.widgets.basics.search_field import SearchField
from mrcworkbench.gui.window.frame.breadcrumb import Breadcrumb
from mrcworkbench.gui.words.local_time import day_text
from mrcworkbench.gui.words.texts import plain_tooltip

_STATES = {
    "saved": ("circle-check", "ok", "muted"),
    "saving": ("clock", "muted", "muted"),
    "not_saved": ("triangle-alert", "danger", "danger"),
    "kept_back": ("triangle-alert", "warn", "muted"),
    "read_only": ("lock", "muted", "muted"),
}


class TopBar(QFrame):
    """56 high. `search` is its field."""

    undo_pressed = Signal()
    redo_pressed = Signal()

    def __init__(self, theme: Theme, texts: Texts, undo_stack: QUndoStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.setProperty("kind", "topbar")
        self._theme = theme
        self.set_low(low=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        self.breadcrumb = Breadcrumb(theme, texts, self)
        self.sample = StateChip(theme, texts.text("window.sample"))
        self.sample.hide()
        row.addWidget(self.sample)
        row.addWidget(self.breadcrumb, 1)
        self.search = SearchField(theme, texts.text("window.search"), texts.text("window.search_name"), self)
        row.addWidget(self.search)
        row.addSpacing(8)
        self._undo = Button(theme, texts.text("window.undo"), "icon", "undo-2")
        self._redo = Button(theme, texts.text("window.redo"), "icon", "redo-2")
        for button in (self._undo, self._redo):
            button.setProperty(AGAIN_AND_AGAIN, True)
        self._undo.clicked.connect(self.undo_pressed)
        self._redo.clicked.connect(self.redo_pressed)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addSpacing(4)
        self._rule = line(upright=True)
        self._rule.setFixedHeight(20)
        row.addWidget(self._rule)
        row.addSpacing(4)
        self._mark = IconLabel(theme, "circle-check", "ok", 16)
        self._state = label("", "secondary", "muted")
        row.addWidget(self._mark)
        row.addWidget(self._state)
        self._stack = undo_stack
        self._show_undo()
        # A bound method is let go when this bar goes; a function would be called with a stack that is gone.
        undo_stack.indexChanged.connect(self._show_undo)
        self.set_open(is_open=False)

    def set_open(self, *, is_open: bool) -> None:
        for widget in (self.search, self._undo, self._redo, self._rule, self._mark, self._state):
            widget.setVisible(is_open)

    @property
    def low_below(self) -> int:
        """Height of a window in which every line is needed for the page."""
        return self._theme.px(LOW_BELOW)

    def set_low(self, *, low: bool) -> None:
        self.setFixedHeight(self._theme.px(38) + 4 if low else max(BAR, self._theme.px(50)))

    def show_saved(self, at: datetime | None) -> None:
        """The time of the last acknowledged write: the clock today, the day before that."""
        if at is None:
            self._show("saved", self._texts.text("window.saved_all"))
            return
        when = f"{at:%H:%M}" if at.date() == clocks.today() else day_text(at.date())
        self._show("saved", self._texts.text("window.saved", time=when))

    def show_kept_back(self, count: int) -> None:
        """So many answers hold a typed text that is not saved as an answer yet."""
        self._show("kept_back", self._texts.plural("window.kept_back", count))

    def show_state(self, state: str) -> None:
        """saving, not_saved or read_only."""
        self._show(state, self._texts.text(f"window.{state}"))

    def _show(self, state: str, text: str) -> None:
        icon, icon_colour, tone = _STATES[state]
        self._mark.set_icon(icon, icon_colour)
        self._state.setText(text)
        self._state.setAccessibleName(text)
        restyle(self._state, tone=tone, weight="medium" if state == "not_saved" else "")

    def _show_undo(self, _index: int = 0) -> None:
        stack = self._stack
        self._undo.setEnabled(stack.canUndo())
        self._redo.setEnabled(stack.canRedo())
        for button, key, what in ((self._undo, "undo", stack.undoText()), (self._redo, "redo", stack.redoText())):
            tip = self._texts.text(f"window.{key}_what", what=what) if what else self._texts.text(f"window.{key}")
            button.setToolTip(plain_tooltip(tip))
