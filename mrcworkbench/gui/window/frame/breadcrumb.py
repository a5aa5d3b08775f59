"""Where one is, in the top bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, ElidedLabel, IconLabel
from mrcworkbench.gui.words.texts import apart

_GAP = 8


class Breadcrumb(QWidget):
    """Centre, page, section; the last, in bold, is where one is. Those that are places lead there.

    When room is short the first ones go, since the sidebar shows the centre and the page too; then the rest ends in
    "…".
    """

    chosen = Signal(object)
    """The `Place` of a crumb that was pressed."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._texts = theme, texts
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addStretch(1)
        self._crumbs: list[list[QWidget]] = []
        """For each crumb its label and, but for the last, the chevron after it."""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_crumbs(self, crumbs: Sequence[str], places: Mapping[int, Place] = MappingProxyType({})) -> None:
        """Shows texts, the last of them being where one is; `places` are those of others, by their numbers."""
        for widgets in self._crumbs:
            for widget in widgets:
                widget.hide()
                self._row.removeWidget(widget)
                widget.deleteLater()
        self._crumbs = []
        for number, text in enumerate(crumbs):
            last = number == len(crumbs) - 1
            made = self._crumb(text, None if last else places.get(number), last=last)
            widgets = [made] if last else [made, IconLabel(self._theme, "chevron-right", "faint", 14)]
            for widget in widgets:
                self._row.insertWidget(self._row.count() - 1, widget)
            self._crumbs.append(widgets)
        self.setAccessibleName(self._texts.text("window.you_are_here", crumbs=" / ".join(map(apart, crumbs))))
        self._fit()

    def _crumb(self, text: str, place: Place | None, *, last: bool) -> QWidget:
        if place is None:
            return ElidedLabel(text, tone="" if last else "muted", weight="semibold" if last else "")
        button = Button(self._theme, text, "quiet")
        button.clicked.connect(lambda: self.chosen.emit(place))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Shows as many crumbs as fit, counted from the last."""
        room = self.width()
        for widgets in reversed(self._crumbs):
            last = widgets is self._crumbs[-1]
            room -= sum(widget.sizeHint().width() + _GAP for widget in widgets)
            for widget in widgets:
                widget.setVisible(last or room >= 0)
