"""What is kept here leaves in no file, and survives all that is done to the rest: sealing, merging, settling,
undoing, copying."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mrcworkbench.domain.disclosure.report_parts import Audience, Letting
from mrcworkbench.domain.questionnaire.answers import Answer, Row, answered, that_stays
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.report import make_report
from mrcworkbench.exchange.tidy import export
from mrcworkbench.exchange.tidy.receipts import Format
from mrcworkbench.services.merging.imports import undo_import
from mrcworkbench.services.merging.merge import merge_into
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.submitting import preview, submit
from tests.merge_support import (
    answers_of,
    as_centres_file,
    centre,
    clock,
    conflicts_of,
    copy,
    edit,
    merge,
    rows,
    settle,
    verdicts,
)

OURS = "between the two of us"
ROW = "the quiet word with the mayor"
THEIRS = "as the ministry asked"
KEPT = {"state": "answered", "value": "IOM", "comment": {"text": THEIRS, "stays": False, "kept": OURS}}


@contextmanager
def working(path: Path) -> Iterator[Session]:
    with open_session(path, clock=clock("2026-03-05T08:00:00")) as session:
        session.open_assessment(None)
        yield session


def put(path: Path, code: str, answer: Answer) -> None:
    with working(path) as session:
        session.set_answers({code: answer})


def answer(path: Path, code: str) -> Answer:
    with working(path) as session:
        return session.working_copy.answer(code)


def kept_table(path: Path) -> list[tuple[object, ...]]:
    return rows(path, ("kept_here",))["kept_here"]


def texts_of(workbook: Path) -> str:
    """Everything that stands in the cells of a workbook."""
    book = load_workbook(workbook, read_only=True)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A centre's file with comments of both kinds, a row that stays, and files that only that row names."""
    path = centre(
        tmp_path, "own", {"prof_body": KEPT, "prof_web": {"state": "blank", "comment": {"text": OURS, "stays": True}}}
    )
    with working(path) as session:
        paper = tmp_path / "paper.pdf"
        paper.write_bytes(b"%PDF-1.7 " + ROW.encode())
        file = session.files.keep(paper, "prof_funding", "p")
        private = that_stays(Row("p", {"prof_funding_payer": ROW}, attachments=(file,)))
        session.set_answers({"prof_funding": answered((Row("o", {"prof_funding_payer": "Port Velira"}), private))})
    return path


def test_nothing_that_is_kept_here_is_in_the_bytes_of_a_submission(own: Path, tmp_path: Path) -> None:
    with working(own) as session:
        seen = preview(session)
        receipt = submit(session, tmp_path / "sent.mrcw", author="Ana")
    content = receipt.file.read_bytes()
    assert THEIRS.encode() in content
    assert OURS.encode() not in content
    assert ROW.encode() not in content
    assert (receipt.files, kept_table(receipt.file)) == (0, [])
    assert (seen.kept_comments, seen.kept_rows, seen.files) == (2, 1, ())
    assert {one.question: one.comment for one in seen.leaving} == {"prof_body": THEIRS, "prof_funding": ""}
    assert answers_of(receipt.file)["prof_funding"] == [{"row": "o", "prof_funding_payer": "Port Velira"}]


def test_what_is_kept_here_changes_no_revision(own: Path, tmp_path: Path) -> None:
    with working(own) as session:
        first = submit(session, tmp_path / "one.mrcw", author="Ana")
        body = session.working_copy.answer("prof_body")
        session.set_answers({"prof_body": replace(body, kept_comment="another")})
        second = submit(session, tmp_path / "two.mrcw", author="Ana")
    assert [one.revision for one in second.assessments] == [one.revision for one in first.assessments]
    assert [one.is_new for one in second.assessments] == [False]


