"""What belongs to one file alone, its verdicts above all, and what of it a file that is opened or merged may tell."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from mrcworkbench.domain.revisions.decisions import Decision, Join, Withdrawal
from mrcworkbench.domain.revisions.revision import Attestation, Header, make_revision
from mrcworkbench.domain.revisions.units import WHOLE, HeldUnit, Unit
from mrcworkbench.services.merging import deciding, proposals, resolving
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.merged_sets.record_sets import set_of
from tests import merge_support as files
from tests.forged.forging import MALLORY, an_answer, attest, forge
from tests.submitted_files import MOMENT

OWN = Header("bbbbbbbb-0000-4000-8000-00000000000b", "b", "Bahari", "KE", "2026", "manager", "1.0.0")
LOCAL = ("verdicts", "erased", "set_aside", "imports", "import_files")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """An officer's collection with two centres, one of which two copies contradict."""
    one = files.centre(tmp_path, "One", {"prof_body": "before"})
    other = files.sent(one, "Other copy")
    files.edit(one, {"prof_body": "one"})
    files.edit(other, {"prof_body": "two"})
    path = tmp_path / "all.mrcw"
    files.merge(path, one, other, files.centre(tmp_path, "Two", {"prof_body": "of two"}))
    return path


def waiting(path: Path) -> list[str]:
    with open_session(path, read_only=True) as session:
        return [one.kind for one in proposals.open_proposals(session)]


def centre_id(path: Path, name: str) -> str:
    with open_session(path, read_only=True) as session:
        return next(one.id for one in session.centres() if one.name == name)


def decide_everything(path: Path) -> None:
    """Settle, join and withdraw."""
    files.settle(path, "one")
    one, two = centre_id(path, "Centre One"), centre_id(path, "Centre Two")
    with open_session(path) as session:
        resolving.join(session, two, one, reason="same house", author="Officer")
        resolving.withdraw(session, one, reason="asked", author="Officer")


def sent_on(path: Path, name: str = "on") -> Path:
    with open_session(path) as session:
        submit(session, path.with_name(f"{name}.mrcw"), author="Officer")
    return path.with_name(f"{name}.mrcw")


