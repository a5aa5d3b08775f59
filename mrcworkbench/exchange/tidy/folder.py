"""The tidy tables as a folder of CSV files: UTF-8 with a byte order mark, without which Excel takes the letters of most
languages apart; comma, quotes where needed, CRLF (RFC 4180). Texts are made safe as `csv_text` says."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from math import isfinite
from pathlib import Path
from typing import IO, TYPE_CHECKING

from mrcworkbench.domain.tidy.layout import Layout
from mrcworkbench.domain.tidy.shapes import CellKind, TidyTable, Value
from mrcworkbench.exchange.atomic_folder import write_whole_folder
from mrcworkbench.exchange.tidy.csv_text import escaped, escaped_words
from mrcworkbench.exchange.tidy.earlier import ABOUT, tables_listed
from mrcworkbench.exchange.tidy.reading_back import read_csv
from mrcworkbench.exchange.tidy.receipts import TableReceipt

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.collection.exporting import Batch
    from mrcworkbench.services.steps import StepReporter

SUFFIX = ".csv"


def write(
    layout: Layout, rows: Iterable[Batch], target: Path, *, hxl: bool, texts: Texts, progress: StepReporter
) -> tuple[TableReceipt, ...]:
    """Write the folder and read it back. Returns the tables."""
    counts: dict[str, int] = {}

    def make(draft: Path) -> None:
        with ExitStack() as stack:
            files = {
                table.name: _TableFile(
                    table, stack.enter_context(_path(draft, table).open("w", encoding="utf-8-sig", newline="")), hxl=hxl
                )
                for table in layout.tables
            }
            for batch in rows:
                for name, made in batch.items():
                    files[name].add(made)
            counts.update((name, file.rows) for name, file in files.items())

    def look(draft: Path) -> None:
        for table in layout.tables:
            progress.step(text=texts.text("tidy.reading_back", name=table.name))
            read_csv(_path(draft, table), counts[table.name] + (2 if hxl else 1), len(table.columns))

    names = frozenset(table.name + SUFFIX for table in layout.tables)
    write_whole_folder(
        target,
        lambda there: names | listed if (listed := tables_listed(there / ABOUT)) else listed,
        make,
        look,
        last=ABOUT,
        note=texts.text("tidy.unfinished"),
    )
    return tuple(TableReceipt(table.name, counts[table.name]) for table in layout.tables)


class _TableFile:
    """A table that grows in its file."""

    def __init__(self, table: TidyTable, file: IO[str], *, hxl: bool) -> None:
        self.rows = 0
        self._escapes = [escaped_words if column.kind is CellKind.TEXT else escaped for column in table.columns]
        self._writer = csv.writer(file, lineterminator="\r\n")
        self._writer.writerow(table.names)
        if hxl:
            self._writer.writerow([column.hxl for column in table.columns])

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        for row in rows:
            self.rows += 1
            self._writer.writerow(self._safe(row))

    def _safe(self, row: Sequence[Value]) -> list[Value]:
        return [
            escape(value) if isinstance(value, str) else _number(value)
            for value, escape in zip(row, self._escapes, strict=True)
        ]


def _number(value: float | None) -> float | None:
    return None if isinstance(value, float) and not isfinite(value) else value


def _path(folder: Path, table: TidyTable) -> Path:
    return folder / (table.name + SUFFIX)
