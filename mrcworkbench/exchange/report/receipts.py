"""What is told while a report is written, and what is known of it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class ReportProgress(Protocol):
    """Told of each step before it is done; may raise to stop, and then nothing is written."""

    def step(self, done: int = 0, total: int = 0, text: str = "") -> None: ...


class NoProgress:
    """Nobody watches."""

    def step(self, done: int = 0, total: int = 0, text: str = "") -> None:
        """Does nothing."""


@dataclass(frozen=True, slots=True)
class SheetReceipt:
    """A sheet as it was read back: its title, rows and filled cells."""

    title: str
    rows: int
    cells: int


@dataclass(frozen=True, slots=True)
class ReportReceipt:
    """What was written, read back and put in place."""

    path: Path
    sheets: tuple[SheetReceipt, ...]
    sha256: str
