"""A centre of version 1.0.0 moves on to 2.0.0: what was answered stays visible, and what means less is looked at."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from mrcworkbench.errors import UserError
from mrcworkbench.services.session.moving import move_back, move_on, needs_a_look, preview_move
from mrcworkbench.services.submitting import submit
from tests import merge_support as files
from tests.answer_sets import given
from tests.services.session.test_moving import opened, own_rows, seal
from tests.versions.made_version import first_version

RESULTS = [
    {
        "row": "r1",
        "costs_results_item": "Spain",
        "costs_results_women": 0,
        "costs_results_men": 0,
        "costs_results_not_recorded": 9,
        "costs_results_outcome": "Paid less",
        "costs_results_used": "More talks",
    },
]
SAID = {
    "prof_names": [{"row": "n1", "prof_names_name": "Old name"}],
    "gh_violence": "written",
    "costs_status": "in_place",
    "costs_often": "all",
    "costs_way": ["staff", "families"],
    "costs_results": RESULTS,
    "costs_evidence": "b",
    "transfers_status": "planned",
    "transfers_evidence": "b",
    "transfers_plan": [
        {
            "row": "p1",
            "transfers_plan_step": "Meet",
            "transfers_plan_by": "2027-01-01",
            "transfers_plan_person": "Ana Pop",
        },
    ],
    "invest_status": "in_place",
    "invest_way": ["none"],
    "invest_results": [{"row": "i1", "invest_results_women": 3, "invest_results_men": 1, "invest_results_used": "?"}],
}
LOOK = {"costs_status", "costs_way", "costs_results", "costs_evidence", "transfers_plan", "invest_status"}
"""What of it is to be looked at again; not the evidence of what is planned, for which nobody is asked any more."""


@pytest.fixture
def begun(tmp_path: Path) -> Callable[..., Path]:
    """Makes a centre's file in version 1.0.0, when there was no other."""

    def make(name: str = "centre", answers: dict[str, object] = SAID) -> Path:
        with first_version(tmp_path / "first version"):
            return files.centre(tmp_path, name, answers)

    return make


def test_what_was_answered_stays_visible_and_no_claim_is_made_beyond_what_goes_together(begun) -> None:
    with opened(begun()) as session:
        move_on(session)
        copy = session.working_copy
        assert set(SAID) - copy.shown == {"invest_results", "transfers_evidence"}
        assert copy.answer("resp_parts").value == ("centre", "subjects", "safe")
        assert copy.answer("costs_way").value == ("staff", "results")
        assert copy.answer("invest_way").value == ("none",)


_IN_PLACE = {"costs_status": "in_place", "costs_way": ["staff"]}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"prof_body": "State"},
        {"costs_results": RESULTS},
        {**_IN_PLACE, "costs_results": [{"costs_results_women": 3}]},
        {**_IN_PLACE, "costs_results": RESULTS, "costs_way": {"state": "not_known"}},
    ],
)
def test_nothing_is_ticked_where_nothing_that_counts_would_be_hidden_or_nothing_was_chosen(
    begun, said: dict[str, object]
) -> None:
    with opened(begun(answers=said)) as session:
        assert preview_move(session).opened == {}


def test_a_name_stays_where_names_stood_and_the_step_waits_for_a_post(begun) -> None:
    with opened(begun()) as session:
        before = session.working_copy.criterion("development.remittances.partnerships")
        moved = move_on(session)
        rows = session.working_copy.answer("transfers_plan").rows
        assert [(row.id, dict(row.cells)) for row in rows] == [
            ("p1", {"transfers_plan_step": "Meet", "transfers_plan_by": "2027-01-01"})
        ]
        (kept,) = session.kept_answers["transfers_plan@1.0.0"].rows
        assert kept.cells["transfers_plan_person"] == "Ana Pop"
        changed = {one.before.id: one.after.level for one in moved.preview.levels if one.before and one.after}
        assert (before.level, changed[before.id]) == (1, 0)


def test_what_means_less_now_stands_and_needs_a_look_until_it_is_given_or_confirmed(begun) -> None:
    path = begun()
    with opened(path) as session:
        move_on(session)
        assert needs_a_look(session) == LOOK
        copy = session.working_copy
        level = copy.criterion("development.remittances.transfer_costs").level
        assert copy.answer("costs_status").value == "in_place"
        session.set_answer("costs_status", copy.answer("costs_status"))
        session.look_again.done(["costs_evidence"])
        assert needs_a_look(session) == LOOK - {"costs_status", "costs_evidence"}
        assert session.working_copy.criterion("development.remittances.transfer_costs").level == level
    files.edit(path, {"transfers_plan": [{"row": "p1", "transfers_plan_post": "Adviser"}]})
    with opened(path) as session:
        assert needs_a_look(session) == LOOK - {"costs_status", "costs_evidence", "transfers_plan"}


def test_taking_the_move_back_takes_back_what_it_ticked_and_noted(begun) -> None:
    path = begun()
    seal(path)
    before = own_rows(path)
    with opened(path) as session:
        moved = move_on(session)
        move_back(session, moved)
        assert needs_a_look(session) == frozenset()
    assert own_rows(path) == before
    with opened(path) as session:
        moved = move_on(session)
        session.set_answers({"resp_parts": given(("none",))})
        with pytest.raises(UserError, match="moved_on_since"):
            move_back(session, moved)


def test_two_laptops_that_move_on_agree_in_every_order_with_one_that_stays(begun, tmp_path: Path) -> None:
    first = begun()
    seal(first)
    second, stayed = files.copy(first, "second"), files.copy(first, "stayed")
    with first_version(tmp_path / "first version"):
        files.edit(stayed, {"prof_body": "State", "papers": [{"papers_title": "Law"}], "costs_often": "part"})
        submit_by_hand(stayed, tmp_path / "sent by who stayed.mrcw")
    for path in (first, second):
        with opened(path) as session:
            move_on(session)
    files.edit(second, {"resp_parts": ["centre", "subjects", "safe"], "costs_used": "We ask every bank twice a year"})
    seen = []
    for number, order in enumerate(permutations((first, second, tmp_path / "sent by who stayed.mrcw"))):
        target = tmp_path / f"{number}.mrcw"
        for one in order:
            files.merge(target, one)
        seen.append((files.answers_of(target), files.conflicts_of(target)))
        with opened(target) as session:
            kept = {code: answer.rows for code, answer in session.kept_answers.items()}
            assert [dict(row.cells) for row in kept["papers@1.0.0"]] == [{"papers_title": "Law"}]
            assert kept["costs_results@1.0.0"][0].cells["costs_results_used"] == "More talks"
    assert all(one == seen[0] for one in seen)
    answers, conflicts = seen[0]
    assert conflicts == []
    assert (answers["prof_body"], answers["costs_often"]) == ("State", "part")
    assert answers["costs_way"] == ["staff", "results"]


def submit_by_hand(path: Path, target: Path) -> None:
    with opened(path) as session:
        submit(session, target, author="Ana")
