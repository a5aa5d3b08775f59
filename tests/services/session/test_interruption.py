"""After a crash or a power cut, the next start knows which answer was saved last."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from mrcworkbench.domain.file_use import MadeAs
from mrcworkbench.services.session.file_use import use_as
from mrcworkbench.services.session.session import Session, open_session


def opened(path: Path, *, read_only: bool = False) -> Session:
    session = open_session(path, read_only=read_only)
    session.open_assessment(None)
    return session


def die_after_answering(path: Path) -> None:
    code = f"""
import os
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from mrcworkbench.services.session.session import open_session
seconds = count()
session = open_session(
    Path({str(path)!r}), clock=lambda: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=next(seconds))
)
session.open_assessment(None)
for code, raw in (("prof_year", 2004), ("jobs_status", "in_place"), ("prof_tie", "independent")):
    session.set_answer(code, session.check(code, raw).answer)
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code], env=os.environ, check=False).returncode == 9


def test_after_a_crash_the_next_start_begins_at_the_answer_saved_last(database: Path) -> None:
    die_after_answering(database)
    with opened(database) as session:
        assert session.resume_at == "prof_tie"
    with opened(database) as session:
        assert session.resume_at is None


def test_reading_in_between_does_not_hide_the_crash(database: Path) -> None:
    die_after_answering(database)
    with opened(database, read_only=True) as session:
        assert session.resume_at is None
    with opened(database) as session:
        assert session.resume_at == "prof_tie"


def test_after_a_proper_end_there_is_nothing_to_resume(database: Path) -> None:
    with opened(database) as session:
        checked = session.check("prof_year", 2004)
        assert checked.answer is not None
        session.set_answer("prof_year", checked.answer)
    with opened(database) as session:
        assert session.resume_at is None


def test_where_centres_are_collected_nobody_is_led_to_an_answer_of_one_of_them(database: Path) -> None:
    with opened(database) as session:
        use_as(session, MadeAs.COLLECTION)
    die_after_answering(database)
    with opened(database) as session:
        assert session.resume_at is None
