"""Which assessments of a centre count: one of each round, chosen by a person where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.merging.counting import rivals_of, with_counts
from mrcworkbench.domain.revisions.decisions import Choice

CENTRE = CentreInfo("c", "Centre", "AL")


def info(id_: str, round_: str, follows: str = "") -> AssessmentInfo:
    made = AssessmentInfo(id_, CENTRE, round_, "manager", "1.0.0", "2026-01-01T00:00:00.000Z")
    return replace(made, follows=follows)


def counts(those: Sequence[AssessmentInfo], *chosen: str) -> dict[str, bool | None]:
    choices = [Choice("c", id_, "because", "Officer", "2026-05-01T08:00:00.000Z") for id_ in chosen]
    found = {frozenset((one.id, one.counts) for one in with_counts(order, choices)) for order in permutations(those)}
    (same,) = found
    return dict(same)


@pytest.mark.parametrize("one", ["2026", "Round 2026", " 2026 ", "2026, first"])
def test_two_of_one_round_do_not_count_until_one_is_chosen(one: str) -> None:
    two = [info("a", "2026"), info("b", one)]
    assert counts(two) == {"a": None, "b": None}
    assert counts(two, "b") == {"a": False, "b": True}
    assert counts(two, "a", "b") == {"a": None, "b": None}, "two persons chose differently"
    assert [other.id for other in rivals_of(two[0], two)] == ["b"]


@pytest.mark.parametrize("labels", [("2025", "2026"), ("2026, first", "2026, second"), ("spring", "autumn")])
def test_other_rounds_count_both(labels: tuple[str, str]) -> None:
    two = [info("a", labels[0]), info("b", labels[1])]
    assert counts(two) == {"a": True, "b": True}
    assert rivals_of(two[0], two) == ()


def test_rounds_that_follow_each_other_count_both() -> None:
    assert counts([info("a", "2026"), info("b", "2026", follows="a")]) == {"a": True, "b": True}


def test_what_has_no_rival_left_counts() -> None:
    three = [info("year", "2026"), info("first", "2026, first"), info("second", "2026, second")]
    assert counts(three) == {"year": None, "first": None, "second": None}
    assert counts(three, "first") == {"year": False, "first": True, "second": True}
    assert counts(three, "year") == {"year": True, "first": False, "second": False}
    assert counts(three, "first", "second") == {"year": False, "first": True, "second": True}
