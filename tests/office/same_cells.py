"""Compares a workbook with what LibreOffice made of it, cell by cell."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText

_MOST_NAMED = 5


def differences(written: Path, saved: Path) -> tuple[int, list[str]]:
    """How many cells were compared, and what differs: sheets, values with the results of formulas, and formulas."""
    count, found = 0, []
    for results in (True, False):
        before = load_workbook(written, data_only=results)
        after = load_workbook(saved, data_only=results)
        if before.sheetnames != after.sheetnames:
            return count, [f"sheets {after.sheetnames}, not {before.sheetnames}"]
        for sheet in before.worksheets:
            own = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
            count += len(own) if results else 0
            other = after[sheet.title]
            changed = [place for place, value in own.items() if _plain(other[place].value) != _plain(value)]
            named = [f"{place} is {other[place].value!r}, not {own[place]!r}" for place in changed[:_MOST_NAMED]]
            more = [f"{len(changed)} cells in all"] if len(changed) > len(named) else []
            found += [f"{written.stem}, {sheet.title}: {text}" for text in named + more]
    return count, found


def _plain(value: object) -> object:
    """A value as both programs write it; names of sheets in formulas need no quotes."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str | CellRichText):
        text = str(value).replace("\r\n", "\n")
        return text.replace("'", "") if text.startswith("=") else text
    return value
