"""Every assessment of a database as tidy tables: one workbook, or a folder of CSV files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench import clocks, log
from mrcworkbench.exchange.atomic_file import spare_database
from mrcworkbench.exchange.tidy import folder, workbook
from mrcworkbench.exchange.tidy.receipts import ExportReceipt, Format
from mrcworkbench.services.collection.exporting import Export
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.services.steps import SilentReporter

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.services.steps import StepReporter


def format_of(target: Path) -> Format:
    """A workbook for a name that ends with .xlsx, otherwise a folder."""
    return Format.XLSX if target.suffix.lower() == workbook.SUFFIX and not target.is_dir() else Format.CSV


def export(
    session: Session,
    target: Path,
    *,
    format_: Format | None = None,
    hxl: bool = False,
    language: str | None = None,
    progress: StepReporter | None = None,
    made_at: datetime | None = None,
) -> ExportReceipt:
    """Write every assessment of the open database to `target`, whole or not at all.

    `hxl` puts a row of hashtags of the Humanitarian Exchange Language under the names of the columns. Raises
    `UserError` report_onto_database and as `exchange.atomic_file` and `exchange.atomic_folder` do,
    `UsageError` language_unknown, and whatever `progress.step` raises.
    """
    spare_database(target, session.path)
    chosen = format_ or format_of(target)
    source = Export(session, language)
    watched = progress or SilentReporter()
    moment = made_at or clocks.now()
    rows = source.rows(watched, timestamp(moment))
    if chosen is Format.XLSX:
        tables, cut = workbook.write(
            source.layout, rows, target, hxl=hxl, texts=source.texts, moment=moment, progress=watched
        )
    else:
        tables, cut = folder.write(source.layout, rows, target, hxl=hxl, texts=source.texts, progress=watched), 0
    log.event("exported", format=chosen.value, assessments=source.counts.assessments, tables=len(tables))
    return ExportReceipt(target, chosen, tables, source.counts, cut)
