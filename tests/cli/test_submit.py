"""The commands `submit` and `check`."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

from tests.cli.conftest import Run, write_answers


def test_submit_prints_a_receipt(centre: Path, tmp_path: Path, run: Run) -> None:
    run("answer", centre, write_answers(tmp_path, {"prof_body": "IOM", "counsel_status": "in_place"}))
    ran = run("submit", centre, "-o", tmp_path / "sent.mrcw", "--json")
    assert ran.status == 0
    receipt = ran.json
    listed = run("list", centre, "--json").json["centres"][0]
    (assessment,) = listed["assessments"]
    assert receipt["file"] == str(tmp_path / "sent.mrcw")
    assert receipt["sha256"] == sha256((tmp_path / "sent.mrcw").read_bytes()).hexdigest()
    assert receipt["centre"] == listed["id"]
    (one,) = receipt["assessments"]
    assert (one["id"], one["round"], one["answered"]) == (assessment["id"], "2026", 2)
    assert one["revision"] == assessment["revisions"][0]["id"]


def test_submit_says_what_is_worth_a_look(centre: Path, tmp_path: Path, run: Run) -> None:
    run("answer", centre, write_answers(tmp_path, {"counsel_status": "in_place"}))
    ran = run("submit", centre, "-o", tmp_path / "sent.mrcw", "--author", "Ana")
    assert ran.status == 0
    assert "questions are not answered" in ran.err
    assert "1 practice is in place without evidence" in ran.err
    assert ran.out == ""


def test_submit_says_that_what_was_sealed_before_goes_along(centre: Path, tmp_path: Path, run: Run) -> None:
    for name, text in (("one.mrcw", "the first text"), ("two.mrcw", "the second text")):
        run("answer", centre, write_answers(tmp_path, {"prof_body": text}))
        ran = run("submit", centre, "-o", tmp_path / name, "--author", "Ana")
    assert "1 earlier answer goes along" in ran.err


def test_submit_twice_is_the_same_revision(centre: Path, tmp_path: Path, run: Run) -> None:
    ids = [
        run("submit", centre, "-o", tmp_path / name, "--json").json["assessments"][0]["revision"]
        for name in ("one.mrcw", "two.mrcw")
    ]
    assert ids[0] == ids[1]


def test_submit_says_that_what_a_withdrawn_centre_said_is_in_the_file(centre: Path, tmp_path: Path, run: Run) -> None:
    (listed,) = run("list", centre, "--json").json["centres"]
    assert run("withdraw", centre, "--centre", listed["id"], "--reason", "asked", "--author", "Ana").status == 0
    assert "1 centre has withdrawn" in run("submit", centre, "-o", tmp_path / "sent.mrcw", "--author", "Ana").err


def test_submit_refuses_to_overwrite(centre: Path, tmp_path: Path, run: Run) -> None:
    before = centre.read_bytes()
    assert run("submit", centre, "-o", centre).status == 1
    assert centre.read_bytes() == before
    (tmp_path / "there.mrcw").write_text("mine", "utf-8")
    assert run("submit", centre, "-o", tmp_path / "there.mrcw").status == 1
    assert (tmp_path / "there.mrcw").read_text("utf-8") == "mine"
    assert centre.read_bytes() == before


def test_submit_without_a_name_for_the_file_is_wrong_usage(centre: Path, run: Run) -> None:
    assert run("submit", centre).status == 2


def test_the_sample_is_refused_by_both(sample: Path, tmp_path: Path, run: Run) -> None:
    assert run("submit", sample, "-o", tmp_path / "sent.mrcw").status == 1
    ran = run("check", sample, "--json")
    assert ran.status == 1
    assert [file["reason"] for file in ran.json["files"]] == ["sample"]


def test_check_says_of_each_file_what_it_is(centre: Path, tmp_path: Path, run: Run) -> None:
    sent = tmp_path / "sent.mrcw"
    run("submit", centre, "-o", sent)
    broken = tmp_path / "broken.mrcw"
    broken.write_bytes(sent.read_bytes()[:8192])
    text = tmp_path / "notes.mrcw"
    text.write_text("no database", "utf-8")
    ran = run("check", sent, centre, broken, text, tmp_path, tmp_path / "nowhere.mrcw", "--json")
    assert ran.status == 1
    found = ran.json
    assert [file["verdict"] for file in found["files"]] == ["new", "new", "refused", "refused", "refused", "refused"]
    reasons = [file["reason"] for file in found["files"]]
    assert reasons == [None, None, "corrupt", "not_a_database", "unreadable", "unreadable"]
    assert [file["assessments"] for file in found["files"]] == [1, 1, 0, 0, 0, 0]
    assert all(bool(file["message"]) == (file["verdict"] == "refused") for file in found["files"])
    assert found["totals"] == {"new": 2, "refused": 4}


def test_check_of_good_files_is_done(centre: Path, tmp_path: Path, run: Run) -> None:
    before = centre.read_bytes()
    shutil.copy(centre, tmp_path / "copy.mrcw")
    ran = run("check", centre, tmp_path / "copy.mrcw")
    assert ran.status == 0
    assert ran.out.count("could be merged") == 2
    assert centre.read_bytes() == before


def test_check_needs_a_file(run: Run) -> None:
    assert run("check").status == 2
