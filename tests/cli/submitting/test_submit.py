"""The commands `submit` and `check`."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from mrcworkbench.services.session.session import open_session
from tests.attaching import with_attached
from tests.cli.conftest import Run, write_answers
from tests.services.inside_files.made_files import jpeg


def test_submit_prints_a_receipt(centre: Path, tmp_path: Path, run: Run) -> None:
    run("answer", centre, write_answers(tmp_path, {"prof_body": "IOM", "counsel_status": "in_place"}))
    ran = run("submit", centre, "-o", tmp_path / "sent.mrcw", "--author", "Ana", "--json")
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


def test_submit_says_the_same_where_another_centre_was_merged(centre: Path, tmp_path: Path, run: Run) -> None:
    run("answer", centre, write_answers(tmp_path, {"counsel_status": "in_place"}))
    run("new", tmp_path / "other.mrcw", "--centre", "Other", "--country", "EG")
    other = run("list", tmp_path / "other.mrcw", "--json").json["centres"][0]["id"]
    run("withdraw", tmp_path / "other.mrcw", "--centre", other, "--reason", "Asked to", "--author", "Omar")
    run("submit", tmp_path / "other.mrcw", "-o", tmp_path / "theirs.mrcw", "--author", "Omar")
    assert run("merge", centre, tmp_path / "theirs.mrcw").status == 0
    ran = run("submit", centre, "-o", tmp_path / "sent.mrcw", "--author", "Ana", "--json")
    assert "1 practice is in place without evidence" in ran.err
    assert "withdrawn" not in ran.err, "what the other centre said is not in the file"


def test_submit_says_that_what_was_sealed_before_goes_along(centre: Path, tmp_path: Path, run: Run) -> None:
    for name, text in (("one.mrcw", "the first text"), ("two.mrcw", "the second text")):
        run("answer", centre, write_answers(tmp_path, {"prof_body": text}))
        ran = run("submit", centre, "-o", tmp_path / name, "--author", "Ana")
    assert "1 earlier answer goes along" in ran.err


def test_submit_says_that_comments_go_to_iom(centre: Path, tmp_path: Path, run: Run) -> None:
    answer = {"state": "answered", "value": "in_place", "comment": "Between us"}
    run("answer", centre, write_answers(tmp_path, {"access_status": answer}))
    ran = run("submit", centre, "-o", tmp_path / "sent.mrcw", "--author", "Ana")
    assert "1 comment goes to IOM" in ran.err


def test_an_empty_assessment_is_sealed_with_a_word(centre: Path, tmp_path: Path, run: Run) -> None:
    ran = run("submit", centre, "-o", tmp_path / "sent.mrcw", "--author", "Ana", "--json")
    assert ran.status == 0
    (note,) = ran.json["notes"]
    assert (note["code"], note["assessment"]) == ("empty_assessment", ran.json["assessments"][0]["id"])
    assert "nothing is answered" in note["message"]
    assert note["message"] in ran.err


@pytest.mark.parametrize("answer", ["IOM", {"state": "not_known"}, {"state": "blank", "comment": "ask Ben"}])
def test_what_says_anything_is_not_called_empty(centre: Path, tmp_path: Path, run: Run, answer: object) -> None:
    run("answer", centre, write_answers(tmp_path, {"prof_body": answer}))
    assert run("submit", centre, "-o", tmp_path / "sent.mrcw", "--author", "Ana", "--json").json["notes"] == []


def test_submit_names_the_files_that_say_more_than_they_show(centre: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "photo.jpg").write_bytes(jpeg())
    (tmp_path / "plain.txt").write_text("hello")
    with open_session(centre) as session:
        session.open_assessment(None)
        session.set_answer("access_status", session.check("access_status", "in_place").answer)  # type: ignore[arg-type]
        for name in ("photo.jpg", "plain.txt"):
            session.set_answer("access_status", with_attached(session, "access_status", tmp_path / name))
    ran = run("submit", centre, "-o", tmp_path / "sent.mrcw", "--author", "Ana", "--json")
    (note,) = ran.json["notes"]
    assert (note["code"], note["file"]) == ("file_says_more", "photo.jpg")
    assert "where it was taken, the camera or device, names" in note["message"]
    assert note["message"] in ran.err


def test_submit_twice_is_the_same_revision(centre: Path, tmp_path: Path, run: Run) -> None:
    ids = [
        run("submit", centre, "-o", tmp_path / name, "--author", "Ana", "--json").json["assessments"][0]["revision"]
        for name in ("one.mrcw", "two.mrcw")
    ]
    assert ids[0] == ids[1]


def test_submit_says_that_what_a_withdrawn_centre_said_is_in_the_file(centre: Path, tmp_path: Path, run: Run) -> None:
    (listed,) = run("list", centre, "--json").json["centres"]
    assert run("withdraw", centre, "--centre", listed["id"], "--reason", "asked", "--author", "Ana").status == 0
    assert "1 centre has withdrawn" in run("submit", centre, "-o", tmp_path / "sent.mrcw", "--author", "Ana").err


def test_submit_refuses_to_overwrite(centre: Path, tmp_path: Path, run: Run) -> None:
    before = centre.read_bytes()
    assert run("submit", centre, "-o", centre, "--author", "Ana").status == 1
    assert run("submit", centre, "-o", centre.with_suffix(""), "--author", "Ana").status == 1
    assert centre.read_bytes() == before
    (tmp_path / "there.mrcw").write_text("mine", "utf-8")
    for name in ("there.mrcw", "there"):
        ran = run("submit", centre, "-o", tmp_path / name, "--author", "Ana", "--json")
        assert (ran.status, [one["code"] for one in ran.json["problems"]]) == (1, ["exists"])
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
    run("submit", centre, "-o", sent, "--author", "Ana")
    broken = tmp_path / "broken.mrcw"
    broken.write_bytes(sent.read_bytes()[:8192])
    text = tmp_path / "notes.mrcw"
    text.write_text("no database", "utf-8")
    inbox = tmp_path / "inbox"
    (inbox / "folder.mrcw").mkdir(parents=True)
    ran = run("check", sent, centre, broken, text, inbox, tmp_path / "nowhere.mrcw", "--json")
    assert ran.status == 1
    found = ran.json
    assert [file["verdict"] for file in found["files"]] == ["new", "new", "refused", "refused", "refused", "refused"]
    reasons = [file["reason"] for file in found["files"]]
    assert reasons == [None, None, "corrupt", "not_a_database", "unreadable", "unreadable"]
    assert [file["assessments"] for file in found["files"]] == [1, 1, 0, 0, 0, 0]
    assert all(bool(file["message"]) == (file["verdict"] == "refused") for file in found["files"])
    assert found["totals"] == {"new": 2, "refused": 4, "passed_over": 0}


def test_check_of_good_files_is_done(centre: Path, tmp_path: Path, run: Run) -> None:
    before = centre.read_bytes()
    shutil.copy(centre, tmp_path / "copy.mrcw")
    ran = run("check", centre, tmp_path / "copy.mrcw")
    assert ran.status == 0
    assert ran.out.count("could be merged") == 2
    assert centre.read_bytes() == before


def test_check_needs_a_file(run: Run) -> None:
    assert run("check").status == 2


@pytest.mark.parametrize(
    ("asked", "made"),
    [("to-send", "to-send.mrcw"), ("MRC 3.2026", "MRC 3.2026.mrcw"), ("s.xlsx", "s.xlsx.mrcw"), ("S.MRCW", "S.MRCW")],
)
def test_a_submission_always_ends_as_folders_are_read(
    asked: str, made: str, centre: Path, tmp_path: Path, run: Run
) -> None:
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    ran = run("submit", centre, "-o", outbox / asked, "--author", "Ana", "--json")
    assert (ran.status, ran.json["file"]) == (0, str(outbox / made))
    assert [one.name for one in outbox.iterdir()] == [made]
    assert made in ran.err, "the receipt names the file that is there"


@pytest.mark.parametrize("author", [(), ("--author", " ")])
def test_without_a_respondent_who_seals_must_be_named(
    author: tuple[str, ...], centre: Path, tmp_path: Path, run: Run
) -> None:
    ran = run("submit", centre, "-o", tmp_path / "sent.mrcw", *author, "--json")
    assert (ran.status, [one["code"] for one in ran.json["problems"]]) == (2, ["author_missing"])
    assert "--author" in ran.json["problems"][0]["advice"]
    assert not (tmp_path / "sent.mrcw").exists()
    assert run("list", centre, "--json").json["centres"][0]["assessments"][0]["revisions"] == []


def test_the_respondent_seals_where_nobody_else_is_named(centre: Path, tmp_path: Path, run: Run) -> None:
    people = [{"resp_people_name": "Arta Hoxha", "resp_people_function": "manager"}]
    assert run("answer", centre, write_answers(tmp_path, {"resp_people": people})).status == 0
    assert run("submit", centre, "-o", tmp_path / "sent.mrcw", "--json").json["author"] == "Arta Hoxha"


def test_check_takes_folders_as_a_merge_does(centre: Path, tmp_path: Path, run: Run) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    shutil.copy(centre, inbox / "centre.mrcw.txt")
    (inbox / "letter.pdf").write_bytes(b"%PDF-1.7 dear colleagues")
    ran = run("check", inbox, "--json")
    assert ran.status == 0
    assert [Path(one["path"]).name for one in ran.json["files"]] == ["centre.mrcw.txt"]
    (passed,) = ran.json["passed_over"]
    assert (Path(passed["path"]).name, passed["code"]) == ("letter.pdf", "document")
    assert ran.json["totals"] == {"new": 1, "refused": 0, "passed_over": 1}
    read = run("check", inbox)
    assert "letter.pdf" in read.out
    assert passed["why"] in read.out
    assert "1 file of the folders was passed over" in read.err


def test_comments_that_stay_are_counted_and_are_not_in_the_file(centre: Path, tmp_path: Path, run: Run) -> None:
    said = {"state": "answered", "value": "IOM", "comment": {"text": "ours alone", "stays": True}}
    run("answer", centre, write_answers(tmp_path, {"prof_body": said}))
    assert run("answers", centre).json["answers"]["prof_body"] == said
    ran = run("submit", centre, "-o", tmp_path / "sent.mrcw", "--author", "Ana")
    assert "1 comment stays in your own file and is not sent" in ran.err
    assert "go to IOM with it" not in ran.err
    assert b"ours alone" not in (tmp_path / "sent.mrcw").read_bytes()
    assert run("answers", tmp_path / "sent.mrcw").json["answers"]["prof_body"] == "IOM"


def test_a_name_given_twice_within_a_comment_is_a_problem(centre: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "answers.json"
    comment = '{"text": "a", "text": "b", "stays": true}'
    file.write_text('{"answers": {"prof_body": {"state": "blank", "comment": ' + comment + "}}}", "utf-8")
    ran = run("answer", centre, file, "--json")
    assert ran.status == 1
    assert [problem["code"] for problem in ran.json["problems"]] == ["given_twice"]


def test_comments_of_0_1_0_go_along_and_that_is_told_until_a_person_has_said_it(tmp_path: Path, run: Run) -> None:
    old = Path(shutil.copy(Path(__file__).parents[2] / "data" / "files_0_1_0" / "in-use.mrcw", tmp_path))
    old.chmod(0o600)
    ran = run("submit", old, "-o", tmp_path / "sent.mrcw", "--author", "Ana", "--json")
    assert ran.status == 0
    (note,) = [one for one in ran.json["notes"] if one["code"] == "earlier_comments"]
    assert "4 comments went along" in note["message"]
    assert note["message"] in ran.err
    assert b"ask the ministry" in (tmp_path / "sent.mrcw").read_bytes()
