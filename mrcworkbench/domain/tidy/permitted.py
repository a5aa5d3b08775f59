"""What of one assessment may leave for an export. The rules are those of a donor's report, but that the tasks of those
who answered leave: no personal data, no comments, no files, no declined answers, nothing hidden; what could put clients
at risk, and free texts, only where the centre lets others see its answers; no count of fewer than five people, nor what
gives it away. A free text that holds an e-mail address or a telephone number stays, whatever the consent: nobody reads
thousands of texts before they leave. The centre's own copy can always be exported; where the centre has not agreed,
with those free texts only that it has released one by one for its report. What the study has published of the sample
counts as agreed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mrcworkbench.domain.disclosure.consent import consent_of, counts_in_totals_only, is_unnamed, passes_on
from mrcworkbench.domain.disclosure.counts_of_report import held_in_report
from mrcworkbench.domain.disclosure.report_parts import Release, TextPlace, Withheld, text_digest
from mrcworkbench.domain.disclosure.small_counts import Counts, people_columns
from mrcworkbench.domain.personal import holds_contact
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Cell
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.questionnaire.types.reference import CRITERIA

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class LeftOut(StrEnum):
    """Why none of the answers of an assessment leave."""

    NO_CONSENT = "no_consent"
    """The centre has answered that others may see nothing, or has not answered."""
    TOTALS = "totals_only"
    """The centre counts in totals of many centres only."""
    QUESTIONNAIRE = "questionnaire"
    """Answers to a questionnaire that the program does not know."""


@dataclass(frozen=True, slots=True)
class PermittedRow:
    """A row of a table: its place from 1, and the cells that may be seen; `held` says why others are not."""

    id: str
    number: int
    cells: Mapping[str, Cell]
    held: Mapping[str, Withheld]


@dataclass(frozen=True, slots=True)
class PermittedAnswer:
    """What may be seen of an answer. `value` is None for tables, which have `rows`, and where it is held back."""

    question: Question
    state: AnswerState
    reason: str | None = None
    value: Cell | None = None
    held: Withheld | None = None
    rows: tuple[PermittedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer that is kept from an earlier version, to a question of that. `shown`: whether that was asked."""

    question: Question
    answer: Answer
    shown: bool


@dataclass(frozen=True)
class Permitted:
    """What may leave of one assessment. `earlier` is what is kept of earlier versions; `stays` are the questions of
    which nothing may be seen."""

    consent: str | None
    left_out: LeftOut | None
    answers: Mapping[str, PermittedAnswer] = field(default_factory=dict)
    earlier: Sequence[PermittedAnswer] = ()
    stays: frozenset[str] = frozenset()
    held: Mapping[Withheld, int] = field(default_factory=dict)


def permitted(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    shown: frozenset[str],
    *,
    own_copy: bool,
    is_studied: bool = False,
    releases: frozenset[Release] = frozenset(),
    country: str | None = None,
    earlier: Sequence[EarlierAnswer] = (),
) -> Permitted:
    """What may leave. `own_copy`: the database is the centre's own, so making the export is its own act; then
    `releases` are the free texts that it lets go. `country` is the centre's, of two letters."""
    consent = consent_of(questionnaire, answers)
    agrees = passes_on(questionnaire, consent) or is_studied
    if not agrees and not own_copy:
        in_totals = counts_in_totals_only(questionnaire, consent)
        return Permitted(consent, LeftOut.TOTALS if in_totals else LeftOut.NO_CONSENT)
    sieve = _Sieve(agrees, releases, country, is_unnamed=is_unnamed(questionnaire, consent))
    asked = (question for question in questionnaire.all_questions() if question.code in shown & answers.keys())
    sieve.weigh((question, answers[question.code]) for question in asked)
    found: dict[str, PermittedAnswer] = {}
    for question in questionnaire.all_questions():
        answer = answers.get(question.code)
        passed = None if answer is None else sieve.asked(question, answer, shown=question.code in shown)
        if passed is not None:
            found[question.code] = passed
    passed_on = (sieve.asked(one.question, one.answer, shown=one.shown) for one in earlier)
    sieve.weigh((one.question, one.answer) for one in earlier if one.shown)
    before = tuple(passed for passed in passed_on if passed is not None)
    stays = frozenset(question.code for question in questionnaire.all_questions() if not sieve.may_leave(question))
    return Permitted(consent, None, found, before, stays, sieve.held)


