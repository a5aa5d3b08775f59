"""The files of one report: the workbook, and beside it the annex and the PDF. Each is made whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.errors import UserError
from mrcworkbench.exchange import report
from mrcworkbench.exchange.report.receipts import ReportReceipt
from mrcworkbench.gui.printing.pdf import write_pdf
from mrcworkbench.gui.session.tasks import Cancelled, Task

BESIDE = {"annex": " annex.xlsx", "pdf": ".pdf"}
"""What can be made beside the report, with what its name ends in instead of .xlsx."""


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """What was made, the report first, and what was not, each with the reason; None: somebody stopped it."""

    data: ReportData
    report: ReportReceipt
    files: tuple[Path, ...]
    missing: tuple[tuple[Path, UserError | None], ...]


def beside(target: Path, kind: str) -> Path:
    """The file that is made beside the report."""
    return target.with_name(f"{target.stem}{BESIDE[kind]}")


def write_files(data: ReportData, target: Path, kinds: Sequence[str], task: Task) -> ReportFiles:
    """Writes the report, and then what is wished beside it. Runs on the runner's thread.

    Raises as `exchange.report.write_report` does while there is no report; what fails later is told with it.
    """
    writers: dict[str, Callable[[ReportData, Path, Task], object]] = {"annex": report.write_annex, "pdf": write_pdf}
    made = report.write_report(data, target, task)
    files = [target]
    missing: list[tuple[Path, UserError | None]] = []
    for kind in kinds:
        file = beside(target, kind)
        try:
            writers[kind](data, file, task)
            files.append(file)
        except UserError as error:
            missing.append((file, error))
        except Cancelled:
            missing.append((file, None))
    return ReportFiles(data, made, tuple(files), tuple(missing))
