"""A released version stays what it is: files in the world name it. See resources/README.md, Versions 2."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from mrcworkbench import paths
from mrcworkbench.content.instruments import INSTRUMENTS, versions
from mrcworkbench.content.questionnaires import read_json

QUESTION = (
    *("code", "type", "text", "help", "required", "criterion", "role", "options", "better", "relevant", "constraint"),
    *("personal", "not_applicable_reasons", "fixed_rows"),
)
"""What is frozen of a question or column, beside its columns: neither tags, those of options too, nor checks."""
CRITERION = (
    *("id", "section", "title", "question_it_asks", "why_it_matters", "levels", "evidence_examples", "applies_when"),
    *("rule", "lift", "gcm_objectives"),
)
FROZEN = {
    ("manager", "1.0.0"): "d878becf12c4f0e94c7aa46fc365aa46e1a74a9c02dd3ce26d6b3d9a8ef965d2",
    ("stakeholder", "1.0.0"): "5f511c466aae889b16fb9436809e04ae4559c2fc0245533b98117ab12a2f4c60",
}
"""By instrument and version."""
OPEN = [("manager", "2.0.0"), ("stakeholder", "2.0.0")]
"""Versions that are still made, and not released."""
FROZEN_CRITERIA = {"1.0.0": "69f5a4c1b4b753ce24b757e384d62fd91a61142417249f2653c213209e5def40"}
"""By version."""


def digest(content: object) -> str:
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def frozen(question: dict[str, Any]) -> dict[str, Any]:
    kept = {key: question[key] for key in QUESTION if key in question}
    options = [{key: option[key] for key in option if key != "tags"} for option in question["options"]]
    return {**kept, "options": options, "columns": [frozen(column) for column in question["columns"]]}


def test_every_released_version_is_in_the_table() -> None:
    assert sorted([*FROZEN, *OPEN]) == sorted((one.id, version) for one in INSTRUMENTS for version in versions(one.id))
    criteria = {*FROZEN_CRITERIA, *(version for id_, version in OPEN if id_ == "manager")}
    assert sorted(criteria) == sorted(file.stem for file in paths.resources("criteria").glob("*.json"))


@pytest.mark.parametrize(("id_", "version"), FROZEN)
def test_what_a_questionnaire_asks_is_frozen(id_: str, version: str) -> None:
    document = read_json("questionnaire", id_, f"{version}.json")
    sections = [
        {**section, "questions": [frozen(question) for question in section["questions"]]}
        for section in document.pop("sections")
    ]
    registers = [frozen(register) for register in document.get("registers", ())]
    assert (document["id"], document["version"]) == (id_, version)
    asked = [document["id"], document["title"], sections, *([registers] if registers else [])]
    assert digest(asked) == FROZEN[id_, version]


@pytest.mark.parametrize("version", FROZEN_CRITERIA)
def test_the_rules_of_the_levels_are_frozen(version: str) -> None:
    criteria = [{key: one[key] for key in CRITERION} for one in read_json("criteria", f"{version}.json")]
    assert digest(criteria) == FROZEN_CRITERIA[version]
