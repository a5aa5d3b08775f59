"""How cells look. Each look becomes one style of the workbook, made once and shared by all cells that have it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

FONT, SYMBOLS = "Arial", "Segoe UI Symbol"
SIZE = 10
NORMAL_SIZE = 11
"""Of the workbook's standard font, in whose digits the widths of columns are counted; no cell is written in it."""

INK, MUTED, LINE, LINE_STRONG, ACCENT, ACCENT_SOFT = "16202B", "46535F", "D7DEE6", "76838F", "1B4F8F", "E5EDF7"
SUNKEN, WHITE, OUTLINE, WARN, WARN_SOFT, CONFLICT = "EAEEF2", "FFFFFF", "1E6A65", "845000", "FCF0DA", "63399B"
LEVEL_FILL = ("FFFFFF", "D8ECEA", "9FD0CC", "23766F", "0D4644")
LEVEL_INK = (INK, INK, INK, WHITE, WHITE)


LineKind: TypeAlias = Literal["thin", "medium", "thick", "dashed"]
Line: TypeAlias = tuple[LineKind, str]
"""A border: its kind and its colour."""


@dataclass(frozen=True, eq=False)
class Look:
    """A look; compared by identity, so that finding its style costs nothing. Sizes in points, colours as RRGGBB."""

    size: int = SIZE
    bold: bool = False
    colour: str = INK
    fill: str | None = None
    top: Line | None = None
    bottom: Line | None = None
    left: Line | None = None
    right: Line | None = None
    box: Line | None = None
    horizontal: str | None = None
    vertical: str = "top"
    wrap: bool = True
    turned: bool = False
    symbols: bool = False
    """Whether it holds marks, for which the usual font has no signs."""
    number_format: str = "General"
    indent: int = 0

    @property
    def is_visible_when_blank(self) -> bool:
        """Whether a cell without a value shows this look: a fill or a border."""
        return bool(self.fill or self.top or self.bottom or self.left or self.right or self.box)

    @cached_property
    def middle(self) -> Look:
        """Of a merged cell, what its inner cells look like: without the edges of its sides."""
        if not (self.left or self.right or self.box):
            return self
        return replace(self, left=None, right=None, box=None, top=self.top or self.box, bottom=self.bottom or self.box)

    @cached_property
    def last(self) -> Look:
        """Of a merged cell, what its last cell looks like."""
        edge = self.right or self.box
        return replace(self.middle, right=edge) if edge else self.middle

    @cached_property
    def above(self) -> Look:
        """Of a text that goes on below, what its first cell looks like: without an edge below."""
        return replace(self.between, top=self.top or self.box)

    @cached_property
    def between(self) -> Look:
        """What its inner cells look like; all begin at the top, so that the text reads on."""
        left, right = self.left or self.box, self.right or self.box
        return replace(self, top=None, bottom=None, left=left, right=right, box=None, vertical="top")

    @cached_property
    def below(self) -> Look:
        """What its last cell looks like."""
        return replace(self.between, bottom=self.bottom or self.box)


_HAIRLINE: Line = ("thin", LINE)

BODY = Look(bottom=_HAIRLINE, right=_HAIRLINE)
STRONG = replace(BODY, bold=True)
QUIET = replace(BODY, colour=MUTED)
CENTRED = replace(BODY, horizontal="center")
NUMBER = replace(BODY, horizontal="right", number_format="#,##0")
PLACE = replace(BODY, horizontal="right", colour=MUTED, indent=1)
"""The number of a criterion, before its name."""
DECIMAL = replace(NUMBER, number_format="#,##0.##")
YEAR = replace(NUMBER, number_format="0")
DATE = replace(BODY, horizontal="left", number_format="yyyy-mm-dd")
HELD = replace(BODY, colour=MUTED, fill=SUNKEN)
HELD_NUMBER = replace(HELD, horizontal="right")
HEADER = Look(bold=True, fill=SUNKEN, bottom=("medium", LINE_STRONG), vertical="bottom")
HEADER_RIGHT = replace(HEADER, horizontal="right")
HEADER_CENTRED = replace(HEADER, horizontal="center")
HEADER_TURNED = replace(HEADER, horizontal="center", turned=True, wrap=False)
BAND = Look(bold=True, colour=ACCENT, fill=ACCENT_SOFT, vertical="center", wrap=False)

PLAIN = Look()
PLAIN_QUIET = Look(colour=MUTED)
CAPTION = Look(colour=MUTED, size=9)
TITLE = Look(bold=True, size=18, wrap=True)
HEADING = Look(bold=True, size=13, colour=ACCENT, vertical="bottom", wrap=False)
SAMPLE = Look(bold=True, colour=WARN, fill=WARN_SOFT, box=("thin", WARN), vertical="center")
RAW = Look(wrap=False)
RAW_HEADER = replace(RAW, bold=True)
"""In tables for programs: texts run on, for rows of one height."""
LINK = Look(colour=ACCENT)

LEVELS = tuple(
    Look(
        bold=True,
        colour=LEVEL_INK[level],
        fill=LEVEL_FILL[level],
        box=("thin", LINE_STRONG) if level == 0 else ("thin", WHITE),
        horizontal="center",
    )
    for level in range(5)
)
HOLLOW = Look(
    bold=True,
    colour=OUTLINE,
    fill=WHITE,
    box=("medium", OUTLINE),
    horizontal="center",
    number_format='"("0")"',
)
"""A level that rests on a statement only:

an outline, and the number in brackets for those who do not see the outline.
"""
NO_LEVEL = Look(colour=MUTED, box=("dashed", LINE_STRONG), horizontal="center")
MARK = Look(size=12, bottom=_HAIRLINE, horizontal="center", vertical="center", wrap=False)
MARK_DIFFERS = replace(MARK, colour=CONFLICT, bold=True)
