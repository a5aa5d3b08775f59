"""The next round of a centre's own assessment, in its file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from mrcworkbench.domain.questionnaire.answers import AnswerState, confirmed
from mrcworkbench.errors import UsageError, UserError
from mrcworkbench.services.session.authors import respondent
from mrcworkbench.services.session.databases import create, create_sample
from mrcworkbench.services.session.rounds import NewRound, RoundBefore, new_round, round_before
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.submitting import read_earlier
from tests.merge_support import clock, merge, merge_into, rows, verdicts
from tests.versions.made_version import versions_made

GIVEN: Mapping[str, object] = {
    "prof_body": {"state": "answered", "value": "The ministry", "comment": "Ask Ana"},
    "prof_run_by": "ngo",
    "prof_funding": [{"row": "n1", "prof_funding_payer": "The State"}],
    "resp_people": [{"row": "p1", "resp_people_name": "Ana"}],
    "resp_consent": "all",
    "prof_staff": [{"row": "s1", "prof_staff_women": 7}],
    "clients_unit": {"state": "not_known"},
    "referral_status": {"state": "not_applicable", "reason": "none_near"},
}
CARRIED = {"prof_body", "prof_run_by", "prof_funding", "referral_status"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A centre's file whose round 2025 is answered."""
    path = tmp_path / "centre.mrcw"
    create(path, "Port Velira", "PH", "2025", clock=clock())
    with open_session(path, clock=clock("2026-03-02T08:00:00")) as session:
        session.open_assessment(None)
        answer(session, GIVEN)
    return path


def answer(session: Session, given: Mapping[str, object]) -> None:
    checked = {code: session.check(code, raw) for code, raw in given.items()}
    assert not [one.problems for one in checked.values() if one.problems]
    session.set_answers({code: one.answer for code, one in checked.items() if one.answer is not None})


def begin(path: Path, label: str = "2026", assessment: str | None = None) -> NewRound:
    with open_session(path, clock=clock("2027-01-01T08:00:00")) as session:
        return new_round(session, assessment, label, clock=clock("2027-01-01T09:00:00"))


def before_of(session: Session) -> RoundBefore:
    found = round_before(session)
    assert found is not None
    return found


def test_a_round_begins_with_what_was_said_and_nothing_of_it_counts(file: Path) -> None:
    begun = begin(file)
    assert begun.carried_over == len(CARRIED)
    with open_session(file) as session:
        session.open_assessment(begun.assessment.id)
        copy = session.working_copy
        assert {code for code, one in copy.answers.items() if one.state is AnswerState.CARRIED_OVER} == CARRIED
        assert copy.answers.keys() == CARRIED
        assert copy.answers["prof_body"].comment == "Ask Ana"
        assert (copy.progress().answered, session.assessment.follows) == (0, begun.assessment.follows)
        session.open_assessment(begun.assessment.follows)
        assert {code: confirmed(one) for code, one in copy.answers.items()} == {
            code: session.working_copy.answer(code) for code in CARRIED
        }


def test_both_rounds_are_sealed_at_once_and_the_old_one_is_as_it_was(file: Path) -> None:
    with open_session(file) as session:
        session.open_assessment(None)
        old = dict(session.working_copy.answers)
    begun = begin(file)
    assert {(kind, author) for _, author, _, kind, *_ in rows(file)["attestations"]} == {("round", "Ana")}
    assert len(rows(file)["revisions"]) == 2
    with open_session(file) as session:
        session.open_assessment(begun.assessment.follows)
        assert dict(session.working_copy.answers) == old


def test_confirmed_answers_are_those_of_the_round_before(file: Path) -> None:
    begun = begin(file)
    with open_session(file) as session:
        session.open_assessment(begun.assessment.id)
        waiting = {code: confirmed(one) for code, one in session.working_copy.answers.items()}
        session.set_answers(waiting)
    with open_session(file) as session:
        session.open_assessment(begun.assessment.id)
        assert dict(session.working_copy.answers) == waiting
        assert session.working_copy.progress().answered == len(CARRIED)
        assert {code: before_of(session).answers[code] for code in CARRIED} == waiting


