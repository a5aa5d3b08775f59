"""The report of one assessment, for a donor or for the centre itself, and its annex."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.report_parts import NOTHING_MORE, Audience, Letting, ReportData
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.atomic_file import spare_database
from mrcworkbench.exchange.report.numbers import numbered
from mrcworkbench.exchange.report.receipts import NoProgress, ReportProgress, ReportReceipt
from mrcworkbench.exchange.report.workbook import save
from mrcworkbench.services.made_reports import can_note, note
from mrcworkbench.services.reporting import report_data

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """What was made: what it holds, and the receipts of the report and of its annex."""

    data: ReportData
    report: ReportReceipt
    annex: ReportReceipt | None


def write_report(data: ReportData, target: Path, progress: ReportProgress | None = None) -> ReportReceipt:
    """Write the report as workbook `target` (.xlsx), whole or not at all, and read it back.

    Raises `UserError` as `exchange.atomic_file.write_whole` does, and whatever `progress.step` raises.
    """
    return save("report", data, catalogue(data.language), target, progress or NoProgress())


def write_annex(data: ReportData, target: Path, progress: ReportProgress | None = None) -> ReportReceipt:
    """Write the annex, as `write_report` does the report."""
    return save("annex", data, catalogue(data.language), target, progress or NoProgress())


def data_to_write(
    session: Session, audience: Audience, letting: Letting = NOTHING_MORE, language: str | None = None
) -> ReportData:
    """What a report of the open assessment holds, with its number where the file can note it.

    Raises `UserError` as `services.reporting.report_data` does.
    """
    data = report_data(session, audience, letting, language)
    return numbered(data) if can_note(session) else data


def spare_files(database: Path, files: Iterable[Path]) -> None:
    """Raises `UserError` report_onto_database if one of the files to write is the database, report_same_file if two of
    them are one."""
    seen: set[str] = set()
    for file in files:
        spare_database(file, database)
        place = os.path.normcase(Path(os.path.abspath(file)))  # noqa: PTH100 - it need not be there
        if place in seen:
            raise UserError("report_same_file", path=file)
        seen.add(place)


def make_report(
    session: Session,
    target: Path,
    *,
    audience: Audience,
    annex: Path | None = None,
    letting: Letting = NOTHING_MORE,
    language: str | None = None,
    progress: ReportProgress | None = None,
) -> MadeFiles:
    """Write the report of the session's open assessment and, if wished, its annex, and note it where that can be done.

    Raises `UserError` as `spare_files`, `data_to_write` and `write_report` do.
    """
    spare_files(session.path, [target] if annex is None else [target, annex])
    data = data_to_write(session, audience, letting, language)
    report = write_report(data, target, progress)
    if data.number:
        note(session, data, report.sha256)
    return MadeFiles(data, report, None if annex is None else write_annex(data, annex, progress))
