"""What a made-up merged set must do, tried in the program that has it; see `test_a_new_merged_set`, which runs this."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import mrcworkbench
from mrcworkbench.domain.merging.plans import Verdict, plan_file
from mrcworkbench.domain.revisions import decisions
from mrcworkbench.domain.revisions.merged_sets import MergedSet
from mrcworkbench.domain.verification.histories import faults_of_set
from mrcworkbench.errors import UserError
from mrcworkbench.services.merging.checking_files import knowledge
from mrcworkbench.services.merging.imports import undo_import
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.merged_sets import record_sets
from mrcworkbench.storage.merged_sets.rows import insert_record, load_records
from mrcworkbench.storage.strangers.incoming import Incoming
from mrcworkbench.storage.strangers.limits import Limits
from mrcworkbench.storage.strangers.reading import read_incoming
from mrcworkbench.storage.strangers.refusals import Refusal
from tests import merge_support as files

ENQUIRIES: Any = record_sets.ENQUIRIES  # type: ignore[attr-defined]
Enquiry: Any = decisions.Enquiry  # type: ignore[attr-defined]
MOMENT = "2026-06-01T08:00:00.000Z"


def enquire(path: Path, *enquiries: Any) -> None:
    database = Database(path, read_only=False)
    with database.writing() as connection:
        for one in enquiries:
            insert_record(connection, ENQUIRIES, one)
    database.close()


def enquiries(path: Path) -> set[Any]:
    database = Database(path, read_only=True)
    with database.reading() as connection:
        found = load_records(connection, ENQUIRIES)
    database.close()
    assert all(one.id == id_ for id_, one in found.items())
    return set(found.values())


def enquiry_about(path: Path, text: str = "How many came?\nAnd when?") -> Any:
    """An enquiry about the only revision of a file."""
    raw = sqlite3.connect(path)
    ((centre, revision),) = raw.execute("SELECT centre_id, id FROM revisions").fetchall()
    raw.close()
    return Enquiry(centre, revision, text, "Officer", MOMENT)


def submitted(path: Path, name: str) -> Path:
    with open_session(path) as session:
        return submit(session, path.with_name(f"{name}.mrcw"), author="Manager", clock=files.clock()).file


@pytest.fixture
def alpha(tmp_path: Path) -> Path:
    return submitted(files.centre(tmp_path, "Alpha", {"prof_body": "one"}), "Alpha sent")


@pytest.fixture
def beta(tmp_path: Path) -> Path:
    return submitted(files.centre(tmp_path, "Beta", {"prof_body": "two"}), "Beta sent")


@pytest.fixture
def asked(tmp_path: Path, alpha: Path, beta: Path) -> Path:
    """A colleague's collection with an enquiry to each of two centres."""
    path = tmp_path / "asked.mrcw"
    files.merge(path, alpha, beta)
    enquire(path, enquiry_about(alpha), enquiry_about(beta))
    return path


