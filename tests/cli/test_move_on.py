"""Moving on by command, as mrcworkbench/cli/README.md, Databases 5 says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, write_answers

SAID = {
    "costs_status": "in_place",
    "costs_often": "all",
    "policy_status": "in_place",
    "policy_ways": ["seat"],
    "jobs_status": "in_place",
    "jobs_mode": "facts",
}


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