def test_verdicts_erased_centres_and_what_is_set_aside_are_of_one_file(tmp_path: Path, two: Path) -> None:
    """Whoever writes them into a copy says nothing by it: all that is told is that its working copy is not sealed."""
    one, other = centre_id(two, "Centre One"), centre_id(two, "Centre Two")
    said = [Withdrawal(other, "forged", "Mallory", MOMENT), Join(other, one, "forged", "Mallory", MOMENT)]
    forged = files.copy(two, "forged")
    raw = sqlite3.connect(forged)
    with raw:
        (import_id,) = raw.execute("SELECT max(id) FROM imports").fetchone()
        for record in said:
            row = set_of(record).row(record)
            raw.execute(f"INSERT INTO {set_of(record).table.name} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
            raw.execute("INSERT INTO verdicts VALUES (?, 'confirmed')", (record.id,))
        raw.execute("INSERT INTO erased VALUES (?, 'forged', 'Mallory', ?)", (one, MOMENT))
        raw.execute("INSERT INTO set_aside VALUES (?, 1, ?)", (import_id, b"forged"))
    raw.close()
    for target in (two, tmp_path / "new.mrcw"):
        files.merge(target, files.centre(tmp_path, f"Another for {target.stem}"))
        before = files.rows(target, LOCAL[:3])
        files.merge(target, forged)
        assert files.rows(target, LOCAL[:3]) == before
        assert sorted(waiting(target)) == ["join", "withdrawal"]
        assert {one["withdrawn"] for one in files.shown(target)["list"]["centres"]} == {False}


def test_what_is_sent_tells_no_verdict_and_is_shown_as_its_sender_sees_it(two: Path) -> None:
    decide_everything(two)
    on = sent_on(two)
    assert all(not rows for rows in files.rows(on, LOCAL).values())
    shown = files.shown(two)
    assert [centre["withdrawn"] for centre in shown["list"]["centres"]] == [True]
    before = on.read_bytes()
    assert files.shown(on) == shown
    assert on.read_bytes() == before
    assert waiting(on) == []


def test_what_its_sender_took_back_or_declined_is_not_shown(tmp_path: Path, two: Path) -> None:
    decided = files.copy(two, "decided")
    decide_everything(decided)
    files.merge(two, decided)
    assert sorted(waiting(two)) == ["decision", "join", "withdrawal"]
    with open_session(two) as session:
        found = {one.kind: one.id for one in proposals.open_proposals(session)}
        proposals.decline(session, [found["join"]], reason="They are two", author="Officer")
        proposals.confirm(session, [found["withdrawal"]], reason="They wrote", author="Officer")
        deciding.take_back(session, [found["withdrawal"]], reason="They wrote again", author="Officer")
    on = sent_on(two)
    assert files.shown(on) == files.shown(two)
    assert waiting(on) == waiting(two) == ["decision"]
    shown = files.shown(on)["list"]["centres"]
    assert [(centre["name"], centre["withdrawn"]) for centre in shown] == [("Centre One", False), ("Centre Two", False)]


def test_a_raw_copy_stands_on_what_was_confirmed_in_it_and_takes_that_in(tmp_path: Path) -> None:
    own = files.centre(tmp_path, "One", {"prof_body": "before"})
    other = files.sent(own, "Other copy")
    files.edit(own, {"prof_body": "one"})
    files.edit(other, {"prof_body": "two"})
    files.merge(own, other)
    files.settle(own, "two")
    files.edit(own, {"prof_year": 1999})
    target = tmp_path / "elsewhere.mrcw"
    report = files.merge(target, own)
    assert (report.files[0].sealed, files.verdicts(report)) == (False, ["new"])
    assert files.answers_of(target) == files.answers_of(own) == {"prof_body": "two", "prof_year": 1999}
    assert waiting(target) == [], "a revision took it in"


def correction(of: str, unit: Unit) -> Decision:
    return Decision(OWN.assessment, "prof_body", WHOLE, (of,), unit, "asked", "Mallory", MOMENT, "1.0.0", "corrected")


def test_a_revision_that_takes_a_forged_decision_in_has_effect_and_tells_who_speaks(tmp_path: Path) -> None:
    """Who has a centre's file can say what he likes for it, as the centre can; but he is told by name."""
    first = an_answer(OWN, "Our own body")
    target = tmp_path / "all.mrcw"
    files.merge(target, forge(tmp_path / "honest.mrcw", first))
    unit = an_answer(OWN, "Forged").units["prof_body", WHOLE].unit
    decision = correction(first.id, unit)
    second = make_revision(OWN, (first.id,), (decision.id,), {("prof_body", WHOLE): HeldUnit(unit, (decision.id,))})
    forged = forge(tmp_path / "forged.mrcw", first, second, decisions=[decision])
    report = files.merge(target, attest(forged, Attestation(MOMENT, "Mallory", second.id)))
    assert files.answers_of(target)["prof_body"] == "Forged"
    (speaks,) = report.files[0].speaks_for
    assert (speaks.centre, "Mallory" in speaks.authors) == (OWN.centre, True)


def test_a_forged_decision_that_no_revision_takes_in_changes_nothing(tmp_path: Path) -> None:
    first = an_answer(OWN, "Our own body")
    target = tmp_path / "all.mrcw"
    files.merge(target, forge(tmp_path / "honest.mrcw", first))
    decision = correction(first.id, an_answer(OWN, "Forged").units["prof_body", WHOLE].unit)
    before = files.shown(target)
    files.merge(target, forge(tmp_path / "forged.mrcw", first, decisions=[decision]), forge(tmp_path / "m.mrcw"))
    assert MALLORY.centre in {one["id"] for one in files.shown(target)["list"]["centres"]}
    assert files.answers_of(target, OWN.assessment)["prof_body"] == "Our own body"
    assert waiting(target) == ["correction"]
    assert len(before["list"]["centres"]) == 1
