"""What a score is made of: statuses, reasons, and the results of criteria, headings and dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal

from mrcworkbench.domain.questionnaire.answers import AnswerState

HIGHEST_LEVEL = 4
LEVELS = range(HIGHEST_LEVEL + 1)


class Status(StrEnum):
    IN_PLACE = "in_place"
    PLANNED = "planned"
    NONE = "none"
    NOT_APPLICABLE = "not_applicable"
    NOT_KNOWN = "not_known"


class Basis(StrEnum):
    """What a criterion rests on, from strong to weak. All but the first two are claims of the centre."""

    CONFIRMED = "confirmed"
    """An outside person confirms it."""
    ATTACHED = "attached"
    """A file that shows it is attached."""
    NAMED = "named"
    """The centre says that it can show a document, and names it."""
    UNNAMED = "unnamed"
    """The centre says that it can show a document; versions that do not ask for its name take its word."""
    OWN_WORD = "own_word"


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence, with the questions it comes from or leads to. `known` is False where an answer is missing.

    `missing`: of what would lift a criterion, the sentence that is not so yet.
    """

    text: str
    questions: tuple[str, ...]
    known: bool = True
    missing: str = ""


@dataclass(frozen=True, slots=True)
class StakeholderView:
    """What one stakeholder says of one criterion.

    Independent: ties are told, and none is to staff or the parent body.
    """

    criterion: str
    verdict: Literal["confirmed", "partly", "contradicted", "no_knowledge"]
    ties: frozenset[str]
    independent: bool


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document that the centre says it can show: title, date (`YYYY-MM-DD`), where it is kept ("" if not said)."""

    title: str
    date: str
    place: str


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """The result of one criterion.

    `level` 0 to 4, or None; `evidence` "a" to "d", and `basis`, None where there is nothing to prove.

    `hollow`: level 1 to 3 on a statement only, not yet documented. `intended`: planned without a step that has a date
    and a post (level 0). `contested`: a stakeholder contradicts it; the level stays. `why` says what holds, `next` what
    would lift or keep it.
    """

    id: str
    status: Status
    level: int | None
    evidence: str | None
    hollow: bool
    contested: bool
    applicable: bool
    intended: bool
    why: tuple[Reason, ...]
    next: tuple[Reason, ...]
    missing: AnswerState | None = None
    """Why there is no level though the criterion applies: its status is blank, not known, declined or in conflict."""
    documents: tuple[NamedDocument, ...] = ()
    """The documents that the centre names; for versions that ask for their names."""
    attached: int = 0
    """How many files are attached as evidence."""
    basis: Basis | None = None
    confirmed_by: int | None = 0
    """How many outside people confirm it, as `contradicted_by`; None where that could tell who said what."""
    contradicted_by: int | None = 0


@dataclass(frozen=True, slots=True)
class HeadingScore:
    """The lower median of the levels within a heading; None where no criterion has a level."""

    id: str
    median_level: int | None


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """Counts of criteria.

    `open` are applicable and not known; `levels` counts each level; `evidenced` has evidence b or better.
    """

    id: str
    applicable: int
    in_place: int
    planned: int
    none: int
    open: int
    levels: Mapping[int, int]
    headings: tuple[HeadingScore, ...]
    evidenced: int


@dataclass(frozen=True)
class Score:
    """All criteria in the study's order, and the dimensions."""

    criteria: tuple[CriterionScore, ...]
    dimensions: tuple[DimensionScore, ...]

    @property
    def in_place(self) -> int:
        return sum(score.status is Status.IN_PLACE for score in self.criteria)

    @property
    def applicable(self) -> int:
        return sum(score.applicable for score in self.criteria)

    def in_place_on(self, basis: Basis) -> int:
        """How many of those in place rest on this."""
        return sum(score.status is Status.IN_PLACE and score.basis is basis for score in self.criteria)

    @cached_property
    def by_id(self) -> Mapping[str, CriterionScore]:
        return {score.id: score for score in self.criteria}
