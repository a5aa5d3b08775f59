"""The number of a report: twelve digits that follow from everything that is printed, so that the centre's program can
say whether it made a report, and whether the file is still as it was made. It proves nothing to anybody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from openpyxl.utils.datetime import to_excel

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.exchange.report.book import LONGEST_TITLE
from mrcworkbench.exchange.report.cells import Value
from mrcworkbench.exchange.report.cells_of_others import read_cells
from mrcworkbench.exchange.report.layout import Leaf, plain_text
from mrcworkbench.exchange.report.pages.arranged import arranged
from mrcworkbench.exchange.report.plain import plain

PLACEHOLDER = "0000 0000 0000"
"""Stands for the number while the number is worked out."""
_DIGITS = 12
_NUMBER = re.compile(r"\d{4} \d{4} \d{4}", re.ASCII)

_Sheet: TypeAlias = tuple[str, Sequence[tuple[int, int, str]]]
"""Its title, and row, column and text of each filled cell."""


def numbered(data: ReportData) -> ReportData:
    """The same with the number of its report."""
    return replace(data, number=number_of(arranged(replace(data, number=PLACEHOLDER), catalogue(data.language))))


def number_of(leaves: Iterable[Leaf]) -> str:
    """The number of a report of these sheets, whatever number they have."""
    return _number([_sheet(leaf) for leaf in leaves])[1]


def in_file(path: Path) -> tuple[str, str]:
    """The number that a workbook bears ("" without one), and the one that follows from its cells as they are now.

    Raises `UserError` not_a_report.
    """
    return _number(
        [
            (
                sheet.title,
                [
                    (cell.row, cell.column, _figure(float(cell.text)) if cell.is_number else cell.text)
                    for cell in sheet.cells
                ],
            )
            for sheet in read_cells(path)
        ]
    )


def tidy(number: str) -> str:
    """A number as a person types it, in groups of four digits; "" if it cannot be one."""
    digits = re.sub(r"[\s.\-]", "", number)
    return _grouped(digits) if len(digits) == _DIGITS and digits.isascii() and digits.isdigit() else ""


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + 4] for start in range(0, _DIGITS, 4))


def _number(sheets: Sequence[_Sheet]) -> tuple[str, str]:
    """The last cell of the first sheet that holds only a number holds that of the report."""
    printed, place = "", None
    for cell in sorted(sheets[0][1]) if sheets else ():
        if _NUMBER.fullmatch(cell[2]):
            printed, place = cell[2], cell
    digest = sha256()
    for at, (title, cells) in enumerate(sheets):
        for cell in ((0, 0, title), *sorted(cells)):
            row, column, text = cell
            said = PLACEHOLDER if at == 0 and cell == place else text
            digest.update(f"{row}:{column}:{len(said)}:{said}\n".encode("utf-8", "surrogatepass"))
    return printed, _grouped(f"{int.from_bytes(digest.digest()) % 10**_DIGITS:0{_DIGITS}d}")


def _sheet(leaf: Leaf) -> _Sheet:
    cells = [
        (row, box.first, _written(plain_text(box.content)))
        for row, line in enumerate(leaf.lines, 1)
        for box in line.boxes
        if box.content is not None
    ]
    return leaf.title[:LONGEST_TITLE], [cell for cell in cells if cell[2]]


def _written(value: Value) -> str:
    """A value as the cell of the workbook has it."""
    if isinstance(value, str):
        return plain(value, "")
    return "" if value is None else _figure(to_excel(value) if isinstance(value, date) else value)  # type: ignore[no-untyped-call]


def _figure(value: float) -> str:
    """Programs write the same number in several ways."""
    return f"{value:.12g}"