def test_what_is_kept_here_survives_sealing_merging_settling_and_the_undoing_of_an_import(
    own: Path, tmp_path: Path
) -> None:
    with working(own) as session:
        submit(session, tmp_path / "base.mrcw", author="Ana")
    other = copy(tmp_path / "base.mrcw", "other")
    edit(other, {"prof_body": "The ministry", "prof_funding": [{"row": "n", "prof_funding_payer": "The harbour"}]})
    edit(own, {"prof_body": "A city"})
    before = kept_table(own)
    report = merge(own, other)
    assert verdicts(report) == ["conflict"]
    assert kept_table(own) == before
    assert answer(own, "prof_body").kept_comment == OURS, "also while the answer is in conflict"
    assert {row.id: row.stays for row in answer(own, "prof_funding").rows} == {"n": False, "p": True}
    settled = copy(own, "settled")
    settle(settled, "The ministry")
    assert (answer(settled, "prof_body").value, answer(settled, "prof_body").kept_comment) == ("The ministry", OURS)
    with open_session(own) as session:
        undo_import(session, None, author="Officer")
    assert conflicts_of(own) == []
    assert kept_table(own) == before
    assert [row.id for row in answer(own, "prof_funding").rows] == ["o", "p"]


def test_a_raw_copy_is_merged_without_what_was_kept_in_it(own: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.mrcw"
    report = merge_into(target, [copy(own, "mailed")], author="Officer")
    assert verdicts(report) == ["new"]
    assert kept_table(target) == []
    for text in (OURS, ROW):
        assert text.encode() not in target.read_bytes()


def test_an_import_on_which_somebody_keeps_a_comment_is_not_undone(own: Path, tmp_path: Path) -> None:
    with working(own) as session:
        submit(session, tmp_path / "sent.mrcw", author="Ana")
    target = tmp_path / "all.mrcw"
    merge(target, tmp_path / "sent.mrcw")
    put(as_centres_file(target), "prof_web", Answer(kept_comment="ask them by telephone"))
    with open_session(target) as session, pytest.raises(UserError, match="import_built_on"):
        undo_import(session, None, author="Officer")
    assert answer(target, "prof_web").kept_comment == "ask them by telephone"


def test_a_copy_of_the_file_holds_what_is_kept_in_it(own: Path, tmp_path: Path) -> None:
    with working(own) as session:
        session.save_copy(tmp_path / "copy.mrcw")
    assert kept_table(tmp_path / "copy.mrcw") == kept_table(own)
    assert answer(tmp_path / "copy.mrcw", "prof_funding").rows[1].stays


def test_a_file_that_only_a_row_that_stays_names_is_there_after_the_session(own: Path) -> None:
    with working(own) as session:
        (_, private) = session.working_copy.answer("prof_funding").rows
        session.files.changed = True
    with working(own) as session:
        assert session.files.read(private.attachments[0]) is not None


def test_reports_and_exports_that_leave_hold_nothing_that_is_kept_here(own: Path, tmp_path: Path) -> None:
    edit(own, {"counsel_status": {"state": "answered", "value": "in_place", "comment": {"text": OURS, "stays": True}}})
    with working(own) as session:
        export(session, tmp_path / "tidy", format_=Format.CSV)
        for audience, letting in ((Audience.DONOR, Letting(all_texts=True)), (Audience.INTERNAL, Letting())):
            target = tmp_path / f"{audience}.xlsx"
            annex = target.with_name(f"{audience} annex.xlsx")
            make_report(session, target, annex=annex, audience=audience, letting=letting)
    exported = b"".join(one.read_bytes() for one in (tmp_path / "tidy").rglob("*") if one.is_file()).decode()
    donor, internal = (
        "\n".join(texts_of(tmp_path / f"{audience}{which}.xlsx") for which in ("", " annex"))
        for audience in ("donor", "internal")
    )
    assert "in_place" in exported
    assert "Port Velira" in donor
    for told in (exported, donor):
        assert OURS not in told
        assert ROW not in told
        assert THEIRS not in told
    assert f"{THEIRS}\nStays here: {OURS}" in internal
    assert ROW in internal


def test_a_damaged_comment_that_stays_is_told_like_a_damaged_answer(own: Path, tmp_path: Path) -> None:
    raw = sqlite3.connect(own)
    with raw:
        raw.execute("UPDATE kept_here SET comment = 'another' WHERE question = 'prof_web'")
    raw.close()
    with working(own) as session:
        assert session.unreadable == {"prof_web"}
        with pytest.raises(UserError, match="answers_unreadable"):
            submit(session, tmp_path / "sent.mrcw", author="Ana")
        session.set_answers({"prof_web": Answer(kept_comment=OURS)})
        assert submit(session, tmp_path / "sent.mrcw", author="Ana").size
