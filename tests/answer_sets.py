"""Answers for tests: at random in every state, at their best, and one step better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, Cell, Row, Value
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire, QuestionType
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.scoring.criteria import CriteriaSet, Criterion
from mrcworkbench.domain.scoring.results import Score, StakeholderView
from mrcworkbench.domain.scoring.score import score_all
from mrcworkbench.domain.texts import Texts

Answers = dict[str, Answer]
REFERENCE = date(2026, 6, 30)
"""The own date of the assessments that are judged here."""
DAYS = (
    "2015-01-01",
    *(f"{REFERENCE.year - n}-{day}" for n in (4, 3, 2, 1) for day in ("06-30", "07-01")),
    "2026-06-30",
)
"""Days from long ago to the own date; with those on which one more year is over."""
VERDICTS = ("confirmed", "partly", "contradicted", "no_knowledge")


def given(value: Value) -> Answer:
    return Answer(AnswerState.ANSWERED, value)


def not_applicable(question: Question) -> Answer:
    return Answer(AnswerState.NOT_APPLICABLE, None, question.not_applicable_reasons[0].code)


def table(*rows: Mapping[str, Cell]) -> Answer:
    return given(tuple(Row(f"r{number}", dict(cells)) for number, cells in enumerate(rows)))


def score_of(
    questionnaire: Questionnaire,
    criteria: CriteriaSet,
    answers: Mapping[str, Answer],
    texts: Texts,
    views: Sequence[StakeholderView] = (),
    *,
    as_of: date | None = None,
) -> Score:
    """The score from scratch."""
    shown = shown_questions(questionnaire, answers)
    return score_all(criteria, questionnaire, answers, shown, texts, views, as_of=as_of)


def random_cell(column: Question, rng: Random) -> Cell:
    codes = [option.code for option in column.options]
    match column.type:
        case QuestionType.SINGLE | QuestionType.STATUS:
            return rng.choice(codes)
        case QuestionType.MULTIPLE:
            if "none" in codes and rng.random() < 0.15:
                return ("none",)
            chosen = tuple(code for code in codes if code != "none" and rng.random() < 0.7)
            return chosen or (codes[0],)
        case QuestionType.DATE:
            return rng.choice(["2025-01-31", "2026-06-30", "2027-12-01"])
        case QuestionType.INTEGER | QuestionType.NUMBER:
            return rng.choice([0, 1, 4, 11, 12, 60])
        case _:
            return rng.choice(["x", "Ж مرکز", "=1+1", "two\nlines"])


def random_value(question: Question, rng: Random) -> Value:
    if question.type is not QuestionType.TABLE:
        return random_cell(question, rng)
    if question.fixed_column is not None:
        options = question.column_by_code[question.fixed_column].options
        keys = [option.code for option in options if rng.random() < 0.5] or [options[0].code]
        return tuple(Row(key, {**_random_cells(question, rng), question.fixed_column: key}) for key in keys)
    return tuple(Row(f"r{n}", _random_cells(question, rng)) for n in range(rng.choice([1, 1, 2, 5])))


def _random_cells(question: Question, rng: Random) -> dict[str, Cell]:
    fullness = rng.choice([0.5, 1.0])
    return {column.code: random_cell(column, rng) for column in question.columns if rng.random() < fullness}


def random_answer(question: Question, rng: Random) -> Answer:
    """Any answer in any state, with comments at times: one that goes along, one that is kept here."""
    comment = rng.choice(["", "", "see the yearly report"])
    kept = rng.choice(["", "", "", "ask the director first"])
    return replace(_said(question, rng, comment), kept_comment=kept)


def _said(question: Question, rng: Random, comment: str) -> Answer:
    kind = rng.random()
    if kind < 0.7:
        return Answer(AnswerState.ANSWERED, random_value(question, rng), None, comment)
    if kind < 0.78 and question.not_applicable_reasons:
        reason = rng.choice(question.not_applicable_reasons).code
        return Answer(AnswerState.NOT_APPLICABLE, None, reason, comment)
    states = [AnswerState.NOT_KNOWN, AnswerState.DECLINED, AnswerState.BLANK, AnswerState.CONFLICT]
    return Answer(rng.choice(states), comment=comment)


def random_answers(questionnaire: Questionnaire, rng: Random) -> Answers:
    """A whole set; how much of it is answered differs from set to set."""
    share = rng.choice([0.1, 0.5, 0.9, 1.0])
    answers = {q.code: random_answer(q, rng) for q in questionnaire.questions() if rng.random() < share}
    if rng.random() < 0.5:
        for question in questionnaire.questions():
            if question.type is QuestionType.STATUS and rng.random() < 0.7:
                answers[question.code] = given("in_place")
    return answers


def full_row(question: Question, key: str) -> Row:
    """A row with every column filled; with much of what is better the more there is of it."""
    cells: dict[str, Cell] = {}
    for column in question.columns:
        match column.type:
            case QuestionType.DATE:
                cells[column.code] = "2026-01-31"
            case QuestionType.INTEGER | QuestionType.NUMBER:
                cells[column.code] = 24 if column.more_is_better else 0
            case QuestionType.SINGLE:
                cells[column.code] = column.options[0].code
            case QuestionType.MULTIPLE:
                cells[column.code] = (column.options[0].code,)
            case _:
                cells[column.code] = "so much changed"
    if question.fixed_column is not None:
        cells[question.fixed_column] = key
    return Row(key, cells)


def full_rows(question: Question, count: int) -> Answer:
    if question.fixed_column is not None:
        keys = [option.code for option in question.column_by_code[question.fixed_column].options][:count]
    else:
        keys = [f"r{number}" for number in range(count)]
    return given(tuple(full_row(question, key) for key in keys))


def best_answers(questionnaire: Questionnaire, criterion: Criterion) -> Answers:
    """Every answer of the criterion's section at its best: a witness of level 4."""
    best: Answers = {}
    for question in questionnaire.section_by_code[criterion.section].questions:
        match question.type:
            case QuestionType.STATUS:
                best[question.code] = given("in_place")
            case QuestionType.SINGLE:
                ordered = [option for option in question.options if option.better is not None]
                best[question.code] = given(max(ordered, key=lambda option: option.better or 0).code)
            case QuestionType.MULTIPLE:
                best[question.code] = given(tuple(option.code for option in question.options if option.better))
            case QuestionType.TABLE:
                best[question.code] = full_rows(question, 6)
            case QuestionType.TEXT:
                best[question.code] = given("so much is written here of what was done, when, and what came of it ")
            case QuestionType.DATE:
                best[question.code] = given(REFERENCE.isoformat())
            case QuestionType.YEAR:
                best[question.code] = given(REFERENCE.year)
            case QuestionType.NUMBER | QuestionType.INTEGER:
                best[question.code] = given(REFERENCE.year if Tag.YEAR in question.tags else 24)
    return best


