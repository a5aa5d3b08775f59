"""The font of a report on paper: the one that comes with the program, in points, and how wide its texts are."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontMetricsF

from mrcworkbench.gui.theme.fonts import FAMILIES, load_fonts

_ROOM_TO_SPARE = 1.01
"""Lines are counted word by word and laid out as a whole, which differs by a hair."""
_SPACING = 95
"""Per cent of the way to the next letter: so texts are no wider than in the workbook, and pages end where its do."""
_CONTEXTUAL = QFont.Tag.fromString("calt")
"""Other shapes for signs between capitals or figures, which a PDF does not know as the signs that they are."""


@cache
def paper_font(size: int, *, bold: bool) -> QFont:
    """A painter that counts in points draws one pixel of this font as one point. Nothing is rounded to the screen."""
    load_fonts()
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _SPACING)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(_CONTEXTUAL, 0)
    return font


class ShippedFont:
    """A `Measure` of the font in which pages are drawn."""

    def __init__(self) -> None:
        self._metrics: dict[tuple[float, bool], QFontMetricsF] = {}

    def width(self, text: str, size: float, *, bold: bool) -> float:
        metrics = self._metrics.get((size, bold))
        if metrics is None:
            metrics = self._metrics[size, bold] = QFontMetricsF(paper_font(round(size), bold=bold))
        return metrics.horizontalAdvance(text) * _ROOM_TO_SPARE
