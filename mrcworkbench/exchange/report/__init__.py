"""The report of one assessment, for a donor or for the centre itself, and its annex."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.report_parts import NOTHING_MORE, Audience, Letting, ReportData
from mrcworkbench.exchange.atomic_file import spare_database
from mrcworkbench.exchange.report.receipts import NoProgress, ReportProgress, ReportReceipt
from mrcworkbench.exchange.report.workbook import save
from mrcworkbench.services.reporting import report_data

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session


def write_report(data: ReportData, target: Path, progress: ReportProgress | None = None) -> ReportReceipt:
    """Write the report as workbook `target` (.xlsx), whole or not at all, and read it back.

    Raises `UserError` as `exchange.atomic_file.write_whole` does, and whatever `progress.step` raises.
    """
    return save("report", data, catalogue(data.language), target, progress or NoProgress())


def write_annex(data: ReportData, target: Path, progress: ReportProgress | None = None) -> ReportReceipt:
    """Write the annex, as `write_report` does the report."""
    return save("annex", data, catalogue(data.language), target, progress or NoProgress())


def make_report(
    session: Session,
    target: Path,
    *,
    audience: Audience,
    annex: Path | None = None,
    letting: Letting = NOTHING_MORE,
    language: str | None = None,
    progress: ReportProgress | None = None,
) -> tuple[ReportReceipt, ...]:
    """Write the report of the session's open assessment and, if wished, its annex.

    Raises `UserError` report_onto_database, and what `write_report` raises.
    """
    for file in (target, annex):
        if file is not None:
            spare_database(file, session.path)
    data = report_data(session, audience, letting, language)
    made = [write_report(data, target, progress)]
    if annex is not None:
        made.append(write_annex(data, annex, progress))
    return tuple(made)
