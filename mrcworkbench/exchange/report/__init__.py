"""The Excel report of one assessment, for a donor or for the centre itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData
from mrcworkbench.exchange.atomic_file import spare_database
from mrcworkbench.exchange.report.receipts import NoProgress, ReportProgress, ReportReceipt
from mrcworkbench.exchange.report.workbook import save
from mrcworkbench.services.reporting import report_data

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session


def write_report(data: ReportData, target: Path, progress: ReportProgress | None = None) -> ReportReceipt:
    """Write the workbook `target` (.xlsx), whole or not at all, and read it back.

    Raises `UserError` as `exchange.atomic_file.write_whole` does, and whatever `progress.step` raises.
    """
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
    spare_database(target, session.path)
    data = report_data(session, audience, release_texts=release_texts, language=language)
    return write_report(data, target, progress)
