"""What a merge would do, before it does it. db/README.md, Merging 3."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mrcworkbench.domain.merging.conflicts import Conflict, open_conflicts
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.merged_sets import MergedSet


class Verdict(StrEnum):
    """What becomes of a file; a file's verdict is the first here that fits any of its assessments."""

    REFUSED = "refused"
    CONFLICT = "conflict"
    UPDATED = "updated"
    NEW = "new"
    KNOWN = "known"


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


def plan_file(target: MergedSet, incoming: MergedSet) -> FilePlan:
    """What uniting the two would do to the target. Where a centre has withdrawn, nothing is left to settle."""
    additions = incoming.without(target)
    shown = target.union(incoming).shown
    plans = tuple(
        plan_assessment(assessment, target.histories.get(assessment), history, shown=assessment in shown)
        for assessment, history in sorted(incoming.histories.items())
    )
    verdicts = [plan.verdict for plan in plans]
    if additions.records or additions.decisions:
        verdicts.append(Verdict.UPDATED if target.revisions else Verdict.NEW)
    return FilePlan(first_verdict(verdicts), plans, additions)


def plan_assessment(
    assessment: str, target: History | None, incoming: History, *, shown: bool = True
) -> AssessmentPlan:
    """What an assessment gets: `target` is what the database holds of it, None for nothing; not `shown`: it is of a
    centre that has withdrawn.
    """
    before = target or History()
    revisions = frozenset(incoming.revisions.keys() - before.revisions.keys())
    decisions = frozenset(incoming.decisions.keys() - before.decisions.keys())
    if not revisions and not decisions:
        return AssessmentPlan(assessment, Verdict.KNOWN)
    verdict = Verdict.UPDATED if before.revisions else Verdict.NEW
    if not shown:
        return AssessmentPlan(assessment, verdict, revisions, decisions)
    after = before.union(incoming)
    open_before = {conflict.id for conflict in open_conflicts(assessment, before.in_version(after.version))}
    open_after = open_conflicts(assessment, after)
    new = tuple(conflict for conflict in open_after if conflict.id not in open_before)
    return AssessmentPlan(
        assessment,
        Verdict.CONFLICT if new else verdict,
        revisions,
        decisions,
        new,
        frozenset(open_before - {conflict.id for conflict in open_after}),
    )