class _Sieve:
    """Decides answer by answer, and counts what stays."""

    def __init__(self, agrees: bool, releases: frozenset[Release], country: str | None, *, is_unnamed: bool) -> None:
        self._agrees, self._is_unnamed = agrees, is_unnamed
        self._country = country
        self._releases = releases
        self.held: dict[Withheld, int] = dict.fromkeys(Withheld, 0)
        self._small: Mapping[str, Counts] = {}

    def weigh(self, given: Iterable[tuple[Question, Answer]]) -> None:
        """Finds the small counts in the tables of these, taken together, as in a report."""
        tables = [
            (question, answer.rows)
            for question, answer in given
            if question.is_table and answer.is_answered and people_columns(question) and self.may_leave(question)
        ]
        self._small = held_in_report(tables, {})

    def may_leave(self, item: Question) -> bool:
        """Whether anything of a question or column may be seen."""
        if item.personal or (Tag.WHOSE in item.tags and self._is_unnamed):
            return False
        return self._agrees or Tag.AT_RISK not in item.tags

    def asked(self, question: Question, answer: Answer, *, shown: bool) -> PermittedAnswer | None:
        """What may be seen of an answer; nothing of one that is hidden."""
        if answer.state is AnswerState.BLANK:
            return None
        if not shown:
            self.held[Withheld.HIDDEN] += answer.counts_as_done
            return None
        return self.answer(question, answer)

    def answer(self, question: Question, answer: Answer) -> PermittedAnswer | None:
        self.held[Withheld.COMMENT] += bool(answer.comment) + sum(bool(row.comment) for row in answer.rows)
        self.held[Withheld.FILE] += len(answer.all_attachments)
        if not self.may_leave(question):
            self.held[_why_not(question)] += answer.is_answered
            return None
        if answer.state is AnswerState.DECLINED:
            self.held[Withheld.DECLINED] += 1
            return None
        if question.is_table:
            return PermittedAnswer(question, answer.state, answer.reason, rows=self._rows(question, answer))
        value = _cell(answer)
        held = None if value is None else self._text_held(question, value, (question.code, None, None))
        if held is not None:
            self.held[held] += 1
            return PermittedAnswer(question, answer.state, answer.reason, held=held)
        return PermittedAnswer(question, answer.state, answer.reason, value)

    def _rows(self, question: Question, answer: Answer) -> tuple[PermittedRow, ...]:
        if not answer.is_answered:
            return ()
        small = self._small.get(question.code, {})
        return tuple(self._row(question, row.id, number, row.cells, small) for number, row in enumerate(answer.rows, 1))

    def _row(
        self,
        question: Question,
        id_: str,
        number: int,
        given: Mapping[str, Cell],
        small: Counts,
    ) -> PermittedRow:
        cells: dict[str, Cell] = {}
        held: dict[str, Withheld] = {}
        for column in question.columns:
            value = given.get(column.code)
            if value is None:
                continue
            if not self.may_leave(column):
                self.held[_why_not(column)] += 1
                continue
            count = small.get((id_, column.code))
            place = (question.code, id_, column.code)
            why = Withheld(count.value) if count is not None else self._text_held(column, value, place)
            if why is None:
                cells[column.code] = self._row_ids(column, value)
            else:
                held[column.code] = why
                self.held[why] += 1
        return PermittedRow(self._row_id(id_), number, cells, held)

    def _row_ids(self, column: Question, value: Cell) -> Cell:
        """A cell, where it refers to rows by the ids that leave."""
        if column.refers_to in (None, CRITERIA):
            return value
        return tuple(map(self._row_id, value)) if isinstance(value, tuple) else self._row_id(str(value))

    def _row_id(self, id_: str) -> str:
        """The id, which whoever gave the rows by command may have chosen; with a contact in it, one made of it."""
        is_made_by_us = _UUID.fullmatch(id_) is not None
        return id_ if is_made_by_us or not holds_contact(id_, self._country) else f"row-{text_digest(id_)[:16]}"

    def _text_held(self, item: Question, value: Cell, place: TextPlace) -> Withheld | None:
        if item.kind is not ValueKind.TEXT or not isinstance(value, str):
            return None
        if not self._agrees and Release(place, text_digest(value)) not in self._releases:
            return Withheld.TEXT
        return Withheld.PERSONAL if holds_contact(value, self._country) else None


def _why_not(item: Question) -> Withheld:
    """Why nothing of a question or column may be seen."""
    return Withheld.PERSONAL if item.personal or Tag.WHOSE in item.tags else Withheld.AT_RISK


def _cell(answer: Answer) -> Cell | None:
    """The value of an answer that is no table."""
    value = answer.value
    if isinstance(value, tuple):
        return tuple(part for part in value if isinstance(part, str))
    return value if answer.is_answered else None
