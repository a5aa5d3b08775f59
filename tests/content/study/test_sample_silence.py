"""The sample says what the study says: where the study is silent, the sample is too."""

from __future__ import annotations

from mrcworkbench.content.instruments import newest, questionnaire
from mrcworkbench.content.questionnaires import read_json
from mrcworkbench.domain.questionnaire.model import QuestionType, Role

SAMPLE = read_json("sample", "cnai.json")
MADE_FOR = SAMPLE["assessment"]
MANAGER = questionnaire(MADE_FOR["questionnaire"], MADE_FOR["version"])


def test_the_sample_is_of_the_newest_version() -> None:
    assert MADE_FOR["version"] == newest(MADE_FOR["questionnaire"])


def test_no_list_of_a_criterion_is_ticked_in_part() -> None:
    """A line that is not ticked reads as *no*, and the study speaks of no list line by line."""
    ticked = [
        code
        for code, answer in SAMPLE["answers"].items()
        if MANAGER[code].type is QuestionType.MULTIPLE
        and MANAGER[code].role is Role.DEPTH
        and answer["state"] == "answered"
    ]
    assert ticked == []


def test_the_sample_denies_nothing_and_plans_nothing() -> None:
    """The study never says that a centre lacks a practice."""
    statuses = {
        code: answer["value"] for code, answer in SAMPLE["answers"].items() if MANAGER[code].type is QuestionType.STATUS
    }
    assert set(statuses.values()) == {"in_place"}


def test_every_answer_of_the_sample_says_where_it_comes_from() -> None:
    for code, answer in SAMPLE["answers"].items():
        assert SAMPLE["sources"][code], code
        assert "2009 study" in answer["comment"], code
