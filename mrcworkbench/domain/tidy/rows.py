"""The rows that one assessment gives to each table. See `layout` for the columns.

Rows are made by the names of their columns (`TidyTable.row`), but for `answers_long`, which has hundreds for each
assessment, and for columns that the questionnaire gives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mrcworkbench.domain.disclosure.report_parts import Withheld
from mrcworkbench.domain.disclosure.small_counts import group_of, people_columns
from mrcworkbench.domain.questionnaire.answers import Cell
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.results import Score
from mrcworkbench.domain.texts import Texts
from mrcworkbench.domain.tidy.asked import items_of
from mrcworkbench.domain.tidy.kept import with_kept
from mrcworkbench.domain.tidy.layout import (
    SEPARATOR,
    Layout,
    Part,
    WideField,
    has_wording,
    register_fields,
    wide_fields,
)
from mrcworkbench.domain.tidy.permitted import Permitted, PermittedAnswer, PermittedRow
from mrcworkbench.domain.tidy.shapes import Row, Value

Rows = list[Row]
Answers = Mapping[str, PermittedAnswer]


class Country(NamedTuple):
    """A country as it stands in the tables. No program takes a code of three letters for missing; NA, of two, is."""

    code: str
    iso2: str
    name: str

    @property
    def by_column(self) -> dict[str, Value]:
        """Its cells by the names of the columns in which they stand."""
        return {"country": self.code, "country_iso2": self.iso2, "country_name": self.name}


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose rows they are, as it stands in front of them."""

    assessment: str
    centre_id: str
    centre_name: str
    country: Country
    round: str

    @property
    def cells(self) -> list[Value]:
        return [self.assessment, self.centre_id, self.centre_name, *self.country, self.round]


