"""The fonts that come with the program, so that every machine shows the same text."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from mrcworkbench import paths
from mrcworkbench.gui.theme.tokens import TYPE_SIZES, WEIGHTS

FAMILIES = ["Inter", "Noto Sans Arabic UI"]
"""In the order in which Qt looks for a glyph; after these come the system's own."""

_FILES = (
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "NotoSansArabicUI-Regular.ttf",
    "NotoSansArabicUI-Bold.ttf",
)


@cache
def load_fonts() -> None:
    """Makes the shipped fonts known to Qt, once; needs the application object."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(paths.resources("fonts", name)))


def make_font(role: str = "body", weight: str = "regular", scale: int = 100) -> QFont:
    """The font of a role of the type table, at a text size in percent."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(round(TYPE_SIZES[role] * scale / 100))
    font.setWeight(QFont.Weight(WEIGHTS[weight]))
    return font
