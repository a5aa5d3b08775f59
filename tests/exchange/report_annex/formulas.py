"""Works out the formulas of the check sheet: sums, each term a count or a sum by conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

_TERM = re.compile(r"([+-]?)(COUNTIFS|SUMIFS)\(([^()]*)\)")
_RANGE = re.compile(r"'([^']+)'!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)")


def worked_out(book: Workbook, formula: str) -> int:
    """What a formula gives, with the cells that the book has now."""
    assert _TERM.sub("", formula.removeprefix("=")) == "", formula
    return sum(
        (-1 if sign == "-" else 1) * _term(book, name, inside.split(","))
        for sign, name, inside in _TERM.findall(formula)
    )


def _term(book: Workbook, name: str, parts: Sequence[str]) -> int:
    summed = _column(book, parts[0]) if name == "SUMIFS" else None
    conditions = parts[1:] if summed is not None else parts
    pairs = list(zip(conditions[::2], conditions[1::2], strict=True))
    matching = [
        [value == (wanted[1:-1] if wanted.startswith('"') else int(wanted)) for value in _column(book, where)]
        for where, wanted in pairs
    ]
    hits = [all(row) for row in zip(*matching, strict=True)]
    return sum(hits) if summed is None else sum(value for value, hit in zip(summed, hits, strict=True) if hit)


def _column(book: Workbook, where: str) -> list[Any]:
    match = _RANGE.fullmatch(where)
    assert match, where
    title, first, top, last, bottom = match.groups()
    assert first == last
    return [row[0].value for row in book[title][f"{first}{top}:{last}{bottom}"]]