def raises(question: Question, answer: Answer) -> Iterator[Answer]:
    """Every single step that shows more practice than `answer`."""
    value = answer.value if answer.is_answered else None
    rank = {option.code: option.better for option in question.options}
    match question.type:
        case QuestionType.SINGLE | QuestionType.STATUS:
            now = rank.get(str(value)) if value is not None else -1
            for code, better in rank.items():
                if better is not None and now is not None and better > now:
                    yield given(code)
        case QuestionType.MULTIPLE:
            kept = {code for code in (value if isinstance(value, tuple) else ()) if rank.get(str(code))}
            for code, better in rank.items():
                if better and code not in kept:
                    yield given(tuple(one for one in rank if one in kept or one == code))
        case QuestionType.TABLE:
            yield from _table_raises(question, answer.rows if answer.is_answered else ())
        case QuestionType.TEXT:
            for more in (1, 10, 100):
                yield given(f"{value or ''}{'x' * more}")
        case QuestionType.DATE:
            since = value if isinstance(value, str) and value <= REFERENCE.isoformat() else ""
            yield from (given(day) for day in DAYS if day > since)
        case QuestionType.YEAR | QuestionType.NUMBER | QuestionType.INTEGER:
            yield from map(given, _larger(question, value))


def _larger(question: Question, value: object) -> Iterator[int | float]:
    now = value if isinstance(value, int | float) else 0
    if question.type is QuestionType.YEAR or Tag.YEAR in question.tags:
        yield from (year for year in sorted({int(day[:4]) for day in DAYS}) if year > now or now > REFERENCE.year)
    elif question.more_is_better:
        yield from (now + 1, now + 10, now + 100)


def _table_raises(question: Question, rows: tuple[Row, ...]) -> Iterator[Answer]:
    """One more complete row, each row made complete, more in each column where more is better, and a later
    day in each column of days."""
    taken = {row.id for row in rows}
    if question.fixed_column is not None:
        options = question.column_by_code[question.fixed_column].options
        free = [option.code for option in options if option.code not in taken]
    else:
        free = [f"new{len(rows)}"]
    if free:
        yield given((*rows, full_row(question, free[0])))
    for place, row in enumerate(rows):
        full = full_row(question, row.id)
        yield given((*rows[:place], Row(row.id, {**full.cells, **row.cells}), *rows[place + 1 :]))
        for column in (one for one in question.columns if one.more_is_better):
            for more in _larger(column, row.cells.get(column.code)):
                yield given((*rows[:place], Row(row.id, {**row.cells, column.code: more}), *rows[place + 1 :]))
        for column in (one for one in question.columns if one.type is QuestionType.DATE):
            since = str(row.cells.get(column.code, ""))
            for day in (one for one in DAYS if since < one):
                yield given((*rows[:place], Row(row.id, {**row.cells, column.code: day}), *rows[place + 1 :]))


def random_views(criteria: CriteriaSet, rng: Random) -> list[StakeholderView]:
    return [
        StakeholderView(criterion.id, verdict, frozenset({"partner"}), rng.random() < 0.6)  # type: ignore[arg-type]
        for criterion in criteria.criteria
        for verdict in VERDICTS
        if rng.random() < 0.2
    ]


def without_hidden(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Answers:
    shown = shown_questions(questionnaire, answers)
    return {code: answer for code, answer in answers.items() if code in shown and answer != BLANK}
