"""Where the centres of a collection stand together, and what they say of practices and challenges.

Counts over centres, never a rank: who may be counted follows from consent, as in exports (`Collection.permitted`). A
centre with several rounds among the chosen stands with the newest. Fewer than five centres are not broken down. Centres
that stand in totals only are counted in fixed groups, see `domain.disclosure.totals_only`, so that no two pictures
show one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from mrcworkbench.domain.disclosure.totals_only import FEWEST_CENTRES, groups, newest_of_each
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.scoring.placing import LETTERS, places
from mrcworkbench.domain.tidy.permitted import LeftOut, PermittedAnswer
from mrcworkbench.services.collection.collecting import Collected, Collection
from mrcworkbench.services.session.unreadable import UnreadableAnswer, unreadable_in
from mrcworkbench.services.steps import SilentReporter, StepReporter

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.services.session.session import Session

PRACTICES, CHALLENGES = Tag.PRACTICES, Tag.CHALLENGES


@dataclass(frozen=True, slots=True)
class Found:
    """One practice or challenge that others may see: `head` names it, `texts` are what the centre wrote of it.
    `question` is the table it stands in."""

    kind: Tag
    question: str
    assessment: AssessmentInfo
    head: str
    texts: tuple[str, ...]
    criterion: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One assessment that may be counted: its place in each criterion, in their order, as `placing.LETTERS` has it.
    `seen`: its answers may be seen; otherwise it counts in totals only."""

    assessment: AssessmentInfo
    seen: bool
    places: str


@dataclass(frozen=True)
class Standings:
    """All that may be counted and found; `left_out` are assessments without consent to that, by id."""

    standings: tuple[Standing, ...] = ()
    found: tuple[Found, ...] = ()
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    """conflict, complete, in_progress or not_started, by assessment; also of those left out."""
    unreadable: tuple[UnreadableAnswer, ...] = ()
    """Answers that were wanted and cannot be read: they count as blank."""

    @cached_property
    def in_totals(self) -> tuple[tuple[Standing, ...], ...]:
        """The groups in which centres are counted that stand in totals only with their newest assessment."""
        return groups(one for one in newest_of_each(self.standings).values() if not one.seen)


@dataclass(frozen=True)
class Picture:
    """How many of the chosen centres stand where. `counts` by criterion, in their order; empty where the set is too
    small."""

    centres: int
    counts: tuple[Mapping[str, int], ...] = ()
    without_consent: int = 0
    """Centres among the chosen of which no assessment may be counted."""
    totals_left_out: int = 0
    """Centres left out because they stand in totals only, and their group is not among the chosen as a whole."""
    to_choose: int = 0
    """Centres left out because nobody has chosen which of their assessments of one round counts."""

    @property
    def too_small(self) -> bool:
        return self.centres < FEWEST_CENTRES


_Source = tuple["AssessmentInfo", str, int, bool]
"""The assessment, the stamp of its answers, how often it was edited, and whether it is the file's own."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What one assessment gives, and what it was read from: it is read again when that is another."""

    info: AssessmentInfo
    source: _Source
    state: str | None = None
    left_out: LeftOut | None = None
    standing: Standing | None = None
    found: tuple[Found, ...] = ()
    unreadable: tuple[UnreadableAnswer, ...] = ()


class Reader:
    """Reads and places assessments, and keeps what it has read: the next time it reads only what may have changed."""

    def __init__(self) -> None:
        self._known: dict[str, _Read] = {}
        self._edits: Counter[str] = Counter()

    def forget(self, id_: str) -> None:
        """The answers of an assessment have been edited."""
        self._edits[id_] += 1

    def read(self, session: Session, progress: StepReporter | None = None) -> Standings:
        """All there is. Raises whatever `progress.step` raises (then what was read so far is kept)."""
        texts, watched = session.texts, progress or SilentReporter()
        edits = self._edits.copy()  # what is edited from now on is read the next time
        collection = Collection(session, texts)
        stamps, own = collection.stamps(), collection.is_own
        sources = {info.id: (info, stamps.get(info.id, ""), edits[info.id], own(info)) for info in collection.scored}
        self._known = {id_: read for id_, read in self._known.items() if sources.get(id_) == read.source}
        missing = [info for info in collection.scored if info.id not in self._known]
        watched.step(0, len(missing))
        for done, one in enumerate(collection.of(missing), 1):
            watched.step(done, len(missing))
            self._known[one.info.id] = _read(one, collection, sources[one.info.id])
        return _together([self._known[info.id] for info in collection.scored])


