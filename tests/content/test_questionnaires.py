"""The questionnaires and criteria hold together: codes, types, expressions, and what each criterion must have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from mrcworkbench.content.questionnaires import KINDS, criteria_set, questionnaire, read_json
from mrcworkbench.domain.questionnaire.expressions import (
    And,
    Compare,
    CountRows,
    CountSelected,
    Expression,
    Literal,
    Name,
    Not,
    Or,
    Selected,
    names,
)
from mrcworkbench.domain.questionnaire.model import PLAN_TAG, Question, QuestionType, Role
from mrcworkbench.domain.questionnaire.notices import READS_ALSO

MANAGER = questionnaire("manager")
CRITERIA = criteria_set()
BOTH = [questionnaire(kind) for kind in KINDS]
ALL = [question for form in BOTH for question in form.questions()]
FIELDS = [field for question in ALL for field in (question, *question.columns)]
IDS = [place["id"] for place in read_json("study", "criteria.json")]
RAW = read_json("criteria", "criteria.json")
CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.STATUS)


def single_tests(expression: Expression) -> Iterator[Expression]:
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from single_tests(part)
        case Not(inner):
            yield from single_tests(inner)
        case _:
            yield expression


def misfits(expression: Expression, scope: dict[str, Question]) -> Iterator[str]:
    """Every name, option, or comparison of an expression that does not fit the questions in scope."""
    for code in names(expression) - set(scope):
        yield f"unknown name {code}"
    for test in single_tests(expression):
        match test:
            case Selected(code, option) if code in scope:
                if option not in scope[code].option_codes:
                    yield f"{code} has no option {option}"
            case Compare(symbol, Name(code), Literal(value)) if code in scope:
                question = scope[code]
                if isinstance(value, str) and question.type in CHOICES and value not in question.option_codes:
                    yield f"{code} has no option {value}"
                if isinstance(value, str) and question.type is QuestionType.MULTIPLE:
                    yield f"{code} may have several choices, so it cannot equal one"
                if isinstance(value, float) != (question.type in (QuestionType.INTEGER, QuestionType.NUMBER)):
                    yield f"{code} is compared {symbol} a value of another type"
            case Compare(_, CountRows(code), _) if code in scope and scope[code].type is not QuestionType.TABLE:
                yield f"{code} has no rows"
            case Compare(_, CountSelected(code), _) if code in scope and scope[code].type is not QuestionType.MULTIPLE:
                yield f"{code} has no choices to count"


def test_codes_are_unique_everywhere_ignoring_case() -> None:
    codes = [field.code.lower() for field in FIELDS]
    assert sorted(codes) == sorted(set(codes))
    for form in BOTH:
        sections = [section.code.lower() for section in form.sections]
        assert sorted(sections) == sorted(set(sections))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.code)
def test_a_field_has_what_its_type_needs(field: Question) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", field.code)
    assert field.text.strip()
    codes = [option.code.lower() for option in field.options]
    assert len(codes) == len(set(codes))
    assert bool(codes) == (field.type in CHOICES)
    assert bool(field.columns) == (field.type is QuestionType.TABLE)
    assert all(column.type is not QuestionType.TABLE and column.relevant is None for column in field.columns)
    reasons = [reason.code for reason in field.not_applicable_reasons]
    assert len(reasons) == len(set(reasons))
    if field.type is QuestionType.TABLE:
        assert field.required_columns, "without a required column an empty row would count"


def test_every_expression_reads_what_exists_and_fits() -> None:
    wrong: list[str] = []
    for form in BOTH:
        scope = {question.code: question for question in form.questions()}
        for question in form.questions():
            columns = dict(question.column_by_code)
            pairs = [(question.relevant, scope), (question.constraint, {question.code: question})]
            pairs += [(column.constraint, columns) for column in question.columns]
            for expression, names_in_scope in pairs:
                if expression is not None:
                    wrong += [f"{question.code}: {fault}" for fault in misfits(expression, names_in_scope)]
    scope = {question.code: question for question in MANAGER.questions()}
    for criterion in CRITERIA.criteria:
        rules = [condition.expression for level in criterion.conditions for condition in level]
        for expression in [*rules, *([criterion.applies_when] if criterion.applies_when else [])]:
            wrong += [f"{criterion.id}: {fault}" for fault in misfits(expression, scope)]
    assert wrong == []


def test_skip_logic_has_no_cycle() -> None:
    for form in BOTH:
        readers = {q.code: names(q.relevant) if q.relevant else frozenset() for q in form.questions()}
        while free := [code for code, reads in readers.items() if not reads & readers.keys()]:
            for code in free:
                del readers[code]
        assert readers == {}


def test_fixed_rows_are_the_options_of_their_column() -> None:
    for kind in KINDS:
        for section in read_json("questionnaire", f"{kind}.json")["sections"]:
            for question in section["questions"]:
                if "fixed_rows" in question:
                    column = next(c for c in question["columns"] if c["code"] == question["fixed_rows"]["column"])
                    assert column["type"] == "single"
                    assert [option["code"] for option in column["options"]] == question["fixed_rows"]["options"]
    views = [q for q in questionnaire("stakeholder").questions() if q.code.startswith("st_view_")]
    covered = [option.code for q in views for option in q.column_by_code[q.fixed_column or ""].options]
    assert covered == IDS
    assert len(MANAGER["info_topics"].column_by_code["info_topics_topic"].options) == 22


def test_what_is_required_of_the_number_of_questions() -> None:
    assert len(list(MANAGER.questions())) == 195


def test_criteria_and_sections_follow_the_study() -> None:
    assert [criterion.id for criterion in CRITERIA.criteria] == IDS
    assert [section.criterion for section in MANAGER.sections if section.criterion] == IDS
    assert len(IDS) == len(set(IDS)) == 24
    headings = {heading.id: heading.dimension for dimension in CRITERIA.dimensions for heading in dimension.headings}
    for criterion in CRITERIA.criteria:
        assert criterion.id.startswith(criterion.heading)
        assert headings[criterion.heading] == criterion.dimension
    assert set(headings) == {criterion.heading for criterion in CRITERIA.criteria}


@pytest.mark.parametrize("id_", IDS)
def test_a_criterion_has_one_question_of_each_part(id_: str) -> None:
    mine = [question for question in MANAGER.questions() if question.criterion == id_]
    roles = {role: [question for question in mine if question.role is role] for role in Role}
    assert [len(roles[role]) for role in (Role.STATUS, Role.RESULTS, Role.EVIDENCE)] == [1, 1, 1]
    status = roles[Role.STATUS][0]
    assert status.type is QuestionType.STATUS
    assert [option.code for option in status.options] == ["none", "planned", "in_place"]
    assert [option.better for option in status.options] == [0, 1, 2]
    assert status.not_applicable_reasons
    assert [option.code for option in roles[Role.EVIDENCE][0].options] == ["a", "b", "d"]
    plans = [question for question in roles[Role.DEPTH] if PLAN_TAG in question.tags]
    assert len(plans) == 1
    assert {column.type for column in plans[0].columns if column.required} == {QuestionType.DATE, QuestionType.TEXT}
    assert 2 <= len(roles[Role.DEPTH]) - 1 <= 4
    section = next(section for section in MANAGER.sections if section.criterion == id_)
    assert [question.code for question in mine] == [question.code for question in section.questions]


@pytest.mark.parametrize("raw", RAW, ids=lambda raw: raw["id"])
def test_a_rule_is_exactly_its_conditions(raw: dict[str, Any]) -> None:
    assert list(raw["rule"]) == list(raw["lift"]) == ["1", "2", "3", "4"]
    for level, rule in raw["rule"].items():
        assert rule == " and ".join(condition["condition"] for condition in raw["lift"][level])
        assert all(condition["met"].strip() and condition["text"].strip() for condition in raw["lift"][level])


def test_only_a_section_s_own_ordered_questions_decide_its_level() -> None:
    for criterion in CRITERIA.criteria:
        for condition in (one for level in criterion.conditions for one in level):
            for test in single_tests(condition.expression):
                assert not isinstance(test, Not)
            for code in condition.questions:
                question = MANAGER[code]
                assert question.criterion == criterion.id
                ordered = any(option.better is not None for option in question.options) or question.more_is_better
                assert ordered or question.type is QuestionType.TABLE


def test_an_ordered_answer_hides_no_other() -> None:
    for criterion in CRITERIA.criteria:
        for question in MANAGER.section_by_code[criterion.section].questions:
            if question.relevant is not None:
                assert names(question.relevant) <= {criterion.status_question, "prof_tie"}


def test_the_order_of_answers_is_complete() -> None:
    for question in (field for field in FIELDS if field.role is Role.DEPTH and field.type in CHOICES):
        known = [option.better for option in question.options if option.better is not None]
        if question.type is QuestionType.MULTIPLE and known:
            assert all(option.better == (0 if option.code == "none" else 1) for option in question.options)
        elif known:
            assert known == sorted(set(known))


def test_criteria_say_what_they_must() -> None:
    for raw in RAW:
        assert set(raw["levels"]) == set("01234")
        assert raw["evidence_examples"]["b"]
        assert raw["evidence_examples"]["d"]
        assert raw["gcm_objectives"]
        assert all(1 <= item["objective"] <= 23 for item in raw["gcm_objectives"])


def test_the_checks_in_code_name_questions_and_columns_that_exist() -> None:
    from mrcworkbench.domain.questionnaire import notices

    codes = {field.code for field in FIELDS}
    named = set(READS_ALSO) | {code for codes_ in READS_ALSO.values() for code in codes_}
    named |= notices._NOT_AFTER_TODAY | notices._NOT_AFTER_THIS_YEAR | set(notices._ONLY)
    named |= set(notices._ONE_ROW_EACH) | set(notices._ONE_ROW_EACH.values())
    for table, part, whole in notices._OF_THESE:
        named |= {table, part, *whole}
    assert named <= codes
    assert notices._ONLY["resp_sources"] in MANAGER["resp_sources"].option_codes


def test_resources_are_clean_json() -> None:
    from mrcworkbench import paths

    for file in sorted(paths.resources().rglob("*.json")):
        text = file.read_text("utf-8")
        assert text.endswith("\n"), file.name
        json.loads(text, object_pairs_hook=_no_key_twice)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), [key for key in keys if keys.count(key) > 1]
    return dict(pairs)
