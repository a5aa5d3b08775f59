"""What a merge would do, before it does it. db/README.md, Merging 3."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from mrcworkbench.domain.merging.conflicts import Conflict, open_conflicts
from mrcworkbench.domain.merging.effects import shown
from mrcworkbench.domain.merging.naming import names_of_all
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.merged_sets import MergedSet
from mrcworkbench.domain.revisions.units import WHOLE, Key, Unit


class Verdict(StrEnum):
    """What becomes of a file; a file's verdict is the first here that fits any of its assessments."""

    REFUSED = "refused"
    CONFLICT = "conflict"
    UPDATED = "updated"
    NEW = "new"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """How many answers come in a file: `new` with an assessment that was not here, the others against what is here.
    `newly_answered` were open before; in conflict are those about which there was no conflict before."""

    new: int = 0
    newly_answered: int = 0
    changed: int = 0
    in_conflict: int = 0

    def __add__(self, other: AnswerCounts) -> AnswerCounts:
        return AnswerCounts(
            self.new + other.new,
            self.newly_answered + other.newly_answered,
            self.changed + other.changed,
            self.in_conflict + other.in_conflict,
        )


@dataclass(frozen=True)
class AssessmentPlan:
    """What one assessment gets from a file. `conflicts` are those that were not open before, `settled` the ids of those
    that are open now and will not be: in the version of the questionnaire in which the assessment will be.
    """

    assessment: str
    verdict: Verdict
    revisions: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()
    conflicts: tuple[Conflict, ...] = ()
    settled: frozenset[str] = frozenset()
    answers: AnswerCounts = field(default_factory=AnswerCounts)


@dataclass(frozen=True)
class FilePlan:
    """What a database gets from a file: `additions` is all of it, attestations included."""

    verdict: Verdict
    assessments: tuple[AssessmentPlan, ...]
    additions: MergedSet


def first_verdict(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of a file from those of its parts; known for a file with nothing in it."""
    return min(verdicts, key=_ORDER.index, default=Verdict.KNOWN)


_ORDER = tuple(Verdict)


def plan_file(target: MergedSet, incoming: MergedSet, confirmed: Container[str] = frozenset()) -> FilePlan:
    """What uniting the two would do to the target, whose persons confirmed these decisions and records. Where a centre
    has withdrawn, nothing is left to settle."""
    additions = incoming.without(target)
    union = target.union(incoming)
    seen = shown(union, confirmed)
    plans = tuple(
        plan_assessment(assessment, target.histories.get(assessment), history, confirmed, is_shown=assessment in seen)
        for assessment, history in sorted(incoming.histories.items())
    )
    verdict = first_verdict(plan.verdict for plan in plans)
    if verdict is Verdict.KNOWN and (additions.records or additions.decisions):
        verdict = Verdict.UPDATED
    if not _name_conflicts(union, confirmed) <= _name_conflicts(target, confirmed):
        verdict = Verdict.CONFLICT
    return FilePlan(verdict, plans, additions)


def _name_conflicts(content: MergedSet, confirmed: Container[str]) -> frozenset[str]:
    """Their ids, where it is said in several ways what a centre is called, or where it lies."""
    names = names_of_all(content, confirmed).values()
    return frozenset(conflict.id for naming in names for conflict in naming.conflicts)


def plan_assessment(
    assessment: str,
    target: History | None,
    incoming: History,
    confirmed: Container[str] = frozenset(),
    *,
    is_shown: bool = True,
) -> AssessmentPlan:
    """What an assessment gets: `target` is all that the database holds of it, None for nothing, and `confirmed` what
    its persons confirmed; not `is_shown`: it is of a centre that has withdrawn.
    """
    before = target or History()
    revisions = frozenset(incoming.revisions.keys() - before.revisions.keys())
    decisions = frozenset(incoming.decisions.keys() - before.decisions.keys())
    if not revisions and not decisions:
        return AssessmentPlan(assessment, Verdict.KNOWN)
    verdict = Verdict.UPDATED if before.revisions else Verdict.NEW
    if not is_shown:
        return AssessmentPlan(assessment, verdict, revisions, decisions)
    after = before.union(incoming).in_effect(confirmed)
    before = before.in_effect(confirmed).in_version(after.version)
    view_before, view_after = current_view(before), current_view(after)
    open_before = {conflict.id for conflict in open_conflicts(assessment, before, view_before)}
    open_after = open_conflicts(assessment, after, view_after)
    new = tuple(conflict for conflict in open_after if conflict.id not in open_before)
    return AssessmentPlan(
        assessment,
        Verdict.CONFLICT if new else verdict,
        revisions,
        decisions,
        new,
        frozenset(open_before - {conflict.id for conflict in open_after}),
        _counted(view_before, view_after, new) if target is not None else AnswerCounts(new=len(_done(view_after))),
    )


def _counted(before: View, after: View, conflicts: Iterable[Conflict]) -> AnswerCounts:
    contested = {conflict.question for conflict in conflicts if conflict.question}
    done_before, done_after = _done(before), _done(after)
    units = {key[0] for key in before.units.keys() | after.units.keys() if _says(before, key) != _says(after, key)}
    newly_answered = done_after - done_before - {key[0] for key in before.contested} - contested
    changed = (units & done_before) - contested - newly_answered
    return AnswerCounts(0, len(newly_answered), len(changed), len(contested))


def _done(view: View) -> frozenset[str]:
    """The questions that are answered in one way or another, and not only carried over."""
    return frozenset(
        question for (question, row), held in view.units.items() if row == WHOLE and counts_as_answer(held.unit.state)
    )


def counts_as_answer(state: str) -> bool:
    """Whether a unit with this state is an answer, and neither blank nor only carried over."""
    return state not in (AnswerState.BLANK, AnswerState.CARRIED_OVER)


def _says(view: View, key: Key) -> Unit | None:
    return view.units[key].unit if key in view.units else None
