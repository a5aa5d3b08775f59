"""Registers and references of every questionnaire, as resources/README.md says they are; shipped or made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mrcworkbench.content.instruments import questionnaire, questionnaires
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire, QuestionType
from mrcworkbench.domain.questionnaire.tables import MORE_OF_REGISTERS, ROW_KEY
from mrcworkbench.domain.questionnaire.types.reference import CRITERIA
from tests.registers.made_registers import ACTIONS, NOTES, OF, registers_made

REFERENCES = (QuestionType.REFERENCE, QuestionType.REFERENCES)


def faults(form: Questionnaire) -> Iterator[str]:
    registers = {register.code for register in form.registers}
    for register in form.registers:
        if not register.is_table or register.fixed_column or register.relevant or register.criterion:
            yield f"{register.code} is no table that is always shown and free to grow"
        for column in register.columns:
            if column.code in (ROW_KEY, *MORE_OF_REGISTERS):
                yield f"{column.code} is what rows have besides their cells"
    for question in form.all_questions():
        if question.type in REFERENCES:
            yield f"{question.code} refers without being a column"
        for column in question.columns:
            if (column.type in REFERENCES) != (column.refers_to is not None):
                yield f"{column.code}: only references say what they refer to"
            elif column.refers_to is not None and column.refers_to not in (CRITERIA, *registers):
                yield f"{column.code} refers to {column.refers_to}"


def with_column(form: Questionnaire, code: str, column: Question) -> Questionnaire:
    registers = [
        replace(one, columns=(column, *one.columns[1:])) if one.code == code else one for one in form.registers
    ]
    return replace(form, registers=tuple(registers))


def test_registers_and_references_are_as_they_must_be() -> None:
    assert [fault for form in questionnaires() for fault in faults(form)] == []


def test_what_is_not_so_is_found(tmp_path: Path) -> None:
    with registers_made(tmp_path / "resources"):
        form = questionnaire("manager")
    assert list(faults(form)) == []
    column = form[NOTES].column_by_code[OF]
    for wrong, said in (
        (replace(column, refers_to="no_such_register"), "refers to no_such_register"),
        (replace(column, refers_to="prof_web"), "refers to prof_web"),
        (replace(column, refers_to=None), "only references say"),
        (replace(column, type=QuestionType.TEXT), "only references say"),
        (replace(column, code="comment"), "besides their cells"),
    ):
        (found,) = faults(with_column(form, NOTES, wrong))
        assert said in found
    assert len(list(faults(replace(form, registers=form.registers[1:])))) == 2
    fixed = replace(form[ACTIONS], fixed_column="action_status")
    assert len(list(faults(replace(form, registers=(fixed, form[NOTES]))))) == 1
