"""Where the centres of a collection stand together, and what they say of practices and challenges.

Counts over centres, never a rank: who may be counted follows from consent, as in exports (`domain.tidy`). A centre
with several rounds among the chosen stands with the newest. Fewer than five centres are not broken down; and where
fewer than five stand in totals only, they are left out, or they would follow by subtraction from those whose answers
may be seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mrcworkbench.domain.answers import BLANK, AnswerState
from mrcworkbench.domain.questionnaire import QuestionType
from mrcworkbench.domain.tidy.permitted import LeftOut, PermittedAnswer, permitted
from mrcworkbench.domain.tidy.totals import FEWEST_CENTRES
from mrcworkbench.services.collecting import Collected, Collection, Rules
from mrcworkbench.services.steps import NoProgress, Progress

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.services.session import Session

__all__ = ["FEWEST_CENTRES", "Found", "Picture", "Standing", "Standings", "collect", "picture"]

OPEN, NOT_APPLICABLE = "open", "not_applicable"
PLACES = ("0", "1", "2", "3", "4", OPEN, NOT_APPLICABLE)
"""Where a centre can stand in a criterion."""
PRACTICES, CHALLENGES = "practices", "challenges"
_CRITERION_COLUMN = "practices_criterion"


@dataclass(frozen=True, slots=True)
class Found:
    """One practice or challenge that others may see: `head` names it, `texts` are what the centre wrote of it."""

    kind: str
    assessment: AssessmentInfo
    centre: str
    country: str
    head: str
    texts: tuple[str, ...]
    criterion: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One assessment that may be counted: its place in each criterion, in their order. `seen`: its answers may be
    seen; otherwise it counts in totals only."""

    assessment: AssessmentInfo
    centre: str
    country: str
    seen: bool
    places: tuple[str, ...]


@dataclass(frozen=True)
class Standings:
    """All that may be counted and found; `left_out` are assessments without consent to that, by id."""

    standings: tuple[Standing, ...] = ()
    found: tuple[Found, ...] = ()
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    """conflict, complete, in_progress or not_started, by assessment; also of those left out."""


@dataclass(frozen=True)
class Picture:
    """How many of the chosen centres stand where. `counts` by criterion, in their order; empty where the set is too
    small."""

    centres: int
    counts: tuple[Mapping[str, int], ...] = ()
    without_consent: int = 0
    """Centres among the chosen of which no assessment may be counted."""
    totals_left_out: int = 0
    """Centres left out because fewer than five stand in totals only."""

    @property
    def too_small(self) -> bool:
        return self.centres < FEWEST_CENTRES


def collect(session: Session, progress: Progress | None = None) -> Standings:
    """Reads and scores every assessment. Raises whatever `progress.step` raises, and `UserError` corrupt."""
    from mrcworkbench.content.questionnaires import criteria_set, questionnaire

    texts, watched = session.texts, progress or NoProgress()
    language = str(getattr(texts, "language", "en"))
    rules = Rules(questionnaire("manager", language), criteria_set(language), texts)
    collection = Collection(session, rules)
    standings, found, left_out, states = [], [], {}, {}
    total = len(collection.assessments)
    for done, one in enumerate(collection):
        watched.step(done, total)
        if one.rules is None:
            left_out[one.info.id] = LeftOut.QUESTIONNAIRE
            continue
        states[one.info.id] = _state(one)
        allowed = permitted(rules.questionnaire, one.answers, one.shown, own_copy=collection.is_own_copy)
        if allowed.left_out not in (None, LeftOut.TOTALS):
            left_out[one.info.id] = allowed.left_out
            continue
        seen = allowed.left_out is None
        standings.append(Standing(one.info, one.info.centre.id, one.info.centre.country, seen, _places(one)))
        for kind in (PRACTICES, CHALLENGES):
            answer = allowed.answers.get(kind)
            if answer is not None:
                found += _found(kind, one, answer)
    return Standings(tuple(standings), tuple(found), left_out, states)


def picture(standings: Standings, criteria: int, chosen: Iterable[AssessmentInfo]) -> Picture:
    """The counts over the chosen assessments, over so many criteria."""
    infos = {info.id: info for info in chosen}
    newest: dict[str, Standing] = {}
    for one in standings.standings:
        if one.assessment.id in infos:
            before = newest.get(one.centre)
            if before is None or _age(before.assessment) < _age(one.assessment):
                newest[one.centre] = one
    hidden = [one for one in newest.values() if not one.seen]
    few = hidden if len(hidden) < FEWEST_CENTRES else []
    counted = [one for one in newest.values() if one.seen or not few]
    asked = {info.centre.id for info in infos.values()}
    absent = len(asked - newest.keys())
    if len(counted) < FEWEST_CENTRES:
        return Picture(len(counted), (), absent, len(few))
    counts: list[Counter[str]] = [Counter() for _ in range(criteria)]
    for one in counted:
        for tally, place in zip(counts, one.places, strict=True):
            tally[place] += 1
    return Picture(len(counted), tuple(counts), absent, len(few))


def _age(info: AssessmentInfo) -> tuple[str, str]:
    return info.created_at, info.id


def _state(one: Collected) -> str:
    if one.conflicts:
        return "conflict"
    answered = sum(one.answers[code].counts_as_done for code in one.shown if code in one.answers)
    if not answered:
        return "not_started"
    return "complete" if answered == len(one.shown) else "in_progress"


def _places(one: Collected) -> tuple[str, ...]:
    """Declined answers count as blank, as in all that leaves."""
    answers = {code: BLANK if answer.state is AnswerState.DECLINED else answer for code, answer in one.answers.items()}
    score = one.score_with(answers)
    return tuple(
        NOT_APPLICABLE if not each.applicable else OPEN if each.level is None else str(each.level)
        for each in (score.criteria if score else ())
    )


def _found(kind: str, one: Collected, answer: PermittedAnswer) -> list[Found]:
    made = []
    for row in answer.rows:
        head, texts, criterion = "", [], None
        for column in answer.question.columns:
            cell = row.cells.get(column.code)
            if not isinstance(cell, str) or not cell.strip():
                continue
            if column.code == _CRITERION_COLUMN:
                criterion = column.option_text(cell)
            elif not head and column is answer.question.columns[0]:
                head = column.option_text(cell) if column.options else cell
            elif column.type is QuestionType.TEXT:
                texts.append(cell)
        if head or texts:
            made.append(
                Found(
                    kind,
                    one.info,
                    one.info.centre.name,
                    one.info.centre.country,
                    head or texts.pop(0),
                    tuple(texts),
                    criterion,
                )
            )
    return made
