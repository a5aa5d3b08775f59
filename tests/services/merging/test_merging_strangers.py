"""Files from strangers that pass every check: what they may do to the database that takes them in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.revisions.revision import Header, make_revision
from mrcworkbench.domain.revisions.units import ORDER, REMOVED_ROW, TABLE, WHOLE, HeldUnit, Key, Unit
from mrcworkbench.domain.verification import histories as verification
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.merging.files import FileMerger
from mrcworkbench.storage.strangers.refusals import Refusal
from tests import merge_support as files
from tests.submitted_files import units_of, valid_answers, write_revision

HEADER = Header("aaaaaaaa-0000-4000-8000-000000000001", "c1", "Port Velira", "AL", "2026", "manager", "1.0.0")
ROW = Unit("answered", '{"prof_web_address":"x"}')
ORDERED = Unit("answered", '["r1","r2"]')

ODD: dict[str, dict[Key, Unit]] = {
    "an order of nothing": {("prof_web", ORDER): ORDERED},
    "a removed row alone": {("prof_web", "r1"): REMOVED_ROW},
    "a removed row and an order": {("prof_web", "r1"): REMOVED_ROW, ("prof_web", ORDER): ORDERED},
    "a row alone": {("prof_web", "r1"): ROW},
    "a row that the order does not know": {("prof_web", WHOLE): TABLE, ("prof_web", "r3"): ROW},
    "an order with rows that are not there": {("prof_web", ORDER): ORDERED, ("prof_web", "r2"): ROW},
    "a table without rows": {("prof_web", WHOLE): TABLE},
    "rows of a table that is not known": {("prof_web", WHOLE): Unit("not_known"), ("prof_web", "r1"): ROW},
    "rows whose ids differ in case alone": {("prof_web", "r1"): ROW, ("prof_web", "R1"): ROW},
}


def _file(path: Path, units: Mapping[Key, Unit]) -> Path:
    write_revision(path, make_revision(HEADER, (), (), {key: HeldUnit(unit) for key, unit in units.items()}))
    return path


@pytest.mark.parametrize("name", ODD)
def test_what_is_taken_in_can_be_opened_and_sent_on(tmp_path: Path, name: str) -> None:
    target, on = tmp_path / "all.mrcw", tmp_path / "on.mrcw"
    sent = _file(tmp_path / "sent.mrcw", {("prof_body", WHOLE): Unit("answered", '"A"'), **ODD[name]})
    assert files.verdicts(files.merge(target, sent)) == ["new"]
    shown = files.shown(target)["answers"][HEADER.assessment]["answers"]
    assert shown["prof_body"] == "A"
    with open_session(target) as session:
        session.open_assessment(None)
        assert session.unreadable == frozenset()
        session.working_copy.score()
        submit(session, on, author="Officer")
    assert files.verdicts(files.merge(target, sent)) == ["known"]
    files.merge(tmp_path / "again.mrcw", on)
    assert files.shown(tmp_path / "again.mrcw")["answers"][HEADER.assessment]["answers"] == shown


def test_a_row_that_another_removes_leaves_a_table_that_nobody_spoke_of(tmp_path: Path) -> None:
    first = make_revision(HEADER, (), (), {("prof_web", "r1"): HeldUnit(ROW)})
    target = tmp_path / "all.mrcw"
    write_revision(tmp_path / "one.mrcw", first)
    files.merge(target, tmp_path / "one.mrcw", _file(tmp_path / "two.mrcw", {("prof_web", "r1"): REMOVED_ROW}))
    files.settle(target, None)
    assert "prof_web" not in files.answers_of(target)


def test_what_together_would_be_too_much_to_send_on_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "all.mrcw"
    sent = [
        _file(tmp_path / f"{number}.mrcw", {("prof_body", WHOLE): Unit("answered", f'"{number}"')})
        for number in range(25)
    ]
    monkeypatch.setattr(verification, "MOST_REVISIONS", 25)
    report = files.merge(target, *sent)
    assert files.verdicts(report) == ["new", *["conflict"] * 22, *["refused"] * 2]
    assert report.files[-1].reason == "too_large"
    assert len(files.rows(target)["revisions"]) == 23, "and the one that gathers them"


def test_what_the_database_itself_refuses_leaves_the_target_as_it_was(
    tmp_path: Path, manager: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = files.centre(tmp_path, "Own", {"prof_body": "Own body"})
    sent = tmp_path / "sent" / "sent.mrcw"
    sent.parent.mkdir()
    write_revision(sent, make_revision(HEADER, (), (), units_of(valid_answers(manager, Random(1), 5))))
    before = files.folder_state(tmp_path)
    refusal = Refusal("invalid_content", "not_storable", {"detail": "a value"})
    monkeypatch.setattr(FileMerger, "take_in", lambda *_: refusal)
    for place in (target, tmp_path / "missing.mrcw"):
        report = files.merge(place, sent, sent)
        assert files.verdicts(report) == ["refused", "refused"]
        assert (report.import_id, report.backup) == (None, None)
        assert files.folder_state(tmp_path) == before
