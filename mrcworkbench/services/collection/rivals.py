"""Assessments of one round of one centre, of which a person chooses the one that counts: db/README.md, Decisions 11."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mrcworkbench.domain.merging.counting import rivals_of
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, Row
from mrcworkbench.services.collection.overview import batches

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.services.session.session import Session


@dataclass(frozen=True)
class Rival:
    """One of them: who sealed it last and when (UTC; "" for never), and how many of the needed questions are answered.
    Both are 0 where its questionnaire is not known."""

    info: AssessmentInfo
    author: str
    sealed_at: str
    answered: int
    applicable: int


@dataclass(frozen=True)
class SameRound:
    """All of one round, sorted by their ids; `differing` is how many questions they do not answer alike."""

    rivals: tuple[Rival, ...]
    differing: int


def rounds_to_choose(assessments: Iterable[AssessmentInfo]) -> tuple[AssessmentInfo, ...]:
    """One assessment of each round of which none counts, since nobody has chosen; not of centres that withdrew."""
    every = tuple(assessments)
    seen: set[str] = set()
    found = []
    for one in every:
        if one.counts is None and one.id not in seen and not one.centre.withdrawn:
            seen.update(other.id for other in rivals_of(one, every))
            found.append(one)
    return tuple(found)


def same_round(session: Session, info: AssessmentInfo) -> SameRound:
    """An assessment and the others of its round, side by side. Raises `UserError` where the file cannot be read."""
    those = sorted((info, *rivals_of(info, session.assessments())), key=lambda one: one.id)
    counts = {}
    for counter, ids in batches(those):
        counts.update(counter.count(session, ids))
    sealed = session.read_file(lambda store: store.collection.revisions())
    answers = session.read_file(lambda store: [store.load(one.id).answers for one in those])
    rivals = []
    for one in those:
        count = counts.get(one.id)
        at, author = max(((rev.sealed_at, rev.author) for rev in sealed.get(one.id, ())), default=("", ""))
        rivals.append(Rival(one, author, at, *((0, 0) if count is None else (count.needed.done, count.needed.all))))
    return SameRound(tuple(rivals), _differing(answers))


def _differing(answers: Iterable[Mapping[str, Answer]]) -> int:
    every = tuple(answers)
    codes = frozenset[str]().union(*every)
    return sum(len({_said(one.get(code, BLANK)) for one in every}) > 1 for code in codes)


def _said(answer: Answer) -> str:
    """What an answer says, whatever its rows are called."""
    value: object = answer.value
    if isinstance(value, tuple):
        value = [sorted(one.cells.items()) if isinstance(one, Row) else one for one in value]
    return repr((answer.state.value, value, answer.reason))
