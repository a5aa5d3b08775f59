"""Merging, conflicts and decisions by command, as mrcworkbench/cli/README.md says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from mrcworkbench.services.session.databases import create
from tests.cli.conftest import Run, write_answers


@pytest.fixture
def sent(tmp_path: Path, run: Run) -> Path:
    """A folder with two copies of one centre that go on from the same revision, and another centre."""
    folder = tmp_path / "sent"
    folder.mkdir()
    one, two = folder / "one.mrcw", folder / "two.mrcw"
    run("new", one, "--centre", "Port Velira", "--country", "PT", "--round", "2026")
    run("answer", one, write_answers(tmp_path, {"prof_body": "before"}))
    run("new", folder / "other.mrcw", "--centre", "Sarandë", "--country", "AL", "--round", "2026")
    run("merge", tmp_path / "seed.mrcw", one)
    run("merge", one, tmp_path / "seed.mrcw")
    shutil.copy(one, two)
    run("answer", one, write_answers(tmp_path, {"prof_body": "one", "prof_year": 2004}))
    run("answer", two, write_answers(tmp_path, {"prof_body": "two"}))
    for backup in folder.glob("* before merge *"):
        backup.unlink()
    return folder


def resolutions(folder: Path, found: object) -> Path:
    file = folder / "resolutions.json"
    file.write_text(json.dumps(found), "utf-8")
    return file


def test_centres_that_may_be_the_same_are_counted_and_the_first_are_named(tmp_path: Path, run: Run) -> None:
    target, inbox = tmp_path / "all.mrcw", tmp_path / "inbox"
    inbox.mkdir()
    for number, (name, round_) in enumerate([("Łódź", "2026"), *(("LODZ", "2025"), ("Lodz", "2025")) * 3]):
        run("new", inbox / f"{number}.mrcw", "--centre", name, "--country", "PL", "--round", round_)
    run("merge", target, inbox)
    run("new", tmp_path / "last.mrcw", "--centre", "Лодзь", "--country", "PL", "--round", "2026")
    shown = run("merge", target, tmp_path / "last.mrcw", "--dry-run")
    (found,) = run("merge", target, tmp_path / "last.mrcw", "--json").json["files"]
    assert [one["centre"] for one in found["suspected"]] == found["suspected_duplicate_of"]
    assert sorted(one["same_period"] for one in found["suspected"]) == [False] * 6 + [True]
    assert "May be the same as centre" in shown.out
    (line,) = (line for line in shown.out.splitlines() if "6 centres of nearly this name" in line)
    assert sum(one in line for one in found["suspected_duplicate_of"]) == 3


def test_merge_says_what_became_of_each_file(sent: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "all.mrcw"
    (sent / "bad.mrcw").write_bytes(b"bad")
    ran = run("merge", target, sent, "--json")
    assert ran.status == 1, "a file was refused"
    found = {Path(one["path"]).name: one for one in ran.json["files"]}
    assert {name: one["verdict"] for name, one in found.items()} == {
        "bad.mrcw": "refused",
        "one.mrcw": "new",
        "other.mrcw": "new",
        "two.mrcw": "conflict",
    }
    assert (found["bad.mrcw"]["reason"], found["bad.mrcw"]["assessments"]) == ("not_a_database", 0)
    assert found["bad.mrcw"]["message"]
    one = found["one.mrcw"]
    assert (one["reason"], one["message"], one["assessments"], one["suspected_duplicate_of"]) == (None, None, 1, [])
    assert ran.json["totals"] == {"new": 2, "updated": 0, "known": 0, "conflict": 1, "refused": 1, "passed_over": 0}
    again = run("merge", target, sent / "one.mrcw", sent / "two.mrcw", "--json")
    assert (again.status, again.json["totals"]["known"]) == (0, 2), "an open conflict is no failure"
    read = run("merge", target, sent / "other.mrcw")
    assert "1 known" in read.err
    assert "other.mrcw" in read.out


def test_a_dry_run_by_command_writes_nothing(sent: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "all.mrcw"
    ran = run("merge", target, sent, "--dry-run", "--json")
    assert (ran.status, ran.json["dry_run"], ran.json["totals"]["new"]) == (0, True, 2)
    assert not target.exists()


def test_a_conflict_is_shown_refused_to_edits_and_settled(sent: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "all.mrcw"
    run("merge", target, sent / "one.mrcw", sent / "two.mrcw")
    (conflict,) = run("conflicts", target, "--json").json["conflicts"]
    assert (conflict["question"], conflict["row"], conflict["base"]) == ("prof_body", None, "before")
    assert {one["value"] for one in conflict["values"]} == {"one", "two"}
    assert all({"value", "revision", "author", "sealed_at"} <= set(one) for one in conflict["values"])
    listed = run("list", target, "--json").json["centres"][0]["assessments"][0]
    assert (listed["id"], listed["conflicts"]) == (conflict["assessment"], 1)
    assert {one["id"] for one in listed["revisions"]} > {one["revision"] for one in conflict["values"]}
    answers = run("answers", target, "--json").json["answers"]
    assert answers["prof_body"] == {"state": "conflict", "conflict": conflict["id"]}

    refused = run("answer", target, write_answers(tmp_path, {"prof_body": "three"}), "--json")
    assert refused.status == 1
    assert [one["code"] for one in refused.json["problems"]] == ["conflict_open"]
    assert "resolve" in refused.json["problems"][0]["message"]

    file = resolutions(tmp_path, [{"conflict": conflict["id"], "value": "three", "reason": "as the statute says"}])
    ran = run("resolve", target, file, "--author", "Ana", "--json")
    assert (ran.status, ran.json) == (0, {"settled": 1, "open": 0, "problems": []})
    assert run("answers", target, "--json").json["answers"]["prof_body"] == "three"
    assert run("conflicts", target, "--json").json == {"conflicts": []}


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        [1],
        [{"conflict": "x"}],
        [{"value": 1}],
        [{"conflict": "x", "value": 1, "reason": 3}],
        [{"conflict": "x", "value": 1}],
        "text",
    ],
)
def test_resolutions_that_are_none_are_refused_with_their_place(
    wrong: Any, sent: Path, tmp_path: Path, run: Run
) -> None:
    target = tmp_path / "all.mrcw"
    run("merge", target, sent / "one.mrcw", sent / "two.mrcw")
    before = target.read_bytes()
    ran = run("resolve", target, resolutions(tmp_path, wrong), "--author", "Ana", "--json")
    assert ran.status == 1
    assert ran.json["problems"]
    assert "Traceback" not in ran.err
    assert target.read_bytes() == before


def test_withdrawing_and_joining_by_command(sent: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "all.mrcw"
    run("merge", target, sent)
    ids = {one["name"]: one["id"] for one in run("list", target, "--json").json["centres"]}
    ran = run("withdraw", target, "--centre", ids["Port Velira"], "--reason", "asked", "--author", "Ana", "--json")
    assert (ran.status, ran.json["new"]) == (0, True)
    listed = {one["id"]: one for one in run("list", target, "--json").json["centres"]}
    assert listed[ids["Port Velira"]]["withdrawn"]
    (gone,) = listed[ids["Port Velira"]]["assessments"]
    assert run("answers", target, "--assessment", gone["id"], "--json").status == 1
    assert run("score", target, "--assessment", gone["id"], "--json").status == 1
    run("merge", target, sent)
    assert run("conflicts", target, "--json").json == {"conflicts": []}
    both = ("--centre", ids["Port Velira"], "--into", ids["Sarandë"])
    assert run("join", target, *both, "--reason", "same", "--author", "Ana").status == 0
    (only,) = run("list", target, "--json").json["centres"]
    assert only["withdrawn"], "the two are one, and one of them has withdrawn"
    assert run("withdraw", target, "--centre", "nobody", "--reason", "x", "--author", "Ana").status == 1
    assert run("join", target, "--centre", "a", "--into", "a", "--reason", "x", "--author", "Ana").status == 2
    assert run("withdraw", target, "--centre", "nobody", "--author", "Ana").status == 2


def test_merging_into_what_is_no_database_is_told_at_once(sent: Path, tmp_path: Path, run: Run) -> None:
    text = tmp_path / "notes.mrcw"
    text.write_text("shopping")
    for target in (text, tmp_path, tmp_path / "missing" / "all.mrcw"):
        ran = run("merge", target, sent / "one.mrcw", "--json")
        assert ran.status == 1
        assert ran.json["problems"]
    assert text.read_text() == "shopping"
    assert run("merge", sent / "one.mrcw", sent / "one.mrcw").status == 2
    assert run("merge", tmp_path / "all.mrcw").status == 2


def test_the_log_of_imports_by_command_and_undoing_the_last(sent: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "all.mrcw"
    run("merge", target, sent / "one.mrcw", "--author", "Ana")
    before = run("list", target, "--json").json
    (sent / "bad.mrcw").write_bytes(b"bad")
    merged = run("merge", target, sent, "--author", "Ben", "--json").json
    last, first = run("imports", target, "--json").json["imports"]
    assert (last["id"], last["author"], last["undone_at"], last["undone_by"]) == (merged["import"], "Ben", None, None)
    assert last["started_at"] <= last["finished_at"]
    assert first["author"] == "Ana"
    named = ("path", "sha256", "verdict", "reason", "message", "assessments", "suspected_duplicate_of")
    kept = [{name: one[name] for name in named} for one in merged["files"]]
    assert [{name: one[name] for name in named} for one in last["files"]] == kept
    assert {one["sealed"] for one in last["files"] if one["verdict"] == "refused"} == {None}
    was_sealed = [one["sealed"] for one in merged["files"] if one["verdict"] != "refused"]
    assert [one["sealed"] for one in last["files"] if one["verdict"] != "refused"] == was_sealed

    ran = run("undo-import", target, "--author", "Cid", "--json")
    told = {"undone": last["id"], "by": "Cid", "files": 4, "stays": [str(sent / "one.mrcw")], "file": None}
    assert (ran.status, ran.json) == (0, told)
    assert run("list", target, "--json").json == before
    assert run("imports", target, "--json").json["imports"][0]["undone_by"] == "Cid"
    read = run("imports", target)
    assert "Cid" in read.out
    assert str(sent / "one.mrcw") in read.out

    again = run("undo-import", target, "--import", last["id"], "--author", "Cid", "--json")
    assert (again.status, [one["code"] for one in again.json["problems"]]) == (1, ["import_undone"])
    assert run("undo-import", target, "--author", "Cid").status == 0, "the first is the last now"
    assert run("list", target, "--json").json == {"centres": [], "erased": []}
    for words in ((), ("--import", "nothing")):
        none = run("undo-import", target, *words, "--author", "Cid", "--json")
        assert (none.status, [one["code"] for one in none.json["problems"]]) == (1, ["import_unknown"])


def test_an_import_that_was_built_on_is_not_undone(sent: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "all.mrcw"
    run("merge", target, sent / "one.mrcw", sent / "two.mrcw")
    (conflict,) = run("conflicts", target, "--json").json["conflicts"]
    given = resolutions(tmp_path, [{"conflict": conflict["id"], "value": "one", "reason": "asked"}])
    assert run("resolve", target, given, "--author", "Ana").status == 0
    before = target.read_bytes()
    ran = run("undo-import", target, "--author", "Ana", "--json")
    assert (ran.status, [one["code"] for one in ran.json["problems"]]) == (1, ["import_built_on"])
    assert target.read_bytes() == before


@pytest.mark.parametrize("reason", [{}, {"reason": None}, {"reason": ""}, {"reason": " \n"}])
def test_nothing_is_settled_without_a_reason(reason: dict[str, object], sent: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "all.mrcw"
    run("merge", target, sent / "one.mrcw", sent / "two.mrcw")
    (conflict,) = run("conflicts", target, "--json").json["conflicts"]
    before = target.read_bytes()
    given = [
        {"conflict": "f" * 64, "value": 1, "reason": "asked"},
        {"conflict": conflict["id"], "value": "one", **reason},
    ]
    ran = run("resolve", target, resolutions(tmp_path, given), "--author", "Ana", "--json")
    assert ran.status == 1
    found = {one["code"]: one["message"] for one in ran.json["problems"]}
    assert set(found) == {"because_missing", "conflict_unknown"}
    assert "Entry 2" in found["because_missing"]
    assert conflict["id"] in found["because_missing"]
    assert target.read_bytes() == before


@pytest.mark.parametrize("author", [(), ("--author", ""), ("--author", " \n")])
@pytest.mark.parametrize("command", ["resolve", "withdraw", "join", "undo-import"])
def test_nothing_is_decided_without_a_name(
    command: str, author: tuple[str, ...], sent: Path, tmp_path: Path, run: Run
) -> None:
    target = tmp_path / "all.mrcw"
    run("merge", target, sent)
    (conflict,) = run("conflicts", target, "--json").json["conflicts"]
    one, other = (centre["id"] for centre in run("list", target, "--json").json["centres"])
    words = {
        "resolve": (resolutions(tmp_path, [{"conflict": conflict["id"], "value": "one", "reason": "asked"}]),),
        "withdraw": ("--centre", one, "--reason", "asked"),
        "join": ("--centre", one, "--into", other, "--reason", "asked"),
        "undo-import": (),
    }
    before = target.read_bytes()
    ran = run(command, target, *words[command], *author, "--json")
    assert ran.status == 2
    assert "--author" in ran.err
    assert target.read_bytes() == before
    assert run(command, target, *words[command], "--author", "Ana", "--json").status == 0


def test_who_took_files_in_may_stay_unsaid(sent: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "all.mrcw"
    assert run("merge", target, sent).status == 0
    assert [one["author"] for one in run("imports", target, "--json").json["imports"]] == [""]
    assert "nobody named" in run("imports", target).out


def test_a_raw_copy_is_said_to_be_not_sealed_wherever_it_is_told_of(run: Run, tmp_path: Path) -> None:
    raw, target, out = tmp_path / "raw.mrcw", tmp_path / "all.mrcw", tmp_path / "out"
    create(raw, "Port Velira", "AL", "2026")
    (checked,) = run("check", raw, "--json").json["files"]
    assert checked["sealed"] is False
    (merged,) = run("merge", target, raw, "--json").json["files"]
    assert merged["sealed"] is False
    assert run("list", target, "--json").json["centres"][0]["assessments"][0]["sealed"] is False
    run("export", target, "-o", out, "--format", "csv")
    head, row = (line.split(",") for line in (out / "assessments.csv").read_text("utf-8-sig").splitlines())
    assert row[head.index("sealed")] == "0"
    sent = tmp_path / "sent.mrcw"
    run("submit", raw, "-o", sent, "--author", "Ana")
    assert run("check", sent, "--json").json["files"][0]["sealed"] is True
    assert run("list", raw, "--json").json["centres"][0]["assessments"][0]["sealed"] is True
    run("merge", target, sent)
    assert run("list", target, "--json").json["centres"][0]["assessments"][0]["sealed"] is True, "sealed since"


def test_an_answer_is_corrected_by_resolve_and_answers_and_list_say_so(tmp_path: Path, run: Run) -> None:
    own, target, given = tmp_path / "one.mrcw", tmp_path / "all.mrcw", tmp_path / "given.json"
    run("new", own, "--centre", "Levan Hills", "--country", "GE")
    run("answer", own, write_answers(tmp_path, {"prof_year": 2001}))
    run("submit", own, "-o", tmp_path / "sent.mrcw", "--author", "Ana")
    run("merge", target, tmp_path / "sent.mrcw")
    (centre,) = run("list", target, "--json").json["centres"]
    entry = {"assessment": centre["assessments"][0]["id"], "question": "prof_year", "row": None, "value": 2003}
    given.write_text(json.dumps([entry]), "utf-8")
    told = run("resolve", target, given, "--author", "Ferro", "--json")
    assert (told.status, [one["code"] for one in told.json["problems"]]) == (1, ["correction_without_reason"])
    given.write_text(json.dumps([{**entry, "reason": "saw the statute"}]), "utf-8")
    assert run("resolve", target, given, "--author", "Ferro", "--json").json == {
        "settled": 1,
        "open": 0,
        "problems": [],
    }
    shown = run("answers", target, "--json").json
    assert shown["answers"]["prof_year"] == 2003
    assert {key: shown["corrected"]["prof_year"][key] for key in ("author", "reason", "before")} == {
        "author": "Ferro",
        "reason": "saw the statute",
        "before": 2001,
    }
    (centre,) = run("list", target, "--json").json["centres"]
    assert centre["assessments"][0]["corrected"] == 1
    back = tmp_path / "back.json"
    assert run("answers", target, "-o", back).status == 0
    refused = run("answer", target, back, "--json")
    assert (refused.status, refused.json["problems"][0]["code"]) == (1, "answers_of_centre")
    assert run("answer", own, back).status == 0, "what was told of the correction is no answer"
