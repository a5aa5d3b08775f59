"""The Excel report of one assessment, for a donor or for the centre itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session


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


def write_report(data: ReportData, target: Path, progress: ReportProgress | None = None) -> ReportReceipt:
    """Write the workbook `target` (.xlsx), whole or not at all, and read it back.

    Raises `UserError` as `exchange.atomic_file.write_whole` does, and whatever `progress.step` raises.
    """
    from mrcworkbench.content.catalogue import catalogue
    from mrcworkbench.exchange.report.workbook import save

    return save(data, catalogue(data.language), target, progress or NoProgress())


def make_report(
    session: Session,
    target: Path,
    *,
    audience: Audience,
    release_texts: bool = False,
    language: str | None = None,
    progress: ReportProgress | None = None,
) -> ReportReceipt:
    """Write the report of the session's open assessment.

    Raises `UserError` report_onto_database, and what `write_report` raises.
    """
    from mrcworkbench.exchange.atomic_file import spare_database
    from mrcworkbench.services.reporting import report_data

    spare_database(target, session.path)
    data = report_data(session, audience, release_texts=release_texts, language=language)
    return write_report(data, target, progress)
