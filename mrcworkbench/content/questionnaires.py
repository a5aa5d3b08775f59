"""Reads questionnaires and criteria from `resources/`, in one language; which there are: `content.instruments`."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mrcworkbench import paths
from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.questionnaire.checks import Check, CheckKind
from mrcworkbench.domain.questionnaire.expressions import Expression
from mrcworkbench.domain.questionnaire.grammar import NO_TABLES, parse
from mrcworkbench.domain.questionnaire.model import Option, Question, Questionnaire, QuestionType, Role, Section
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types.reference import CRITERIA
from mrcworkbench.domain.scoring.criteria import (
    EVIDENCE_ORDER,
    CompactObjective,
    Condition,
    CriteriaSet,
    Criterion,
    Dimension,
    Heading,
)

_NO_TAGS = frozenset[Tag]()


def read_json(*parts: str) -> Any:
    """A JSON resource by its place, such as `read_json("study", "centres.json")`."""
    return json.loads(paths.resources(*parts).read_text("utf-8"))


def questionnaire_in(texts: Catalogue, id_: str, version: str, criteria: str) -> Questionnaire:
    """A version of a questionnaire in the words of a catalogue; `criteria` is the version of those that its columns
    refer to."""
    data = read_json("questionnaire", id_, f"{version}.json")
    asked = (*(one for section in data["sections"] for one in section["questions"]), *data.get("registers", ()))
    tables = {column["code"]: question["code"] for question in asked for column in question["columns"]}
    return Questionnaire(
        id=data["id"],
        version=data["version"],
        title=texts.translate(data["id"], data["title"]),
        sections=tuple(
            _section(section, number, texts, tables, criteria) for number, section in enumerate(data["sections"], 1)
        ),
        registers=tuple(
            replace(question_of(register, texts, tables, criteria), is_register=True)
            for register in data.get("registers", ())
        ),
    )


def questionnaire_document(numbered: Questionnaire, versions: Sequence[str]) -> dict[str, Any]:
    """A questionnaire as data (mrcworkbench/cli/README.md, Content 1), in English, each question with its number, and
    the versions that there are."""
    document: dict[str, Any] = read_json("questionnaire", numbered.id, f"{numbered.version}.json")
    registers = document.setdefault("registers", [])
    for question in (*(one for section in document["sections"] for one in section["questions"]), *registers):
        question["number"] = numbered.number(question["code"])
    return document | {"versions": list(versions)}


def _section(data: dict[str, Any], number: int, texts: Catalogue, tables: Mapping[str, str], criteria: str) -> Section:
    code = data["code"]
    return Section(
        code=code,
        number=number,
        title=texts.translate(f"section:{code}", data["title"]),
        intro=_optional(texts, f"section:{code}:intro", data["intro"]),
        criterion=data.get("criterion"),
        questions=tuple(question_of(question, texts, tables, criteria) for question in data["questions"]),
        beyond_study=data.get("beyond_study", False),
    )


def question_of(
    data: dict[str, Any], texts: Catalogue, tables: Mapping[str, str] = NO_TABLES, criteria: str = ""
) -> Question:
    """One question or column; `tables`: see `parse`; `criteria`: the version of those that become the options of what
    refers to criteria.

    Raises `ValueError` for a type, role, tag or kind of check that does not exist.
    """
    code = data["code"]
    fixed = data.get("fixed_rows")
    return Question(
        code=code,
        type=QuestionType(data["type"]),
        text=texts.translate(code, data["text"]),
        help=_optional(texts, f"{code}:help", data["help"]),
        required=data["required"],
        criterion=data["criterion"],
        role=Role(data["role"]),
        options=_criteria_as_options(texts, criteria)
        if data.get("refers_to") == CRITERIA
        else tuple(
            Option(
                option["code"],
                texts.translate(f"{code}:{option['code']}", option["text"]),
                option.get("better"),
                _tags(option.get("tags", ())),
            )
            for option in data["options"]
        ),
        columns=tuple(question_of(column, texts, criteria=criteria) for column in data["columns"]),
        relevant=_expression(data["relevant"], tables),
        constraint=_expression(data["constraint"], tables),
        personal=data["personal"],
        not_applicable_reasons=tuple(
            Option(reason["code"], texts.translate(f"{code}:reason:{reason['code']}", reason["text"]))
            for reason in data["not_applicable_reasons"]
        ),
        tags=_tags(data["tags"]),
        checks=tuple(_check(check, tables) for check in data.get("checks", ())),
        fixed_column=fixed["column"] if fixed else None,
        more_is_better=data.get("better") == "more",
        refers_to=data.get("refers_to"),
    )


def _criteria_as_options(texts: Catalogue, criteria: str) -> tuple[Option, ...]:
    return tuple(
        Option(criterion["id"], texts.translate(f"{criterion['id']}:title", criterion["title"]))
        for criterion in read_json("criteria", f"{criteria}.json")
    )


def _tags(names: Collection[str]) -> frozenset[Tag]:
    return frozenset(map(Tag, names)) if names else _NO_TAGS


def _check(data: dict[str, Any], tables: Mapping[str, str]) -> Check:
    return Check(
        kind=CheckKind(data["kind"]),
        notice=data["notice"],
        columns=tuple(data.get("columns", ())),
        most=data.get("most", 0),
        may_overlap=_expression(data.get("may_overlap"), tables),
    )


def _optional(texts: Catalogue, context: str, english: str | None) -> str | None:
    return None if english is None else texts.translate(context, english)


def _expression(text: str | None, tables: Mapping[str, str]) -> Expression | None:
    return None if text is None else parse(text, tables)


def criteria_in(texts: Catalogue, scored: Questionnaire, version: str) -> CriteriaSet:
    """A version of the criteria, by which a questionnaire is scored, in the words of a catalogue."""
    places = {place["id"]: place for place in read_json("study", "criteria.json")}
    headings = read_json("study", "headings.json")
    criteria = tuple(
        _criterion(data, number, places[data["id"]], scored, texts)
        for number, data in enumerate(read_json("criteria", f"{version}.json"), 1)
    )
    dimensions = tuple(
        Dimension(
            dimension["id"],
            texts.translate(f"dimension:{dimension['id']}", dimension["title"]),
            tuple(
                Heading(h["id"], h["dimension"], texts.translate(f"heading:{h['id']}", h["title"]))
                for h in headings["headings"]
                if h["dimension"] == dimension["id"]
            ),
        )
        for dimension in headings["dimensions"]
    )
    return CriteriaSet(criteria, dimensions)


def _criterion(
    data: dict[str, Any], number: int, place: dict[str, Any], scored: Questionnaire, texts: Catalogue
) -> Criterion:
    id_ = data["id"]

    def say(part: str, english: str) -> str:
        return texts.translate(f"{id_}:{part}", english)

    questions = scored.section_by_code[data["section"]].questions
    by_role = {question.role: question.code for question in questions}
    return Criterion(
        id=id_,
        number=number,
        dimension=place["dimension"],
        heading=place["heading"],
        section=data["section"],
        title=say("title", data["title"]),
        asks=say("asks", data["question_it_asks"]),
        why_it_matters=say("why", data["why_it_matters"]),
        levels=(
            say("level:0", data["levels"]["0"]),
            say("level:1", data["levels"]["1"]),
            say("level:2", data["levels"]["2"]),
            say("level:3", data["levels"]["3"]),
            say("level:4", data["levels"]["4"]),
        ),
        conditions=tuple(
            tuple(
                Condition(
                    parse(condition["condition"], scored.tables),
                    say(f"met:{level}.{n}", condition["met"]),
                    say(f"lift:{level}.{n}", condition["text"]),
                )
                for n, condition in enumerate(data["lift"][level], 1)
            )
            for level in ("1", "2", "3", "4")
        ),
        applies_when=_expression(data["applies_when"], scored.tables),
        evidence_examples={
            grade: tuple(say(f"evidence:{grade}.{n}", text) for n, text in enumerate(examples, 1))
            for grade, examples in data["evidence_examples"].items()
        },
        objectives=tuple(
            CompactObjective(item["objective"], say(f"objective:{item['objective']}", item["reason"]))
            for item in data["gcm_objectives"]
        ),
        status_question=by_role[Role.STATUS],
        plan_question=next((question.code for question in questions if Tag.PLAN in question.tags), None),
        results_question=by_role[Role.RESULTS],
        evidence_question=by_role[Role.EVIDENCE],
        documents_question=by_role.get(Role.DOCUMENTS),
        evidence_order=tuple(data.get("evidence_order", EVIDENCE_ORDER)),
    )
