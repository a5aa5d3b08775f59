"""The answers of one assessment in memory, kept scored: each change recomputes only what it can affect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from mrcworkbench.domain.progress import Progress, progress_of
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, confirmed
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.questionnaire.notices import question_notices
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.relevance import (
    AnswersLookup,
    Dependencies,
    answer_of,
    shown_questions,
    update_shown,
)
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.results import CriterionScore, Score, StakeholderView
from mrcworkbench.domain.scoring.score import score_criterion, score_dimensions
from mrcworkbench.domain.texts import Texts


@dataclass(frozen=True, slots=True)
class Change:
    """What one edit touched, announced once.

    `criteria` came out different, in result or reasons. `shown` and `hidden` are questions that newly are so.
    `sections` are those whose progress may have changed.
    """

    question: str
    before: Answer
    after: Answer
    criteria: tuple[str, ...]
    shown: frozenset[str]
    hidden: frozenset[str]
    sections: tuple[str, ...]


class WorkingCopy:
    """The working copy of one assessment. `today` decides which plans are late, never a level. `as_of`: the day of the
    stored answers, see `domain.questionnaire.relevance.as_of`."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        criteria_set: CriteriaSet,
        answers: Mapping[str, Answer],
        texts: Texts,
        today: date,
        views: Sequence[StakeholderView] = (),
        *,
        as_of: date | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.criteria_set = criteria_set
        self.today = today
        self._texts = texts
        self.views = tuple(views)
        self._answers = {code: answer for code, answer in answers.items() if code in questionnaire and answer != BLANK}
        self._dependencies = Dependencies.of(questionnaire)
        self._shown = set(shown_questions(questionnaire, self._answers))
        self._lookup = AnswersLookup(questionnaire, self._answers, self._shown, as_of)
        self._scores = {criterion.id: self._rescore(criterion.id) for criterion in criteria_set.criteria}
        self._score: Score | None = None
        self._notices: dict[str, tuple[Problem, ...]] = {}
        self._look_again(self._answers)

    @property
    def answers(self) -> Mapping[str, Answer]:
        """All answers that are not blank, hidden ones included; a view, not a copy."""
        return MappingProxyType(self._answers)

    @property
    def as_of(self) -> date | None:
        """The day of the answers; that of the last edit, once there is one."""
        return self._lookup.as_of

    @property
    def shown(self) -> frozenset[str]:
        return frozenset(self._shown)

    def answer(self, code: str) -> Answer:
        """The answer to a question, `BLANK` where there is none. Raises `KeyError` for a code that does not exist."""
        self.questionnaire[code]
        return answer_of(self._answers, code)

    def is_shown(self, code: str) -> bool:
        return code in self._shown

    def set(self, code: str, answer: Answer, edited_on: date | None = None) -> Change:
        """Replace one answer, which must have been checked. `edited_on` is the day (UTC) that the file keeps of it.

        Raises `KeyError` for a code that does not exist.
        """
        before, reference = self.answer(code), self._lookup.reference
        if edited_on is not None:
            self._lookup = replace(self._lookup, as_of=edited_on)
        if answer == BLANK:
            self._answers.pop(code, None)
        else:
            self._answers[code] = answer
        newly_shown, newly_hidden = update_shown(
            self.questionnaire, self._dependencies, self._answers, self._shown, (code,)
        )
        touched = {code, *newly_shown, *newly_hidden}
        self._look_again(touched.union(*(self.questionnaire.reading_checks.get(one, ()) for one in touched)))
        return Change(
            question=code,
            before=before,
            after=answer,
            criteria=self._rescore_users_of(touched, is_redated=self._lookup.reference != reference),
            shown=newly_shown,
            hidden=newly_hidden,
            sections=self._sections_of(touched),
        )

    def score(self) -> Score:
        """The whole score, put together at the first call after a change."""
        if self._score is None:
            scores = tuple(self._scores[criterion.id] for criterion in self.criteria_set.criteria)
            self._score = Score(scores, score_dimensions(self.criteria_set, scores))
        return self._score

    def criterion(self, id_: str) -> CriterionScore:
        """The score of one criterion. Raises `KeyError` for an id that does not exist."""
        return self._scores[id_]

    def if_confirmed(self, id_: str) -> CriterionScore:
        """The score that one criterion will have if all that is carried over is still true."""
        if not any(answer.before is not None for answer in self._answers.values()):
            return self._scores[id_]
        answers = {code: confirmed(answer) for code, answer in self._answers.items()}
        lookup, criterion = AnswersLookup(self.questionnaire, answers, self._shown), self.criteria_set.by_id[id_]
        return score_criterion(criterion, self.questionnaire, lookup, answers, self._texts, self.views)

    def if_answered(self, code: str, answer: Answer) -> WorkingCopy:
        """A copy in which one question has another answer, which must have been checked."""
        answers = {**self._answers, code: answer}
        today, views = self.today, self.views
        return WorkingCopy(self.questionnaire, self.criteria_set, answers, self._texts, today, views, as_of=self.as_of)

    def progress(self, drafts: frozenset[str] = frozenset()) -> Progress:
        """How far the questionnaire is. `drafts` are questions that keep a typed text which failed its check."""
        return progress_of(self.questionnaire, self._answers, self._shown, drafts | self._notices.keys())

    def notices(self, code: str | None = None) -> tuple[Problem, ...]:
        """What needs a look in one answer, or in all of them in the questionnaire's order."""
        if code is not None:
            return self._notices.get(code, ())
        if not self._notices:
            return ()
        return tuple(
            notice for question in self.questionnaire.all_questions() for notice in self._notices.get(question.code, ())
        )

    def _rescore(self, id_: str) -> CriterionScore:
        criterion = self.criteria_set.by_id[id_]
        return score_criterion(criterion, self.questionnaire, self._lookup, self._answers, self._texts, self.views)

    def _rescore_users_of(self, touched: Iterable[str], *, is_redated: bool) -> tuple[str, ...]:
        users = {id_ for one in touched for id_ in self.criteria_set.using.get(one, ())}
        if is_redated:
            users.update(self.criteria_set.reading_reference)
        changed = set()
        for id_ in users:
            score = self._rescore(id_)
            if score != self._scores[id_]:
                self._scores[id_] = score
                self._score = None
                changed.add(id_)
        return tuple(criterion.id for criterion in self.criteria_set.criteria if criterion.id in changed)

    def _sections_of(self, touched: Iterable[str]) -> tuple[str, ...]:
        asked = self.questionnaire.asked.intersection(touched)
        numbers = {section.number: section.code for section in map(self.questionnaire.section_of, asked)}
        return tuple(numbers[number] for number in sorted(numbers))

    def _look_again(self, codes: Iterable[str]) -> None:
        for code in codes:
            if code not in self.questionnaire:
                continue
            found = question_notices(self.questionnaire[code], self._lookup, self.today)
            if found:
                self._notices[code] = found
            else:
                self._notices.pop(code, None)
