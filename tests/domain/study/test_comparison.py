"""The comparison: what the study says of each centre, nearest in kind first, and never a rank."""

from __future__ import annotations

import pytest
from hypothesis import given as given_that
from hypothesis import strategies as st

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.content.study import study
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.results import Score
from mrcworkbench.domain.study.comparison import (
    SAMPLE_CENTRE,
    STUDY_YEAR,
    Comparison,
    OwnProfile,
    compare,
    comparison_to_json,
    nearness,
)
from mrcworkbench.domain.study.model import EvidenceKind
from tests.answer_sets import given, score_of

STUDY = study()
DISAGREEING = 16 + 3
"""Cells in which the tick and the text of the study disagree, as the two coders found; then those of the two rows that
were added, and of the promise that counted as done (`corrections.json`)."""


@pytest.fixture(scope="module")
def score(manager: Questionnaire, criteria: CriteriaSet, texts: Catalogue) -> Score:
    return score_of(manager, criteria, {"counsel_status": given("planned")}, texts)


@pytest.fixture(scope="module")
def comparison(score: Score) -> Comparison:
    return compare(STUDY, score, OwnProfile("ngo", ("origin",), 2012, 2026))


def test_every_criterion_shows_all_14_centres_in_the_order_of_the_study(comparison: Comparison) -> None:
    order = [centre.id for centre in STUDY.centres]
    assert [criterion.id for criterion in comparison.criteria] == [place.id for place in STUDY.criteria]
    assert {tuple(cell.centre for cell in criterion.cells) for criterion in comparison.criteria} == {tuple(order)}


def test_all_evidence_is_shown_and_counted_once_under_its_first_criterion(comparison: Comparison) -> None:
    cells = [cell for criterion in comparison.criteria for cell in criterion.cells]
    shown = [item.id for cell in cells for item in cell.evidence]
    assert sorted(shown) == sorted(item.id for item in STUDY.evidence if item.criterion)
    assert sum(cell.annex_b for cell in cells) == sum(
        item.kind is EvidenceKind.ANNEX_B and item.criterion is not None for item in STUDY.evidence
    )


def test_a_lost_column_has_no_tick_and_no_blank_that_looks_like_one(comparison: Comparison) -> None:
    for criterion, place in zip(comparison.criteria, STUDY.criteria, strict=True):
        ticks = {cell.matrix for cell in criterion.cells}
        assert criterion.column_kept == (place.matrix_column is not None)
        assert ticks == {None} if place.matrix_column is None else ticks <= {True, False}


def test_tick_and_text_disagree_where_the_coders_found_it(comparison: Comparison) -> None:
    differing = [cell for criterion in comparison.criteria for cell in criterion.cells if cell.matrix_differs]
    assert len(differing) == DISAGREEING
    assert all(cell.differs for cell in differing)


def test_examples_are_text_then_annex_b_then_ticks_each_nearest_in_kind_first(comparison: Comparison) -> None:
    place = {centre: number for number, centre in enumerate(comparison.nearest)}
    kinds = list(EvidenceKind)
    for criterion in comparison.criteria:
        keys = [
            (kinds.index(item.kind), item.criterion != criterion.id, place[item.centre]) for item in criterion.examples
        ]
        assert keys == sorted(keys)


def test_nearest_agree_in_context_and_body_before_those_that_agree_in_one(comparison: Comparison) -> None:
    agreements = [comparison.nearness[centre].agreements for centre in comparison.nearest]
    assert agreements == sorted(agreements, reverse=True)
    first = STUDY.centre_by_id[comparison.nearest[0]]
    assert (first.kind, first.context in ("origin", "both")) == ("ngo", True)


@pytest.mark.parametrize(("year", "nearest"), [(2024, "ciami"), (2005, "msc")])
def test_among_equals_the_one_of_the_same_age_is_nearer(score: Score, year: int, nearest: str) -> None:
    own = OwnProfile("union", ("origin",), year, 2026)
    compared = [centre for centre in compare(STUDY, score, own).nearest if centre in ("ciami", "msc")]
    assert compared[0] == nearest


def test_the_sample_is_not_nearest_to_itself_but_keeps_its_row(score: Score) -> None:
    sample = compare(STUDY, score, OwnProfile("government", ("destination",), 2002, STUDY_YEAR, SAMPLE_CENTRE))
    assert SAMPLE_CENTRE not in sample.nearest
    assert len(sample.nearest) == 13
    assert not any(item.centre == SAMPLE_CENTRE for criterion in sample.criteria for item in criterion.examples)
    assert all(SAMPLE_CENTRE in [cell.centre for cell in criterion.cells] for criterion in sample.criteria)


def test_what_is_not_answered_is_near_to_nobody_and_the_order_is_that_of_the_study(
    score: Score, manager: Questionnaire
) -> None:
    unknown = compare(STUDY, score, OwnProfile.of(manager, {}, 2026))
    assert unknown.nearest == tuple(centre.id for centre in STUDY.centres)
    assert {(n.same_kind, n.same_context, n.years_apart) for n in unknown.nearness.values()} == {(None, None, None)}


@given_that(
    st.sampled_from([None, *STUDY.kinds.kinds]),
    st.lists(st.sampled_from(list(STUDY.kinds.contexts)), unique=True),
    st.none() | st.integers(1900, 2100),
)
def test_any_profile_orders_every_centre_once(run_by: str | None, contexts: list[str], year: int | None) -> None:
    own = OwnProfile(run_by, tuple(contexts), year, 2026)
    for centre in STUDY.centres:
        near = nearness(centre, own, STUDY.kinds)
        assert 0 <= near.agreements <= 2
        assert near.years_apart is None or near.years_apart >= 0


def test_the_profile_reads_what_is_answered_only(manager: Questionnaire) -> None:
    answers = {"prof_run_by": given("ngo"), "prof_context": given(("origin", "transit")), "prof_year": given(2012)}
    assert OwnProfile.of(manager, answers, 2026) == OwnProfile("ngo", ("origin", "transit"), 2012, 2026)


def test_the_document_has_the_form_of_the_contract(comparison: Comparison) -> None:
    document = comparison_to_json(comparison)
    own = {criterion["id"]: criterion["own"] for criterion in document["criteria"]}
    assert own["protection.support.counselling"] == {"status": "planned", "level": 0}
    for criterion in document["criteria"]:
        for centre in criterion["centres"]:
            assert set(centre) == {"id", "matrix", "body", "annex_b"}
            assert centre["body"] in ("in_place", "planned", None)
            assert centre["matrix"] in (True, False, None)
