"""A stakeholder's view by command, as mrcworkbench/cli/README.md, Databases 6 and Results 6 say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, write_answers


def assessments(run: Run, database: Path) -> dict[str, dict[str, Any]]:
    """The assessments of the only centre, by id."""
    [centre] = run("list", database, "--json").json["centres"]
    return {one["id"]: one for one in centre["assessments"]}


@pytest.fixture
def own(centre: Path, run: Run) -> str:
    [id_] = assessments(run, centre)
    return id_


@pytest.fixture
def view(centre: Path, own: str, run: Run) -> str:
    """The id of a view about the centre's own assessment."""
    ran = run("new-view", centre, "--about", own, "--json")
    assert (ran.status, len(ran.out.splitlines())) == (0, 1)
    assert ran.json == {"assessment": ran.json["assessment"], "about": own}
    return str(ran.json["assessment"])


def test_a_view_stands_beside_what_it_is_about_with_its_own_questions(
    centre: Path, own: str, view: str, tmp_path: Path, run: Run
) -> None:
    ran = run("answer", centre, write_answers(tmp_path, {"st_body": "The city"}), "--assessment", view, "--json")
    assert ran.json == {"set": 1, "problems": []}
    listed = assessments(run, centre)
    assert listed[view]["questionnaire"] != listed[own]["questionnaire"]
    assert {key: listed[view][key] for key in ("round", "about", "follows", "answered", "state")} == {
        "round": "2026",
        "about": own,
        "follows": None,
        "answered": 1,
        "state": "in_progress",
    }
    assert (listed[own]["answered"], listed[own]["about"]) == (0, None)
    assert run("answers", centre, "--assessment", view).json["answers"] == {"st_body": "The city"}
    refused = run("answer", centre, write_answers(tmp_path, {"prof_body": "x"}), "--assessment", view, "--json")
    assert (refused.status, refused.json["set"]) == (1, 0)


def test_a_list_for_people_says_which_is_a_view(centre: Path, own: str, view: str, run: Run) -> None:
    listed = {line.split()[-1]: line for line in run("list", centre).out.splitlines()}
    assert "view of a stakeholder" in listed[view]
    assert "view" not in listed[own]


def test_which_assessment_is_meant_is_asked_in_lines_of_their_own(centre: Path, view: str, run: Run) -> None:
    ran = run("answers", centre)
    assert ran.status == 2
    assert ran.err.splitlines()[-1] == "Say which one with --assessment and its id."


def test_there_may_be_several_views_about_one_assessment(centre: Path, own: str, view: str, run: Run) -> None:
    other = run("new-view", centre, "--about", own, "--json").json["assessment"]
    assert len({own, view, other}) == len(assessments(run, centre)) == 3


def test_what_gives_no_levels_is_not_scored_compared_or_reported(
    centre: Path, own: str, view: str, tmp_path: Path, run: Run
) -> None:
    report = tmp_path / "report.xlsx"
    for words in (("score", centre), ("compare", centre), ("report", centre, "-o", report)):
        ran = run(*words, "--assessment", view, "--json")
        assert (ran.status, [one["code"] for one in ran.json["problems"]]) == (1, ["not_scored"])
        assert ran.json["problems"][0]["advice"]
        assert not report.exists()
        assert run(*words, "--assessment", own).status == 0


@pytest.mark.parametrize(("about", "status", "code"), [("view", 1, "view_of_view"), ("?", 2, "assessment_unknown")])
def test_a_view_is_about_an_assessment_of_the_centre_alone(
    centre: Path, view: str, about: str, status: int, code: str, run: Run
) -> None:
    ran = run("new-view", centre, "--about", view if about == "view" else about, "--json")
    assert (ran.status, ran.json["problems"][0]["code"]) == (status, code)
    assert len(assessments(run, centre)) == 2


def test_nobodys_view_of_the_sample_is_asked_for(sample: Path, run: Run) -> None:
    [own] = assessments(run, sample)
    assert run("new-view", sample, "--about", own, "--json").json["problems"][0]["code"] == "view_of_sample"


def test_nor_of_a_centre_that_withdrew(centre: Path, own: str, run: Run) -> None:
    [listed] = run("list", centre, "--json").json["centres"]
    decided = ("--centre", listed["id"], "--reason", "Asked", "--author", "Ana")
    assert run("withdraw", centre, *decided).status == 0
    assert run("new-view", centre, "--about", own, "--json").json["problems"][0]["code"] == "centre_withdrawn"


def test_a_submission_takes_views_along_and_they_are_merged(
    centre: Path, own: str, view: str, tmp_path: Path, run: Run
) -> None:
    sent, collection = tmp_path / "sent.mrcw", tmp_path / "all.mrcw"
    run("answer", centre, write_answers(tmp_path, {"st_body": "The city"}), "--assessment", view)
    made = run("submit", centre, "-o", sent, "--author", "Ana", "--json").json
    assert {one["id"] for one in made["assessments"]} == {own, view}
    assert run("check", sent).status == 0
    assert run("merge", collection, sent).status == 0
    merged = assessments(run, collection)
    assert (merged[view]["about"], merged[view]["answered"]) == (own, 1)
    assert run("answers", collection, "--assessment", view).json["answers"] == {"st_body": "The city"}


def test_the_centres_own_respondent_seals_what_is_sent_with_a_view(
    centre: Path, own: str, view: str, tmp_path: Path, run: Run
) -> None:
    people = {"resp_people": [{"resp_people_name": "Ana"}]}
    assert run("answer", centre, write_answers(tmp_path, people), "--assessment", own).status == 0
    ran = run("submit", centre, "-o", tmp_path / "sent.mrcw", "--json")
    assert ran.json["author"] == "Ana"
    assert [line for line in ran.err.splitlines() if "(view of a stakeholder)" in line]
    assert view in {one["id"] for one in ran.json["assessments"]}


def test_both_sides_of_a_conflict_in_a_view_are_told_and_settled(
    centre: Path, view: str, tmp_path: Path, run: Run
) -> None:
    collection = tmp_path / "all.mrcw"
    copies = [tmp_path / "first.mrcw", tmp_path / "second.mrcw"]
    for copy, body in zip(copies, ("The city", "The port"), strict=True):
        copy.write_bytes(centre.read_bytes())
        run("answer", copy, write_answers(tmp_path, {"st_body": body}), "--assessment", view)
        run("submit", copy, "-o", tmp_path / f"sent-{copy.name}", "--author", body)
    assert run("merge", collection, *(tmp_path / f"sent-{copy.name}" for copy in copies)).status == 0
    [conflict] = run("conflicts", collection).json["conflicts"]
    assert (conflict["assessment"], conflict["question"]) == (view, "st_body")
    (tmp_path / "settled.json").write_text(
        f'[{{"conflict": "{conflict["id"]}", "value": "The city", "reason": "Asked"}}]', "utf-8"
    )
    assert run("resolve", collection, tmp_path / "settled.json", "--author", "IOM").status == 0
    assert run("answers", collection, "--assessment", view).json["answers"] == {"st_body": "The city"}
