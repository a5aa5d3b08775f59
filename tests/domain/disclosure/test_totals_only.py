"""Centres in totals only are counted in groups, whatever sets are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.disclosure.totals_only import FEWEST_CENTRES, groups


@dataclass(frozen=True)
class One:
    assessment: AssessmentInfo


def one(number: int, country: str = "AL", round_: str = "first") -> One:
    centre = CentreInfo(f"c{number:03}", f"Centre {number}", country)
    return One(AssessmentInfo(f"a{number}", centre, round_, "manager", "1", "2026-01-01"))


PLACES = st.tuples(st.sampled_from(("AL", "GH", "TJ")), st.sampled_from(("first", "second")))


@given(st.lists(PLACES, max_size=60), st.integers())
def test_each_centre_is_in_one_group_of_five_or_more_whatever_the_order(where: list, seed: int) -> None:
    all_ = [one(number, *place) for number, place in enumerate(where)]
    made = groups(all_)
    assert all(len(group) >= FEWEST_CENTRES for group in made)
    members = [member for group in made for member in group]
    assert sorted(member.assessment.id for member in members) == (
        sorted(member.assessment.id for member in all_) if len(all_) >= FEWEST_CENTRES else []
    )
    mixed = list(all_)
    Random(seed).shuffle(mixed)
    assert {frozenset(group) for group in groups(mixed)} == {frozenset(group) for group in made}


def test_neighbours_are_grouped_first() -> None:
    albanian, ghanaian = [one(n) for n in range(11)], [one(n, "GH") for n in range(20, 25)]
    made = groups([*ghanaian, *albanian])
    assert sorted(len(group) for group in made) == [5, 5, 6]
    assert all(len({member.assessment.centre.country for member in group}) == 1 for group in made)
