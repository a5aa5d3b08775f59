"""What was written of an export, as it was read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mrcworkbench.services.collection.exporting import ExportCounts


class Format(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class TableReceipt:
    """A table as it was read back: rows without its header, and in how many sheets or files they stand."""

    name: str
    rows: int
    parts: int = 1


@dataclass(frozen=True, slots=True)
class ExportReceipt:
    """What was written, read back, counted and put in place. `cut`: texts that were too long for a cell of Excel."""

    path: Path
    format: Format
    tables: tuple[TableReceipt, ...]
    counts: ExportCounts
    cut: int = 0

    @property
    def rows(self) -> Mapping[str, int]:
        """Rows by table."""
        return {table.name: table.rows for table in self.tables}
