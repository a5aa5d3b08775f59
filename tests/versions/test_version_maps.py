"""Maps between versions: what may stand in them, and that each fits the versions between which it stands."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from mrcworkbench.content.instruments import (
    INSTRUMENTS,
    criteria_set,
    newest,
    questionnaire,
    version_maps,
    versions,
)
from mrcworkbench.domain.versions.maps import QuestionMap, map_from_json
from tests.versions.made_version import TO_1_1_0
from tests.versions.map_fit import misfits


def of_made_versions(old: str, new: str, **changed: Any) -> list[str]:
    (step,) = version_maps("manager", old, new)
    return misfits(replace(step, **changed), questionnaire("manager", old), questionnaire("manager", new))


def test_each_shipped_version_has_a_map_from_the_one_before_that_fits() -> None:
    for one in INSTRUMENTS:
        for old, new in pairwise(versions(one.id)):
            (step,) = version_maps(one.id, old, new)
            assert misfits(step, questionnaire(one.id, old), questionnaire(one.id, new)) == []


@pytest.mark.usefixtures("made_versions")
def test_made_versions_stand_beside_the_shipped_one_each_with_its_criteria() -> None:
    assert versions("manager") == ("1.0.0", "1.1.0", "1.2.0")
    assert newest("manager") == questionnaire("manager").version == "1.2.0"
    assert (versions("stakeholder"), versions("nothing")) == (("1.0.0", "2.0.0"), ())
    for version, used in (("1.0.0", "costs_often"), ("1.1.0", "costs_how_often"), ("1.2.0", "costs_how_often")):
        costs = criteria_set("manager", version).by_id["development.remittances.transfer_costs"]
        assert used in costs.used_questions
        assert used in questionnaire("manager", version)
    assert criteria_set("stakeholder").criteria == ()


@pytest.mark.usefixtures("made_versions")
def test_the_maps_of_made_versions_fit_and_are_taken_step_by_step() -> None:
    assert of_made_versions("1.0.0", "1.1.0") == []
    assert of_made_versions("1.1.0", "1.2.0") == []
    assert [(step.old, step.new) for step in version_maps("manager", "1.0.0", "1.2.0")] == [
        ("1.0.0", "1.1.0"),
        ("1.1.0", "1.2.0"),
    ]
    assert version_maps("manager", "1.1.0", "1.1.0") == ()


@pytest.mark.usefixtures("made_versions")
def test_what_has_no_place_and_what_is_new_must_be_said() -> None:
    found = of_made_versions("1.0.0", "1.1.0", questions={}, added=frozenset({"prof_names", "nothing"}))
    assert sorted(found[:4]) == [
        "costs_often has no place",
        "jobs_mode:facts has no place",
        "media_kinds:tv has no place",
        "policy_ways has no place",
    ]
    assert found[4:] == [
        "costs_how_often is not said to be new",
        "info_topics_topic:housing is not said to be new",
        "prof_networks_role is not said to be new",
        "nothing is said to be new",
        "prof_names is said to be new",
    ]


@pytest.mark.usefixtures("made_versions")
@pytest.mark.parametrize(
    ("questions", "misfit"),
    [
        ({"nothing": QuestionMap("prof_body")}, "nothing is not in 1.1.0"),
        ({"prof_body": QuestionMap("prof_year")}, "prof_body changes its type"),
        ({"jobs_mode": QuestionMap("jobs_mode", {"never": None})}, "jobs_mode:never is no option"),
        ({"prof_names": QuestionMap("prof_names", rows={"a": None})}, "prof_names has no fixed rows"),
        (
            {"prof_names": QuestionMap("prof_names", cells={"prof_names_rank": 1})},
            "prof_names_rank is set and no column",
        ),
    ],
)
def test_what_a_map_names_is_there(questions: dict[str, QuestionMap], misfit: str) -> None:
    (step,) = version_maps("manager", "1.1.0", "1.2.0")
    assert misfit in of_made_versions("1.1.0", "1.2.0", questions={**step.questions, **questions})


def test_what_a_map_does_not_name_is_the_same() -> None:
    step = map_from_json(TO_1_1_0, "1.0.0", "1.1.0")
    assert step.question("prof_body") == QuestionMap("prof_body")
    assert step.question("costs_often").to == "costs_how_often"
    assert step.question("policy_ways").to is None
    modes = step.question("jobs_mode")
    assert (modes.to, modes.option("facts"), modes.option("own")) == ("jobs_mode", None, "own")
    assert step.question("info_topics").column("info_topics_topic").option("visas") == "visas"
    assert step.question("info_topics").row("visas") == "visas"


def test_everything_that_is_wrong_with_a_map_is_told_at_once() -> None:
    wrong = {
        "questions": {
            "a": {"to": 1, "colums": {}},
            "b": {"options": ["x"], "columns": {"c": {"to": None, "rows": {}}}, "rows": {"r": 2}},
            "d": {"set": {"e": None, "f": ["x", "y"], "g": True}},
            "h": None,
        },
        "new": {"i": 1},
        "old": [],
    }
    with pytest.raises(ValueError, match=r"map from 1\.0\.0 to 1\.1\.0") as told:
        map_from_json(wrong, "1.0.0", "1.1.0")
    assert str(told.value).partition(": ")[2].split("; ") == [
        "map: old is not known",
        "a: colums is not known",
        "a.to: neither a code nor null",
        "b.c: rows is not known",
        "b.options: no object",
        "b.rows.r: neither a code nor null",
        "d.set.e: no value of a cell",
        "d.set.g: no value of a cell",
        "h: no object",
        "new: no list of codes",
    ]
    with pytest.raises(ValueError, match="map: no object"):
        map_from_json([], "1.0.0", "1.1.0")