def test_the_round_before_is_told_as_it_was_sealed_with_its_figures(file: Path) -> None:
    begun = begin(file)
    with open_session(file, clock=clock("2027-02-01T08:00:00")) as session:
        session.open_assessment(begun.assessment.follows)
        assert round_before(session) is None
        answer(session, {"prof_body": "Edited afterwards"})
        session.open_assessment(begun.assessment.id)
        before = before_of(session)
    assert (before.label, before.sealed_at) == ("2025", "2027-01-01T09:00:01.000Z")
    assert before.answers["prof_body"].value == "The ministry"
    assert before.answers["prof_staff"].rows[0].cells == {"prof_staff_women": 7}
    assert before.answers["resp_people"].rows[0].cells == {"resp_people_name": "Ana"}


def test_a_comment_that_stays_here_goes_on_and_is_in_no_revision(file: Path) -> None:
    with open_session(file) as session:
        session.open_assessment(None)
        comment = {"text": "only for us", "stays": True}
        answer(session, {"prof_body": {"state": "answered", "value": "The ministry", "comment": comment}})
    begun = begin(file)
    assert "only for us" not in repr(rows(file)["revision_units"])
    with open_session(file) as session:
        session.open_assessment(begun.assessment.id)
        assert session.working_copy.answer("prof_body").kept_comment == "only for us"


def test_a_third_round_follows_the_second_and_carries_what_that_one_says(file: Path) -> None:
    second = begin(file)
    with open_session(file) as session:
        session.open_assessment(second.assessment.id)
        answer(session, {"prof_body": "The union"})
    third = begin(file, "2027", second.assessment.id)
    assert (third.carried_over, third.assessment.follows) == (1, second.assessment.id)
    with open_session(file) as session:
        session.open_assessment(third.assessment.id)
        assert confirmed(session.working_copy.answer("prof_body")).value == "The union"


def test_whoever_answers_the_last_round_seals_it(file: Path) -> None:
    begun = begin(file)
    with open_session(file) as session:
        assert respondent(session) == ""
        session.open_assessment(begun.assessment.id)
        answer(session, {"resp_people": [{"resp_people_name": "Ben"}]})
        assert respondent(session) == "Ben"


@pytest.mark.parametrize(
    ("label", "code"),
    [("", "round_missing"), (" \n", "round_missing"), ("x" * 101, "round_too_long"), ("2025", "round_label_taken")],
)
def test_a_label_that_is_none_or_taken_is_refused(file: Path, label: str, code: str) -> None:
    untouched = file.read_bytes()
    with pytest.raises(UserError) as raised:
        begin(file, label)
    assert raised.value.code == code
    assert file.read_bytes() == untouched


def test_a_round_that_was_begun_is_not_begun_again(file: Path) -> None:
    begun = begin(file, "Second")
    for label, code in (("Second", "round_begun_before"), ("sECOND", "round_label_taken")):
        with pytest.raises(UserError) as raised:
            begin(file, label, begun.assessment.follows)
        assert raised.value.code == code
    with pytest.raises(UsageError) as which:
        begin(file, "2027")
    assert which.value.code == "assessment_ambiguous"


def test_the_sample_a_read_only_file_and_a_collection_begin_none(file: Path, tmp_path: Path) -> None:
    sample, collection = tmp_path / "sample.mrcw", tmp_path / "all.mrcw"
    create_sample(sample)
    merge_into(collection, [file], author="Officer")
    with open_session(sample) as session, pytest.raises(UserError) as raised:
        new_round(session, None, "2027")
    assert raised.value.code == "round_of_sample"
    with open_session(collection) as session, pytest.raises(UserError) as raised:
        new_round(session, None, "2027")
    assert raised.value.code == "round_of_another_centre"
    with open_session(file, read_only=True) as session, pytest.raises(UserError) as raised:
        new_round(session, None, "2027")
    assert raised.value.code == session.read_only_reason


