"""What a clipboard holds: cells of a sheet, or one text.

A sheet puts HTML or forms of its own beside the text, and splits that text at tabs and line ends; so do tables of
Word and of web pages. Commas and semicolons are part of what people write. Only a text with nothing beside it may be
a list whose cells end at a semicolon or a comma; whether it is, its place decides (`delimited`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mrcworkbench.domain.reading.html_tables import HtmlTable, html_table, same_words

Grid = list[list[str]]

_SHEET_FORMATS = ("xml spreadsheet", "biff", "symboliclink", "datainterchangeformat", "x-libreoffice-tsvc", "gnumeric")
_SHEET_NAMES = ("spreadsheet", "calc8", "scalc", "tab-separated-values", "com.microsoft.excel", "numbers")
_SHEET_HTML = ("google-sheets-html-origin", "data-sheets-", "excel.sheet", "office:excel", 'content="libreoffice calc')


@dataclass(frozen=True)
class Clip:
    """A clipboard: its text, its HTML ("" without), and the names of all its forms."""

    text: str
    html: str = ""
    formats: tuple[str, ...] = ()

    @cached_property
    def _table(self) -> HtmlTable | None:
        return html_table(self.html)

    @property
    def is_from_sheet(self) -> bool:
        """Whether a sheet has put it there for sure."""
        names = [name.casefold() for name in self.formats]
        own = any(mark in name for name in names for mark in (*_SHEET_FORMATS, *_SHEET_NAMES))
        return own or any(mark in self.html[:20_000].casefold() for mark in _SHEET_HTML)

    @cached_property
    def cells(self) -> Grid | None:
        """The cells of a sheet or of a table; None where it is a text, or might be one."""
        table = self._table
        if table is None:
            return trimmed(split_cells(self.text)) if self.is_from_sheet else None
        if table.is_layout and not self.is_from_sheet:
            return None
        told = bool(table.rows) and same_words(table.rows, self.text)
        grid = split_cells(self.text)
        if told and table.is_plain:
            grid = _arbitrated(grid, table.rows)
        return trimmed(grid)

    @property
    def may_be_cells(self) -> bool:
        """Whether it may be more than one cell."""
        if self.cells is not None:
            return len(self.cells) > 1 or any(len(row) > 1 for row in self.cells)
        return re.search(r"[\t\r\n]", self.one_text.strip()) is not None

    @cached_property
    def one_text(self) -> str:
        """All of it as one text: of a sheet's cell what stands in the cell, without the clipboard's quotation marks
        and line end."""
        cells = self.cells
        if cells is not None:
            return "\n".join("\t".join(row) for row in cells)
        quoted = _WHOLE_QUOTED.fullmatch(self.text)
        if quoted is not None and _is_quoting(quoted[1]):
            return quoted[1].replace('""', '"')
        without = re.sub(r"(?:\r\n|\r|\n)\Z", "", self.text)
        return self.text if re.search(r"[\r\n]", without) else without


_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"(?=[\t\r\n]|\Z)')
_WHOLE_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"(?:\r\n|\r|\n)')
_END = re.compile(r"[\t\r\n]|\Z")


def split_cells(text: str) -> Grid:
    """The cells of a text as sheets copy it: at tabs and line ends, but for those in a quoted cell.

    A quotation mark that stands alone is a letter. Rows of a sheet are all as long: where reading quotation marks
    breaks that, they are letters too.
    """
    quoted = _split(text, quoting=True)
    if _is_even(quoted):
        return quoted
    letters = _split(text, quoting=False)
    return letters if _is_even(letters) else quoted


def trimmed(grid: Sequence[Sequence[str]]) -> Grid:
    """Without the space around texts, and without empty rows and columns at the end."""
    rows = [[cell.strip() for cell in row] for row in grid]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((n for row in rows for n, cell in enumerate(row, 1) if cell), default=0)
    return [row[:width] for row in rows]


def delimited(text: str, mark: str) -> Grid | None:
    """The cells of lines that all hold as many of a mark (";" or ","); None where the marks may be part of a text or of
    numbers."""
    lines = [line for line in re.split(r"\r\n|\r|\n", text) if line.strip()]
    bare = [re.sub(r'"(?:[^"]|"")*"', "", line) for line in lines]
    if any(re.search(rf"{mark}(?:[ \u00a0]|\Z)", line) for line in bare):
        return None
    if not lines or (mark == "," and any(re.search(r"\d,\d", line) for line in bare)):
        return None
    rows = [re.findall(rf'(?:\A|{mark})(?:"((?:[^"]|"")*)"(?={mark}|\Z)|([^{mark}]*))', line) for line in lines]
    grid = [[quoted.replace('""', '"') or plain for quoted, plain in row] for row in rows]
    return trimmed(grid) if _is_even(grid) and len(grid[0]) > 1 else None


_BULLET = re.compile(r"(?:[•◦▪●○‣·∙*o§→➢✓\-\u2013\u2014\uf000-\uf0ff]|\(?\w{1,3}[.)])")
_SENTENCE = re.compile(r"[.:;?!,…]\Z")
_SHORT = 60


def is_list(grid: Grid) -> bool:
    """Whether tabs in a text with nothing beside it stand behind bullets or numbers."""
    return any(_BULLET.fullmatch(row[0]) for row in grid if row)


def looks_like_rows(grid: Grid) -> bool:
    """Whether tabs in a text with nothing beside it part columns, and do not indent or number prose."""
    if len({len(row) for row in grid}) != 1 or len(grid[0]) < 2 or is_list(grid):
        return False
    return all(row[0] and not _SENTENCE.search(row[0]) for row in grid) and all(
        len(cell) <= _SHORT for row in grid for cell in row
    )


def _split(text: str, *, quoting: bool) -> Grid:
    rows: Grid = [[]]
    at = 0
    while True:
        found = _QUOTED.match(text, at) if quoting and text.startswith('"', at) else None
        if found is not None and _is_quoting(found[1]):
            cell, at = found[1].replace('""', '"'), found.end()
        else:
            end = _END.search(text, at)
            stop = end.start() if end is not None else len(text)
            cell, at = text[at:stop], stop
        rows[-1].append(cell)
        if at >= len(text):
            return rows
        if text[at] == "\t":
            at += 1
            continue
        at += 2 if text.startswith("\r\n", at) else 1
        if at >= len(text):
            return rows
        rows.append([])


def _is_quoting(inside: str) -> bool:
    """Sheets quote a cell for what is in it; a text without such is a quotation that somebody has written, and two
    marks with nothing between them say "as above"."""
    return bool(inside.strip()) and any(mark in inside for mark in ("\t", "\n", "\r", '""'))


def _is_even(grid: Grid) -> bool:
    return len({len(row) for row in grid}) == 1


def _arbitrated(grid: Grid, told: Grid) -> Grid:
    """The cells, with the HTML's word where the text can be read in two ways."""
    if [len(row) for row in grid] != [len(row) for row in told]:
        return told
    return [
        [
            cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' and cell[1:-1] == said else cell
            for cell, said in zip(row, said_row, strict=True)
        ]
        for row, said_row in zip(grid, told, strict=True)
    ]
