"""Where the window stands on the screen: wholly on it, with its frame, at the place and size at which it was left.

Sizes are in pixels of the program: a screen of 1280 by 720 has 853 by 480 of them at 150 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QMargins, QRect

FRAME = QMargins(8, 32, 8, 8)
"""What a system puts around a window, as far as can be guessed before the window is shown."""
_FIRST_WIDTH, _FIRST_HEIGHT = 1280, 800


class WindowPlace(NamedTuple):
    """`inside`: x, y, width and height of the window without its frame, as long as it does not fill the screen."""

    inside: tuple[int, int, int, int]
    maximized: bool = False


def fitted(inside: QRect, frame: QMargins, screens: Sequence[QRect]) -> QRect:
    """The place nearest to `inside` at which window and frame lie wholly on one screen: on the one that holds most of
    them, or on the first if the one they were on is gone. `screens` are what the system leaves free of each.
    """
    outer = inside.marginsAdded(frame)
    screen = max(screens, key=lambda one: _area(one.intersected(outer)))
    width, height = min(outer.width(), screen.width()), min(outer.height(), screen.height())
    x = min(max(outer.x(), screen.x()), screen.x() + screen.width() - width)
    y = min(max(outer.y(), screen.y()), screen.y() + screen.height() - height)
    return QRect(x, y, width, height).marginsRemoved(frame)


def first_place(screen: QRect) -> QRect:
    """Where the window stands at its first start: in the middle, smaller than the screen if that is small."""
    wanted = QRect(0, 0, _FIRST_WIDTH, _FIRST_HEIGHT)
    wanted.moveCenter(screen.center())
    return fitted(wanted, FRAME, [screen])


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else 0