def test_what_is_damaged_is_never_carried_over_and_no_round_begins(file: Path) -> None:
    raw = sqlite3.connect(file)
    with raw:
        raw.execute("""UPDATE units SET value = '"Forged"' WHERE question = 'prof_body'""")
    raw.close()
    with pytest.raises(UserError) as raised:
        begin(file)
    assert raised.value.code == "answers_unreadable"
    assert rows(file)["revisions"] == []
    assert len(rows(file)["assessments"]) == 1


@pytest.mark.parametrize("place", ["load_answers", "_write_batch", "records.add_assessment"])
def test_a_kill_in_the_middle_leaves_the_file_as_it_was(
    file: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        os._exit(9)

    child = os.fork()
    if child == 0:
        monkeypatch.setattr(f"mrcworkbench.storage.store.{place}", die)
        try:
            begin(file)
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    with open_session(file) as session:
        assert len(session.assessments()) == 1
    assert rows(file)["revisions"] == []
    assert begin(file).carried_over == len(CARRIED)


def test_a_fault_after_the_old_round_was_sealed_leaves_nothing_of_either(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(file)
    monkeypatch.setattr("mrcworkbench.storage.answers.records.add_assessment", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        begin(file)
    monkeypatch.undo()
    assert rows(file) == before
    with open_session(file) as session:
        session.open_assessment(None)
        answer(session, {"prof_body": "Still working"})


@pytest.mark.usefixtures("version_one")
def test_a_round_begins_in_the_newest_version_with_what_has_a_place_there(file: Path, tmp_path: Path) -> None:
    often = {"state": "answered", "value": "part", "comment": {"text": "only for us", "stays": True}}
    with open_session(file) as session:
        session.open_assessment(None)
        answer(session, {"costs_often": often, "jobs_mode": "facts", "media_kinds": ["radio", "tv"]})
    with versions_made(tmp_path / "resources"):
        begun = begin(file)
        assert begun.assessment.questionnaire_version == "1.1.0"
        with open_session(file) as session:
            session.open_assessment(begun.assessment.id)
            answers = session.working_copy.answers
            assert answers.keys() == CARRIED | {"costs_how_often", "media_kinds"}
            assert {one.state for one in answers.values()} == {AnswerState.CARRIED_OVER}
            assert confirmed(answers["media_kinds"]).value == ("radio",)
            often_now = confirmed(answers["costs_how_often"])
            assert (often_now.value, often_now.kept_comment) == ("part", "only for us")
            assert before_of(session).answers["costs_how_often"].value == "part"
            session.open_assessment(begun.assessment.follows)
            assert session.questionnaire.version == "1.0.0"
            assert session.working_copy.answers["jobs_mode"].value == "facts"
        assert verdicts(merge(tmp_path / "all.mrcw", file)) == ["new"]


def test_only_what_was_replaced_is_told_as_sealed_before_and_not_what_was_confirmed(file: Path) -> None:
    begun = begin(file)
    with open_session(file) as session:
        session.open_assessment(begun.assessment.id)
        assert read_earlier(session) == ()
        session.set_answers({code: confirmed(one) for code, one in session.working_copy.answers.items()})
        assert read_earlier(session) == ()
        answer(session, {"prof_body": "The union", "prof_funding": [{"prof_funding_payer": "MRC"}]})
        told = {one.question: one.raw for one in read_earlier(session)}
    assert told["prof_funding"] == [{"prof_funding_payer": "The State"}]
    assert told["prof_body"] == {
        "state": "answered",
        "value": "The ministry",
        "reason": None,
        "comment": "Ask Ana",
        "carried_over": True,
    }
