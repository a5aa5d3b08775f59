"""What stands above and below each printed page, so that it fits whatever a centre is called."""

from __future__ import annotations

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from mrcworkbench.exchange.report.looks import FONT
from mrcworkbench.exchange.report.measure import ARIAL
from mrcworkbench.exchange.report.plain import plain

SIZE = 9
_FONT = f'&{SIZE}&"{FONT},Regular"'
"""The size first: behind it, a text that begins with a digit would make it another."""
_LONGEST = 255
"""Excel's limit for a header with its codes."""
_LONGEST_RIGHT = 60
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
"""Cut in its middle, a name would leave one open."""
_GAP = 18.0
"""Points between what stands on the left and on the right."""
_PAPER, _PAPER_LYING = 595.3, 841.9
"""The width of A4 in points, upright and lying."""


def set_edges(worksheet: Worksheet, head: tuple[str, str], foot: tuple[str, str], *, on_first: bool = True) -> None:
    """Write header and footer, each a text for the left and one for the right; `{page}` and `{pages}` are numbers.
    The page set-up must stand. Without `on_first`, the first page has no header."""
    margins = worksheet.page_margins
    paper = _PAPER_LYING if worksheet.page_setup.orientation == "landscape" else _PAPER
    room = paper - 72 * (margins.left + margins.right)
    _write(worksheet.oddHeader, head, room)  # type: ignore[arg-type]
    _write(worksheet.oddFooter, foot, room)  # type: ignore[arg-type]
    if not on_first:
        worksheet.HeaderFooter.differentFirst = True
        _write(worksheet.firstFooter, foot, room)  # type: ignore[arg-type]


def _write(item: HeaderFooterItem, texts: tuple[str, str], room: float) -> None:
    left, right = (" ".join(plain(text.translate(_ISOLATES), "").split()) for text in texts)
    right = _cut(right, room / 2, _LONGEST_RIGHT)
    item.right.text = _FONT + _literal(right).replace("{page}", "&P").replace("{pages}", "&N")
    most = _LONGEST - 2 * len(f"&L{_FONT}") - len(_literal(right))
    left = _cut(left, room - _GAP - ARIAL.width(right, SIZE, bold=False), most)
    item.left.text = _FONT + _literal(left)


def _literal(text: str) -> str:
    return text.replace("&", "&&")


def _cut(text: str, room: float, most: int) -> str:
    """The text, or as much of it as fits with a mark that it goes on."""
    cut, end = text, len(text)
    while len(_literal(cut)) > most or ARIAL.width(cut, SIZE, bold=False) > room:
        end -= 1
        cut = text[:end].rstrip() + "\u2026"
    return cut
