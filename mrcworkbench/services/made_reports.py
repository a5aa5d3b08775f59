"""The reports that were made of the open file, as the file notes them: to check a report, and so that a new one tells
nothing that an earlier one held back. db/README.md, Leaving 3."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.domain.disclosure.made_reports import CountTold, MadeReportRecord, counts_in
from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.errors import Fault
from mrcworkbench.services.rounds_before import earlier_round
from mrcworkbench.services.session.databases import now
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.storage.answers.local_records import MadeReport
from mrcworkbench.storage.submissions.marks import is_of_first_format

if TYPE_CHECKING:
    from mrcworkbench.domain.disclosure.report_parts import ReportData


def open_to_report(path: Path, language: str) -> Session:
    """Open a database of which a report is made, to be noted in it. What that would make another file, one of the first
    format or a submission, is only read. Raises `UserError` as `open_session` does."""
    path = path.absolute()
    return open_session(path, language=language, as_sent=True, read_only=is_of_first_format(path))


def can_note(session: Session) -> bool:
    """Whether reports can be noted, and so get a number: not in a file that is only read."""
    return not session.read_only


def note(session: Session, data: ReportData, sha256: str, *, clock: Callable[[], datetime] = now) -> None:
    """Note a report that was made of the open assessment; the same one made again is noted once. `sha256`: of its
    workbook. Raises `UserError` as the disk does."""
    if not data.number:
        raise Fault("a report without a number is noted")
    here, before = session.assessment, data.before and data.before.people
    counts = [*counts_in(data.by_code.values(), here.id, session.working_copy.answers)]
    earlier = earlier_round(session, data.language) if before else None
    if before and earlier:
        counts += counts_in((before,), here.follows, earlier.answers)
    record = MadeReportRecord.of(data, here.id, tuple(counts), made_at=timestamp(clock()), sha256=sha256)
    kept = MadeReport(record.number, record.audience.value, record.made_at, "", sha256, record.text())
    session.read_file(lambda store: store.reports.note(kept))


def known(session: Session) -> tuple[MadeReportRecord, ...]:
    """All that were noted, the oldest first."""
    noted = session.read_file(lambda store: store.reports.known())
    return tuple(record for one in noted if (record := MadeReportRecord.read(one.content)) is not None)


def told_to_donors(session: Session) -> tuple[CountTold, ...]:
    """Every count that these told a donor, or held back from one."""
    return tuple(count for one in known(session) if one.audience is Audience.DONOR for count in one.counts)


def find(session: Session, number: str) -> MadeReportRecord | None:
    """The report with this number, however it is spaced; None where none was noted."""
    digits = "".join(number.split())
    return next((one for one in known(session) if "".join(one.number.split()) == digits), None)
