"""Every assessment of a database in brief, for a list that must be there at once; see `storage.collection.overview`.

What is in the list at once costs four statements. How far each assessment is, is counted in batches, without scoring
any: which questions are shown follows from a few answers that decide it. Those that cannot be read count as blank, as
everywhere; what is in the other answers is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from mrcworkbench.content.instruments import is_view, questionnaire_of
from mrcworkbench.domain.merging.counting import round_of
from mrcworkbench.domain.progress import Tally
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.expressions import names
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.storage.collection.gathering import AnswerReader, Row
from mrcworkbench.storage.collection.overview import Facts

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.domain.questionnaire.model import Questionnaire
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.collection.overview import Done
    from mrcworkbench.storage.store import Store

BATCH = 100
"""Assessments counted at once: a few hundredths of a second on the writer's thread, for which saves wait."""
_LONGEST_MEMORY = 50_000
_BLANK = AnswerState.BLANK.value


@dataclass(frozen=True, slots=True)
class Summary:
    """One assessment in the list. Times are UTC, '' where there is none; `rounds` are those of its centre."""

    info: AssessmentInfo
    revisions: int
    rounds: int
    conflicts: int
    sealed_at: str
    received_at: str
    sealed: bool = False
    """See `storage.collection.overview.Facts`."""
    stamp: str = ""
    """See `storage.collection.overview.Facts`."""
    corrected: int = 0
    """Answers that stand as officers corrected them."""


@dataclass(frozen=True, slots=True)
class Count:
    """Questions shown, and how many of them are done; `needed` are those that are not optional; as `domain.progress`
    counts."""

    answered: int
    applicable: int
    needed: Tally


def summaries(session: Session) -> tuple[Summary, ...]:
    """Every assessment, those of withdrawn centres too (they say so), by name of the centre and time."""
    facts, none = session.read_file(lambda store: store.collection.facts()), Facts()
    rounds: dict[str, set[str]] = {}
    for info in session.assessments():
        if not is_view(info) and info.counts is not False:
            rounds.setdefault(info.centre.id, set()).add(info.id if info.counts else round_of(info.round))
    made = []
    for info in session.assessments():
        known = facts.get(info.id, none)
        made.append(
            Summary(
                info,
                known.revisions,
                len(rounds.get(info.centre.id, ())),
                known.conflicts,
                known.sealed_at,
                known.received_at,
                known.sealed,
                known.stamp,
                known.corrected,
            )
        )
    made.sort(key=lambda one: (one.info.centre.name.casefold(), one.info.centre.id, one.info.created_at, one.info.id))
    return tuple(made)


def when_sealed_and_received(session: Session) -> tuple[str, str]:
    """When the newest revision of the open assessment was sealed, and when one last came with an import: UTC, "" for
    never."""
    id_ = session.assessment.id
    return session.read_file(lambda store: store.collection.when_sealed_and_received(id_))


class Counter:
    """Counts how far assessments are, and remembers which answers show which questions."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._asked = AnswerReader(questionnaire)
        self._gates = tuple(
            sorted(
                {
                    name
                    for question in questionnaire.questions()
                    if question.relevant is not None
                    for name in names(question.relevant)
                }
            )
        )
        self._known: dict[tuple[tuple[str, str, str, str | None], ...], frozenset[str]] = {}

    def count(self, session: Session, ids: Sequence[str]) -> dict[str, Count]:
        """The counts of these assessments of its questionnaire, a few hundred at most."""
        found = session.read_file(lambda store: store.collection.done(ids, self._gates))
        return {id_: self._counted(done) for id_, done in found.items()}

    def count_stored(self, store: Store, ids: Sequence[str]) -> dict[str, Count]:
        """The same, for whoever is on the writer's thread."""
        return {id_: self._counted(done) for id_, done in store.collection.done(ids, self._gates).items()}

    def _counted(self, done: Done) -> Count:
        rows = {code: tuple(those) for code, those in groupby(done.answers, itemgetter(0))}
        answers = {code: self._asked.answer(those) for code, those in rows.items()}
        shown = self._shown({code: answer for code, answer in answers.items() if answer is not None}, done.answers)
        unreadable = {code for code, answer in answers.items() if answer is None}
        answered, needed = (done.questions & shown) - unreadable, self._questionnaire.needed
        return Count(len(answered), len(shown), Tally(len(answered & needed), len(shown & needed)))

    def _shown(self, answers: Mapping[str, Answer], rows: Sequence[Row]) -> frozenset[str]:
        """What else belongs to an answer, other than its state and value, decides nothing."""
        key = tuple(row[:4] for row in rows if row[0] in answers and row[2] != _BLANK)
        shown = self._known.get(key)
        if shown is None:
            if len(self._known) >= _LONGEST_MEMORY:
                self._known.clear()
            shown = shown_questions(self._questionnaire, answers) & self._questionnaire.asked
            self._known[key] = shown
        return shown


def batches(infos: Iterable[AssessmentInfo]) -> Iterator[tuple[Counter, list[str]]]:
    """The ids that can be counted, some at a time, each with the counter of their questionnaire in their version; those
    of withdrawn centres, and of questionnaires not known here, cannot."""
    alike: dict[tuple[str, str], list[AssessmentInfo]] = {}
    for one in infos:
        if not one.centre.withdrawn:
            alike.setdefault((one.questionnaire_id, one.questionnaire_version), []).append(one)
    for same in alike.values():
        asked = questionnaire_of(same[0])
        if asked is not None:
            counter, ids = Counter(asked), [one.id for one in same]
            yield from ((counter, ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))
