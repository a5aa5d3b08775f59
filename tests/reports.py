"""Sources of reports for tests: every question answered, each text recognisable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from random import Random
from typing import Any

from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.content.study import study
from mrcworkbench.domain.disclosure.report_parts import ReportSource
from mrcworkbench.domain.disclosure.seen import tells_of_persons
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Cell, Row, Value
from mrcworkbench.domain.questionnaire.model import Question, QuestionType
from mrcworkbench.domain.study.comparison import OwnProfile

TODAY = date(2026, 6, 18)


def source(answers: dict[str, Answer], **changes: Any) -> ReportSource:
    """A report source of a made-up centre."""
    facts: dict[str, Any] = {
        "centre": "Port Velira Centre",
        "country": "Albania",
        "round": "2026, first",
        "is_sample": False,
        "is_practice": False,
        "made_by_centre": True,
        "questionnaire": questionnaire("manager"),
        "criteria": criteria_set("manager"),
        "study": study(),
        "answers": answers,
        "today": TODAY,
        "program_version": "0.0.0",
        "language": "en",
        "own": OwnProfile.of(questionnaire("manager"), answers, TODAY.year),
    }
    return ReportSource(**{**facts, **changes})


class Marked:
    """Makes answers to every question in which each typed text is one of its own, so that it can be found again."""

    def __init__(self, rng: Random, states: bool = True) -> None:
        self._rng = rng
        self._states = states
        self._numbers = count(1)
        self.texts: dict[tuple[str, str | None, str | None], str] = {}
        self.personal: set[str] = set()
        self.of_persons: set[str] = set()
        """Personal texts, and others of tables whose rows are persons."""
        self.comments: set[str] = set()

    def answers(self, *, registers: bool = False) -> dict[str, Answer]:
        """Answers to every question of the manager's questionnaire, and with its registers rows of those."""
        asked = questionnaire("manager")
        return {one.code: self._answer(one) for one in (asked.all_questions() if registers else asked.questions())}

    def _answer(self, question: Question) -> Answer:
        comment = self._token("c")
        self.comments.add(comment)
        if self._states and self._rng.random() < 0.1:
            states = [AnswerState.NOT_KNOWN, AnswerState.DECLINED, AnswerState.BLANK]
            return Answer(self._rng.choice(states), comment=comment)
        if question.type is QuestionType.TABLE:
            return Answer(AnswerState.ANSWERED, tuple(self._rows(question)), comment=comment)
        return Answer(AnswerState.ANSWERED, self._value(question, None, question), comment=comment)

    def _rows(self, question: Question) -> Iterator[Row]:
        if question.fixed_column is not None:
            keys = [option.code for option in question.column_by_code[question.fixed_column].options]
        else:
            keys = [f"{question.code}-{number}" for number in range(self._rng.randint(1, 3))]
        for key in keys:
            cells: dict[str, Cell] = {c.code: self._value(question, key, c) for c in question.columns}
            if question.fixed_column is not None:
                cells[question.fixed_column] = key
            yield Row(key, cells)

    def _value(self, question: Question, row: str | None, item: Question) -> Any:
        value: Value
        match item.type:
            case QuestionType.TEXT:
                value = self._token("t")
                self.texts[question.code, row, item.code if row else None] = value
                if item.personal:
                    self.personal.add(value)
                if tells_of_persons(item) or tells_of_persons(question):
                    self.of_persons.add(value)
            case QuestionType.INTEGER | QuestionType.NUMBER:
                value = self._rng.choice([0, 3, 5, 40, 1888])
            case QuestionType.DATE:
                value = "2026-03-31"
            case QuestionType.MULTIPLE | QuestionType.REFERENCES:
                value = tuple(option.code for option in item.options if option.code != "none")
            case QuestionType.STATUS:
                value = self._rng.choice(["in_place", "in_place", "planned", "none"])
            case _:
                value = self._rng.choice(item.options).code
        return value

    def _token(self, kind: str) -> str:
        return f"zq{kind}{next(self._numbers)}qz"
