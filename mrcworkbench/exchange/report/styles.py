"""The styles of a workbook: each look that is used becomes one, written here because openpyxl takes longer to make
them than to write all cells, and has an order of its own for what stands in a font."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from openpyxl.styles.numbers import builtin_format_id

from mrcworkbench.exchange.report.looks import FONT, NORMAL_SIZE, SYMBOLS, Line, Look

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIRST_OWN_FORMAT = 164
"""Formats of numbers below this one are Excel's."""
_NO_FILLS = ('<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>')
"""Excel takes the first two for these, whatever they say."""
_NORMAL = f'<font><sz val="{NORMAL_SIZE}"/><name val="{FONT}"/><family val="2"/></font>'
_NO_BORDER = "<border><left/><right/><top/><bottom/><diagonal/></border>"
_OTHER_SIDE = {"left": "right", "right": "left"}
_PLAIN = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'


class Styles:
    """The styles of one workbook: for each look a number, made when the look is first used.

    `mirrored`: its sheets read from the right. Programs turn columns and borders then, but left stays left in a cell.
    """

    def __init__(self, *, mirrored: bool = False) -> None:
        self._mirrored = mirrored
        self._numbers: tuple[dict[Look, int], dict[Look, int]] = ({}, {})
        self._formats: dict[str, int] = {}
        self._fonts = {_NORMAL: 0}
        self._fills = {fill: number for number, fill in enumerate(_NO_FILLS)}
        self._borders = {_NO_BORDER: 0}
        self._cells = [f'<xf {_PLAIN} xfId="0"/>']

    def number(self, look: Look, *, quoted: bool = False) -> int:
        """The number of a style. `quoted` shows the person that the cell is text, whatever it begins with."""
        made = self._numbers[quoted]
        number = made.get(look)
        if number is None:
            self._cells.append(self._cell(look, quoted=quoted))
            number = made[look] = len(self._cells) - 1
        return number

    def xml(self) -> bytes:
        """The part of the workbook that holds them."""
        formats = [f'<numFmt numFmtId="{n}" formatCode={quoteattr(code)}/>' for code, n in self._formats.items()]
        parts = (
            _list("numFmts", formats),
            _list("fonts", self._fonts),
            _list("fills", self._fills),
            _list("borders", self._borders),
            f'<cellStyleXfs count="1"><xf {_PLAIN}/></cellStyleXfs>',
            _list("cellXfs", self._cells),
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
        )
        return f'<styleSheet xmlns="{_MAIN}">{"".join(parts)}</styleSheet>'.encode()

    def _cell(self, look: Look, *, quoted: bool) -> str:
        font, fill, border = (
            made.setdefault(xml, len(made))
            for made, xml in ((self._fonts, _font(look)), (self._fills, _fill(look)), (self._borders, _border(look)))
        )
        prefix = ' quotePrefix="1"' if quoted else ""
        return (
            f'<xf numFmtId="{self._format(look.number_format)}" fontId="{font}" fillId="{fill}" borderId="{border}" '
            f'xfId="0"{prefix} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f"{_alignment(look, mirrored=self._mirrored)}</xf>"
        )

    def _format(self, code: str) -> int:
        known = builtin_format_id(code)
        return self._formats.setdefault(code, _FIRST_OWN_FORMAT + len(self._formats)) if known is None else known


def _list(name: str, items: dict[str, int] | list[str]) -> str:
    return f'<{name} count="{len(items)}">{"".join(items)}</{name}>' if items else ""


def _font(look: Look) -> str:
    name = SYMBOLS if look.symbols else FONT
    bold = "<b/>" if look.bold else ""
    return (
        f'<font>{bold}<sz val="{look.size}"/><color rgb="FF{look.colour}"/><name val="{name}"/><family val="2"/></font>'
    )


def _fill(look: Look) -> str:
    if not look.fill:
        return _NO_FILLS[0]
    return f'<fill><patternFill patternType="solid"><fgColor rgb="FF{look.fill}"/></patternFill></fill>'


def _border(look: Look) -> str:
    sides = (("left", look.left), ("right", look.right), ("top", look.top), ("bottom", look.bottom))
    return f"<border>{''.join(_side(name, look.box or line) for name, line in sides)}<diagonal/></border>"


def _side(name: str, line: Line | None) -> str:
    return f'<{name} style="{line[0]}"><color rgb="FF{line[1]}"/></{name}>' if line else f"<{name}/>"


def _alignment(look: Look, *, mirrored: bool) -> str:
    side = _OTHER_SIDE.get(look.horizontal, look.horizontal) if mirrored and look.horizontal else look.horizontal
    horizontal = f' horizontal="{side}"' if side else ""
    turned = ' textRotation="90"' if look.turned else ""
    wrap = ' wrapText="1"' if look.wrap else ""
    indent = f' indent="{look.indent}"' if look.indent else ""
    return f'<alignment{horizontal} vertical="{look.vertical}"{turned}{wrap}{indent}/>'
