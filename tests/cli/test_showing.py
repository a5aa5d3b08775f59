"""Score, comparison, study, questionnaire and lists by command, as mrcworkbench/cli/README.md says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mrcworkbench import paths
from mrcworkbench.cli.arguments import COMMANDS, command_parser
from mrcworkbench.content import instruments
from tests.cli.conftest import Run, write_answers
from tests.versions.made_version import versions_made


def test_the_score_of_the_sample_explains_every_criterion(sample: Path, run: Run) -> None:
    score = run("score", sample, "--json").json
    assert [judged["id"] for judged in score["criteria"]] == [
        criterion["id"] for criterion in run("study", "--json").json["criteria"]
    ]
    assert all(judged["why"] for judged in score["criteria"])
    assert (score["in_place"], score["applicable"]) == (13, 23)
    for dimension in score["dimensions"]:
        counted = sum(dimension[key] for key in ("in_place", "planned", "none", "open"))
        assert counted == dimension["applicable"]
        assert set(dimension["levels"]) == {"0", "1", "2", "3", "4"}


def test_not_applicable_leaves_the_denominator_and_not_known_stays(centre: Path, tmp_path: Path, run: Run) -> None:
    before = run("score", centre, "--json").json["applicable"]
    given = {
        "access_status": {"state": "not_applicable", "reason": "no_network"},
        "jobs_status": {"state": "not_known"},
    }
    run("answer", centre, write_answers(tmp_path, given))
    score = run("score", centre, "--json").json
    assert score["applicable"] == before - 1
    judged = {one["id"]: one for one in score["criteria"]}
    assert judged["protection.outreach.accessibility"]["status"] == "not_applicable"
    assert judged["development.employment.job_matching"]["status"] == "not_known"


def test_the_comparison_keeps_lost_columns_apart_from_blanks(sample: Path, run: Run) -> None:
    compared = {one["id"]: one for one in run("compare", sample, "--json").json["criteria"]}
    assert len(compared) == 24
    for one in compared.values():
        assert len(one["centres"]) == 14
    lost = compared["development.development_plans"]["centres"]
    assert {cell["matrix"] for cell in lost} == {None}
    kept = {cell["id"]: cell for cell in compared["protection.outreach.accessibility"]["centres"]}
    assert kept["cnai"] == {"id": "cnai", "matrix": True, "body": "in_place", "annex_b": 1}


def test_the_study_has_all_of_its_evidence(run: Run) -> None:
    study = run("study", "--json").json
    kinds = [item["kind"] for item in study["evidence"]]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"annex_b": 185, "body": 91, "matrix": 42}
    assert all(item["sources"] and item["text"] for item in study["evidence"])
    counted = {part: len(study[part]) for part in ("figures", "recommendations", "activities", "initiatives", "needs")}
    assert counted == {"figures": 106, "recommendations": 17, "activities": 63, "initiatives": 19, "needs": 6}


@pytest.mark.parametrize(("kind", "registers"), [("manager", ["practices"]), ("stakeholder", [])])
def test_the_questionnaire_has_what_the_contract_names(kind: str, registers: list[str], run: Run) -> None:
    document = run("questionnaire", "--kind", kind, "--json").json
    for section in document["sections"]:
        for question in section["questions"]:
            for key in ("code", "type", "text", "required", "criterion", "role", "options", "columns", "relevant",
                        "constraint", "personal", "not_applicable_reasons"):  # fmt: skip
                assert key in question
    assert [register["code"] for register in document["registers"]] == registers
    assert document["versions"] == [*instruments.versions(kind)]


def test_a_version_of_the_questionnaire_is_shown_and_one_that_is_not_there_is_told(tmp_path: Path, run: Run) -> None:
    with versions_made(tmp_path / "resources"):
        assert run("questionnaire", "--json").json["version"] == "1.1.0"
        first = run("questionnaire", "--version", "1.0.0", "--json").json
        assert (first["version"], first["versions"]) == ("1.0.0", ["1.0.0", "1.1.0"])
        unknown = run("questionnaire", "--version", "1.0.5", "--json")
        assert (unknown.status, "1.0.0, 1.1.0" in unknown.err) == (2, True)
        assert run("questionnaire", "--kind", "stakeholder", "--version", "1.1.0", "--json").status == 2


def test_the_list_names_centre_and_assessment(centre: Path, run: Run) -> None:
    listed = run("list", centre, "--json").json["centres"]
    assert [(one["name"], one["country"], one["withdrawn"]) for one in listed] == [("Port Velira", "PT", False)]
    assessment = listed[0]["assessments"][0]
    assert assessment["round"] == "2026"
    assert assessment["answered"] == 0
    assert assessment["conflicts"] == 0
    assert assessment["revisions"] == []


def test_new_refuses_to_overwrite(centre: Path, run: Run) -> None:
    before = centre.read_bytes()
    ran = run("new", centre, "--centre", "Another", "--country", "PT")
    assert ran.status == 1
    assert ran.err.strip()
    assert centre.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("score", "DATABASE", "--assessment", "nothing", "--json"),
        ("new", "DATABASE-2", "--centre", "X"),
        ("screens", "DATABASE", "-o", "pictures", "--size", "wide"),
        ("report", "DATABASE", "-o", "x.xlsx", "--audience", "press"),
        ("report", "DATABASE", "-o", "x.xlsx", "--language", "tlh"),
        ("nothing", "at", "all"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_message(words: tuple[str, ...], centre: Path, run: Run) -> None:
    ran = run(*(word.replace("DATABASE", str(centre)) for word in words))
    assert ran.status == 2
    assert ran.err.strip()
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("command", ["score", "answers", "compare", "list"])
def test_a_file_that_is_no_database_is_refused_unchanged(command: str, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "photo.mrcw"
    file.write_bytes(b"\x89PNG" + bytes(2000))
    before = sorted(tmp_path.iterdir())
    ran = run(command, file, "--json")
    assert ran.status == 1
    assert ran.json["problems"][0]["message"]
    assert file.read_bytes() == b"\x89PNG" + bytes(2000)
    assert [one for one in sorted(tmp_path.iterdir()) if one.name != "user data"] == before


def test_every_command_is_known_to_the_parser_and_in_the_readme() -> None:
    parser = command_parser()
    known = next(action.choices for action in parser._actions if action.choices)
    assert set(known) == COMMANDS
    readme = (paths.resources().parent / "README.md").read_text("utf-8")
    untold = COMMANDS - {"questionnaire", "study", "new", "sample"}
    assert [command for command in sorted(untold) if f"mrcworkbench {command} " not in readme] == []


def test_answers_are_written_to_a_file_in_utf_8_that_answer_takes_back(centre: Path, tmp_path: Path, run: Run) -> None:
    run("answer", centre, write_answers(tmp_path, {"prof_body": "Ministria e Sarandës, مركز"}))
    target = tmp_path / "own answers.json"
    target.write_text("older", "utf-8")
    ran = run("answers", centre, "-o", target, "--json")
    assert (ran.status, ran.json) == (0, {"file": str(target), "answers": 1})
    assert json.loads(target.read_bytes().decode("utf-8")) == run("answers", centre, "--json").json
    assert "مركز".encode() in target.read_bytes()
    assert run("answer", centre, target).status == 0
    quiet = run("answers", centre, "-o", target)
    assert (quiet.status, quiet.out) == (0, "")
    assert str(target) in quiet.err


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("centre.mrcw", "report_onto_database"),
        ("answers.txt", "report_name_ending"),
        ("no/answers.json", "report_folder_missing"),
        ("", "report_is_folder"),
    ],
)
def test_answers_are_not_written_where_no_answers_belong(
    name: str, code: str, centre: Path, tmp_path: Path, run: Run
) -> None:
    before = centre.read_bytes()
    there = sorted(tmp_path.iterdir())
    ran = run("answers", centre, "-o", tmp_path / name, "--json")
    assert (ran.status, [one["code"] for one in ran.json["problems"]]) == (1, [code])
    assert centre.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == there
