"""The shipped content under other codes, which say nothing: for tests that no code decides what the program does.

Kept are words that the commands print of their own: values of status questions, grades of evidence, ids of criteria.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from random import Random
from typing import Any

from mrcworkbench.domain.questionnaire.answers import Answer, Cell, Row
from mrcworkbench.domain.questionnaire.expressions import (
    And,
    Answered,
    Compare,
    CountRows,
    CountSelected,
    Expression,
    Length,
    Literal,
    Name,
    Not,
    Operand,
    Or,
    Selected,
    SumRows,
    YearsBefore,
)
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire, QuestionType, Role, Section
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.scoring.criteria import CriteriaSet, Criterion
from mrcworkbench.domain.study.model import Study
from tests.answer_sets import Answers, given, random_answers, table


def answers_with_meaning(manager: Questionnaire, rng: Random) -> Answers:
    """Random answers, with those that tags and checks speak of more often than not."""
    answers = random_answers(manager, rng)
    ways = rng.sample(["person", "phone", "online", "all", "all"], 4)
    ends = ("women", "men", "not_recorded", "under_18")
    answers |= {
        "resp_consent": given(rng.choice(["all", "no_persons", "totals", "nothing"])),
        "resp_people": table(
            {"resp_people_function": "Head"}, {"resp_people_name": "Ana", "resp_people_function": "Aide"}
        ),
        "resp_sources": given(("memory", "records")),
        "resp_date": given(rng.choice(["2026-01-01", "2199-01-01"])),
        "prof_year": given(rng.choice([1999, 2100])),
        "prof_run_by": given(rng.choice(["ngo", "government", "private"])),
        "prof_context": given((rng.choice(["origin", "destination"]),)),
        "prof_funding": table({"prof_funding_payer": "A", "prof_funding_share": rng.choice([50, 101])}),
        "clients_unit": given(rng.choice(["persons", "visits"])),
        "clients_until": given("2026-01-01"),
        "clients_figures": table(
            *(
                {"clients_figures_way": way, **{f"clients_figures_{end}": rng.choice([3, 9, 80]) for end in ends}}
                for way in ways
            )
        ),
    }
    return answers


class RenamedContent:
    """RenamedContent(questionnaire, criteria, study): the same three with other codes, and answers to them."""

    def __init__(self, questionnaire: Questionnaire, criteria: CriteriaSet, study: Study) -> None:
        self._items = {item.code: item for q in questionnaire.questions() for item in (q, *q.columns)}
        names = [*self._items, *(section.code for section in questionnaire.sections)]
        self._codes = {code: f"k{number}" for number, code in enumerate(names)}
        self._options: dict[tuple[str, str], str] = {}
        for item in self._items.values():
            if not (item.type is QuestionType.STATUS or item.role is Role.EVIDENCE or Tag.CRITERION in item.tags):
                self._options.update(
                    {(item.code, one.code): f"o{len(self._options) + n}" for n, one in enumerate(item.options)}
                )
        self._back = {new: old for old, new in self._codes.items()}
        self._back.update({new: option for (_, option), new in self._options.items()})
        self.questionnaire = replace(questionnaire, sections=tuple(map(self._section, questionnaire.sections)))
        self.criteria = replace(criteria, criteria=tuple(map(self._criterion, criteria.criteria)))
        self.study = replace(study, kinds=self._kinds(study, questionnaire))

    def answers(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        return {self._codes[code]: self._answer(self._items[code], answer) for code, answer in answers.items()}

    def told(self, found: Any) -> Any:
        """What was found, in plain values, with the codes that the content has."""
        if isinstance(found, Question | Section):
            return self._back.get(found.code, found.code)
        if is_dataclass(found) and not isinstance(found, type):
            return [self.told(getattr(found, field.name)) for field in fields(found)]
        if isinstance(found, Mapping):
            return {str(self.told(key)): self.told(value) for key, value in found.items()}
        if isinstance(found, frozenset | set):
            return sorted(map(str, map(self.told, found)))
        if isinstance(found, tuple | list):
            return [self.told(one) for one in found]
        return self._back.get(found, found) if isinstance(found, str) else found

    def _section(self, section: Section) -> Section:
        return replace(
            section, code=self._codes[section.code], questions=tuple(self._question(one) for one in section.questions)
        )

    def _question(self, item: Question) -> Question:
        return replace(
            item,
            code=self._codes[item.code],
            options=tuple(replace(one, code=self._option(item.code, one.code)) for one in item.options),
            columns=tuple(map(self._question, item.columns)),
            relevant=self._maybe(item.relevant),
            constraint=self._maybe(item.constraint),
            fixed_column=self._codes[item.fixed_column] if item.fixed_column else None,
            checks=tuple(
                replace(
                    check,
                    columns=tuple(self._codes[code] for code in check.columns),
                    may_overlap=self._maybe(check.may_overlap),
                )
                for check in item.checks
            ),
        )

    def _criterion(self, criterion: Criterion) -> Criterion:
        return replace(
            criterion,
            section=self._codes[criterion.section],
            conditions=tuple(
                tuple(replace(one, expression=self._expression(one.expression)) for one in level)
                for level in criterion.conditions
            ),
            applies_when=self._maybe(criterion.applies_when),
            status_question=self._codes[criterion.status_question],
            plan_question=criterion.plan_question and self._codes[criterion.plan_question],
            results_question=self._codes[criterion.results_question],
            evidence_question=self._codes[criterion.evidence_question],
            documents_question=criterion.documents_question and self._codes[criterion.documents_question],
        )

    def _kinds(self, study: Study, questionnaire: Questionnaire) -> Any:
        run_by, context = questionnaire.tagged(Tag.RUN_BY), questionnaire.tagged(Tag.CONTEXT)
        assert run_by is not None
        assert context is not None
        return replace(
            study.kinds,
            kinds={self._option(run_by.code, option): kind for option, kind in study.kinds.kinds.items()},
            contexts={self._option(context.code, option): plain for option, plain in study.kinds.contexts.items()},
        )

    def _option(self, code: str, option: str) -> str:
        return self._options.get((code, option), option)

    def _answer(self, item: Question, answer: Answer) -> Answer:
        if item.type is not QuestionType.TABLE:
            return replace(answer, value=self._cell(item, answer.value))  # type: ignore[arg-type]
        return replace(answer, value=tuple(self._row(item, row) for row in answer.rows)) if answer.rows else answer

    def _row(self, table: Question, row: Row) -> Row:
        cells = {self._codes[code]: self._cell(self._items[code], cell) for code, cell in row.cells.items()}
        return Row(self._option(table.fixed_column, row.id) if table.fixed_column else row.id, cells)

    def _cell(self, item: Question, cell: Cell) -> Cell:
        if isinstance(cell, tuple):
            return tuple(self._option(item.code, option) for option in cell)
        return self._option(item.code, cell) if isinstance(cell, str) else cell

    def _maybe(self, expression: Expression | None) -> Expression | None:
        return None if expression is None else self._expression(expression)

    def _expression(self, expression: Expression) -> Expression:
        match expression:
            case And(parts):
                return And(tuple(map(self._expression, parts)))
            case Or(parts):
                return Or(tuple(map(self._expression, parts)))
            case Not(inner):
                return Not(self._expression(inner))
            case Selected(code, option):
                return Selected(self._codes[code], self._option(code, option))
            case Answered(code):
                return Answered(self._codes[code])
            case Compare(symbol, Name(code), Literal(str(option))):
                return Compare(symbol, Name(self._codes[code]), Literal(self._option(code, option)))
            case Compare(symbol, left, right):
                return Compare(symbol, self._operand(left), self._operand(right))

    def _operand(self, operand: Operand) -> Operand:
        match operand:
            case Literal():
                return operand
            case SumRows(table, column):
                return SumRows(self._codes[table], self._codes[column])
            case Length(code, table) | YearsBefore(code, table):
                return replace(operand, code=self._codes[code], table=table and self._codes[table])
            case Name(code) | CountSelected(code) | CountRows(code):
                return replace(operand, code=self._codes[code])
