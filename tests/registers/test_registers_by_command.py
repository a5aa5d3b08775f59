"""Registers by command: what stays leaves in no file, and a round goes on with the rows of the one before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mrcworkbench.domain.questionnaire.answers import answered
from tests.cli.conftest import Run, run, write_answers  # noqa: F401 - `run` is a fixture
from tests.exchange.tidy_databases import make
from tests.merge_support import answers_of, centre
from tests.registers.made_registers import ACTIONS, DATE, NOTES, OF, STATUS, TEXT, WHAT

CHAIRS: dict[str, Any] = {"row": "chairs", WHAT: "Buy chairs", STATUS: "open", "comment": "Ask the city"}
PRIVATE: dict[str, Any] = {"row": "private", WHAT: "zqprivatezq", "comment": "zqquietzq", "stays": True}
ALONG = {"text": "Ask Ana", "stays": False, "kept": "zqkeptzq"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return centre(tmp_path, "velira", {"prof_body": "Ministry"})


def given(path: Path, folder: Path, run: Run, answers: dict[str, Any]) -> Any:  # noqa: F811
    return run("answer", path, write_answers(folder, answers), "--json").json


def test_what_stays_of_a_register_comes_back_and_leaves_in_no_submission(
    path: Path,
    tmp_path: Path,
    run: Run,  # noqa: F811
) -> None:
    rows = [CHAIRS, PRIVATE, {"row": "paint", WHAT: "Paint", "comment": ALONG}]
    assert given(path, tmp_path, run, {ACTIONS: rows}) == {"set": 1, "problems": []}
    shown = answers_of(path)[ACTIONS]
    assert shown == [CHAIRS, PRIVATE | {"comment": {"text": "zqquietzq", "stays": True}}, rows[2]]
    assert given(path, tmp_path, run, answers_of(path)) == {"set": 2, "problems": []}
    assert answers_of(path)[ACTIONS] == shown
    submission = tmp_path / "sent.mrcw"
    assert run("submit", path, "-o", submission, "--author", "Ana").status == 0
    assert not [word for word in (b"zqprivatezq", b"zqquietzq", b"zqkeptzq") if word in submission.read_bytes()]
    collection = tmp_path / "all.mrcw"
    assert run("merge", collection, submission).status == 0
    assert answers_of(collection)[ACTIONS] == [CHAIRS, {"row": "paint", WHAT: "Paint", "comment": "Ask Ana"}]
    assert answers_of(path)[ACTIONS] == shown


def test_a_round_goes_on_with_the_rows_of_the_one_before_and_nothing_of_them_waits(
    path: Path,
    tmp_path: Path,
    run: Run,  # noqa: F811
) -> None:
    note = {"row": "n1", OF: "chairs", DATE: "2026-03-01", TEXT: "Ordered"}
    given(path, tmp_path, run, {ACTIONS: [CHAIRS], NOTES: [note]})
    begun = run("new-round", path, "--round", "2027", "--json").json
    after = answers_of(path, begun["assessment"])
    assert (after[ACTIONS], after[NOTES]) == ([CHAIRS], [note])
    assert after["prof_body"]["carried_over"] is True
    assert begun["carried_over"] == 1


def test_problems_name_the_row_and_set_nothing(path: Path, tmp_path: Path, run: Run) -> None:  # noqa: F811
    rows = [CHAIRS, {"row": "x", WHAT: "Call", "attachments": ["ab" * 32]}]
    printed = given(path, tmp_path, run, {ACTIONS: rows})
    assert printed["set"] == 0
    (problem,) = printed["problems"]
    assert (problem["question"], problem["row"], problem["code"]) == (ACTIONS, "x", "files_unknown")
    assert "attached in the window" in problem["message"]
    assert ACTIONS not in answers_of(path)


def test_questionnaire_prints_registers_with_what_they_refer_to(run: Run) -> None:  # noqa: F811
    printed = run("questionnaire", "--json").json
    assert [(one["code"], one["number"]) for one in printed["registers"]] == [
        (ACTIONS, "Next steps"),
        (NOTES, "Notes on steps"),
    ]
    refers = {column["code"]: column.get("refers_to") for one in printed["registers"] for column in one["columns"]}
    assert (refers[OF], refers["action_criteria"], refers[WHAT]) == (ACTIONS, "criteria", None)


def test_moving_on_to_a_version_with_registers_brings_them_empty(tmp_path: Path, run: Run) -> None:  # noqa: F811
    path = make(tmp_path / "old.mrcw", {"c": {"prof_body": answered("Ministry")}}, merged=False, version="1.0.0")
    assert given(path, tmp_path, run, {ACTIONS: [CHAIRS]})["problems"][0]["code"] == "unknown_question"
    moved = run("move-on", path, "--json").json
    assert (moved["from"], moved["to"], moved["retired"], moved["needs_a_look"]) == ("1.0.0", "1.1.0", [], [])
    assert answers_of(path) == {"prof_body": "Ministry"}
    assert given(path, tmp_path, run, {ACTIONS: [CHAIRS]}) == {"set": 1, "problems": []}
