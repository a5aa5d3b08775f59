"""The own result beside the studied centres: who the study names for a criterion, nearest in kind first.

No rank: a blank means that the study does not show it, never that a centre lacks it. Nearest in kind compares, in
this order, how many of two things agree (origin or destination, and who runs the centre), then origin or destination
by itself, then how old the centre is (the studied ones at the time of the study), then the order of the study.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.questionnaire.relevance import answer_tagged
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.scoring.score import CriterionScore, Score
from mrcworkbench.domain.study.model import CriterionPlace, Evidence, EvidenceKind, KindMap, StudiedCentre, Study

STUDY_YEAR = 2009
"""The year in which the study described the centres."""
SAMPLE_CENTRE = "cnai"
"""The studied centre that the sample assessment shows: its own row is left out of "nearest in kind"."""
_NEAREST_BY = (Tag.RUN_BY, Tag.CONTEXT, Tag.FIRST_YEAR)
_FAR = 1000
_KIND_ORDER = {kind: place for place, kind in enumerate(EvidenceKind)}


def questions_of_nearest(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Codes of the questions that decide which studied centres are nearest."""
    found = (questionnaire.tagged(tag) for tag in _NEAREST_BY)
    return tuple(question.code for question in found if question is not None)


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """What decides which studied centres are nearest. `year`: of the first clients; `as_of`: of the answers."""

    run_by: str | None = None
    contexts: tuple[str, ...] = ()
    year: int | None = None
    as_of: int = STUDY_YEAR
    studied_as: str | None = None
    """Id of the studied centre that this centre is (the sample); it is not nearest to itself."""

    @staticmethod
    def of(
        questionnaire: Questionnaire, answers: Mapping[str, Answer], as_of: int, studied_as: str | None = None
    ) -> OwnProfile:
        """The profile in the answers; what is not answered is unknown."""

        def value(tag: Tag) -> Any:
            answer = answer_tagged(questionnaire, answers, tag)
            return answer.value if answer.is_answered else None

        run_by, contexts, year = map(value, _NEAREST_BY)
        return OwnProfile(
            run_by=run_by if isinstance(run_by, str) else None,
            contexts=tuple(code for code in contexts if isinstance(code, str)) if isinstance(contexts, tuple) else (),
            year=year if isinstance(year, int) else None,
            as_of=as_of,
            studied_as=studied_as,
        )


@dataclass(frozen=True, slots=True)
class Nearness:
    """Why a studied centre is near. `same_*` is None where the own side is unknown; `years_apart` compares ages."""

    same_kind: bool | None
    same_context: bool | None
    years_apart: int | None

    @property
    def agreements(self) -> int:
        return int(self.same_kind is True) + int(self.same_context is True)


@dataclass(frozen=True, slots=True)
class StudiedCell:
    """What the study says of one centre for one criterion. `matrix` is None where Annex A is not held.

    `annex_b` counts the practices that name the criterion first. `differs` says where sources disagree, in words.
    """

    centre: str
    matrix: bool | None
    body: str | None
    annex_b: int
    evidence: tuple[Evidence, ...]
    also: tuple[Evidence, ...]
    differs: tuple[str, ...]

    @property
    def named(self) -> bool:
        """Whether the study names the centre for this criterion at all."""
        return bool(self.evidence or self.also)

    @property
    def matrix_differs(self) -> bool:
        """Whether tick and text disagree, where the column is kept. A tick means that the practice is in place."""
        return self.matrix is not None and self.matrix != (self.body == "in_place")


@dataclass(frozen=True, slots=True)
class CriterionComparison:
    """One criterion: the own score, the 14 cells in the study's order, and the examples nearest in kind first."""

    id: str
    own: CriterionScore
    column_kept: bool
    cells: tuple[StudiedCell, ...]
    examples: tuple[Evidence, ...]
    """Text first, then Annex B (naming this criterion first, then also), then ticks; each nearest in kind first."""


