"""Reads an export back and counts it, without what wrote it, before it is said to be done."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.parsers import expat
from zipfile import ZipFile

from mrcworkbench.errors import Fault

_CHUNK = 1 << 20
_ROW = b"<row "


def read_sheet(archive: ZipFile, part: str, rows: int) -> None:
    """Check that a sheet is whole XML with this many rows, headers included. Raises `Fault`."""
    parser = expat.ParserCreate()
    found, tail = 0, b""
    try:
        with archive.open(part) as sheet:
            while chunk := sheet.read(_CHUNK):
                parser.Parse(chunk, False)
                found += (tail + chunk).count(_ROW)
                tail = chunk[1 - len(_ROW) :]
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Fault(f"the part {part} of the workbook is not whole: {error}") from error
    if found != rows:
        raise Fault(f"the part {part} of the workbook holds {found} rows, not {rows}")


def read_csv(file: Path, rows: int, columns: int) -> None:
    """Check that a file holds this many rows, headers included, all of this width. Raises `Fault`."""
    found = 0
    with file.open(encoding="utf-8-sig", newline="") as source:
        for row in csv.reader(source, strict=True):
            found += 1
            if len(row) != columns:
                raise Fault(f"row {found} of {file.name} has {len(row)} cells, not {columns}")
    if found != rows:
        raise Fault(f"{file.name} holds {found} rows, not {rows}")
