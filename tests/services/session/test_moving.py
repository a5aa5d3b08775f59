"""An assessment moves on to a newer version of its questionnaire: nothing is lost, and all of it can be taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, carried_over, confirmed
from mrcworkbench.domain.versions.moving import Becomes
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.moving import move_back, move_on, needs_a_look, newer_version, preview_move
from mrcworkbench.services.session.rounds import sent_at
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.answers import moving as stored
from tests import merge_support as files
from tests.answer_sets import given, random_answers

SAID = {
    "prof_body": Answer(AnswerState.ANSWERED, "The ministry", kept_comment="ask Ana"),
    "costs_status": given("in_place"),
    "costs_often": Answer(AnswerState.ANSWERED, "all", comment="since May", kept_comment="not sure"),
    "policy_status": given("in_place"),
    "policy_ways": given(("seat", "draft")),
    "jobs_status": given("in_place"),
    "jobs_mode": given("facts"),
    "media_status": given("in_place"),
    "media_kinds": given(("radio", "tv")),
}
"""Of version 1.0.0: with a question renamed in 1.1.0, one retired, and two with a retired option."""
_OWN = ("assessments", "units", "contested", "kept_here", "drafts", "settings")


@pytest.fixture
def begun(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A centre's file in version 1.0.0; since then there is 1.1.0."""
    request.getfixturevalue("version_one")
    path = tmp_path / "centre.mrcw"
    create(path, "Port Velira", "AL", "2026", clock=files.clock())
    with open_session(path) as session:
        session.open_assessment(None)
        session.set_answers(SAID)
    request.getfixturevalue("made_version")
    return path


def own_rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as raw:
        return {table: sorted(raw.execute(f"SELECT * FROM {table}"), key=repr) for table in _OWN}  # noqa: S608


def opened(path: Path) -> Session:
    session = open_session(path)
    session.open_assessment(None)
    return session


def test_what_becomes_of_each_answer_is_told_before_and_changes_nothing(begun: Path) -> None:
    before = begun.read_bytes()
    with opened(begun) as session:
        assert newer_version(session) == "1.1.0"
        preview = preview_move(session)
    became = {one.question: (one.to, one.becomes) for one in preview.became.answers}
    assert became == {
        **{code: (code, Becomes.SAME) for code in SAID},
        "costs_often": ("costs_how_often", Becomes.RENAMED),
        "policy_ways": (None, Becomes.KEPT),
        "jobs_mode": ("jobs_mode", Becomes.NEEDS_A_LOOK),
        "media_kinds": ("media_kinds", Becomes.NEEDS_A_LOOK),
    }
    changed = [(one.before.id, one.before.level, one.after.level) for one in preview.levels if one.before and one.after]
    assert changed == []  # no level rests on what is kept
    assert begun.read_bytes() == before


def test_answers_go_to_their_new_places_and_what_has_none_is_kept(begun: Path) -> None:
    with opened(begun) as session:
        moved = move_on(session)
        copy = session.working_copy
        assert session.assessment.questionnaire_version == "1.1.0"
        assert copy.answer("costs_how_often") == SAID["costs_often"]
        assert copy.answer("prof_body") == SAID["prof_body"]
        assert copy.answer("jobs_mode") == BLANK
        assert copy.answer("media_kinds").value == ("radio",)
        assert {code: answer.value for code, answer in session.kept_answers.items()} == {
            "jobs_mode@1.0.0": "facts",
            "media_kinds@1.0.0": ("radio", "tv"),
            "policy_ways@1.0.0": ("seat", "draft"),
        }
        assert session.unreadable == frozenset()
        assert needs_a_look(session) == {"jobs_mode"}
        assert newer_version(session) is None
    assert moved.backup.is_file()
    with opened(begun) as session:
        assert sent_at(session) is None  # what is sealed to move on was not sent
    with opened(begun) as session:
        session.set_answers({"jobs_mode": given("own")})
        assert needs_a_look(session) == frozenset()


