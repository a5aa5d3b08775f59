"""Binds the table of shortcuts to what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from mrcworkbench.gui.window.shortcuts import SHORTCUTS, page_keys


def bind_keys(
    window: QWidget, doing: Mapping[str, Callable[[], object]], pages: Sequence[Callable[[], object]]
) -> None:
    """Every shortcut of the table, by its name, and Alt+1 and so on for the pages."""
    for shortcut in SHORTCUTS:
        if shortcut.bound:
            _bind(window, shortcut.keys, doing[shortcut.name])
    for keys, go in zip(page_keys(), pages, strict=False):
        _bind(window, (keys,), go)


def _bind(window: QWidget, keys: Sequence[str], do: Callable[[], object]) -> None:
    action = QAction(window)
    action.setShortcuts([QKeySequence(one) for one in keys])
    action.triggered.connect(lambda _=False: do())
    window.addAction(action)
