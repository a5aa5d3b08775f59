"""The tidy tables as one workbook: a sheet a table, plain cells, no merged ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from mrcworkbench import leftovers
from mrcworkbench.domain.tidy.layout import Layout
from mrcworkbench.exchange.atomic_file import write_whole
from mrcworkbench.exchange.packing import add_part
from mrcworkbench.exchange.tidy.package import small_parts
from mrcworkbench.exchange.tidy.reading_back import read_sheet
from mrcworkbench.exchange.tidy.receipts import TableReceipt
from mrcworkbench.exchange.tidy.sheets import MOST_ROWS, SharedTexts, SheetSpool

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.collection.exporting import Batch
    from mrcworkbench.services.steps import StepReporter

SUFFIX = ".xlsx"
_LEVEL = 4
"""Of compression: twice as fast as the usual 6, for a file that is a sixth larger."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A worksheet of the package: its name for the reader, its part, and what it must hold, headers included."""

    title: str
    part: str
    rows: int
    cells: int


def write(
    layout: Layout,
    rows: Iterable[Batch],
    target: Path,
    *,
    hxl: bool,
    texts: Texts,
    moment: datetime,
    progress: StepReporter,
    most_rows: int = MOST_ROWS,
) -> tuple[tuple[TableReceipt, ...], int]:
    """Write the workbook and read it back. Returns the tables and how many texts were cut."""
    sheets: list[_Sheet] = []
    spools: list[SheetSpool] = []
    shared, remembered = SharedTexts(texts.text("tidy.cut")), dict[str, str]()

    def make(draft: Path) -> None:
        beside = leftovers.unfinished_name(draft.parent)
        with ExitStack() as stack:
            stack.enter_context(leftovers.claimed(beside))  # the files in it have no name on most systems, not on all
            beside.mkdir(mode=0o700)
            for table in layout.tables:
                spool = SheetSpool(table, beside, hxl=hxl, shared=shared, remembered=remembered, most_rows=most_rows)
                spools.append(stack.enter_context(closing(spool)))
            by_name = {spool.table.name: spool for spool in spools}
            for batch in rows:
                for name, made in batch.items():
                    by_name[name].add(made)
            for spool in spools:
                spool.finish()
            sheets.extend(_sheets(spools, most_rows))
            small = small_parts([sheet.title for sheet in sheets], shared.part(), texts, moment)
            with ZipFile(draft, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
                _pack(archive, small, spools, sheets, texts, progress)

    def look(draft: Path) -> None:
        with ZipFile(draft) as archive:
            for sheet in sheets:
                progress.step(text=texts.text("tidy.reading_back", name=sheet.title))
                read_sheet(archive, sheet.part, sheet.rows, sheet.cells)

    write_whole(target, SUFFIX, make, look)
    receipts = tuple(TableReceipt(spool.table.name, spool.rows, len(spool.parts)) for spool in spools)
    return receipts, shared.cut


def _sheets(spools: Sequence[SheetSpool], most_rows: int) -> list[_Sheet]:
    found: list[_Sheet] = []
    for spool in spools:
        left, room = spool.rows, most_rows - spool.head_rows
        for number in range(1, len(spool.parts) + 1):
            title = spool.table.name if number == 1 else f"{spool.table.name}_{number}"
            part = f"xl/worksheets/sheet{len(found) + 1}.xml"
            rows = min(left, room) + spool.head_rows
            found.append(_Sheet(title, part, rows, spool.cells[number - 1]))
            left -= min(left, room)
    return found


def _pack(
    archive: ZipFile,
    small: Mapping[str, str],
    spools: Sequence[SheetSpool],
    sheets: Sequence[_Sheet],
    texts: Texts,
    progress: StepReporter,
) -> None:
    parts = (part for spool in spools for part in spool.parts)
    for name, content in small.items():
        add_part(archive, name, content)
    for sheet, part in zip(sheets, parts, strict=True):
        progress.step(text=texts.text("tidy.writing", name=sheet.title))
        with archive.open(sheet.part, "w", force_zip64=True) as entry:
            copyfileobj(part, entry, _CHUNK)