class RowMaker:
    """Makes the rows of every table that holds answers or scores, for one part of the layout."""

    def __init__(self, part: Part, layout: Layout, texts: Texts) -> None:
        self._layout, self._tables = layout, part.tables
        self._wide = {field.question.code: field for field in wide_fields(part.asked)}
        self._wide_width = len(layout[part.tables.wide].columns)
        self._registers = [(question, register_fields(question)) for question in part.registers]
        self._figures = {
            question.code: columns for question in part.asked.all_questions() if (columns := people_columns(question))
        }
        self._wording = {
            item.code: {option.code: option.text for option in item.options}
            for question in part.asked.all_questions()
            for item in items_of(question)
            if item.options
        }
        self._statuses = {status: texts.text(f"tidy.status_{status}") for status in STATUSES}

    def rows(
        self,
        whose: Whose,
        permitted: Permitted,
        score: Score | None,
        criteria: CriteriaSet,
        corrected: Collection[str] = (),
    ) -> Mapping[str, Rows]:
        """The rows by table; `criteria` are those of the score, `corrected` the questions that officers
        corrected. None for an assessment whose answers do not leave."""
        if permitted.left_out is not None:
            return {}
        answers = dict(permitted.answers)
        for kept in permitted.earlier:
            answers[kept.question.code] = with_kept(answers.get(kept.question.code), kept)
        made: dict[str, Rows] = {
            self._tables.wide: [self._wide_row(whose, answers)],
            self._tables.long: list(self._long(whose.assessment, answers, corrected)),
            self._tables.figures: list(self._figure_rows(whose.assessment, answers)),
        }
        if score is not None:
            made["scores"] = list(self._scores(whose.assessment, score, criteria))
        for question, fields in self._registers:
            made[question.code] = list(self._register(whose, question, fields, answers))
        return made

    def _wide_row(self, whose: Whose, answers: Answers) -> list[Value]:
        row: list[Value] = [*whose.cells, *[None] * (self._wide_width - len(whose.cells))]
        for code, answer in answers.items():
            field = self._wide.get(code)
            if field is None:
                continue
            if field.question.is_table:
                row[field.first] = len(answer.rows) or None
            elif answer.value is not None:
                _fill(row, field, answer.value, answer.question)
        return row

    def _long(self, assessment: str, answers: Answers, corrected: Collection[str]) -> Iterator[list[Value]]:
        for code, answer in answers.items():
            start: list[Value] = [assessment, code]
            state, is_corrected = answer.state.value, int(code in corrected)
            if not answer.rows:
                for value in self._values(answer.question, answer.value, answer.held):
                    yield [*start, None, None, None, state, answer.reason, *value, is_corrected]
                continue
            for row in answer.rows:
                for column in answer.question.columns:
                    value_, held = row.cells.get(column.code), row.held.get(column.code)
                    if value_ is None and held is None:
                        continue
                    for value in self._values(column, value_, held):
                        yield [*start, row.id, row.number, column.code, state, None, *value, is_corrected]

    def _values(self, item: Question, value: Cell | None, held: Withheld | None) -> Iterator[list[Value]]:
        """Code, number, date, text and why held: one for each option chosen, otherwise one."""
        if held is not None:
            yield [None, None, None, None, held.value]
        elif isinstance(value, tuple):
            wording = self._wording.get(item.code, {})
            for code in value:
                yield [code, None, None, wording.get(code), None]
        elif value is None:
            yield [None, None, None, None, None]
        elif isinstance(value, str):
            if item.kind is ValueKind.DATE:
                yield [None, None, value, None, None]
            elif item.kind is ValueKind.CHOICE:
                yield [value, None, None, self._wording.get(item.code, {}).get(value), None]
            else:
                yield [None, None, None, value, None]
        else:
            yield [None, value, None, None, None]

    def _scores(self, assessment: str, score: Score, criteria: CriteriaSet) -> Iterator[Row]:
        table = self._layout["scores"]
        for judged in score.criteria:
            criterion = criteria.by_id[judged.id]
            yield table.row(
                assessment_id=assessment,
                criterion=judged.id,
                criterion_text=criterion.title,
                dimension=criterion.dimension,
                heading=criterion.heading,
                status=judged.status.value,
                status_text=self._statuses[judged.status.value],
                level=judged.level,
                evidence=judged.evidence,
                rests_on=None if judged.basis is None else judged.basis.value,
                documents_named=None if judged.basis is None else len(judged.documents),
                files_attached=None if judged.basis is None else judged.attached,
                hollow=int(judged.hollow),
                contested=int(judged.contested),
                applicable=int(judged.applicable),
                intended=int(judged.intended),
                why=" ".join(reason.text for reason in judged.why) or None,
                next=" ".join(reason.text for reason in judged.next) or None,
            )

    def _register(
        self, whose: Whose, question: Question, fields: Sequence[WideField], answers: Answers
    ) -> Iterator[list[Value]]:
        answer = answers.get(question.code)
        if answer is None:
            return
        width = len(self._layout[question.code].columns)
        for row in answer.rows:
            made: list[Value] = [*whose.cells, row.id, row.number]
            made += [None] * (width - len(made))
            for field in fields:
                value = row.cells.get(field.question.code)
                if value is not None:
                    _fill(made, field, value, answer.question.column_by_code[field.question.code])
                    if has_wording(field.question) and isinstance(value, str):
                        made[field.first + 1] = self._wording[field.question.code].get(value)
            yield made

    def _figure_rows(self, assessment: str, answers: Answers) -> Iterator[Row]:
        table = self._layout[self._tables.figures]
        for code, columns in self._figures.items():
            answer = answers.get(code)
            if answer is None:
                continue
            for row in answer.rows:
                row_code, row_text = self._label(answer, row)
                for column in columns:
                    value, held = row.cells.get(column.code), row.held.get(column.code)
                    if value is None and held is None:
                        continue
                    yield table.row(
                        assessment_id=assessment,
                        question=code,
                        criterion=answer.question.criterion,
                        row_id=row.id,
                        row_number=row.number,
                        row_code=row_code,
                        row_text=row_text,
                        column=column.code,
                        group=group_of(column).value,
                        count=value if isinstance(value, int | float) else None,
                        held=None if held is None else held.value,
                    )

    def _label(self, answer: PermittedAnswer, row: PermittedRow) -> tuple[str | None, str | None]:
        """What the row counts: code and wording of its first column, which may be typed text."""
        first = answer.question.columns[0]
        value = row.cells.get(first.code)
        if not isinstance(value, str):
            return None, None
        return (value, self._wording[first.code].get(value)) if first.options else (None, value)


STATUSES = ("in_place", "planned", "none", "not_applicable", "not_known")


def _fill(row: list[Value], field: WideField, value: Cell, asked: Question) -> None:
    """Put a value into its column; of a multiple choice 1 or 0 into the column of each option that was asked for.
    Several references stand in one."""
    if not field.options:
        row[field.first] = SEPARATOR.join(value) if isinstance(value, tuple) else value
        return
    chosen = value if isinstance(value, tuple) else (value,)
    for position, option in enumerate(field.options, field.first):
        if option in asked.option_codes:
            row[position] = int(option in chosen)
