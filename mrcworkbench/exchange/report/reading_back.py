"""Reads a written workbook back and counts it, without the library that wrote it, before it is said to be done."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from xml.parsers import expat

from mrcworkbench.errors import Fault

_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_CHART = re.compile(r"xl/charts/chart\d+\.xml")


def read_back(file: Path, cells: Sequence[int], charts: int, formulas: int) -> str:
    """Check that every part is whole XML and holds what was written; returns the file's SHA-256.

    `cells` counts the filled cells of each sheet in order. Raises `Fault` if anything differs, and `BadZipFile` for a
    part whose checksum is not that of its content.
    """
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            _parse(name, content)
    sheets = sorted((int(match[1]), name) for name in parts if (match := _SHEET.fullmatch(name)))
    found = [_filled(parts[name]) for _, name in sheets]
    if found != list(cells):
        raise Fault(f"the workbook holds {found} cells, not {list(cells)}")
    found_charts = sum(bool(_CHART.fullmatch(name)) for name in parts)
    if found_charts != charts:
        raise Fault(f"the workbook holds {found_charts} charts, not {charts}")
    found_formulas = sum(parts[name].count(b"<f>") for _, name in sheets)
    if found_formulas != formulas:
        raise Fault(f"the workbook holds {found_formulas} formulas, not {formulas}")
    return sha256(file.read_bytes()).hexdigest()


def _filled(sheet: bytes) -> int:
    """Cells with a text or a number; a formula has one as its result."""
    return sheet.count(b"<is>") + sheet.count(b"<v>")


def _parse(name: str, content: bytes) -> None:
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError as error:
        raise Fault(f"the part {name} of the workbook is not whole: {error}") from error
