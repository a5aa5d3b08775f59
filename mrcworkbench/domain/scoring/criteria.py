"""The 24 good-practice criteria with their levels and rules, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mrcworkbench.domain.questionnaire.expressions import Expression, names, reads_reference

EVIDENCE_ORDER = ("a", "b", "c", "d")
"""The grades from weak to strong, in versions that do not say otherwise."""


@dataclass(frozen=True)
class Condition:
    """One condition of a level, with the sentence said when it holds and the one that says how to reach it."""

    expression: Expression
    met: str
    lift: str

    @cached_property
    def questions(self) -> frozenset[str]:
        return names(self.expression)


@dataclass(frozen=True, slots=True)
class CompactObjective:
    """An objective (1 to 23) of the Global Compact for Migration that the criterion serves, and why."""

    objective: int
    reason: str


@dataclass(frozen=True)
class Criterion:
    """One criterion. `levels` are the anchors for 0 to 4; `conditions[k - 1]` together are the rule of level k."""

    id: str
    number: int
    dimension: str
    heading: str
    section: str
    title: str
    asks: str
    why_it_matters: str
    levels: tuple[str, str, str, str, str]
    conditions: tuple[tuple[Condition, ...], ...]
    applies_when: Expression | None
    evidence_examples: Mapping[str, tuple[str, ...]]
    objectives: tuple[CompactObjective, ...]
    status_question: str
    plan_question: str | None
    """None where its plans stand elsewhere, as in a register."""
    results_question: str
    evidence_question: str
    documents_question: str | None = None
    """The table of named documents, without a row of which, or a file, nothing counts as shown; None where the centre's
    word is enough, as in 1.0.0."""
    evidence_order: tuple[str, ...] = EVIDENCE_ORDER
    """The grades from weak to strong."""

    @cached_property
    def used_questions(self) -> frozenset[str]:
        """Every question whose answer can change this criterion's score."""
        own = (self.status_question, self.plan_question, self.evidence_question, self.documents_question)
        used = {code for code in own if code is not None}
        for level in self.conditions:
            for condition in level:
                used |= condition.questions
        if self.applies_when is not None:
            used |= names(self.applies_when)
        return frozenset(used)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the study within a dimension; a criterion without a group is its own heading."""

    id: str
    dimension: str
    title: str


@dataclass(frozen=True, slots=True)
class Dimension:
    id: str
    title: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True)
class CriteriaSet:
    """All criteria in the study's order, and the four dimensions; none of either for a questionnaire without levels."""

    criteria: tuple[Criterion, ...]
    dimensions: tuple[Dimension, ...]

    @property
    def names_documents(self) -> bool:
        """Whether documents are asked for by name; in 1.0.0 the centre's word is enough."""
        return any(criterion.documents_question is not None for criterion in self.criteria)

    @property
    def evidence_order(self) -> tuple[str, ...]:
        """The grades from weak to strong, the same for all criteria."""
        return self.criteria[0].evidence_order if self.criteria else EVIDENCE_ORDER

    @cached_property
    def by_id(self) -> Mapping[str, Criterion]:
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def using(self) -> Mapping[str, tuple[str, ...]]:
        """For each question, the ids of the criteria whose score it can change."""
        users: dict[str, list[str]] = {}
        for criterion in self.criteria:
            for code in criterion.used_questions:
                users.setdefault(code, []).append(criterion.id)
        return {code: tuple(ids) for code, ids in users.items()}

    @cached_property
    def reading_reference(self) -> tuple[str, ...]:
        """The ids of the criteria whose levels the assessment's own date decides with the answers."""
        return tuple(
            criterion.id
            for criterion in self.criteria
            if any(reads_reference(condition.expression) for level in criterion.conditions for condition in level)
        )
