"""Where centres stand together: counts over centres, the newest round of each, consent, and sets that are too small."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.tidy.permitted import LeftOut
from mrcworkbench.services.session import open_session
from mrcworkbench.services.standings import PLACES, Standing, Standings, collect, picture
from tests.collections_of_centres import collection


def standing(number: int, *places: str, seen: bool = True, centre: str = "", begun: str = "2026-01-01") -> Standing:
    centre = centre or f"c{number}"
    info = AssessmentInfo(f"a{number}", CentreInfo(centre, centre, "AL"), "2026", "manager", "1", begun)
    return Standing(info, centre, "AL", seen, places or ("2",))


def seen_together(*all_: Standing, criteria: int = 1) -> tuple[int, list[dict[str, int]]]:
    found = picture(Standings(tuple(all_)), criteria, [one.assessment for one in all_])
    return found.centres, [dict(counts) for counts in found.counts]


def test_centres_are_counted_at_each_place() -> None:
    five = [standing(n, place, "open") for n, place in enumerate(("0", "2", "2", "4", "not_applicable"))]
    assert seen_together(*five, criteria=2) == (5, [{"0": 1, "2": 2, "4": 1, "not_applicable": 1}, {"open": 5}])


def test_fewer_than_five_centres_are_not_broken_down() -> None:
    assert seen_together(*(standing(n) for n in range(4))) == (4, [])
    several_rounds = [standing(n, centre=f"c{n % 4}") for n in range(12)]
    assert seen_together(*several_rounds) == (4, [])


def test_a_centre_stands_with_its_newest_round_among_the_chosen() -> None:
    others = [standing(n) for n in range(4)]
    older, newer = standing(10, "1", centre="x", begun="2025"), standing(11, "3", centre="x", begun="2026")
    assert seen_together(*others, newer, older) == (5, [{"2": 4, "3": 1}])
    all_ = Standings((*others, older, newer))
    chosen = [one.assessment for one in (*others, older)]
    assert dict(picture(all_, 1, chosen).counts[0]) == {"2": 4, "1": 1}


def test_few_that_stand_in_totals_only_are_left_out() -> None:
    seen = [standing(n) for n in range(6)]
    hidden = [standing(n, "4", seen=False) for n in range(10, 14)]
    found = picture(Standings((*seen, *hidden)), 1, [one.assessment for one in (*seen, *hidden)])
    assert (found.centres, dict(found.counts[0]), found.totals_left_out) == (6, {"2": 6}, 4)


def test_five_that_stand_in_totals_only_are_counted() -> None:
    hidden = [standing(n, "4", seen=False) for n in range(5)]
    assert seen_together(*hidden) == (5, [{"4": 5}])


def test_centres_without_consent_are_said_to_be_absent() -> None:
    five = [standing(n) for n in range(5)]
    silent = standing(9).assessment
    found = picture(Standings(tuple(five)), 1, [*(one.assessment for one in five), silent])
    assert (found.centres, found.without_consent) == (5, 1)


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("standings") / "collection.mrcw"
    collection(path, Random(5), 30, drawn=15, answers=60, withdrawn=3, conflicts=2)
    return path


def test_what_is_found_comes_only_from_centres_that_let_others_see_it(gathered: Path) -> None:
    with open_session(gathered, read_only=True) as session:
        read = collect(session)
        withdrawn = {info.id for info in session.assessments() if info.centre.withdrawn}
        everything = {info.id for info in session.assessments()}
    seen = {one.assessment.id for one in read.standings if one.seen}
    assert withdrawn
    assert {one.assessment.id for one in read.found} == seen
    assert not withdrawn & (read.states.keys() | {one.assessment.id for one in read.standings})
    assert set(read.left_out.values()) == {LeftOut.NO_CONSENT}
    assert read.left_out.keys() | {one.assessment.id for one in read.standings} | withdrawn == everything
    assert all(len(one.places) == 24 and set(one.places) <= set(PLACES) for one in read.standings)
    assert {one.kind for one in read.found} == {"practices", "challenges"}


def test_reading_can_be_stopped(gathered: Path) -> None:
    class StopError(Exception):
        pass

    class Third:
        def step(self, done: int = 0, total: int = 0, text: str = "") -> None:  # noqa: ARG002
            if done == 3:
                raise StopError

    with open_session(gathered, read_only=True) as session, pytest.raises(StopError):
        collect(session, Third())
