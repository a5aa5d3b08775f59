"""How cells look. Each look becomes one style of the workbook, made once and shared by all cells that have it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

FONT = "Arial"
SIZE = 10

INK, MUTED, LINE, LINE_STRONG, ACCENT, ACCENT_SOFT = "16202B", "46535F", "D7DEE6", "76838F", "1B4F8F", "E5EDF7"
SUNKEN, WHITE, OUTLINE, WARN, WARN_SOFT, CONFLICT = "EAEEF2", "FFFFFF", "1E6A65", "845000", "FCF0DA", "63399B"
LEVEL_FILL = ("FFFFFF", "D8ECEA", "9FD0CC", "23766F", "0D4644")
LEVEL_INK = (INK, INK, INK, WHITE, WHITE)


@dataclass(frozen=True, eq=False)
class Look:
    """A look; compared by identity, so that finding its style costs nothing. Sizes in points, colours as RRGGBB."""

    size: int = SIZE
    bold: bool = False
    colour: str = INK
    fill: str | None = None
    top: tuple[str, str] | None = None
    bottom: tuple[str, str] | None = None
    box: tuple[str, str] | None = None
    """Border as (style, colour)."""
    horizontal: str | None = None
    vertical: str = "top"
    wrap: bool = True
    turned: bool = False
    number_format: str = "General"
    indent: int = 0


_HAIRLINE = ("thin", LINE)

BODY = Look(bottom=_HAIRLINE)
STRONG = replace(BODY, bold=True)
QUIET = replace(BODY, colour=MUTED)
CENTRED = replace(BODY, horizontal="center")
NUMBER = replace(BODY, horizontal="right", number_format="#,##0")
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
PLAIN_STRONG = Look(bold=True)
PLAIN_QUIET = Look(colour=MUTED)
CAPTION = Look(colour=MUTED, size=9)
TITLE = Look(bold=True, size=18, wrap=True)
COVER_TITLE = Look(bold=True, size=26)
SUBTITLE = Look(size=12, colour=MUTED)
HEADING = Look(bold=True, size=13, colour=ACCENT, vertical="bottom", wrap=False)
RULE = Look(bottom=("thick", ACCENT))
SAMPLE = Look(bold=True, colour=WARN, fill=WARN_SOFT, box=("thin", WARN), vertical="center")
NOTICE = Look(colour=INK, fill=ACCENT_SOFT, vertical="center")

LEVELS = tuple(
    Look(
        bold=True,
        colour=LEVEL_INK[level],
        fill=LEVEL_FILL[level],
        box=("thin", LINE_STRONG if level == 0 else OUTLINE),
        horizontal="center",
    )
    for level in range(5)
)
HOLLOW = Look(bold=True, colour=OUTLINE, fill=WHITE, box=("medium", OUTLINE), horizontal="center")
NO_LEVEL = Look(colour=MUTED, box=("dashed", LINE_STRONG), horizontal="center")
MARK = Look(size=12, bottom=_HAIRLINE, horizontal="center", vertical="center", wrap=False)
MARK_DIFFERS = replace(MARK, colour=CONFLICT, bold=True)


class Styles:
    """The styles of one workbook, by look. `quoted` marks text that is never a formula, whatever it begins with."""

    def __init__(self, workbook: Workbook) -> None:
        self._maker = workbook.create_sheet("styles")
        self._styles: dict[tuple[Look, bool], StyleArray] = {}

    def of(self, look: Look, *, quoted: bool = False) -> StyleArray:
        key = (look, quoted)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._make(look, quoted=quoted)
        return style

    def finish(self) -> None:
        """Remove the sheet on which the styles were made."""
        self._maker.parent.remove(self._maker)

    def _make(self, look: Look, *, quoted: bool) -> StyleArray:
        cell: Cell = self._maker.cell(1, 1)
        cell.font = Font(name=FONT, size=look.size, bold=look.bold, color=look.colour)
        cell.fill = PatternFill("solid", fgColor=look.fill) if look.fill else PatternFill()
        cell.border = _border(look)
        cell.alignment = Alignment(
            horizontal=look.horizontal,
            vertical=look.vertical,
            wrap_text=look.wrap or None,
            text_rotation=90 if look.turned else 0,
            indent=look.indent,
        )
        cell.number_format = look.number_format
        style = StyleArray(cell._style)  # noqa: SLF001 - openpyxl has no public name for a style shared by cells
        style.quotePrefix = int(quoted)
        return style


def _border(look: Look) -> Border:
    if look.box:
        side = Side(*look.box)
        return Border(left=side, right=side, top=side, bottom=side)
    return Border(
        top=Side(*look.top) if look.top else Side(), bottom=Side(*look.bottom) if look.bottom else Side()
    )
