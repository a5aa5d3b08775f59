"""The round before in a report: as it was sealed, by the rules of then; and the day on which this one was sealed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mrcworkbench.cli import main
from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.services.reporting import report_data, report_source
from mrcworkbench.services.session.rounds import new_round
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.submitting import submit

STATUS = "costs_status"
CRITERION = "development.remittances.transfer_costs"


def clock(text: str) -> Callable[[], datetime]:
    return lambda: datetime.fromisoformat(text).replace(tzinfo=UTC)


def answer(session: Session, code: str, raw: object) -> None:
    checked = session.check(code, raw)
    assert checked.answer is not None, checked.problems
    session.set_answer(code, checked.answer)


@pytest.fixture
def second(database: Path) -> tuple[Path, str]:
    """A file whose first round, sealed, says "in place", and its second "none"; the id of that."""
    with open_session(database, clock=clock("2026-03-02T08:00:00")) as session:
        session.open_assessment(None)
        answer(session, STATUS, "in_place")
    with open_session(database, clock=clock("2027-01-01T08:00:00")) as session:
        begun = new_round(session, None, "2027", clock=clock("2027-01-01T09:00:00")).assessment.id
        session.open_assessment(begun)
        answer(session, STATUS, "none")
    return database, begun


def test_a_first_round_has_none_before(database: Path) -> None:
    with open_session(database) as session:
        session.open_assessment(None)
        assert report_source(session).before is None
        assert report_data(session, Audience.DONOR).before is None


def test_the_round_before_is_what_was_sealed(second: tuple[Path, str]) -> None:
    path, begun = second
    with open_session(path) as session:
        session.open_assessment(begun)
        before = report_data(session, Audience.DONOR).before
    assert before is not None
    assert before.round == "2026"
    assert before.scores[CRITERION].status.value == "in_place"
    assert CRITERION in before.comparable


def test_score_tells_how_each_criterion_stood_before(
    second: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, begun = second
    assert main(["score", str(path), "--assessment", begun, "--json"]) == 0
    found = {one["id"]: one for one in json.loads(capsys.readouterr().out)["criteria"]}
    assert found[CRITERION]["status"] == "none"
    assert found[CRITERION]["before"] == {"status": "in_place", "level": found[CRITERION]["before"]["level"]}
    with open_session(path) as session:
        first = next(one.id for one in session.assessments() if one.id != begun)
    assert main(["score", str(path), "--assessment", first, "--json"]) == 0
    assert {one["before"] for one in json.loads(capsys.readouterr().out)["criteria"]} == {None}


def test_the_day_of_sealing_goes_once_an_answer_is_changed(database: Path, tmp_path: Path) -> None:
    with open_session(database) as session:
        session.open_assessment(None)
        answer(session, STATUS, "in_place")
        assert report_source(session).sealed_on is None
    with open_session(database) as session:
        session.open_assessment(None)
        submit(session, tmp_path / "sent.mrcw", author="Ana", clock=clock("2026-06-12T12:00:00"))
        assert report_source(session).sealed_on == "2026-06-12"
        answer(session, STATUS, "none")
        assert report_source(session).sealed_on is None


def test_a_round_that_is_only_begun_is_not_sealed(second: tuple[Path, str]) -> None:
    path, begun = second
    with open_session(path) as session:
        session.open_assessment(begun)
        assert report_source(session).sealed_on is None