def _read(one: Collected, collection: Collection, source: _Source) -> _Read:
    tables = _tables(one)
    allowed = collection.permitted(one, tables.values())
    if one.rules is None or allowed.left_out is LeftOut.QUESTIONNAIRE:
        return _Read(one.info, source, None, allowed.left_out)
    if allowed.left_out not in (None, LeftOut.TOTALS):
        return _Read(one.info, source, _state(one), allowed.left_out, unreadable=_unreadable(one))
    where = places(one.rules.criteria, one.rules.questionnaire, one.answers, one.shown, one.as_of)
    found = (
        each
        for kind, code in tables.items()
        if (answer := allowed.answers.get(code)) is not None
        for each in _found(kind, one, answer)
    )
    standing = Standing(one.info, allowed.left_out is None, where)
    return _Read(one.info, source, _state(one), None, standing, tuple(found), _unreadable(one))


def _tables(one: Collected) -> dict[Tag, str]:
    """Codes of the questions in which practices and challenges stand."""
    asked = None if one.rules is None else one.rules.questionnaire
    found = {kind: None if asked is None else asked.tagged(kind) for kind in (PRACTICES, CHALLENGES)}
    return {kind: question.code for kind, question in found.items() if question is not None}


def _unreadable(one: Collected) -> tuple[UnreadableAnswer, ...]:
    return unreadable_in(one.info, one.answers.unreadable)


def _together(read: Iterable[_Read]) -> Standings:
    standings: list[Standing] = []
    found: list[Found] = []
    left_out: dict[str, LeftOut] = {}
    states: dict[str, str] = {}
    unreadable: list[UnreadableAnswer] = []
    for one in read:
        if one.state is not None:
            states[one.info.id] = one.state
        if one.left_out is not None:
            left_out[one.info.id] = one.left_out
        if one.standing is not None:
            standings.append(one.standing)
        found += one.found
        unreadable += one.unreadable
    return Standings(tuple(standings), tuple(found), left_out, states, tuple(unreadable))


def picture(standings: Standings, chosen: Iterable[AssessmentInfo]) -> Picture:
    """The counts over the chosen assessments."""
    infos = {info.id: info for info in chosen}
    among = [one for one in standings.standings if one.assessment.id in infos]
    whole = [group for group in standings.in_totals if all(one.assessment.id in infos for one in group)]
    counted = newest_of_each(one for one in among if one.seen)
    counted.update((one.assessment.centre.id, one) for group in whole for one in group)
    hidden = {one.assessment.centre.id for one in among} - counted.keys()
    open_ = {one.assessment.centre.id for one in among if one.assessment.counts is None} & hidden
    hidden -= open_
    absent = {info.centre.id for info in infos.values()} - counted.keys() - hidden - open_
    if len(counted) < FEWEST_CENTRES:
        return Picture(len(counted), (), len(absent), len(hidden), len(open_))
    letters, criteria = "".join(one.places for one in counted.values()), len(next(iter(counted.values())).places)
    columns = (letters[start::criteria] for start in range(criteria))
    counts = tuple({place: column.count(letter) for place, letter in LETTERS.items()} for column in columns)
    return Picture(len(counted), counts, len(absent), len(hidden), len(open_))


def _state(one: Collected) -> str:
    if one.conflicts:
        return "conflict"
    if one.rules is None or not one.answers.done & one.shown & one.rules.questionnaire.asked:
        return "not_started"
    needed = one.shown & one.rules.questionnaire.needed
    return "complete" if needed <= one.answers.done else "in_progress"


def _found(kind: Tag, one: Collected, answer: PermittedAnswer) -> list[Found]:
    made = []
    for row in answer.rows:
        head, texts, criterion = "", [], None
        for column in answer.question.columns:
            cell = row.cells.get(column.code)
            if not isinstance(cell, str) or not cell.strip():
                continue
            if Tag.CRITERION in column.tags:
                criterion = column.option_text(cell)
            elif not head and column is answer.question.columns[0]:
                head = column.option_text(cell) if column.options else cell
            elif column.kind is ValueKind.TEXT:
                texts.append(cell)
        if head or texts:
            made.append(Found(kind, answer.question.code, one.info, head or texts.pop(0), tuple(texts), criterion))
    return made
