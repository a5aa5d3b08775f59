"""Where centres stand together: counts over centres, the newest round of each, consent, and sets that are too small."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.scoring.placing import LETTERS
from mrcworkbench.domain.tidy.permitted import LeftOut
from mrcworkbench.services.collection.standings import Reader, Standing, Standings, picture
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.resolving import resolve
from mrcworkbench.services.session.session import Session, open_session
from tests.collections_of_centres import collection
from tests.merge_support import centre, edit, merge, sent


def standing(number: int, *places: str, seen: bool = True, centre: str = "", begun: str = "2026-01-01") -> Standing:
    centre = centre or f"c{number}"
    place = (begun, "", "")
    info = AssessmentInfo(f"a{number}", CentreInfo(centre, centre, "AL"), begun, "manager", "1", begun, place=place)
    return Standing(info, seen, "".join(map(LETTERS.__getitem__, places or ("2",))))


def held(counts: Mapping[str, int]) -> dict[str, int]:
    return {place: n for place, n in counts.items() if n}


def seen_together(*all_: Standing) -> tuple[int, list[dict[str, int]]]:
    found = picture(Standings(tuple(all_)), [one.assessment for one in all_])
    return found.centres, [held(counts) for counts in found.counts]


def test_centres_are_counted_at_each_place() -> None:
    five = [standing(n, place, "open") for n, place in enumerate(("0", "2", "2", "4", "not_applicable"))]
    assert seen_together(*five) == (5, [{"0": 1, "2": 2, "4": 1, "not_applicable": 1}, {"open": 5}])


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
    assert held(picture(all_, chosen).counts[0]) == {"2": 4, "1": 1}


def test_a_centre_of_which_nobody_chose_what_counts_is_left_out_and_told() -> None:
    others = [standing(n) for n in range(5)]
    two = [replace(one, assessment=replace(one.assessment, counts=None)) for n in (10, 11) for one in [
        standing(n, "4", centre="x")
    ]]  # fmt: skip
    found = picture(Standings((*others, *two)), [one.assessment for one in (*others, *two)])
    assert (found.centres, held(found.counts[0]), found.to_choose, found.totals_left_out) == (5, {"2": 5}, 1, 0)
    assert found.without_consent == 0
    chosen = [replace(one, assessment=replace(one.assessment, counts=n == 0)) for n, one in enumerate(two)]
    found = picture(Standings((*others, *chosen)), [one.assessment for one in (*others, *chosen)])
    assert (found.centres, held(found.counts[0]), found.to_choose) == (6, {"2": 5, "4": 1}, 0)


def shy(number: int, place: str = "4", **more: str) -> Standing:
    return standing(number, place, seen=False, **more)


def test_few_that_stand_in_totals_only_are_left_out() -> None:
    seen, hidden = [standing(n) for n in range(6)], [shy(n) for n in range(10, 14)]
    found = picture(Standings((*seen, *hidden)), [one.assessment for one in (*seen, *hidden)])
    assert (found.centres, held(found.counts[0]), found.totals_left_out) == (6, {"2": 6}, 4)


def test_five_that_stand_in_totals_only_are_counted() -> None:
    assert seen_together(*(shy(n) for n in range(5))) == (5, [{"4": 5}])


def test_they_are_counted_only_with_their_newest_assessment_and_once() -> None:
    five = [shy(n, "3", begun="2026") for n in range(5)]
    older = shy(20, "1", centre="c0", begun="2025")
    open_before = standing(21, "0", centre="c1", begun="2025")
    all_ = Standings((*five, older, open_before))
    whole = picture(all_, [one.assessment for one in all_.standings])
    assert (whole.centres, held(whole.counts[0]), whole.totals_left_out) == (5, {"3": 5}, 0)
    seen = [standing(n) for n in range(30, 35)]
    all_ = Standings((*five, older, open_before, *seen))
    part = picture(all_, [one.assessment for one in (*five[1:], older, open_before, *seen)])
    assert (part.centres, held(part.counts[0]), part.totals_left_out) == (6, {"2": 5, "0": 1}, 4)


@given(st.data())
def test_no_two_pictures_differ_by_fewer_than_five_that_stand_in_totals_only(data: st.DataObject) -> None:
    """A set, and the same set with some more: the second picture has as many, or at least five more."""
    rounds = st.sampled_from(("2025", "2026"))
    hidden = [shy(n, str(n % 5), centre=f"h{n % 13}", begun=data.draw(rounds) + f"-{n:02}") for n in range(20)]
    seen = [standing(100 + n) for n in range(8)]
    all_ = Standings((*hidden, *seen))
    chosen = data.draw(st.sets(st.sampled_from(hidden)))
    more = chosen | data.draw(st.sets(st.sampled_from(hidden), max_size=4))
    fixed = [one.assessment for one in seen]
    few, many = (picture(all_, [*fixed, *(one.assessment for one in those)]).counts[0] for those in (chosen, more))
    added = {place: many[place] - few[place] for place in few}
    assert min(added.values()) >= 0
    assert sum(added.values()) == 0 or sum(added.values()) >= 5


def test_centres_without_consent_are_said_to_be_absent() -> None:
    five = [standing(n) for n in range(5)]
    silent = standing(9).assessment
    found = picture(Standings(tuple(five)), [*(one.assessment for one in five), silent])
    assert (found.centres, found.without_consent) == (5, 1)


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("standings") / "collection.mrcw"
    collection(path, Random(5), 30, drawn=15, answers=60, withdrawn=3, conflicts=2)
    return path


def test_what_is_found_comes_only_from_centres_that_let_others_see_it(gathered: Path) -> None:
    with open_session(gathered, read_only=True) as session:
        read = Reader().read(session)
        withdrawn = {info.id for info in session.assessments() if info.centre.withdrawn}
        everything = {info.id for info in session.assessments()}
    seen = {one.assessment.id for one in read.standings if one.seen}
    assert withdrawn
    assert {one.assessment.id for one in read.found} == seen
    assert not withdrawn & (read.states.keys() | {one.assessment.id for one in read.standings})
    assert set(read.left_out.values()) == {LeftOut.NO_CONSENT}
    assert read.left_out.keys() | {one.assessment.id for one in read.standings} | withdrawn == everything
    assert all(len(one.places) == 24 and set(one.places) <= set(LETTERS.values()) for one in read.standings)
    assert {one.kind for one in read.found} == {"practices", "challenges"}


def test_reading_can_be_stopped(gathered: Path) -> None:
    class StopError(Exception):
        pass

    class Third:
        def step(self, done: int = 0, total: int = 0, text: str = "") -> None:  # noqa: ARG002
            if done == 3:
                raise StopError

    with open_session(gathered, read_only=True) as session, pytest.raises(StopError):
        Reader().read(session, Third())


class Steps:
    def __init__(self) -> None:
        self.total = 0

    def step(self, done: int = 0, total: int = 0, text: str = "") -> None:  # noqa: ARG002
        self.total = total


def test_only_what_has_changed_is_read_again(gathered: Path, tmp_path: Path, user_data: Path) -> None:
    path = Path(shutil.copy(gathered, tmp_path / "collection.mrcw"))
    reader = Reader()

    def read(session: Session) -> tuple[Standings, int]:
        steps = Steps()
        return reader.read(session, steps), steps.total

    with open_session(path) as session:
        first, all_ = read(session)
        assert all_ == len(first.states)
        assert read(session) == (first, 0)
        corrected = next(one.assessment.id for one in first.standings if one.seen)
        nothing = Correction(corrected, "resp_consent", None, "nothing", "they wrote")
        resolve(session, [nothing], author="Ana")
        second, again = read(session)
        assert (again, corrected in second.left_out) == (1, True)
    stranger = centre(tmp_path, "New", {"resp_consent": "all", "challenges": [{"challenges_what": "The new road"}]})
    merge(path, sent(stranger, "one"))
    with open_session(path) as session:
        third, again = read(session)
        assert again == 1
        assert [one.head for one in third.found if one.head == "The new road"] == ["The new road"]
    edit(stranger, {"challenges": [{"challenges_what": "The old road"}]})
    merge(path, sent(stranger, "two"))
    with open_session(path) as session:
        fourth, again = read(session)
        assert again == 1
        assert {one.head for one in fourth.found if one.head.endswith(" road")} == {"The old road"}
