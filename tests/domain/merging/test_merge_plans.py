"""What a merge says that it will do, and which centres it shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mrcworkbench.domain.merging.effects import shown
from mrcworkbench.domain.merging.plans import Verdict, first_verdict, plan_file
from mrcworkbench.domain.revisions.decisions import Join, Withdrawal
from mrcworkbench.domain.revisions.merged_sets import MergedSet, joined_centres, withdrawn_centres
from mrcworkbench.domain.revisions.revision import Attestation, Revision, make_revision
from mrcworkbench.domain.revisions.units import HeldUnit, Unit
from tests.domain.merging.replicas import HEADER

X, Y, Z = (Unit("answered", f'"{letter}"') for letter in "xyz")
FIRST = make_revision(HEADER, [], [], {("a", ""): HeldUnit(X), ("b", ""): HeldUnit(X)})
OURS = make_revision(HEADER, [FIRST.id], [], {("a", ""): HeldUnit(Y), ("b", ""): HeldUnit(X, (FIRST.id,))})
THEIRS = make_revision(HEADER, [FIRST.id], [], {("a", ""): HeldUnit(Z), ("b", ""): HeldUnit(X, (FIRST.id,))})
BESIDE = make_revision(HEADER, [FIRST.id], [], {("a", ""): HeldUnit(X, (FIRST.id,)), ("b", ""): HeldUnit(Y)})
OTHER = make_revision(replace(HEADER, assessment="2027", round="2027"), [], [], {})
WITHDRAWN = frozenset({Withdrawal(HEADER.centre, "asked", "A", "T")})


def content(*revisions: Revision) -> MergedSet:
    return MergedSet({one.id: one for one in revisions})


@pytest.mark.parametrize(
    ("target", "incoming", "verdict"),
    [
        (content(), content(FIRST), Verdict.NEW),
        (content(), content(), Verdict.KNOWN),
        (content(FIRST), content(FIRST), Verdict.KNOWN),
        (content(FIRST, OURS), content(FIRST), Verdict.KNOWN),
        (content(FIRST), content(FIRST, OURS), Verdict.UPDATED),
        (content(FIRST, OURS), content(FIRST, BESIDE), Verdict.UPDATED),
        (content(FIRST, OURS), content(FIRST, THEIRS), Verdict.CONFLICT),
        (content(FIRST, OURS, THEIRS), content(FIRST, THEIRS), Verdict.KNOWN),
        (content(FIRST, OURS, THEIRS), content(FIRST, BESIDE), Verdict.UPDATED),
        (content(), content(FIRST, OURS, THEIRS), Verdict.CONFLICT),
        (content(FIRST), content(OTHER), Verdict.NEW),
        (content(FIRST), content(FIRST, OURS, OTHER), Verdict.UPDATED),
        (content(FIRST, OURS), content(FIRST, THEIRS, OTHER), Verdict.CONFLICT),
        (content(FIRST), replace(content(FIRST), records=WITHDRAWN), Verdict.UPDATED),
        (content(FIRST, OURS), replace(content(FIRST, THEIRS), records=WITHDRAWN), Verdict.CONFLICT),
    ],
)
def test_the_verdict_is_the_first_that_fits(target, incoming, verdict):
    plan = plan_file(target, incoming)
    assert plan.verdict is verdict
    assert target.union(plan.additions) == target.union(incoming)
    assert plan_file(target.union(incoming), incoming).verdict is Verdict.KNOWN


def test_of_a_centre_that_has_withdrawn_here_nothing_is_left_to_settle():
    confirmed = {one.id for one in WITHDRAWN}
    target = replace(content(FIRST, OURS), records=WITHDRAWN)
    assert plan_file(target, content(FIRST, THEIRS), confirmed).verdict is Verdict.UPDATED
    assert plan_file(target, content(FIRST, THEIRS)).verdict is Verdict.CONFLICT


def test_who_else_sealed_a_known_revision_is_added_though_the_file_is_known():
    attested = replace(content(FIRST), attestations=frozenset({Attestation("T", "B", FIRST.id)}))
    plan = plan_file(content(FIRST), attested)
    assert plan.verdict is Verdict.KNOWN
    assert plan.additions == MergedSet(attestations=attested.attestations)


def test_a_plan_names_the_conflicts_that_it_opens_and_those_that_it_settles():
    plan = plan_file(content(FIRST, OURS), content(FIRST, THEIRS)).assessments[0]
    assert [(one.question, one.base) for one in plan.conflicts] == [("a", X)]
    over = make_revision(
        HEADER, [OURS.id, THEIRS.id], [], {("a", ""): HeldUnit(X), ("b", ""): HeldUnit(X, (FIRST.id,))}
    )
    settling = plan_file(content(FIRST, OURS, THEIRS), content(FIRST, OURS, THEIRS, over))
    assert settling.verdict is Verdict.UPDATED
    assert settling.assessments[0].settled == {plan.conflicts[0].id}


def test_the_order_of_verdicts_is_that_of_the_rules():
    assert [str(verdict) for verdict in Verdict] == ["refused", "conflict", "updated", "new", "known"]
    assert first_verdict([]) is Verdict.KNOWN


def join(centre: str, into: str) -> Join:
    return Join(centre, into, "the same", "A", "T")


@pytest.mark.parametrize(
    ("joins", "under"),
    [
        ([], {}),
        ([join("a", "b")], {"a": "b", "b": "b"}),
        ([join("a", "b"), join("b", "c")], {"a": "c", "b": "c", "c": "c"}),
        ([join("a", "c"), join("a", "b")], {"a": "b", "b": "b", "c": "b"}),
        ([join("b", "a"), join("a", "b")], {"a": "a", "b": "a"}),
        ([join("a", "b"), join("c", "d")], {"a": "b", "b": "b", "c": "d", "d": "d"}),
    ],
)
def test_joined_centres_go_under_one_id_whatever_the_order(joins, under):
    assert joined_centres(joins) == under
    assert joined_centres(reversed(joins)) == under


def test_a_centre_withdraws_under_each_id_that_it_goes_by():
    withdrawal = Withdrawal("a", "asked", "A", "T")
    assert withdrawn_centres([withdrawal], [join("a", "b"), join("c", "d")]) == {"a", "b"}
    assert withdrawn_centres([withdrawal], []) == {"a"}


def test_only_the_withdrawn_centre_is_hidden():
    other = make_revision(replace(HEADER, assessment="other", centre="other"), [], [], {})
    both = replace(content(FIRST, other), records=WITHDRAWN)
    assert set(shown(both, {one.id for one in WITHDRAWN})) == {"other"}
    assert set(shown(both, ())) == set(both.histories) == {HEADER.assessment, "other"}
