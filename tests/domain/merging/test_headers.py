"""What stands of a header whose revisions tell it differently."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from mrcworkbench.domain.merging.conflicts import open_conflicts, settle
from mrcworkbench.domain.merging.headers import all_claims, field_text, field_unit, header_claims, joined_header
from mrcworkbench.domain.merging.sealing import seal, unsealed_copy
from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.domain.revisions.decisions import Decision, TakeBack
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Revision, make_revision
from mrcworkbench.domain.revisions.units import HeldUnit, Unit
from mrcworkbench.domain.verification.histories import faults_of_history
from tests.domain.merging.replicas import HEADER

X = Unit("answered", '"x"')
Y = Unit("answered", '"y"')
FIELDS = ("centre_name", "country", "round")
OTHER = {"centre_name": ("MRC Saranda", "Sarandë MRC"), "country": ("XK", "GR"), "round": ("2026-1", "2026-2")}


def sealed(*parents: Revision, decisions: tuple[str, ...] = (), unit: Unit = X, **header: str) -> Revision:
    """A revision that goes on from these, with whose header it says the same but for what is given."""
    before = parents[0].header if parents else HEADER
    return make_revision(replace(before, **header), [one.id for one in parents], decisions, {("a", ""): HeldUnit(unit)})


def history(
    *revisions: Revision, decisions: tuple[Decision, ...] = (), take_backs: tuple[TakeBack, ...] = ()
) -> History:
    return History(
        {one.id: one for one in revisions},
        {one.id: one for one in decisions},
        None,
        {one.id: one for one in take_backs},
    )


def said(of: History, field: str) -> set[str]:
    return {field_text(claim.unit) for claim in header_claims(of, field)}


FIRST = sealed()


@pytest.mark.parametrize("field", FIELDS)
def test_a_change_that_only_one_side_made_stands(field):
    changed = sealed(FIRST, **{field: OTHER[field][0]})
    beside = sealed(FIRST, unit=Y)
    assert said(history(FIRST, changed, beside), field) == {OTHER[field][0]}
    assert getattr(joined_header(history(FIRST, changed, beside)), field) == OTHER[field][0]


@pytest.mark.parametrize("field", FIELDS)
def test_two_changes_are_two_claims_whatever_their_alphabet_and_order(field):
    one, other = (sealed(FIRST, **{field: value}) for value in OTHER[field])
    found = {header_claims(history(*those), field) for those in permutations((FIRST, one, other))}
    assert len(found) == 1
    assert {(claim.origin, field_text(claim.unit)) for claim in found.pop()} == {
        (one.id, OTHER[field][0]),
        (other.id, OTHER[field][1]),
    }


@pytest.mark.parametrize("field", FIELDS)
def test_sealing_what_is_shown_meanwhile_is_no_change_and_settles_nothing(field):
    one, other = (sealed(FIRST, **{field: value}) for value in OTHER[field])
    before = history(FIRST, one, other)
    view = current_view(before)
    assert view.header is not None
    assert seal(unsealed_copy(view.header, before, view), before) is None

    both = seal(unsealed_copy(view.header, before, view), before, gather=True)
    assert both is not None
    after = history(FIRST, one, other, both)
    assert header_claims(after, field) == header_claims(before, field)
    assert joined_header(after) == view.header
    assert faults_of_history(after) == ()


@pytest.mark.parametrize("field", FIELDS)
def test_who_says_a_third_thing_having_seen_both_has_settled_it(field):
    one, other = (sealed(FIRST, **{field: value}) for value in OTHER[field])
    third = sealed(one, other, **{field: {"country": "MK"}.get(field, "third")})
    assert said(history(FIRST, one, other, third), field) == {getattr(third.header, field)}


@pytest.mark.parametrize("field", FIELDS)
def test_who_changes_it_back_without_having_seen_the_other_side_is_in_conflict_with_it(field):
    changed = sealed(FIRST, **{field: OTHER[field][0]})
    back = sealed(changed, **{field: getattr(HEADER, field)})
    assert said(history(FIRST, changed, back), field) == {getattr(HEADER, field)}
    beside = sealed(FIRST, **{field: OTHER[field][1]})
    assert said(history(FIRST, changed, back, beside), field) == {getattr(HEADER, field), OTHER[field][1]}


def test_a_round_that_is_said_in_two_ways_is_an_open_conflict_with_what_it_was_before():
    one, other = (sealed(FIRST, round=label) for label in OTHER["round"])
    (conflict,) = open_conflicts(HEADER.assessment, history(FIRST, one, other))
    assert conflict.key == ("", "round")
    assert conflict.base == field_unit(HEADER.round)
    assert {field_text(value.unit) for value in conflict.values} == set(OTHER["round"])


def test_a_settled_round_stays_settled_and_its_label_is_sealed():
    one, other = (sealed(FIRST, round=label) for label in OTHER["round"])
    (conflict,) = open_conflicts(HEADER.assessment, history(FIRST, one, other))
    decision = settle(conflict, field_unit("2026 (all)"), because="as the form says", author="A", decided_at="T")
    settled = history(FIRST, one, other, decisions=(decision,))
    view = current_view(settled)
    assert ("", "round") not in view.contested
    assert view.header is not None
    assert view.header.round == "2026 (all)"

    taken_in = seal(unsealed_copy(view.header, settled, view), settled, gather=True)
    assert taken_in is not None
    assert taken_in.decisions == (decision.id,)
    after = history(FIRST, one, other, taken_in, decisions=(decision,))
    assert faults_of_history(after) == ()
    assert said(after, "round") == {"2026 (all)"}
    late = sealed(one, unit=Y)
    assert said(history(FIRST, one, other, taken_in, late, decisions=(decision,)), "round") == {"2026 (all)"}


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_settled_round_that_is_taken_back_is_in_conflict_again(is_sealed):
    one, other = (sealed(FIRST, round=label) for label in OTHER["round"])
    (conflict,) = open_conflicts(HEADER.assessment, history(FIRST, one, other))
    decision = settle(conflict, field_unit("2026 (all)"), because="so", author="A", decided_at="T")
    lifted = TakeBack(HEADER.centre, decision.id, "no", "B", "T")
    settled = history(FIRST, one, other, decisions=(decision,))
    view = current_view(settled)
    assert view.header is not None
    more = [seal(unsealed_copy(view.header, settled, view), settled, gather=True)] if is_sealed else []
    after = history(FIRST, one, other, *more, decisions=(decision,), take_backs=(lifted,))
    assert said(after, "round") == set(OTHER["round"])


def test_the_next_round_goes_on_from_what_stood_in_the_round_before():
    one, other = (sealed(FIRST, centre_name=name) for name in OTHER["centre_name"])
    next_round = make_revision(
        replace(HEADER, assessment="next", follows=HEADER.assessment, centre_name=OTHER["centre_name"][0]), [], [], {}
    )
    known = {HEADER.assessment: history(FIRST, one, other), "next": history(next_round)}
    assert all_claims(known, "centre_name")["next"] == header_claims(known[HEADER.assessment], "centre_name")

    renamed = make_revision(replace(next_round.header, centre_name="third"), [next_round.id], [], {})
    beside = make_revision(next_round.header, [next_round.id], [], {("a", ""): HeldUnit(X)})
    known["next"] = history(next_round, renamed, beside)
    assert [field_text(claim.unit) for claim in all_claims(known, "centre_name")["next"]] == ["third"]
