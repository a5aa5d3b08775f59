"""The order of the Tab key, set anew after widgets have come or gone: Qt puts new ones last, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def chain_tab_order(parts: Sequence[QWidget]) -> None:
    """Makes the Tab key go through the parts, and within them in the order of their layouts."""
    stops = [widget for part in parts for widget in _stops(part)]
    for first, second in pairwise(stops):
        QWidget.setTabOrder(first, second)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if layout is not None:
        yield from _stops_in(layout)
    elif widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        # The options of a group that are no stop now take their place too: one of them is the stop after an answer.
        yield widget


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _stops_in(inner)
