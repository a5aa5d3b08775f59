"""Whose file a database is: by what was begun in it, never by how many centres it holds."""

from __future__ import annotations

import pytest

from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.file_use import (
    FileUse,
    MadeAs,
    made_as_of_unmarked,
    named,
    own_assessments,
    require_one_centre,
)
from mrcworkbench.errors import UserError

A, B, C = (CentreInfo(id_, id_.upper(), "AL") for id_ in "abc")
CENTRE, COLLECTION = MadeAs.CENTRE, MadeAs.COLLECTION


def assessment(id_: str, centre: CentreInfo) -> AssessmentInfo:
    return AssessmentInfo(id_, centre, "2026", "manager", "1.0.0", "2026-01-01T00:00:00.000Z")


OWN, NEXT, OTHER = assessment("own", A), assessment("next", A), assessment("other", B)


@pytest.mark.parametrize(("begun", "expected"), [(0, COLLECTION), (1, CENTRE), (2, COLLECTION), (300, COLLECTION)])
def test_a_file_that_does_not_say_it_is_a_centres_if_the_work_of_one_was_begun_in_it(
    begun: int, expected: MadeAs
) -> None:
    assert made_as_of_unmarked(begun) is expected


@pytest.mark.parametrize("value", [None, "", "Centre", "centre ", "collects", "\U0001f4be", "collection\n"])
def test_what_no_program_wrote_says_nothing(value: str | None) -> None:
    assert named(value) is None


@pytest.mark.parametrize("made_as", MadeAs)
def test_what_is_kept_is_read_again(made_as: MadeAs) -> None:
    assert named(made_as.value) is made_as


def test_the_own_assessments_are_those_of_the_centre_that_was_begun_here() -> None:
    use = FileUse(CENTRE, frozenset({"other", "next"}))
    assert own_assessments(use, (OWN, OTHER, NEXT)) == (OWN, NEXT), "also a round that a colleague began"
    assert own_assessments(FileUse(COLLECTION, use.brought), (OWN, OTHER)) == (OWN, OTHER)
    assert own_assessments(FileUse(CENTRE, frozenset({"own", "other"})), (OWN, OTHER)) == (OWN, OTHER)


@pytest.mark.parametrize(
    ("brought", "centres", "assessments", "may"),
    [
        ((), (A,), (OWN,), True),
        (("own",), (A,), (OWN,), True),
        (("other",), (A, B), (OWN, OTHER), True),
        (("own", "other"), (A, B), (OWN, OTHER), False),
        ((), (A, B), (OWN, OTHER), False),
        ((), (), (), False),
        (("own", "other"), (A, CentreInfo("b", "B", "AL", joined_into="a")), (OWN, assessment("other", A)), True),
    ],
    ids=["one begun", "one brought", "one begun of two", "two brought", "two begun", "none", "two that are one"],
)
def test_a_file_is_used_for_one_centre_only_where_it_is_plain_whose(
    brought: tuple[str, ...], centres: tuple[CentreInfo, ...], assessments: tuple[AssessmentInfo, ...], may: bool
) -> None:
    use = FileUse(COLLECTION, frozenset(brought))
    if may:
        require_one_centre(use, centres, assessments)
    else:
        with pytest.raises(UserError) as caught:
            require_one_centre(use, centres, assessments)
        assert caught.value.code == ("not_one_centre" if centres else "no_centre_in_file")
