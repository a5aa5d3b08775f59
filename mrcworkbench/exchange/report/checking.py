"""Whether a report was made with the file that is open, and whether it is still as it was made."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.domain.disclosure.made_reports import MadeReportRecord
from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.report.numbers import in_file, tidy
from mrcworkbench.services.made_reports import find

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """`number` is the one that was asked for or stands in the file, "" where the file bears none; `record` what the
    open file noted of it; `unchanged`: whether the cells are as they were made, None where that is not known."""

    number: str
    record: MadeReportRecord | None
    unchanged: bool | None = None

    @property
    def is_as_made(self) -> bool:
        """Known here, and nothing known against it."""
        return self.record is not None and self.unchanged is not False


def check_number(session: Session, typed: str) -> CheckedReport:
    """Look for a report by its number. Raises `UserError` number_unreadable."""
    number = tidy(typed)
    if not number:
        raise UserError("number_unreadable", number=typed)
    return CheckedReport(number, find(session, number))


def check_file(session: Session, path: Path) -> CheckedReport:
    """Look for a report by its file, which may come from anybody. Raises `UserError` not_a_report."""
    return check_cells(session, *in_file(path))


def check_cells(session: Session, printed: str, follows: str) -> CheckedReport:
    """Look for a report by the numbers of its file, as `numbers.in_file` gives them. One whose number was exchanged is
    known by its other cells."""
    record = (find(session, printed) if printed else None) or find(session, follows)
    if record is None:
        return CheckedReport(printed, None)
    return CheckedReport(printed, record, follows == record.number and printed in ("", follows))


def sentences(checked: CheckedReport, texts: Texts) -> tuple[str, ...]:
    """What to say of it: nothing that is not so."""
    record = checked.record
    if record is None:
        known = "report_check.unknown" if checked.number else "report_check.without_number"
        return (texts.text(known, number=checked.number),)
    audience = texts.text(f"report_check.for_{record.audience.value}")
    made = texts.text("report_check.made", day=record.day, audience=audience, round=record.round)
    said = texts.text("report_check.said", **asdict(record.boxes))
    if checked.unchanged is None:
        return made, said, texts.text("report_check.number_only")
    return made, said, texts.text("report_check.unchanged" if checked.unchanged else "report_check.changed")
