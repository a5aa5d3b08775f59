"""Reads an export back and counts it, without what wrote it, before it is said to be done."""

from __future__ import annotations

import csv
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from mrcworkbench.errors import Fault

_CHUNK = 1 << 20
_LONGEST_FIELD = 1 << 24
"""Characters; longer than any text that the program keeps."""
_ROW, _CELL, _END = b"<row ", b"<c ", b"</worksheet>"


def read_sheet(archive: ZipFile, part: str, rows: int, cells: int) -> None:
    """Check that a sheet, read from the disk with its checksum, ends as it should and holds so many rows and cells.

    It is counted and not parsed: that would take as long as writing it. Texts cannot contain what is counted. Raises
    `Fault`.
    """
    found_rows = found_cells = 0
    tail = seen = b""
    try:
        with archive.open(part) as sheet:
            while chunk := sheet.read(_CHUNK):
                seen = tail + chunk
                found_rows += seen.count(_ROW) - tail.count(_ROW)
                found_cells += seen.count(_CELL) - tail.count(_CELL)
                tail = seen[-len(_END) :]
    except BadZipFile as error:
        raise Fault(f"the part {part} of the workbook cannot be read back: {error}") from error
    if not seen.endswith(_END):
        raise Fault(f"the part {part} of the workbook is not whole")
    if (found_rows, found_cells) != (rows, cells):
        raise Fault(f"{part} holds {found_rows} rows and {found_cells} cells, not {rows} and {cells}")


def read_csv(file: Path, rows: int, columns: int) -> None:
    """Check that a file holds this many rows, headers included, all of this width. Raises `Fault`."""
    found = 0
    csv.field_size_limit(_LONGEST_FIELD)
    with file.open(encoding="utf-8-sig", newline="") as source:
        for row in csv.reader(source, strict=True):
            found += 1
            if len(row) != columns:
                raise Fault(f"row {found} of {file.name} has {len(row)} cells, not {columns}")
    if found != rows:
        raise Fault(f"{file.name} holds {found} rows, not {rows}")