@pytest.mark.parametrize("seed", range(6))
def test_taking_it_back_leaves_every_row_as_it_was(begun: Path, seed: int) -> None:
    drawn = random_answers(questionnaire("manager", "1.0.0"), Random(seed))
    stays = {code: confirmed(answer) for code, answer in drawn.items() if answer.state is not AnswerState.CONFLICT}
    with opened(begun) as session:
        session.set_answers({**stays, **SAID})
    seal(begun)
    before = own_rows(begun)
    with opened(begun) as session:
        moved = move_on(session)
        assert own_rows(begun) != before
        move_back(session, moved)
        assert session.assessment.questionnaire_version == "1.0.0"
        assert session.working_copy.answer("policy_ways") == SAID["policy_ways"]
    assert own_rows(begun) == before


def seal(path: Path) -> None:
    with open_session(path) as session:
        session.read_file(files.seal_all)


def test_what_was_said_since_is_never_taken_back(begun: Path, tmp_path: Path) -> None:
    with opened(begun) as session:
        moved = move_on(session)
        session.set_answers({"prof_body": given("Somebody else")})
        with pytest.raises(UserError, match="moved_on_since"):
            move_back(session, moved)
        session.set_answers({"prof_body": SAID["prof_body"]})
        move_back(session, moved)
        moved = move_on(session)
        submit(session, tmp_path / "sent.mrcw", author="Ana")
        with pytest.raises(UserError, match="moved_on_since"):
            move_back(session, moved)
        assert session.assessment.questionnaire_version == "1.1.0"


def test_a_move_that_fails_in_the_middle_leaves_everything_as_it_was(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal(begun)
    before = own_rows(begun)
    monkeypatch.setattr(stored, "move_kept", _full)
    with opened(begun) as session:
        with pytest.raises(UserError, match="disk_full"):
            move_on(session)
        assert session.working_copy.answer("costs_often") == SAID["costs_often"]
    assert own_rows(begun) == before


def _full(*_: object) -> None:
    raise UserError("disk_full", path="centre.mrcw")


def test_only_a_newer_version_that_is_known_can_be_moved_to(begun: Path) -> None:
    with opened(begun) as session:
        for version, code in (("9.0.0", "version_unknown"), ("1.0.0", "version_not_newer")):
            with pytest.raises(UserError, match=code):
                move_on(session, version)
        move_on(session, "1.1.0")
        with pytest.raises(UserError, match="version_not_newer"):
            move_on(session)


def test_a_copy_that_moved_on_merges_with_one_that_stayed_in_every_order(begun: Path, tmp_path: Path) -> None:
    seal(begun)
    stayed = files.copy(begun, "stayed")
    files.edit(stayed, {"costs_often": "part", "policy_ways": ["figures"], "media_status": "planned"})
    further = files.copy(begun, "further")
    with opened(begun) as session:
        move_on(session)
    with opened(further) as session:
        move_on(session)
        session.set_answers({"jobs_mode": given("own"), "costs_how_often": given("once")})
    seen = []
    for number, order in enumerate(permutations((begun, stayed, further))):
        target = tmp_path / f"{number}.mrcw"
        for one in order:
            files.merge(target, one)
        answers = files.answers_of(target)
        conflicts = [one["question"] for one in files.conflicts_of(target)]
        seen.append((answers["media_status"], answers["jobs_mode"], conflicts))
        with opened(target) as session:
            assert session.assessment.questionnaire_version == "1.1.0"
            assert session.kept_answers["policy_ways@1.0.0"].value == ("figures",)
    assert seen == [("planned", "own", ["costs_how_often"])] * 6


def test_what_waits_to_be_confirmed_moves_as_any_other_answer(begun: Path) -> None:
    with opened(begun) as session:
        session.set_answers({code: carried_over(answer) for code, answer in SAID.items()})
        became = {one.question: one.becomes for one in preview_move(session).became.answers}
    assert [code for code, becomes in became.items() if becomes is Becomes.SAME] == [
        *("prof_body", "costs_status", "jobs_status", "media_status", "policy_status")
    ]
    assert became["costs_often"] is Becomes.RENAMED
    assert became["jobs_mode"] is Becomes.NEEDS_A_LOOK
