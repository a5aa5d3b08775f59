"""What attached files are called: where they are attached, whatever any other file says of the same content."""

from __future__ import annotations

import itertools
import json
import shutil
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.services.session.rounds import new_round
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from tests import merge_support as files
from tests.attaching import with_attached

OLD = Path(__file__).parents[2] / "data" / "files_0_1_0" / "in-use.mrcw"
CONTENT = b"%PDF-1.7 the same content everywhere"


def with_paper(path: Path, folder: Path, **named: str) -> Path:
    """The same content attached to answers, each under a name of its own."""
    with open_session(path) as session:
        session.open_assessment(None)
        for code, name in named.items():
            paper = folder / path.stem / code / name
            paper.parent.mkdir(parents=True)
            paper.write_bytes(CONTENT)
            session.set_answer(code, with_attached(session, code, paper))
    return path


def names(path: Path, centre: str) -> dict[str, str]:
    """By question, what the file of an answer is called."""
    with open_session(path, read_only=True) as session:
        session.open_assessment(next(one.id for one in session.assessments() if one.centre.name == f"Centre {centre}"))
        found = {}
        for code, answer in session.working_copy.answers.items():
            for sha256 in answer.attachments:
                known, held = session.files.known(sha256, code), session.files.read(sha256, code)
                assert known is not None
                assert held is not None
                assert (known.name, held.content) == (held.name, CONTENT)
                found[code] = known.name
        return found


@pytest.fixture
def makers(tmp_path: Path) -> list[Path]:
    """Three centres, each with the same content under other names."""
    made = [
        with_paper(
            files.centre(tmp_path, "Beta", {"prof_body": "b"}), tmp_path, prof_body="m.pdf", prof_handover="z.pdf"
        ),
        with_paper(files.centre(tmp_path, "Alpha", {"prof_body": "a"}), tmp_path, prof_body="a.pdf"),
        with_paper(files.centre(tmp_path, "Omega", {"prof_body": "o"}), tmp_path, prof_body="zz.pdf"),
    ]
    return [sent(path, tmp_path / f"{path.stem} sent.mrcw") for path in made]


def sent(path: Path, target: Path) -> Path:
    with open_session(path) as session:
        session.open_assessment(None)
        submit(session, target, author="Manager")
    return target


OWN = {
    "Beta": {"prof_body": "m.pdf", "prof_handover": "z.pdf"},
    "Alpha": {"prof_body": "a.pdf"},
    "Omega": {"prof_body": "zz.pdf"},
}


def test_no_file_of_another_centre_changes_a_name_in_any_order(makers: list[Path], tmp_path: Path) -> None:
    made = []
    for number, order in enumerate(itertools.permutations(makers)):
        target = tmp_path / f"all {number}.mrcw"
        for path in order:
            files.merge(target, path)
        assert {centre: names(target, centre) for centre in OWN} == OWN
        made.append(files.rows(target, files.MERGED))
    assert all(one == made[0] for one in made)


def test_names_go_along_when_a_collection_is_sent_on(makers: list[Path], tmp_path: Path) -> None:
    target, again = tmp_path / "all.mrcw", tmp_path / "again.mrcw"
    files.merge(target, *makers)
    with open_session(target) as session:
        submit(session, tmp_path / "on.mrcw", author="Officer")
    files.merge(again, tmp_path / "on.mrcw")
    assert {centre: names(again, centre) for centre in OWN} == OWN


def test_a_name_that_comes_later_for_the_same_answer_is_kept_beside_it_in_any_order(tmp_path: Path) -> None:
    one = with_paper(files.centre(tmp_path, "Beta", {"prof_year": 1999}), tmp_path, prof_body="second.pdf")
    other = files.copy(one, "Other")
    with_paper(other, tmp_path, prof_body="first.pdf")
    found = []
    for number, order in enumerate(((one, other), (other, one))):
        target = tmp_path / f"all {number}.mrcw"
        for path in order:
            files.merge(target, path)
        found.append((names(target, "Beta"), files.rows(target, ("attachments", "attachment_names"))))
    assert found[0] == found[1]
    assert found[0][0] == {"prof_body": "first.pdf"}


def test_the_next_round_and_a_moved_row_keep_the_name(tmp_path: Path) -> None:
    path = with_paper(files.centre(tmp_path, "Beta", {"prof_year": 1999}), tmp_path, prof_body="paper.pdf")
    with open_session(path) as session:
        session.open_assessment(None)
        files_now = session.working_copy.answer("prof_body").attachments
        session.set_answer("prof_body", Answer(AnswerState.ANSWERED, "B", None, "", files_now))
        session.open_assessment(new_round(session, None, "2027").assessment.id)
        (file,) = session.working_copy.answer("prof_body").attachments
        known = session.files.known(file, "prof_body")
        assert known is not None
        assert known.name == "paper.pdf"


def test_the_name_of_a_file_that_was_taken_off_before_sealing_never_leaves(tmp_path: Path) -> None:
    path = with_paper(files.centre(tmp_path, "Beta", {"prof_year": 1999}), tmp_path, prof_body="secret name.pdf")
    with_paper(path, tmp_path, prof_handover="paper.pdf")
    with open_session(path) as session:
        session.open_assessment(None)
        answer = session.working_copy.answer("prof_body")
        session.set_answer("prof_body", session.files.without(answer, answer.attachments[0]))
        submit(session, tmp_path / "sent.mrcw", author="Manager")
    assert b"secret name" not in (tmp_path / "sent.mrcw").read_bytes()
    assert [row[4] for row in files.rows(path, ("attachment_names",))["attachment_names"]] == ["paper.pdf"]


def test_files_of_the_first_format_are_named_where_they_are_attached(tmp_path: Path) -> None:
    """Upgraded, and merged as they are."""
    old = Path(shutil.copy(OLD, tmp_path / "old.mrcw"))
    digest = sha256(CONTENT).hexdigest()
    raw = sqlite3.connect(old)
    with raw:
        values = (digest, "old.pdf", "application/pdf", len(CONTENT), "2026-01-01T00:00:00.000Z", CONTENT)
        raw.execute(
            "INSERT INTO attachments (sha256, name, media_type, size, added_at, content) VALUES (?, ?, ?, ?, ?, ?)",
            values,
        )
        places = raw.execute(
            "SELECT assessment_id, question FROM units WHERE row = '' AND value IS NOT NULL ORDER BY question LIMIT 2"
        ).fetchall()
        for place in places:
            raw.execute(
                "UPDATE units SET attachments = ?, origin = NULL WHERE (assessment_id, question, row) = (?, ?, '')",
                (json.dumps([digest]), *place),
            )
    raw.close()
    files.merge(tmp_path / "all.mrcw", old)
    with open_session(old):
        pass
    named = ("attachments", "attachment_names")
    found = files.rows(tmp_path / "all.mrcw", named)
    assert found == files.rows(old, named)
    assert [(row[:2], row[4]) for row in found["attachment_names"]] == [(place, "old.pdf") for place in places]
