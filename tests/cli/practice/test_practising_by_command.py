"""The command `sample-collection`: an exercise from its making to its decisions."""

from __future__ import annotations

import csv
from pathlib import Path

from mrcworkbench.cli import DONE, PROBLEMS
from tests.cli.conftest import Run


def test_the_exercise_is_done_by_command_and_an_export_of_it_marks_every_centre(tmp_path: Path, run: Run) -> None:
    ran = run("sample-collection", tmp_path / "Practice", "--json")
    assert ran.status == DONE
    made = ran.json
    assert "Read me.txt" in ran.err
    assert run("export", made["database"], "-o", tmp_path / "out", "--format", "csv").status == DONE
    with (tmp_path / "out" / "centres.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["sample"] for row in csv.DictReader(file)} == {"1"}
    merged = run("merge", made["database"], made["to_merge"], "--author", "Trainee", "--json")
    assert merged.status == PROBLEMS, "one file is refused"
    totals = {"new": 2, "updated": 4, "known": 1, "conflict": 1, "refused": 1, "passed_over": 1}
    assert merged.json["totals"] == totals
    by_kind = {one["kind"]: one for one in merged.json["proposals"]}
    withdrawal, renaming, correction = (by_kind[kind] for kind in ("withdrawal", "rename", "correction"))
    why = ("--reason", "Asked the centre", "--author", "Trainee")
    assert run("decline", made["database"], withdrawal["id"], *why).status == DONE
    assert run("confirm", made["database"], renaming["id"], correction["id"], *why).status == DONE
    listed = run("list", made["database"], "--json").json["centres"]
    assert all(one["sample"] for one in listed)
    names = {one["id"]: (one["name"], one["withdrawn"]) for one in listed}
    assert names[renaming["centre"]] == ("Sample: Puerto Verde Centre for Workers Abroad", False)
    assert names[withdrawal["centre"]][1] is False, "nobody withdraws a centre whom nobody knows"


def test_it_is_made_in_no_folder_that_holds_something(tmp_path: Path, run: Run) -> None:
    (tmp_path / "Practice").mkdir()
    (tmp_path / "Practice" / "mine.txt").write_text("mine", "utf-8")
    ran = run("sample-collection", tmp_path / "Practice", "--json")
    assert ran.status == PROBLEMS
    assert ran.json["problems"][0]["code"] == "sample_folder_in_use"
