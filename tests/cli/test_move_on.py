"""Moving on by command, as mrcworkbench/cli/README.md, Databases 5 says, and what those meet who did not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mrcworkbench.content.questionnaires import read_json
from mrcworkbench.services.session.databases import create
from tests.cli.conftest import Run, write_answers
from tests.merge_support import as_centres_file
from tests.other_resources import other_resources
from tests.versions.made_version import make_resources

SAID = {
    "costs_status": "in_place",
    "costs_often": "all",
    "policy_status": "in_place",
    "policy_ways": ["seat"],
    "jobs_status": "in_place",
    "jobs_mode": "facts",
}


@pytest.mark.usefixtures("version_one")
def test_what_moving_on_does_is_told_first_and_then_done(
    tmp_path: Path, centre: Path, run: Run, request: pytest.FixtureRequest
) -> None:
    assert run("move-on", centre, "--json").json["problems"][0]["code"] == "version_not_newer"
    assert run("answer", centre, write_answers(tmp_path, SAID)).status == 0
    request.getfixturevalue("made_version")
    before = centre.read_bytes()
    told = run("move-on", centre, "--dry-run", "--json")
    assert told.status == 0
    assert told.json == {
        "from": "1.0.0",
        "to": "1.1.0",
        "same": 3,
        "renamed": ["costs_often"],
        "retired": [{"question": "policy_ways", "kept": ["seat"]}],
        "needs_a_look": ["jobs_mode"],
        "opened": [],
    }
    assert centre.read_bytes() == before
    assert run("move-on", centre, "--to", "9.9.9", "--json").json["problems"][0]["code"] == "version_unknown"
    assert run("move-on", centre, "--json").json == told.json
    assert run("answers", centre, "--json").json == {
        "answers": {
            "costs_status": "in_place",
            "costs_how_often": "all",
            "policy_status": "in_place",
            "jobs_status": "in_place",
        },
        "hidden": [],
        "kept": {"jobs_mode@1.0.0": "facts", "policy_ways@1.0.0": ["seat"]},
    }
    ran = run("move-on", centre, "--json")
    assert (ran.status, ran.json["problems"][0]["code"]) == (1, "version_not_newer")


@pytest.fixture
def ahead(tmp_path: Path, version_one: Path, run: Run) -> Path:
    """A collection with one assessment that two people went on with, one of them in 1.1.0, which is not known here."""
    stayed, gone, collection = (tmp_path / f"{name}.mrcw" for name in ("stayed", "gone", "collection"))
    create(stayed, "Port Velira", "PT", "2026")
    assert run("answer", stayed, write_answers(tmp_path, {"prof_body": "Port"})).status == 0
    assert run("submit", stayed, "-o", tmp_path / "first.mrcw", "--author", "Ana").status == 0
    shutil.copy(stayed, gone)
    make_resources(tmp_path / "newer")
    with other_resources(tmp_path / "newer"):
        assert run("move-on", gone).status == 0
        assert run("merge", collection, tmp_path / "first.mrcw", gone).status == 0
        as_centres_file(collection)
        assert run("answer", collection, write_answers(tmp_path, {"prof_year": 1999})).status == 0
    assert run("answer", stayed, write_answers(tmp_path, {"prof_body": "Port Velira"})).status == 0
    return collection


def test_a_newer_version_is_listed_and_what_needs_its_answers_says_what_is_missing(
    ahead: Path, tmp_path: Path, run: Run
) -> None:
    (centre,) = run("list", ahead, "--json").json["centres"]
    assert [one["sealed"] for one in centre["assessments"]] == [False]
    person = ("--author", "Ana", "--json")
    for words in (
        ("withdraw", ahead, "--centre", centre["id"], "--reason", "They asked for it.", *person),
        ("submit", ahead, "-o", tmp_path / "sent.mrcw", *person),
    ):
        ran = run(*words)
        assert (ran.status, [one["code"] for one in ran.json["problems"]]) == (1, ["versions_unread"]), words[0]


def test_what_is_of_an_older_version_waits_until_the_program_knows_the_newer(
    ahead: Path, tmp_path: Path, run: Run
) -> None:
    stayed, before = tmp_path / "stayed.mrcw", ahead.read_bytes()
    ran = run("merge", ahead, stayed, "--json")
    assert (ran.status, ran.json["files"][0]["reason"]) == (1, "newer_version")
    assert ahead.read_bytes() == before
    with other_resources(tmp_path / "newer"):
        assert run("merge", ahead, stayed, "--json").json["files"][0]["verdict"] == "updated"


def test_versions_between_which_no_map_stands_are_not_read_as_one(ahead: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "newer" / "questionnaire" / "manager" / "1.1.0.from-1.0.0.json").unlink()
    with other_resources(tmp_path / "newer"):
        ran = run("merge", ahead, tmp_path / "stayed.mrcw", "--json")
        assert (ran.status, ran.json["files"][0]["reason"]) == (1, "unknown_version")
        assert "1.1.0" in ran.json["files"][0]["message"]


def test_a_criterion_whose_plans_stand_in_a_register_is_scored_and_reported(tmp_path: Path, run: Run) -> None:
    folder, database = tmp_path / "without", tmp_path / "centre.mrcw"
    asked, criteria = read_json("questionnaire", "manager", "1.0.0.json"), read_json("criteria", "1.0.0.json")
    for section in asked["sections"]:
        section["questions"] = [one for one in section["questions"] if one["code"] != "costs_plan"]
    judged = json.dumps(criteria).replace("count_rows(costs_plan) >= 1", "answered(costs_status)")
    for place, text in (("questionnaire/manager", json.dumps(asked)), ("criteria", judged)):
        (folder / place).mkdir(parents=True)
        (folder / place / "1.0.0.json").write_text(text, "utf-8")
    with other_resources(folder):
        create(database, "Port Velira", "PT", "2026")
        assert run("answer", database, write_answers(tmp_path, {"costs_status": "planned"})).status == 0
        scored = {one["id"]: one for one in run("score", database, "--json").json["criteria"]}
        assert scored["development.remittances.transfer_costs"]["level"] == 1
        assert run("report", database, "-o", tmp_path / "report.xlsx", "--audience", "internal").status == 0
