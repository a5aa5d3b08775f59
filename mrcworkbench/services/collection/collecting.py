"""Every assessment of a database, one after the other: for exports and views across centres.

Lazy and in bounded memory: a batch of answers is read in one short transaction on the writer's thread, so that saves
need not wait; score and progress are worked out when they are asked for. Centres that withdrew are left out, also under
ids that were joined with theirs; joined centres go under one id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from mrcworkbench.content.instruments import criteria_set, is_view, questionnaire, questionnaire_of, translator
from mrcworkbench.domain.file_use import own_assessments
from mrcworkbench.domain.progress import Progress, progress_of
from mrcworkbench.domain.questionnaire.relevance import as_of, shown_questions
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.version_numbers import version_number
from mrcworkbench.domain.revisions.translation import kept_from
from mrcworkbench.domain.scoring.score import score_all
from mrcworkbench.domain.tidy.permitted import EarlierAnswer, LeftOut, Permitted, PermittedAnswer, permitted
from mrcworkbench.services.reporting import releases
from mrcworkbench.storage.collection.gathering import AnswerReader

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.domain.questionnaire.model import Questionnaire
    from mrcworkbench.domain.scoring.criteria import CriteriaSet
    from mrcworkbench.domain.scoring.results import Score
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.collection.gathering import Gathered, GatheredAnswers, ImportRecord

BATCH = 100
"""Assessments that are read at once: some 15,000 rows, a few megabytes."""


@dataclass(frozen=True)
class Rules:
    """What the answers of an assessment are read and scored by: those of its own questionnaire and version."""

    questionnaire: Questionnaire
    criteria: CriteriaSet
    texts: Texts

    @cached_property
    def reader(self) -> AnswerReader:
        return AnswerReader(self.questionnaire)


@dataclass(frozen=True)
class Collected:
    """One assessment with its current answers. `rules` is None for a questionnaire that is not known here."""

    info: AssessmentInfo
    sent_as: str
    """Id of the centre in the file that it sent; another than `centre` where centres were joined."""
    answers: GatheredAnswers
    """Hidden ones included; only questions of the questionnaire. In conflict is a state; what cannot be read is blank,
    and among `answers.unreadable`."""
    conflicts: int
    """Units in conflict; a table can have several."""
    revisions: int
    sealed_at: str
    """When its newest revision was sealed, UTC; '' if nothing was."""
    edited_at: str
    """When it was last edited since it was sealed, UTC; '' if it was not."""
    sealed: bool
    """Whether somebody sealed what its newest revisions say; not so where they came as a raw copy."""
    corrected: frozenset[str]
    """Questions whose answers stand as officers corrected them."""
    rules: Rules | None

    @property
    def centre(self) -> CentreInfo:
        """The centre that it goes under."""
        return self.info.centre

    @property
    def as_of(self) -> date | None:
        """The day of its answers."""
        return as_of(self.sealed_at, self.edited_at)

    @cached_property
    def shown(self) -> frozenset[str]:
        return frozenset() if self.rules is None else shown_questions(self.rules.questionnaire, self.answers)

    @cached_property
    def progress(self) -> Progress | None:
        return None if self.rules is None else progress_of(self.rules.questionnaire, self.answers, self.shown)

    @cached_property
    def score(self) -> Score | None:
        return self.score_with(self.answers)

    def score_with(self, answers: Mapping[str, Answer]) -> Score | None:
        """The score that other answers to the same questions would get."""
        if self.rules is None or not self.rules.criteria.criteria:
            return None
        return score_all(
            self.rules.criteria, self.rules.questionnaire, answers, self.shown, self.rules.texts, as_of=self.as_of
        )


class Collection:
    """The centres of a database that have not withdrawn, and their assessments by name of the centre and time."""

    def __init__(self, session: Session, texts: Texts) -> None:
        session.saver.wait()
        self._session = session
        self._texts = texts
        self._rules: dict[tuple[str, str], Rules | None] = {}
        overview = session.read_file(lambda store: store.collection.overview())
        self.file_id = overview.file_id
        self.imports: tuple[ImportRecord, ...] = overview.imports
        use = session.file_use
        own = () if use.collects else own_assessments(use, session.assessments())
        self._own = frozenset(one.id for one in own)
        self._sent_as = overview.sent_as
        self.withdrawn = sum(one.withdrawn and one.joined_into is None for one in overview.centres)
        """How many centres withdrew."""
        self.assessments = tuple(sorted((one for one in overview.assessments if not one.centre.withdrawn), key=_order))
        self.centres = tuple(one for one in overview.centres if not one.withdrawn and one.joined_into is None)

    @property
    def scored(self) -> tuple[AssessmentInfo, ...]:
        """The centres' own assessments, without views of them."""
        return tuple(one for one in self.assessments if not is_view(one))

    def is_own(self, info: AssessmentInfo) -> bool:
        """Whether it is the work of the centre whose file this is, for which it decides itself."""
        return info.id in self._own

    def __iter__(self) -> Iterator[Collected]:
        """Every assessment."""
        return self.of(self.assessments)

    def of(self, assessments: Sequence[AssessmentInfo]) -> Iterator[Collected]:
        """These assessments."""
        for start in range(0, len(assessments), BATCH):
            batch = assessments[start : start + BATCH]
            rules = {info.id: self._rules_of(info) for info in batch}
            found = self._gather({id_: None if one is None else one.reader for id_, one in rules.items()})
            for info in batch:
                gathered = found[info.id]
                yield Collected(
                    info,
                    self._sent_as[info.id],
                    gathered.answers,
                    gathered.conflicts,
                    gathered.revisions,
                    gathered.sealed_at,
                    gathered.edited_at,
                    gathered.sealed,
                    gathered.corrected,
                    rules[info.id],
                )

    def _rules_of(self, info: AssessmentInfo) -> Rules | None:
        key = info.questionnaire_id, info.questionnaire_version
        if key not in self._rules:
            asked, language = questionnaire_of(info, self._texts.language), self._texts.language
            self._rules[key] = None if asked is None else Rules(asked, criteria_set(*key, language), self._texts)
        return self._rules[key]

    def stamps(self) -> Mapping[str, str]:
        """See `storage.collection.overview.Facts.stamp`."""
        return self._session.read_file(lambda store: store.collection.stamps())

    def _gather(self, asked: Mapping[str, AnswerReader | None]) -> Mapping[str, Gathered]:
        return self._session.read_file(lambda store: store.collection.gather(asked))

    def permitted(self, one: Collected, questions: Iterable[str] | None = None) -> Permitted:
        """What may be seen of an assessment outside its centre, or of these questions of it alone: the one decision
        for every export and every view across centres."""
        if one.rules is None:
            return Permitted(None, LeftOut.QUESTIONNAIRE)
        answers: Mapping[str, Answer] = one.answers
        if questions is not None:
            consent = one.rules.questionnaire.tagged(Tag.CONSENT)
            wanted = questions if consent is None else (consent.code, *questions)
            answers = {code: answers[code] for code in wanted if code in answers}
        own = self.is_own(one.info) and not is_view(one.info)
        return permitted(
            one.rules.questionnaire,
            answers,
            one.shown,
            own_copy=own,
            is_studied=self._session.is_studied,
            releases=releases(self._session, one.info.id) if own else frozenset(),
            country=one.centre.country,
            earlier=self._earlier(one) if questions is None else (),
        )

    def permitted_instead(self, one: Collected, question: str, said: Answer) -> PermittedAnswer | None:
        """What may be seen of an answer that was said in the place of the one of now."""
        if one.rules is None:
            return None
        consent = one.rules.questionnaire.tagged(Tag.CONSENT)
        kept = {} if consent is None or consent.code not in one.answers else {consent.code: one.answers[consent.code]}
        own = self.is_own(one.info) and not is_view(one.info)
        return permitted(
            one.rules.questionnaire,
            {question: said, **kept},
            one.shown,
            own_copy=own,
            is_studied=self._session.is_studied,
            releases=releases(self._session, one.info.id) if own else frozenset(),
            country=one.centre.country,
        ).answers.get(question)

    def _earlier(self, one: Collected) -> Sequence[EarlierAnswer]:
        """What is kept of earlier versions, as far as it can be read. Whether its question was asked follows from the
        answers of now, as that version says it."""
        kept: dict[str, dict[str, Answer]] = {}
        for key, rows in one.answers.kept.items():
            code, version = kept_from(key)
            rules = self._rules_of(replace(one.info, questionnaire_version=version))
            answer = None if rules is None else rules.reader.kept(code, rows)
            if answer is not None:
                kept.setdefault(version, {})[code] = answer
        found: list[EarlierAnswer] = []
        for version in sorted(kept, key=version_number, reverse=True):
            asked = questionnaire(one.info.questionnaire_id, version, self._texts.language)
            said = {**self._in_version(one, asked), **kept[version]}
            shown = shown_questions(asked, said)
            found += (EarlierAnswer(asked[code], answer, code in shown) for code, answer in kept[version].items())
        return found

    def _in_version(self, one: Collected, older: Questionnaire) -> Mapping[str, Answer]:
        """The answers of now by the codes of an earlier version."""
        places, now = translator(), one.info.questionnaire_version
        named = ((was.code, places.place(older.id, was.code, older.version, now)) for was in older.all_questions())
        return {code: one.answers[to] for code, to in named if to is not None and to in one.answers}


def _order(info: AssessmentInfo) -> tuple[str, str, str, str]:
    return (info.centre.name, info.centre.id, info.created_at, info.id)
