"""Answers as units: what goes in comes out, equal values are equal texts, and nothing else is taken for an answer."""

from __future__ import annotations

import pytest
from hypothesis import given

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row
from mrcworkbench.storage.answers.encoding import StoredUnit, UnreadableUnitError, from_units, to_units
from tests.answer_values import ANSWERS


@given(ANSWERS)
def test_every_answer_comes_back_as_it_was(answer: Answer) -> None:
    assert from_units(to_units(answer)) == answer


@given(ANSWERS)
def test_whole_and_decimal_numbers_keep_their_kind(answer: Answer) -> None:
    assert type(from_units(to_units(answer)).value) is type(answer.value)


def test_cells_in_another_order_are_the_same_text() -> None:
    one = Answer(AnswerState.ANSWERED, (Row("r", {"a": 1, "b": "x"}),))
    other = Answer(AnswerState.ANSWERED, (Row("r", {"b": "x", "a": 1}),))
    assert to_units(one) == to_units(other)


def test_a_table_is_one_unit_a_row_and_one_for_the_order() -> None:
    units = to_units(Answer(AnswerState.ANSWERED, (Row("r2", {"a": 1}), Row("r1", {}))))
    assert set(units) == {"", "*", "r1", "r2"}
    assert units["*"].value == '["r2","r1"]'


def test_an_answer_in_conflict_is_not_stored() -> None:
    with pytest.raises(ValueError, match="conflict"):
        to_units(Answer(AnswerState.CONFLICT))


@pytest.mark.parametrize(
    "units",
    [
        {},
        {"": StoredUnit("elsewhere")},
        {"": StoredUnit("answered")},
        {"": StoredUnit("answered", "not json")},
        {"": StoredUnit("answered", "true")},
        {"": StoredUnit("answered", "null")},
        {"": StoredUnit("answered", '{"a":1}')},
        {"": StoredUnit("answered", "[1]")},
        {"": StoredUnit("blank", attachments="[1]")},
        {"": StoredUnit("answered"), "*": StoredUnit("answered", '["r"]')},
        {"": StoredUnit("answered"), "*": StoredUnit("answered", '["r"]'), "r": StoredUnit("removed")},
        {"": StoredUnit("answered"), "*": StoredUnit("answered", '["r"]'), "r": StoredUnit("answered", "[1]")},
    ],
)
def test_what_no_version_writes_is_refused(units: dict[str, StoredUnit]) -> None:
    with pytest.raises(UnreadableUnitError):
        from_units(units)
