"""Where the focus goes in a part of the window that is come to: back to where it was, or to the first stop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from mrcworkbench.gui.focus.tab_order import stops_of


def first_stop(region: QWidget) -> QWidget | None:
    """The first widget inside a region that the Tab key reaches.

    Looked for in the layouts: Qt's own chain leads through parts of scroll areas that Python has no class for, and to
    find one PySide makes all the classes of its widgets.
    """
    reached = (stop for stop in stops_of(region) if stop.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return next((stop for stop in reached if stop.isVisible() and stop.isEnabled()), None)


def give_focus(page: QWidget | None) -> None:
    """Gives the focus to a page that has come: what had it went with the page before or was disabled, or it was asked
    for before the window was active."""
    here: object = QApplication.focusWidget()
    if page is not None and not (isinstance(here, QWidget) and page.isAncestorOf(here)):
        _enter(page, Qt.FocusReason.OtherFocusReason)


def move_between(regions: Sequence[QWidget], step: int) -> None:
    """Puts the focus into the next of the regions that can take it, where it was when it left that region."""
    here = QApplication.focusWidget()
    at = next((n for n, region in enumerate(regions) if here is not None and region.isAncestorOf(here)), -1)
    for n in range(1, len(regions) + 1):
        if _enter(regions[(at + n * step) % len(regions)], Qt.FocusReason.ShortcutFocusReason):
            return


def _enter(region: QWidget, reason: Qt.FocusReason) -> bool:
    """Puts the focus where it was in a region, or to its first stop; whether there is one."""
    last: object = region.focusWidget()
    there = isinstance(last, QWidget) and region.isAncestorOf(last) and last.isVisible() and last.isEnabled()
    target = last if isinstance(last, QWidget) and there else first_stop(region)
    if target is not None:
        target.setFocus(reason)
    return target is not None
