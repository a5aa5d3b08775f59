"""A session: what is answered is in memory at once, durable when acknowledged, and there when the file is opened
again."""

from __future__ import annotations

from pathlib import Path

from mrcworkbench.domain.answers import answered
from mrcworkbench.services.session import create, open_session


def test_an_answer_is_there_after_the_file_was_closed_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "centre.mrcw"
    create(path, "Port Velira", "AL", "2026")
    with open_session(path) as session:
        session.open_assessment(None)
        change = session.set_answer("prof_body", answered("Ministry"))
        assert change.after.value == "Ministry"
        assert session.wait_saved()
    with open_session(path) as session:
        session.open_assessment(None)
        assert session.working_copy.answer("prof_body") == answered("Ministry")
