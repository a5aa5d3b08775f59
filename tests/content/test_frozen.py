"""Version 1.0.0 stays what it is: files in the world name it. See resources/README.md, Frozen."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

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
    "manager": "d878becf12c4f0e94c7aa46fc365aa46e1a74a9c02dd3ce26d6b3d9a8ef965d2",
    "stakeholder": "5f511c466aae889b16fb9436809e04ae4559c2fc0245533b98117ab12a2f4c60",
    "criteria": "69f5a4c1b4b753ce24b757e384d62fd91a61142417249f2653c213209e5def40",
}


def digest(content: object) -> str:
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def frozen(question: dict[str, Any]) -> dict[str, Any]:
    kept = {key: question[key] for key in QUESTION if key in question}
    options = [{key: option[key] for key in option if key != "tags"} for option in question["options"]]
    return {**kept, "options": options, "columns": [frozen(column) for column in question["columns"]]}


@pytest.mark.parametrize("kind", ["manager", "stakeholder"])
def test_what_a_questionnaire_asks_is_frozen(kind: str) -> None:
    document = read_json("questionnaire", kind, "1.0.0.json")
    sections = [
        {**section, "questions": [frozen(question) for question in section["questions"]]}
        for section in document.pop("sections")
    ]
    assert document["version"] == "1.0.0"
    assert digest([document["id"], document["title"], sections]) == FROZEN[kind]


def test_the_rules_of_the_levels_are_frozen() -> None:
    criteria = [{key: one[key] for key in CRITERION} for one in read_json("criteria", "1.0.0.json")]
    assert digest(criteria) == FROZEN["criteria"]
