"""The questionnaires and criteria hold together: codes, types, expressions, and what each criterion must have."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any, assert_never

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire, questionnaires
from mrcworkbench.content.questionnaires import question_of, read_json
from mrcworkbench.domain.questionnaire.answers import BLANK
from mrcworkbench.domain.questionnaire.checks import CheckKind
from mrcworkbench.domain.questionnaire.expressions import names
from mrcworkbench.domain.questionnaire.grammar import RESERVED
from mrcworkbench.domain.questionnaire.model import Question, QuestionType, Role
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.questionnaire.tags import GROUPS, Tag
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.scoring.criteria import Criterion
from tests.answer_sets import given, raises, random_answer
from tests.content.expression_checks import CHOICES, IN_COLUMNS, IN_LEVELS, IN_QUESTIONS, falls, misfits

MANAGER = questionnaire("manager")
CRITERIA = criteria_set("manager")
BOTH = list(questionnaires())
ALL = [question for form in BOTH for question in form.questions()]
FIELDS = [field for question in ALL for field in (question, *question.columns)]
PLANNED = [QuestionType.TEXT, QuestionType.TEXT, QuestionType.DATE]
"""What, which post, by when."""
IDS = [place["id"] for place in read_json("study", "criteria.json")]
RAW = [*read_json("criteria", "1.0.0.json"), *read_json("criteria", "2.0.0.json")]


def test_codes_are_unique_in_a_version_ignoring_case_and_so_for_both_questionnaires() -> None:
    for forms in ([one for one in BOTH if one.version == "1.0.0"], [MANAGER, questionnaire("stakeholder")]):
        asked = [question for form in forms for question in form.all_questions()]
        codes = [field.code.lower() for question in asked for field in (question, *question.columns)]
        assert sorted(codes) == sorted(set(codes))
    for form in BOTH:
        sections = [section.code.lower() for section in form.sections]
        assert sorted(sections) == sorted(set(sections))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.code)
def test_a_field_has_what_its_type_needs(field: Question) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", field.code)
    assert field.code not in RESERVED
    assert field.text.strip()
    codes = [option.code.lower() for option in field.options]
    assert len(codes) == len(set(codes))
    assert bool(codes) == (field.type in CHOICES)
    assert bool(field.columns) == (field.is_table)
    assert all(not column.is_table and column.relevant is None for column in field.columns)
    reasons = [reason.code for reason in field.not_applicable_reasons]
    assert len(reasons) == len(set(reasons))
    if field.is_table:
        assert field.required_columns, "without a required column an empty row would count"


def test_every_expression_reads_what_exists_and_fits() -> None:
    wrong: list[str] = []
    for form in BOTH:
        scope = {question.code: question for question in form.questions()}
        for question in form.all_questions():
            columns = dict(question.column_by_code)
            read = [
                (question.relevant, scope, IN_QUESTIONS),
                (question.constraint, {question.code: question}, IN_QUESTIONS),
            ]
            read += [(column.constraint, columns, IN_COLUMNS) for column in question.columns]
            for expression, in_scope, allowed in read:
                if expression is not None:
                    wrong += [f"{question.code}: {fault}" for fault in misfits(expression, in_scope, allowed)]
        for criterion in criteria_set(form.id, form.version).criteria:
            rules = [(condition.expression, IN_LEVELS) for level in criterion.conditions for condition in level]
            rules += [(criterion.applies_when, IN_QUESTIONS)] if criterion.applies_when else []
            for expression, allowed in rules:
                wrong += [f"{criterion.id}: {fault}" for fault in misfits(expression, scope, allowed)]
    assert wrong == []


def test_the_day_of_review_is_a_date() -> None:
    reviewed = MANAGER.tagged(Tag.REVIEWED_ON)
    assert reviewed is not None
    assert reviewed.type is QuestionType.DATE


def test_skip_logic_has_no_cycle() -> None:
    for form in BOTH:
        readers = {q.code: names(q.relevant) if q.relevant else frozenset() for q in form.questions()}
        while free := [code for code, reads in readers.items() if not reads & readers.keys()]:
            for code in free:
                del readers[code]
        assert readers == {}


def test_fixed_rows_are_the_options_of_their_column() -> None:
    for form in BOTH:
        for section in read_json("questionnaire", form.id, f"{form.version}.json")["sections"]:
            for question in section["questions"]:
                if "fixed_rows" in question:
                    column = next(c for c in question["columns"] if c["code"] == question["fixed_rows"]["column"])
                    assert column["type"] == "single"
                    assert [option["code"] for option in column["options"]] == question["fixed_rows"]["options"]
    views = [q for q in questionnaire("stakeholder").questions() if q.code.startswith("st_view_")]
    covered = [option.code for q in views for option in q.column_by_code[q.fixed_column or ""].options]
    assert covered == IDS
    assert len(MANAGER["info_covered"].options) == 22


def test_1_0_0_still_asks_what_it_asked() -> None:
    assert len(list(questionnaire("manager", "1.0.0").questions())) == 195


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
    plans = [question for question in roles[Role.DEPTH] if Tag.PLAN in question.tags]
    assert len(plans) == 1
    assert [column.type for column in plans[0].columns if column.required] == PLANNED
    assert not any(column.personal for column in plans[0].columns), "a plan names a post, never a person"
    shown = shown_questions(MANAGER, {status.code: given("in_place")})
    assert 2 <= sum(question.code in shown for question in roles[Role.DEPTH]) <= 3
    assert len(roles[Role.DOCUMENTS]) == 1
    section = next(section for section in MANAGER.sections if section.criterion == id_)
    assert [question.code for question in mine] == [question.code for question in section.questions]


@pytest.mark.parametrize("raw", RAW, ids=lambda raw: raw["id"])
def test_a_rule_is_exactly_its_conditions(raw: dict[str, Any]) -> None:
    assert list(raw["rule"]) == list(raw["lift"]) == ["1", "2", "3", "4"]
    for level, rule in raw["rule"].items():
        assert rule == " and ".join(condition["condition"] for condition in raw["lift"][level])
        assert all(condition["met"].strip() and condition["text"].strip() for condition in raw["lift"][level])


def test_only_a_section_s_own_ordered_questions_decide_its_level() -> None:
    scope = {question.code: question for question in MANAGER.questions()}
    for criterion in CRITERIA.criteria:
        for condition in (one for level in criterion.conditions for one in level):
            assert list(falls(condition.expression, scope)) == []
            for code in condition.questions:
                question = MANAGER[code]
                assert question.criterion == criterion.id
                in_order = any(option.better is not None for option in question.options)
                assert in_order or question.type not in CHOICES


@pytest.mark.parametrize("criterion", CRITERIA.criteria, ids=lambda criterion: criterion.id)
def test_a_better_answer_hides_no_other(criterion: Criterion) -> None:
    """But for the plan, which is no more asked of what is in place; so that no answer is lost from a level by it."""
    asked = MANAGER.section_by_code[criterion.section].questions
    rng = Random(criterion.id)
    for _ in range(40):
        answers = {question.code: random_answer(question, rng) for question in asked} | {"prof_tie": BLANK}
        shown = shown_questions(MANAGER, answers)
        for question in asked:
            for raised in raises(question, answers[question.code]) if question.code in shown else ():
                lost = shown - shown_questions(MANAGER, {**answers, question.code: raised})
                assert lost <= {criterion.plan_question}, question.code


def test_the_order_of_answers_is_complete() -> None:
    for question in (field for field in FIELDS if field.role is Role.DEPTH and field.type in CHOICES):
        known = [option.better for option in question.options if option.better is not None]
        if question.kind is ValueKind.CHOICES and known:
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


def test_objective_23_is_international_cooperation() -> None:
    """Work within one country, with its own government or firms, does not serve it."""
    with_it = {
        raw["id"]
        for raw in read_json("criteria", "2.0.0.json")
        if any(item["objective"] == 23 for item in raw["gcm_objectives"])
    }
    assert with_it == {"development.diaspora.projects", "setup.networks.international"}


ONE_QUESTION = (
    Tag.CONSENT, Tag.RESPONDENTS, Tag.REVIEWED_ON, Tag.ANSWERS_FOR, Tag.SOURCES, Tag.RUN_BY, Tag.CONTEXT,
    Tag.FIRST_YEAR, Tag.CLIENT_COUNTS, Tag.COUNT_UNIT, Tag.COUNTED_UNTIL, Tag.PRACTICES, Tag.CHALLENGES,
)  # fmt: skip
"""Tags that the program looks for as the one question that has them."""
OF_OPTIONS = (Tag.PASSES_ON, Tag.TOTALS_ONLY, Tag.UNNAMED, Tag.ALL_ROWS, Tag.NONE_OF_THESE, Tag.ONLY_THIS)
ON_BOTH = {Tag.PUBLIC}
"""Tags that stand on fields and on options."""


def test_what_the_program_looks_for_by_its_tag_is_there_once() -> None:
    for tag in ONE_QUESTION:
        assert [tag in question.tags for question in MANAGER.all_questions()].count(True) == 1, tag
        assert not any(tag in column.tags for question in MANAGER.all_questions() for column in question.columns), tag
    respondents = MANAGER.tagged(Tag.RESPONDENTS)
    assert respondents is not None
    assert respondents.column_tagged(Tag.RESPONDENT_NAME) is not None


def test_every_tag_is_used_and_stands_where_it_means_something() -> None:
    on_fields = {tag for field in FIELDS for tag in field.tags}
    on_options = {tag for field in FIELDS for option in field.options for tag in option.tags}
    assert on_options == {*OF_OPTIONS, *ON_BOTH}
    assert on_fields == set(Tag) - set(OF_OPTIONS)
    said = {tag for question in questionnaire("stakeholder").questions() for tag in question.tags}
    assert said.intersection(ONE_QUESTION) == {Tag.CONSENT}


def test_a_column_that_counts_people_says_whom() -> None:
    for question in ALL:
        groups = [[group for group in GROUPS if group in column.tags] for column in question.columns]
        assert [len(found) for found in groups] == [int(Tag.PEOPLE in column.tags) for column in question.columns]
        told = [found[0] for found in groups if found]
        assert len(told) == len(set(told)), question.code


def test_tags_of_options_stand_at_the_kind_of_choice_they_speak_of() -> None:
    for field in FIELDS:
        for option in field.options:
            if option.tags & {Tag.PASSES_ON, Tag.TOTALS_ONLY, Tag.UNNAMED}:
                assert Tag.CONSENT in field.tags
            if option.tags & {Tag.NONE_OF_THESE, Tag.ONLY_THIS}:
                assert field.kind is ValueKind.CHOICES
    for table in (question for question in ALL if question.row_kind is not None):
        assert len([column for column in table.columns if column.options_tagged(Tag.ALL_ROWS)]) == 1


def test_an_unknown_tag_or_kind_of_check_is_refused() -> None:
    data = read_json("questionnaire", "manager", "1.0.0.json")["sections"][0]["questions"][1]
    with pytest.raises(ValueError, match="no_such_tag"):
        question_of({**data, "tags": ["no_such_tag"]}, catalogue())
    with pytest.raises(ValueError, match="no_such_check"):
        question_of({**data, "checks": [{"kind": "no_such_check", "notice": "date_in_future"}]}, catalogue())


def test_checks_stand_where_they_can_be_read_and_name_columns_that_exist() -> None:
    of_rows = {CheckKind.EACH_ONCE, CheckKind.SUM_AT_MOST, CheckKind.TOTAL_ROW}
    numbers = (QuestionType.INTEGER, QuestionType.NUMBER)
    for form in BOTH:
        scope = {question.code: question for question in form.questions()}
        for question in form.questions():
            for item in (question, *question.columns):
                for check in item.checks:
                    assert (check.kind in of_rows) == (item.is_table), item.code
                    assert (check.kind is CheckKind.PART_OF) <= (item is not question), item.code
                    assert set(check.columns) <= question.column_by_code.keys(), item.code
                    named = [question.column_by_code[code] for code in check.columns]
                    match check.kind:
                        case CheckKind.NOT_AFTER_TODAY:
                            assert item.kind is ValueKind.DATE
                        case CheckKind.NOT_AFTER_THIS_YEAR:
                            assert item.type is QuestionType.YEAR or Tag.YEAR in item.tags
                        case CheckKind.EACH_ONCE:
                            assert named
                            assert all(column.type is QuestionType.SINGLE for column in named)
                        case CheckKind.PART_OF | CheckKind.SUM_AT_MOST | CheckKind.TOTAL_ROW:
                            assert named
                            assert all(column.type in numbers for column in named)
                        case never:
                            assert_never(never)
                    assert (check.kind is CheckKind.TOTAL_ROW) <= (item.row_kind is not None), item.code
                    if check.may_overlap is not None:
                        assert list(misfits(check.may_overlap, scope)) == []


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


NO_OTHER = {"st_named_by"}
"""Where the code `other` names somebody, and leaves nothing open."""


def test_what_is_chosen_as_other_can_be_said_in_words() -> None:
    """In a table the text that each row has says it."""
    for form in (MANAGER, questionnaire("stakeholder")):
        for question in form.all_questions():
            if "other" in question.option_codes and question.code not in NO_OTHER:
                said = form[f"{question.code}_other"]
                assert said.type is QuestionType.TEXT
                assert said.relevant is not None
                assert question.code in names(said.relevant)
            if any("other" in column.option_codes for column in question.columns):
                assert any(column.type is QuestionType.TEXT for column in question.columns), question.code
