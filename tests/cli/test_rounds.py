"""A second round by command, as mrcworkbench/cli/README.md, Databases 4 and Answers 1 and 2 say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, write_answers

GIVEN = {
    "prof_body": {"state": "answered", "value": "The ministry", "comment": "Ask Ana"},
    "access_status": {"state": "not_applicable", "reason": "no_network"},
    "prof_funding": [{"row": "f1", "prof_funding_payer": "State", "prof_funding_share": 62.5}],
    "resp_people": [{"resp_people_name": "Ana"}],
    "resp_consent": "all",
    "jobs_status": "in_place",
}
CARRIED = {
    "prof_body": {"state": "answered", "value": "The ministry", "comment": "Ask Ana", "carried_over": True},
    "access_status": {"state": "not_applicable", "reason": "no_network", "carried_over": True},
    "prof_funding": {"state": "answered", "value": GIVEN["prof_funding"], "carried_over": True},
    "jobs_status": {"state": "answered", "value": "in_place", "carried_over": True},
}


@pytest.fixture
def begun(centre: Path, tmp_path: Path, run: Run) -> dict[str, Any]:
    """What `new-round` prints for a centre with answers."""
    assert run("answer", centre, write_answers(tmp_path, GIVEN)).status == 0
    ran = run("new-round", centre, "--round", "2027", "--json")
    assert (ran.status, len(ran.out.splitlines())) == (0, 1)
    printed: dict[str, Any] = ran.json
    return printed


def test_a_round_follows_another_and_its_answers_say_that_they_wait(
    begun: dict[str, Any], centre: Path, run: Run
) -> None:
    assert begun.keys() == {"assessment", "follows", "carried_over"}
    assert begun["carried_over"] == len(CARRIED)
    assert run("answers", centre, "--assessment", begun["assessment"], "--json").json["answers"] == CARRIED
    [listed] = run("list", centre, "--json").json["centres"]
    by_round = {one["round"]: one for one in listed["assessments"]}
    assert (by_round["2026"]["about"], by_round["2026"]["follows"], by_round["2026"]["answered"]) == (None, None, 6)
    assert (by_round["2027"]["about"], by_round["2027"]["follows"]) == (None, begun["follows"])
    assert (by_round["2027"]["answered"], by_round["2027"]["state"]) == (0, "not_started")
    assert by_round["2027"]["applicable"] == by_round["2026"]["applicable"]


def test_the_same_value_confirms_and_the_mark_keeps_it_waiting(
    begun: dict[str, Any], centre: Path, tmp_path: Path, run: Run
) -> None:
    shown = run("answers", centre, "--assessment", begun["assessment"], "--json").json["answers"]
    given = {**shown, "prof_body": "The ministry", "prof_funding": shown["prof_funding"]["value"]}
    ran = run("answer", centre, write_answers(tmp_path, given), "--assessment", begun["assessment"], "--json")
    assert ran.json == {"set": len(CARRIED), "problems": []}
    after = run("answers", centre, "--assessment", begun["assessment"], "--json").json["answers"]
    assert after == {
        **CARRIED,
        "prof_body": {"state": "answered", "value": "The ministry", "comment": "Ask Ana"},
        "prof_funding": GIVEN["prof_funding"],
    }
    wrong = {"jobs_status": {**CARRIED["jobs_status"], "value": "planned"}, "prof_year": {**CARRIED["jobs_status"]}}
    ran = run("answer", centre, write_answers(tmp_path, wrong), "--assessment", begun["assessment"], "--json")
    assert ran.status == 1
    assert [one["code"] for one in ran.json["problems"] if one["question"] == "jobs_status"] == ["carried_over_differs"]


def test_which_round_is_meant_must_be_said_where_there_are_several(
    begun: dict[str, Any], centre: Path, run: Run
) -> None:
    for words in (("answers",), ("score",), ("new-round", "--round", "2028")):
        ran = run(words[0], centre, *words[1:], "--json")
        assert ran.status == 2
        assert begun["assessment"] in ran.json["problems"][0]["message"]
    again = run("new-round", centre, "--round", "2027", "--assessment", begun["follows"], "--json")
    assert (again.status, again.json["problems"][0]["code"]) == (1, "round_begun_before")
    assert begun["assessment"] in again.json["problems"][0]["message"]
    assert run("new-round", centre, "--json").status == 2


def test_both_rounds_are_sent_checked_merged_scored_reported_and_exported(
    begun: dict[str, Any], centre: Path, tmp_path: Path, run: Run
) -> None:
    sent, collection, id_ = tmp_path / "sent.mrcw", tmp_path / "all.mrcw", begun["assessment"]
    ran = run("submit", centre, "-o", sent, "--author", "Ana")
    assert ran.status == 0
    assert "4 answers of the round before are not confirmed" in ran.err
    assert run("check", sent, "--json").json["totals"]["new"] == 1
    assert run("merge", collection, sent, "--json").json["totals"]["new"] == 1
    for file in (centre, collection):
        scored = run("score", file, "--assessment", id_, "--json").json
        levels = {one["id"]: (one["status"], one["level"]) for one in scored["criteria"]}
        assert set(levels.values()) == {("not_known", None)}
        assert run("compare", file, "--assessment", id_, "--json").status == 0
    old = run("score", centre, "--assessment", begun["follows"], "--json").json
    assert {one["status"] for one in old["criteria"]} == {"not_known", "not_applicable", "in_place"}
    assert run("report", centre, "--assessment", id_, "-o", tmp_path / "report.xlsx").status == 0
    assert run("export", centre, "-o", tmp_path / "tidy", "--format", "csv", "--json").json["assessments"] == 2
    lines = (tmp_path / "tidy" / "answers_long.csv").read_text("utf-8-sig").splitlines()
    waiting = [line.split(",") for line in lines if line.startswith(id_)]
    assert {(line[1], line[5], "".join(line[6:])) for line in waiting} == {
        (code, "carried_over", "0")
        for code in CARRIED  # and nobody corrected them
    }


def test_a_submission_in_which_a_round_is_begun_is_a_database_in_use(centre: Path, tmp_path: Path, run: Run) -> None:
    sent = tmp_path / "sent.mrcw"
    assert run("answer", centre, write_answers(tmp_path, GIVEN)).status == 0
    assert run("submit", centre, "-o", sent, "--author", "Ana").status == 0
    ran = run("new-round", sent, "--round", "2027")
    assert ran.status == 0
    assert len(ran.err.splitlines()) == 2
    assert len(run("list", sent, "--json").json["centres"][0]["assessments"]) == 2
    assert run("merge", tmp_path / "all.mrcw", sent, "--json").json["totals"]["new"] == 1


def test_the_sample_has_one_round(sample: Path, run: Run) -> None:
    ran = run("new-round", sample, "--round", "2027", "--json")
    assert (ran.status, ran.json["problems"][0]["code"]) == (1, "round_of_sample")


def test_a_round_after_one_of_an_earlier_version_says_that_its_comments_are_sealed(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "in-use.mrcw"
    path.write_bytes((Path(__file__).parents[1] / "data" / "files_0_1_0" / "in-use.mrcw").read_bytes())
    ran = run("new-round", path, "--round", "2031")
    assert ran.status == 0
    assert "sealed with the round before" in ran.err
