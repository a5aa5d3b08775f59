"""Content from strangers: what our own sealing could not have made is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mrcworkbench.domain.merging.conflicts import open_conflicts, settle
from mrcworkbench.domain.revisions.decisions import Decision, Withdrawal
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.merged_sets import MergedSet
from mrcworkbench.domain.revisions.revision import Attestation, Revision, make_revision
from mrcworkbench.domain.revisions.units import HeldUnit, Unit
from mrcworkbench.domain.verification.histories import (
    MOST_DECISIONS,
    MOST_LINKS,
    MOST_REVISIONS,
    faults_of_history,
    faults_of_set,
    unit_fault,
)
from tests.domain.merging.replicas import HEADER

X, Y, Z = (Unit("answered", f'"{letter}"') for letter in "xyz")
NOWHERE = "0" * 64

FIRST = make_revision(HEADER, [], [], {("a", ""): HeldUnit(X), ("b", ""): HeldUnit(X)})
SECOND = make_revision(HEADER, [FIRST.id], [], {("a", ""): HeldUnit(Y), ("b", ""): HeldUnit(X, (FIRST.id,))})


def history_of(*revisions: Revision, decisions: tuple[Decision, ...] = ()) -> History:
    return History({one.id: one for one in revisions}, {one.id: one for one in decisions})


def codes(history: History) -> set[str]:
    return {fault.code for fault in faults_of_history(history)}


def test_what_we_made_is_in_order():
    third = make_revision(HEADER, [FIRST.id], [], {("a", ""): HeldUnit(Z), ("b", ""): HeldUnit(X, (FIRST.id,))})
    history = history_of(FIRST, SECOND, third)
    (conflict,) = open_conflicts("assessment", history)
    decision = settle(conflict, Z, because="asked", author="A", decided_at="T")
    assert codes(history_of(FIRST, SECOND, third, decisions=(decision,))) == set()


KEPT = HeldUnit(X, (FIRST.id,))


def third(parents: list[str], a: HeldUnit, b: HeldUnit = KEPT, decisions: tuple[str, ...] = ()) -> Revision:
    return make_revision(HEADER, parents, decisions, {("a", ""): a, ("b", ""): b})


FORGED = {
    "a damaged answer": (
        replace(SECOND, units={**SECOND.units, ("b", ""): HeldUnit(Z, (FIRST.id,))}),
        "id_differs",
    ),
    "parents in another order": (
        replace(third([SECOND.id, NOWHERE], HeldUnit(Z)), parents=("z", "a")),
        "id_differs",
    ),
    "a parent that is not there": (third([NOWHERE], HeldUnit(Z), HeldUnit(X)), "parent_missing"),
    "a decision that is not there": (third([SECOND.id], HeldUnit(Z), decisions=(NOWHERE,)), "decision_missing"),
    "an old answer in place of the newest": (third([SECOND.id], HeldUnit(X, (FIRST.id,))), "origin_differs"),
    "another answer under an old origin": (third([SECOND.id], HeldUnit(Z, (SECOND.id,))), "origin_differs"),
    "an origin that is not there": (third([SECOND.id], HeldUnit(Y, (NOWHERE,))), "origin_differs"),
    "an answer that has vanished": (
        make_revision(HEADER, [SECOND.id], [], {("b", ""): HeldUnit(X, (FIRST.id,))}),
        "unit_missing",
    ),
    "an answer in another spelling": (third([SECOND.id], HeldUnit(Unit("answered", "1.0"))), "not_canonical"),
    "a lone surrogate": (replace(SECOND, header=replace(HEADER, round="\ud800")), "not_canonical"),
    "another centre": (make_revision(replace(HEADER, centre="other"), [], [], {}), "belongs_to_another"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_revision_is_found(name):
    forged, code = FORGED[name]
    assert code in codes(history_of(FIRST, SECOND, forged))


def test_an_assessment_of_another_centre_or_questionnaire_is_not_taken_for_the_same():
    for other in (replace(HEADER, centre="other"), replace(HEADER, questionnaire="stakeholder")):
        assert "belongs_to_another" in codes(history_of(FIRST, make_revision(other, [], [], {})))
    renamed = replace(HEADER, centre_name="MRC Saranda", round="2027", questionnaire_version="2")
    assert "belongs_to_another" not in codes(history_of(FIRST, make_revision(renamed, [], [], {})))


def test_nothing_goes_on_from_a_newer_version_of_the_questionnaire():
    newer = make_revision(replace(HEADER, questionnaire_version="1.10.0"), [], [], {("a", ""): HeldUnit(X)})
    older = make_revision(replace(HEADER, questionnaire_version="1.9.0"), [newer.id], [], {("a", ""): HeldUnit(Y)})
    assert codes(history_of(newer, older)) == {"version_older"}
    settled = Decision("assessment", "a", "", (newer.id,), Z, "asked", "A", "T", "1.9.0")
    assert codes(History({newer.id: newer}, {settled.id: settled})) == {"version_older"}


DECISION = Decision("assessment", "a", "", (FIRST.id,), Z, "asked", "A", "T", "1.0.0")


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (replace(DECISION, settles=(NOWHERE,)), "settles_missing"),
        (replace(DECISION, settles=()), "settles_missing"),
        (replace(DECISION, settles=(FIRST.id, FIRST.id)), "id_differs"),
        (replace(DECISION, unit=Unit("answered", " 1")), "not_canonical"),
        (replace(DECISION, unit=Unit("removed")), "unit_state"),
        (replace(DECISION, author="\ud800"), "not_canonical"),
    ],
)
def test_a_forged_decision_is_found(decision, code):
    id_ = DECISION.id if decision.author == "\ud800" else decision.id
    assert code in codes(History({FIRST.id: FIRST}, {id_: decision}))


@pytest.mark.parametrize(
    ("row", "unit", "code"),
    [
        ("", Unit("conflict"), "unit_state"),
        ("", Unit("removed"), "unit_state"),
        ("*", Unit("removed"), "unit_state"),
        ("r", Unit("blank"), "unit_state"),
        ("", Unit("not_applicable"), "unit_reason"),
        ("", Unit("answered", '"x"', "no_staff"), "unit_reason"),
        ("", Unit("blank", '"x"'), "unit_value"),
        ("", Unit("answered", "true"), "unit_value"),
        ("", Unit("answered", "null"), "unit_value"),
        ("", Unit("answered", '{"a":1}'), "unit_value"),
        ("", Unit("answered", "[1]"), "unit_value"),
        ("r", Unit("answered", '"x"'), "unit_value"),
        ("r", Unit("answered"), "unit_value"),
        ("r", Unit("answered", '{"a":{}}'), "unit_value"),
        ("*", Unit("answered"), "unit_value"),
        ("*", Unit("answered", '"r"'), "unit_order"),
        ("*", Unit("answered", '["r","r"]'), "unit_order"),
        ("*", Unit("answered", '["r"]', None, "why"), "unit_comment"),
        ("*", Unit("answered", "[]", None, "why"), "unit_comment"),
        ("r", Unit("removed", None, None, "why"), "unit_comment"),
        ("r", Unit("removed", None, None, "", '["f"]'), "unit_comment"),
        ("", Unit("blank", None, None, "", '["f","f"]'), "unit_attachments"),
        ("", Unit("blank", None, None, "", "{}"), "unit_attachments"),
        ("", Unit("blank", None, None, "", "[ ]"), "not_canonical"),
        ("", Unit("answered", "[" * 100_000), "not_canonical"),
    ],
)
def test_a_unit_that_we_never_make_is_found(row, unit, code):
    assert unit_fault(("q", row), unit) == code


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        ("", Unit("answered", '["a","b"]')),
        ("", Unit("answered", "1.5")),
        ("", Unit("answered")),
        ("", Unit("not_applicable", None, "no_staff", "why", '["f"]')),
        ("*", Unit("answered", "[]")),
        ("r", Unit("removed")),
        ("r", Unit("answered", '{"a":1,"b":["x"]}')),
    ],
)
def test_a_unit_that_we_make_is_in_order(row, unit):
    assert unit_fault(("q", row), unit) is None


def test_more_than_can_be_judged_in_bounded_time_is_refused():
    many = [make_revision(replace(HEADER, round=str(n)), [], [], {}) for n in range(MOST_REVISIONS + 1)]
    assert codes(history_of(*many)) == {"too_many"}
    wide = [make_revision(HEADER, [f"{n:064}" for n in range(MOST_LINKS + 1)], [], {})]
    assert codes(history_of(*wide)) == {"too_many"}
    asked = tuple(replace(DECISION, decided_at=str(n)) for n in range(MOST_DECISIONS + 1))
    assert codes(history_of(FIRST, decisions=asked)) == {"too_many"}


def test_a_file_holds_all_that_it_names():
    content = MergedSet(
        {FIRST.id: FIRST},
        {"d": replace(DECISION, assessment="other")},
        frozenset({Attestation("T", "A", NOWHERE), Attestation("T", "A", FIRST.id)}),
        frozenset({Withdrawal("other", "asked", "A", "T"), Withdrawal(HEADER.centre, "asked", "A", "T")}),
    )
    assert sorted(fault.code for fault in faults_of_set(content)) == [
        "assessment_missing",
        "centre_missing",
        "revision_missing",
    ]


def test_units_that_every_later_revision_leaves_out_are_too_much():
    """Each view would look all of them up in the first: a file of a megabyte could take minutes, and all memory."""
    row = HeldUnit(Unit("answered", '{"c":"x"}'))
    chain = [make_revision(HEADER, [], [], {("t", f"r{number}"): row for number in range(2_000)})]
    for number in range(60):
        later = {("t", ""): HeldUnit(Unit("not_known", comment=str(number)))}
        chain.append(make_revision(HEADER, [chain[-1].id], [], later))
    assert codes(history_of(*chain)) == {"too_many"}
    assert "too_many" not in codes(history_of(*chain[:4]))


def test_judging_can_be_stopped_before_each_revision_and_decision():
    decision = Decision("assessment", "a", "", (FIRST.id,), Z, "", "A", "T", "1.0.0")
    steps: list[int] = []
    faults_of_history(history_of(FIRST, SECOND, decisions=(decision,)), step=lambda: steps.append(1))
    assert len(steps) == 5
