"""The day of an assessment's answers is the same wherever its file is read: that of the last edit or of the seal."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from mrcworkbench.domain.questionnaire.answers import answered
from mrcworkbench.services.collection.collecting import Collection
from mrcworkbench.services.merging.merge import merge_into
from mrcworkbench.services.reporting import report_source
from mrcworkbench.services.session.databases import create_empty
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit

EDITED = datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))
SEALED = datetime(2026, 2, 1, 9, tzinfo=UTC)
EDITED_AGAIN = datetime(2026, 3, 1, 9, tzinfo=UTC)


def edit(path: Path, body: str, at: datetime) -> date | None:
    """The day that the session says at once."""
    with open_session(path, clock=lambda: at) as session:
        session.open_assessment(None)
        session.set_answer("prof_body", answered(body))
        return session.working_copy.as_of


def told(path: Path) -> set[date | None]:
    """What is told of the only assessment: in a session, in the report, and among others."""
    with open_session(path, read_only=True) as session:
        session.open_assessment(None)
        (one,) = Collection(session, session.texts)
        return {session.working_copy.as_of, report_source(session).as_of, one.as_of}


def test_it_is_the_last_edit_not_sealed_yet_else_the_seal(database: Path) -> None:
    assert told(database) == {None}
    assert edit(database, "Ministry", EDITED) == date(2025, 12, 31)
    assert told(database) == {date(2025, 12, 31)}, "in UTC, as times stand in the file"
    with open_session(database, clock=lambda: SEALED) as session:
        submit(session, database.with_name("sent.mrcw"), author="Arta", clock=lambda: SEALED)
    assert told(database) == {date(2026, 2, 1)}
    assert edit(database, "City", EDITED_AGAIN) == date(2026, 3, 1)
    assert told(database) == {date(2026, 3, 1)}


def test_it_goes_with_the_submission_into_a_collection(database: Path) -> None:
    sent, collection = database.with_name("sent.mrcw"), database.with_name("collection.mrcw")
    edit(database, "Ministry", EDITED)
    with open_session(database, clock=lambda: SEALED) as session:
        submit(session, sent, author="Arta", clock=lambda: SEALED)
    create_empty(collection)
    merge_into(collection, (sent,), author="Officer")
    assert told(sent) == told(collection) == {date(2026, 2, 1)}
