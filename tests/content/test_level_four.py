"""No level 4 from empty words: people are counted, outcome and change are told, and all is recent and shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest

from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, Cell, Row
from mrcworkbench.domain.questionnaire.model import QuestionType
from mrcworkbench.domain.questionnaire.tags import Tag
from tests.answer_sets import REFERENCE, Answers, given
from tests.content.level_proofs import Judged

FORM = questionnaire("manager")
TOO_OLD = date(REFERENCE.year - 2, REFERENCE.month, REFERENCE.day - 1).isoformat()
each_criterion = pytest.mark.parametrize(
    "judged",
    [Judged(FORM, one) for one in criteria_set("manager").criteria],
    ids=lambda judged: judged.criterion.id,
)


def with_cells(answer: Answer, columns: Sequence[str], cell: Cell | None) -> Answer:
    """Every row of a table with the same in these columns; None empties them."""
    others = [(row, {code: kept for code, kept in row.cells.items() if code not in columns}) for row in answer.rows]
    filled = {} if cell is None else dict.fromkeys(columns, cell)
    return replace(answer, value=tuple(Row(row.id, {**cells, **filled}) for row, cells in others))


def read_at_level_4(judged: Judged, type_: QuestionType) -> Iterator[str]:
    for condition in judged.criterion.conditions[3]:
        yield from (code for code in condition.questions if FORM[code].type is type_)


def emptied(judged: Judged) -> Iterator[Answers]:
    """The best answers with one thing empty that a level 4 must not rest on."""
    best, results = judged.best, judged.criterion.results_question
    table = FORM[results]
    people = [column.code for column in table.columns if Tag.PEOPLE in column.tags]
    if people:
        yield {**best, results: with_cells(best[results], people, 0)}
        yield {**best, results: with_cells(best[results], people, None)}
    yield {**best, results: with_cells(best[results], table.required_columns, None)}
    yield {**best, results: with_cells(best[results], table.required_columns, "x" + " " * 40)}
    for code in read_at_level_4(judged, QuestionType.TEXT):
        yield {**best, code: given("x")}
        yield {**best, code: given("x" + " " * 40)}
    for code in read_at_level_4(judged, QuestionType.DATE):
        yield {**best, code: given(TOO_OLD)}
    documents = judged.criterion.documents_question
    assert documents is not None
    yield {**best, documents: BLANK}


@each_criterion
def test_the_best_answers_have_level_4(judged: Judged) -> None:
    assert judged.level(judged.best) == 4


@each_criterion
def test_nothing_empty_has_level_4(judged: Judged) -> None:
    kinds = list(emptied(judged))
    assert len(kinds) >= 5
    assert [judged.level(answers) for answers in kinds] == [3] * len(kinds)


@each_criterion
def test_people_whose_sex_was_not_recorded_count(judged: Judged) -> None:
    """Nobody has to write 0 women and 0 men where sex was not recorded."""
    best, results = judged.best, judged.criterion.results_question
    people = [column for column in FORM[results].columns if Tag.PEOPLE in column.tags]
    known = [column.code for column in people if Tag.NOT_RECORDED not in column.tags]
    assert judged.level({**best, results: with_cells(best[results], known, None)}) == 4