@dataclass(frozen=True)
class Comparison:
    """All criteria, and the studied centres nearest in kind first (without the centre itself)."""

    criteria: tuple[CriterionComparison, ...]
    nearest: tuple[str, ...]
    nearness: Mapping[str, Nearness]

    @cached_property
    def by_id(self) -> Mapping[str, CriterionComparison]:
        return {criterion.id: criterion for criterion in self.criteria}


def compare(study: Study, score: Score, own: OwnProfile) -> Comparison:
    """The comparison of one score with the study."""
    near = {centre.id: nearness(centre, own, study.kinds) for centre in study.centres}
    ordered = tuple(
        centre.id
        for centre in sorted(study.centres, key=lambda centre: _nearest_key(centre, near[centre.id]))
        if centre.id != own.studied_as
    )
    rank = {centre: place for place, centre in enumerate(ordered)}
    return Comparison(
        criteria=tuple(_criterion(study, place, score.by_id[place.id], rank) for place in study.criteria),
        nearest=ordered,
        nearness=near,
    )


def nearness(centre: StudiedCentre, own: OwnProfile, kinds: KindMap) -> Nearness:
    """How near a studied centre is in kind."""
    own_kind = kinds.kinds.get(own.run_by) if own.run_by else None
    own_contexts = {plain for code in own.contexts if (plain := kinds.contexts.get(code))}
    theirs = kinds.study_contexts.get(centre.context, ())
    known_ages = own.year is not None and centre.established_year is not None
    return Nearness(
        same_kind=None if own_kind is None else own_kind == centre.kind,
        same_context=bool(own_contexts.intersection(theirs)) if own_contexts else None,
        years_apart=_years_apart(own, centre) if known_ages else None,
    )


def _years_apart(own: OwnProfile, centre: StudiedCentre) -> int:
    own_age = own.as_of - (own.year or 0)
    their_age = STUDY_YEAR - (centre.established_year or 0)
    return abs(own_age - their_age)


def _nearest_key(centre: StudiedCentre, near: Nearness) -> tuple[int, bool, int, int]:
    apart = _FAR if near.years_apart is None else near.years_apart
    return (-near.agreements, near.same_context is not True, apart, centre.order)


def _criterion(
    study: Study, place: CriterionPlace, own: CriterionScore, rank: Mapping[str, int]
) -> CriterionComparison:
    first = study.evidence_by_criterion.get(place.id, ())
    also = study.evidence_also.get(place.id, ())
    shown = [item for item in (*first, *also) if item.centre in rank]
    return CriterionComparison(
        id=place.id,
        own=own,
        column_kept=place.matrix_column is not None,
        cells=tuple(_cell(centre.id, place, first, also) for centre in study.centres),
        examples=tuple(
            sorted(
                shown, key=lambda item: (_KIND_ORDER[item.kind], item.criterion != place.id, rank[item.centre], item.id)
            )
        ),
    )


def _cell(centre: str, place: CriterionPlace, first: tuple[Evidence, ...], also: tuple[Evidence, ...]) -> StudiedCell:
    own = sorted((item for item in first if item.centre == centre), key=lambda item: _KIND_ORDER[item.kind])
    kinds = [item.kind for item in own]
    return StudiedCell(
        centre=centre,
        matrix=None if place.matrix_column is None else EvidenceKind.MATRIX in kinds,
        body=next((item.status for item in own if item.kind is EvidenceKind.BODY), None),
        annex_b=kinds.count(EvidenceKind.ANNEX_B),
        evidence=tuple(own),
        also=tuple(item for item in also if item.centre == centre),
        differs=tuple(item.differs for item in own if item.differs),
    )


def comparison_to_json(comparison: Comparison) -> dict[str, Any]:
    """The document of `compare` (mrcworkbench/cli/README.md, Results 2), with the order "nearest in kind" beside it."""
    return {
        "criteria": [
            {
                "id": criterion.id,
                "own": {"status": criterion.own.status.value, "level": criterion.own.level},
                "centres": [
                    {"id": cell.centre, "matrix": cell.matrix, "body": cell.body, "annex_b": cell.annex_b}
                    for cell in criterion.cells
                ],
            }
            for criterion in comparison.criteria
        ],
        "nearest": list(comparison.nearest),
    }
