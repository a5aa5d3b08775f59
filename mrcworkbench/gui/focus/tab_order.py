"""The order of the Tab key. Qt puts a widget that comes later last, wherever it stands: so the order is set anew when
the key is pressed, by the order of the layouts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QWidget


def chain_tab_order(parts: Sequence[QWidget]) -> None:
    """Makes the Tab key go through the parts, and within them in the order of their layouts."""
    stops = [widget for part in parts for widget in stops_of(part)]
    for first, second in pairwise(stops):
        QWidget.setTabOrder(first, second)


def stops_of(widget: QWidget | None) -> Iterator[QWidget]:
    """The widgets of a part that take the focus. The options of a group that are no stop now take their place too: one
    of them is the stop after an answer. What is hidden is passed over."""
    if widget is None or widget.isHidden():
        return
    layout = widget.layout()
    if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        yield widget
    elif isinstance(widget, QScrollArea):
        yield from stops_of(widget.widget())
    elif isinstance(widget, QStackedWidget):
        yield from stops_of(widget.currentWidget())
    elif layout is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            yield from stops_of(widget)
        elif inner is not None:
            yield from _stops_in(inner)