Read = Callable[..., Incoming | Refusal]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a file as a merge does."""
    private = tmp_path / "private"
    private.mkdir()

    def reading(path: Path, limits: Limits | None = None) -> Incoming | Refusal:
        return read_incoming(path, private, knowledge(), limits or Limits())

    return reading


def test_this_is_the_program_with_the_new_set() -> None:
    assert Path(mrcworkbench.__file__).is_relative_to(os.environ["MADE_UP_PROGRAM"])


def test_it_is_merged_in_any_order_and_once(tmp_path: Path, alpha: Path, beta: Path, asked: Path) -> None:
    shown = None
    for number, order in enumerate(itertools.permutations((alpha, beta, asked))):
        target = tmp_path / f"all {number}.mrcw"
        for source in order:
            files.merge(target, source)
        found = files.rows(target)
        shown = shown or found
        assert found == shown
        assert len(found["enquiries"]) == 2
        assert files.verdicts(files.merge(target, asked, alpha)) == ["known", "known"]
        assert files.rows(target) == found


def test_a_file_that_brings_nothing_else_is_an_update(tmp_path: Path, alpha: Path, beta: Path, asked: Path) -> None:
    target = tmp_path / "all.mrcw"
    files.merge(target, alpha, beta)
    assert files.verdicts(files.merge(target, asked, dry_run=True)) == ["updated"]
    assert not enquiries(target)
    assert files.verdicts(files.merge(target, asked)) == ["updated"]
    assert enquiries(target) == enquiries(asked)


def test_a_submission_carries_it_under_its_manifest(tmp_path: Path, asked: Path, read: Read) -> None:
    sent = submitted(asked, "sent on")
    found = read(sent)
    assert isinstance(found, Incoming)
    assert found.is_proved
    assert len(found.records[Enquiry.kind]) == 2
    files.merge(tmp_path / "all.mrcw", sent)
    assert enquiries(tmp_path / "all.mrcw") == enquiries(asked)
    with open_session(sent, read_only=True) as session:
        assert len(session.assessments()) == 2
    raw = sqlite3.connect(sent)
    with raw:
        raw.execute("DELETE FROM enquiries WHERE id = (SELECT min(id) FROM enquiries)")
    raw.close()
    lost = read(sent)
    assert isinstance(lost, Refusal)
    assert (lost.reason, lost.code) == ("corrupt", "changed_content")


def test_a_centre_sends_what_was_said_of_it_and_no_more(tmp_path: Path, alpha: Path, asked: Path) -> None:
    """A colleague's collection came into the centre's own file."""
    own = tmp_path / "Alpha.mrcw"
    files.merge(own, asked)
    assert enquiries(own) == enquiries(asked)
    assert enquiries(submitted(own, "again")) == {enquiry_about(alpha)}


def test_undoing_the_import_takes_it_out(tmp_path: Path, alpha: Path, beta: Path, asked: Path) -> None:
    target = tmp_path / "all.mrcw"
    files.merge(target, alpha, beta)
    before = files.rows(target)
    report = files.merge(target, asked)
    with open_session(target) as session:
        undo_import(session, report.import_id, author="Officer", clock=files.clock())
    assert files.rows(target) == before


def test_what_it_names_is_not_undone_under_it(tmp_path: Path, alpha: Path) -> None:
    target = tmp_path / "all.mrcw"
    report = files.merge(target, alpha)
    enquire(target, enquiry_about(alpha))
    with open_session(target) as session, pytest.raises(UserError) as caught:
        undo_import(session, report.import_id, author="Officer", clock=files.clock())
    assert caught.value.code == "import_built_on"


def _ask(change: Callable[[Any], Any], id_: str | None = None) -> Callable[[Any], tuple[object, ...]]:
    def row(right: Any) -> tuple[object, ...]:
        changed = change(right)
        return (id_ or changed.id, *ENQUIRIES.row(changed)[1:])

    return row


HOSTILE: dict[str, tuple[Callable[[Any], tuple[object, ...]], str, str]] = {
    "under another name": (_ask(lambda one: one, "f" * 64), "corrupt", "changed_content"),
    "to a centre that is not here": (_ask(lambda one: replace(one, centre="c0")), "invalid_content", "dangling"),
    "about no revision": (_ask(lambda one: replace(one, revision="f" * 64)), "invalid_content", "dangling"),
    "too long": (_ask(lambda one: replace(one, text="x" * 10_001)), "invalid_content", "text_too_long"),
    "not to be shown": (_ask(lambda one: replace(one, text="\x07")), "invalid_content", "name_wrong"),
    "by two lines": (_ask(lambda one: replace(one, author="A\nB")), "invalid_content", "name_wrong"),
    "at no time": (_ask(lambda one: replace(one, asked_at="soon")), "invalid_content", "time_wrong"),
    "a number": (lambda one: (*ENQUIRIES.row(one)[:5], b"\x07"), "invalid_content", "not_text"),
}


@pytest.mark.parametrize(("row", "reason", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_forged_one_is_refused(
    row: Callable[[Any], tuple[object, ...]], reason: str, code: str, alpha: Path, asked: Path, read: Read
) -> None:
    raw = sqlite3.connect(asked)
    with raw:
        raw.execute("INSERT INTO enquiries VALUES (?, ?, ?, ?, ?, ?)", row(enquiry_about(alpha, "Once more?")))
    raw.close()
    found = read(asked)
    assert isinstance(found, Refusal)
    assert (found.reason, found.code) == (reason, code)


def test_more_than_memory_should_hold_is_not_read(
    alpha: Path, asked: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    enquire(asked, *(enquiry_about(alpha, str(number) * 10_000) for number in range(10)))
    enquire(asked, *(enquiry_about(alpha, f"{number:09999}") for number in range(120)))
    assert asked.stat().st_size > 1024 * 1024
    heavy = read(asked, Limits(lists=1024 * 1024))
    assert isinstance(heavy, Refusal)
    assert (heavy.reason, heavy.code) == ("too_large", "needs_too_much")
    monkeypatch.setattr("mrcworkbench.storage.strangers.limits.MOST_ROWS", 131)
    many = read(asked)
    assert isinstance(many, Refusal)
    assert (many.reason, many.code) == ("too_large", "needs_too_much")


def test_a_damaged_one_keeps_its_own_database_from_being_opened(asked: Path) -> None:
    files.change(asked, "UPDATE enquiries SET text = x'07'")
    with pytest.raises(UserError) as caught, open_session(asked):
        pass
    assert caught.value.code == "corrupt"


def test_the_laws_of_merging_hold_for_it(alpha: Path) -> None:
    one = MergedSet(records=frozenset({enquiry_about(alpha)}))
    assert plan_file(MergedSet(), one).verdict is Verdict.UPDATED
    assert plan_file(one, one).verdict is Verdict.KNOWN
    assert MergedSet().union(one) == one.union(MergedSet()) == one.union(one) == one
    assert [fault.code for fault in faults_of_set(one)] == ["centre_missing"]


@pytest.mark.parametrize("name", ["in use", "sent", "large"])
def test_a_file_of_the_version_before_is_read_merged_and_opened(name: str, tmp_path: Path) -> None:
    """Made by the program without the set; a submission's manifest still answers for it when it is upgraded."""
    file = Path(os.environ["MADE_UP_BEFORE"]) / f"{name}.mrcw"
    assert files.verdicts(files.merge(tmp_path / "all.mrcw", file)) == ["new"]
    own = Path(shutil.copy(file, tmp_path))
    assert files.answers_of(own)["prof_body"] == "old"
    with open_session(own) as session:
        assert not session.read_only
    assert enquiries(own) == set()
    assert files.verdicts(files.merge(tmp_path / "all.mrcw", own)) == ["known"]
