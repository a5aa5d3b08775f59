"""Answers set and shown by command, as mrcworkbench/cli/README.md says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, write_answers


def test_answers_that_were_set_are_shown_in_the_form_that_answer_takes(centre: Path, tmp_path: Path, run: Run) -> None:
    given = {
        "prof_year": 2004,
        "prof_context": ["origin", "destination"],
        "access_status": {"state": "not_applicable", "reason": "no_network", "comment": "No line reaches us."},
        "jobs_status": {"state": "not_known"},
        "prof_funding": [{"prof_funding_payer": "State", "prof_funding_share": 62.5}],
    }
    assert run("answer", centre, write_answers(tmp_path, given), "--json").json == {"set": 5, "problems": []}
    shown = run("answers", centre, "--json").json["answers"]
    assert shown["prof_year"] == 2004
    assert shown["access_status"]["reason"] == "no_network"
    assert shown["prof_funding"][0]["prof_funding_share"] == 62.5
    again = tmp_path / "again.mrcw"
    run("new", again, "--centre", "Other", "--country", "MA")
    assert run("answer", again, write_answers(tmp_path, shown), "--json").status == 0
    assert run("answers", again, "--json").json["answers"] == shown


def test_every_problem_is_listed_and_nothing_is_set(centre: Path, tmp_path: Path, run: Run) -> None:
    given = {
        "prof_year": "20x4",
        "prof_body": "A union",
        "nowhere": 1,
        "access_status": "sometimes",
        "prof_funding": [{"prof_funding_share": 120}],
    }
    ran = run("answer", centre, write_answers(tmp_path, given), "--json")
    assert ran.status == 1
    assert ran.json["set"] == 0
    assert {problem["question"] for problem in ran.json["problems"]} == set(given) - {"prof_body"}
    assert all(problem["message"] and problem["code"] for problem in ran.json["problems"])
    assert run("answers", centre, "--json").json["answers"] == {}
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"answers": []}', '{"answers": {"prof_year": NaN}}', '{"answers": {"a": 1}', "[" * 100_000],
)
def test_a_file_that_is_no_answers_file_gets_one_clear_message(
    text: str, centre: Path, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text, "utf-8")
    ran = run("answer", centre, file)
    assert ran.status == 1
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_an_answer_given_twice_in_a_file_is_a_problem(centre: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "twice.json"
    file.write_text('{"answers": {"prof_year": 2004, "prof_year": 2005}}', "utf-8")
    assert run("answer", centre, file, "--json").json["problems"][0]["code"] == "given_twice"


def test_a_file_with_a_byte_order_mark_is_read(centre: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "windows.json"
    file.write_text(json.dumps({"answers": {"prof_body": "Müller"}}, ensure_ascii=False), "utf-8-sig")
    assert run("answer", centre, file).status == 0
    assert run("answers", centre, "--json").json["answers"] == {"prof_body": "Müller"}


def test_hidden_answers_are_kept_named_and_not_scored(centre: Path, tmp_path: Path, run: Run) -> None:
    run("answer", centre, write_answers(tmp_path, {"jobs_status": "in_place", "jobs_often": "all"}))
    run("answer", centre, write_answers(tmp_path, {"jobs_status": "none"}))
    shown = run("answers", centre, "--json").json
    assert shown["answers"]["jobs_often"] == "all"
    assert shown["hidden"] == ["jobs_often"]
    score = {judged["id"]: judged for judged in run("score", centre, "--json").json["criteria"]}
    assert score["development.employment.job_matching"]["level"] == 0


def test_answers_given_twice_are_listed_with_all_other_problems(centre: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "twice.json"
    file.write_text(
        '{"answers": {"prof_year": 2004, "jobs_status": "maybe", "prof_year": 2005, "resp_date": {"state": "declined",'
        ' "state": "blank"}, "prof_funding": [{"row": "r1", "prof_funding_payer": "a", "prof_funding_payer": "b"},'
        ' {"prof_funding_share": 1, "prof_funding_share": 2}]}}',
        "utf-8",
    )
    ran = run("answer", centre, file, "--json")
    assert {(one["question"], one["row"], one["code"]) for one in ran.json["problems"]} == {
        ("prof_year", None, "given_twice"),
        ("jobs_status", None, "unknown_option"),
        ("resp_date", None, "given_twice"),
        ("prof_funding", "r1", "given_twice"),
        ("prof_funding", "2", "given_twice"),
    }


@pytest.mark.parametrize("number", ["1" + "0" * 5000, "-" + "9" * 5000, "1" + "0" * 400])
def test_a_number_of_thousands_of_digits_is_a_problem_of_its_answer(
    number: str, centre: Path, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "long.json"
    file.write_text(f'{{"answers": {{"prof_year": {number}, "jobs_status": "maybe"}}}}', "utf-8")
    codes = [one["code"] for one in run("answer", centre, file, "--json").json["problems"]]
    assert codes == ["number_too_long", "unknown_option"]


def test_a_file_without_an_end_is_too_large(centre: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mrcworkbench.cli.json_files.LARGEST_FILE", 4096)
    ran = run("answer", centre, "/dev/zero", "--json")
    assert ran.status == 1
    assert ran.json["problems"][0]["code"] == "answers_file_too_large"


@pytest.mark.parametrize("text", ["{", '{"answers": []}', '{"answers": {}, "answers": {"prof_year": 2004}}'])
def test_a_file_that_cannot_be_read_gives_a_document_in_the_same_form(
    text: str, centre: Path, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text, "utf-8")
    document = run("answer", centre, file, "--json").json
    assert document["set"] == 0
    assert {"question", "row", "code", "message"} <= set(document["problems"][0])
