"""The table that a clipboard's HTML holds, if it holds nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_SILENT = frozenset({"style", "script", "title", "xml", "head"})
"""Elements whose text is not shown."""
_PROSE = frozenset({"ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_BLOCKS = _PROSE | {"p", "div", "li"}
MOST_HTML = 20_000_000
"""Characters of HTML that are looked at."""


@dataclass
class HtmlTable:
    """Rows of cells; `is_plain` where no cell spans others and no table stands within another."""

    rows: list[list[str]] = field(default_factory=list)
    is_plain: bool = True
    is_layout: bool = False
    """A page's or a mail's frame around prose: it says so, holds other tables, or has headings, lists or several
    paragraphs in its only column."""


class _TableReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.table = HtmlTable()
        self.found = self.other_text = False
        self._depth = self._blocks = self._most_blocks = 0
        self._silent: list[str] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag == "body":
            self._silent.clear()  # an unclosed head
        elif tag == "table":
            self.found = True
            self._depth += 1
            self.table.is_layout |= self._depth > 1 or given.get("role") == "presentation"
            self.table.is_plain &= self._depth == 1
        elif tag == "tr" and self._depth == 1:
            self._close_cell()
            self.table.rows.append([])
        elif tag in ("td", "th") and self._depth == 1:
            self._close_cell()
            self._cell, self._blocks = [], 0
            if not self.table.rows:
                self.table.rows.append([])
            self.table.is_plain &= given.get("colspan") in (None, "1") and given.get("rowspan") in (None, "1")
        elif self._cell is not None and (tag == "br" or tag in _BLOCKS):
            self._blocks += 2 if tag in _PROSE else tag != "br"
            self._most_blocks = max(self._most_blocks, self._blocks)
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            self._silent.remove(tag)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._close_cell()
            self._depth -= 1
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._cell is not None:
            self._cell.append(re.sub(r"\s+", " ", data))
        elif data.strip() and not self._depth:
            self.other_text = True

    def _close_cell(self) -> None:
        if self._cell is not None:
            lines = [" ".join(line.split()) for line in "".join(self._cell).split("\n")]
            self.table.rows[-1].append("\n".join(line for line in lines if line))
        self._cell = None

    def close(self) -> None:
        super().close()
        self._close_cell()
        self.table.rows = [row for row in self.table.rows if row]
        in_one_column = all(len(row) == 1 for row in self.table.rows)
        self.table.is_layout |= in_one_column and self._most_blocks > 1


def html_table(html: str) -> HtmlTable | None:
    """The table, or None where there is none, or other text beside it."""
    if "<table" not in html[:MOST_HTML].casefold():
        return None
    reader = _TableReader()
    reader.feed(html[:MOST_HTML])
    reader.close()
    return reader.table if reader.found and not reader.other_text else None


def same_words(rows: Sequence[Sequence[str]], text: str) -> bool:
    """Whether the cells hold what the text holds; space and quotation marks aside, which each form writes its way."""
    return _letters("".join(cell for row in rows for cell in row)) == _letters(text)


def _letters(text: str) -> str:
    return re.sub(r'[\s"\u200b\ufeff]+', "", text)
