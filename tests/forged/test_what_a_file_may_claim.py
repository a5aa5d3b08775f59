"""What a forger may write into a file, and what the officer who takes it in is told and keeps."""

from __future__ import annotations

import sqlite3
from itertools import permutations
from pathlib import Path

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.revisions.decisions import Choice, Confirmation, Decision, Join, Rename, TakeBack, Withdrawal
from mrcworkbench.domain.revisions.revision import Attestation, Header
from mrcworkbench.domain.revisions.units import WHOLE, Unit
from mrcworkbench.gui.words.proposals import proposal_effect
from mrcworkbench.services.merging import proposals
from mrcworkbench.services.merging.log import decisions
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from tests import merge_support as files
from tests.cli.conftest import Run
from tests.cli.conftest import run as run  # noqa: PLC0414 - a fixture
from tests.forged.forging import MALLORY, an_answer, attest, forge
from tests.submitted_files import MOMENT

BAHARI = Header("bbbbbbbb-0000-4000-8000-00000000000b", "b", "Bahari", "KE", "2026", "manager", "1.0.0")
HONEST = an_answer(BAHARI, "Our own body")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """An officer's collection with one honest centre."""
    path = tmp_path / "all.mrcw"
    files.merge(path, forge(tmp_path / "honest.mrcw", HONEST))
    return path


def waiting(path: Path) -> list[str]:
    with open_session(path, read_only=True) as session:
        return [one.kind for one in proposals.open_proposals(session)]


def file_id(path: Path) -> str:
    raw = sqlite3.connect(path)
    ((found,),) = raw.execute("SELECT value FROM meta WHERE key = 'file_id'").fetchall()
    raw.close()
    return str(found)


def joined(path: Path) -> list[list[str]]:
    return [centre["joined"] for centre in files.shown(path)["list"]["centres"]]


def correction(text: str = "None", author: str = "Mallory") -> Decision:
    """Of what the honest centre says."""
    unit = Unit("answered", f'"{text}"')
    return Decision(
        BAHARI.assessment, "prof_body", WHOLE, (HONEST.id,), unit, "asked", author, MOMENT, "1.0.0", "corrected"
    )


def test_no_file_tells_what_was_confirmed_here(tmp_path: Path, target: Path) -> None:
    join = Join("b", MALLORY.centre, "the same", "Officer", MOMENT)
    told = Confirmation("b", join.id, "confirmed", file_id(target), "I asked the manager", "Officer", MOMENT)
    files.merge(target, forge(tmp_path / "forged.mrcw", records=[join, told], centres=["b"]))
    assert waiting(target) == ["join"]
    with open_session(target, read_only=True) as session:
        assert decisions(session) == ()
    with open_session(target) as session:
        submit(session, tmp_path / "on.mrcw", author="Officer")
    assert joined(tmp_path / "on.mrcw") == [[], []], "at head office, too"


def test_what_other_databases_confirmed_goes_on(tmp_path: Path, target: Path) -> None:
    join = Join("b", MALLORY.centre, "the same", "Officer", MOMENT)
    told = Confirmation("b", join.id, "confirmed", "another-database", "I asked", "Officer", MOMENT)
    files.merge(target, forge(tmp_path / "forged.mrcw", records=[join, told], centres=["b"]))
    assert len(files.rows(target)["confirmations"]) == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_what_a_centre_says_is_not_hidden_by_who_takes_it_back_in_its_name(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    withdrawal = Withdrawal("b", "We withdraw our consent", "Manager", MOMENT)
    lifting = TakeBack("b", withdrawal.id, "by mistake", "Manager", MOMENT)
    sources = [
        forge(tmp_path / "honest.mrcw", HONEST),
        forge(tmp_path / "withdrawn.mrcw", HONEST, records=[withdrawal]),
        forge(tmp_path / "forged.mrcw", records=[withdrawal, lifting]),
    ]
    for number in order:
        files.merge(tmp_path / "all.mrcw", sources[number])
    assert waiting(tmp_path / "all.mrcw") == ["withdrawal"]


def test_what_a_colleague_took_back_is_not_asked(tmp_path: Path, target: Path) -> None:
    withdrawal = Withdrawal("b", "They said so", "Officer", MOMENT)
    lifting = TakeBack("b", withdrawal.id, "by mistake", "Officer", MOMENT)
    files.merge(target, forge(tmp_path / "colleague.mrcw", HONEST, records=[withdrawal, lifting]))
    assert waiting(target) == []


def test_who_says_to_have_sealed_what_is_here_is_told(tmp_path: Path, target: Path) -> None:
    forged = attest(forge(tmp_path / "forged.mrcw", HONEST), Attestation(MOMENT, "Mallory", HONEST.id))
    report = files.merge(target, forged)
    assert [one.authors for one in report.files[0].speaks_for] == [("Mallory",)]
    assert files.verdicts(report) == ["known"]


def test_an_answer_that_nobody_says_to_have_sealed_is_told(tmp_path: Path, target: Path) -> None:
    report = files.merge(target, forge(tmp_path / "forged.mrcw", an_answer(BAHARI, "Ours now"), attested=False))
    assert [one.authors for one in report.files[0].speaks_for] == [("",)]


def test_who_decides_on_an_answer_is_told(tmp_path: Path, target: Path) -> None:
    report = files.merge(target, forge(tmp_path / "forged.mrcw", HONEST, decisions=[correction()]))
    assert [one.authors for one in report.files[0].speaks_for] == [("Mallory",)]


def test_each_proposal_says_what_would_change(tmp_path: Path, target: Path) -> None:
    withdrawal = Withdrawal("b", "They said so", "Officer", MOMENT)
    with open_session(target) as session:
        session.work(lambda store: store.decisions.withdraw(withdrawal)).result()
    records = [
        Rename("b", "", "FR", "Bahari", "KE", "moved", "Mallory", MOMENT),
        Join("b", MALLORY.centre, "the same", "Mallory", MOMENT),
        Choice("b", BAHARI.assessment, "the right one", "Mallory", MOMENT),
        TakeBack("b", withdrawal.id, "line one\nNothing waits.", "Mallory", MOMENT),
    ]
    files.merge(target, forge(tmp_path / "forged.mrcw", HONEST, an_answer(), records=records))
    with open_session(target, read_only=True) as session:
        found = {one.kind: one for one in proposals.open_proposals(session)}
    called = {"name": "Bahari", "country": "KE"}
    assert (found["rename"].before, found["rename"].value) == (called, {**called, "country": "FR"})
    assert found["join"].value == MALLORY.centre
    assert found["choice"].value == BAHARI.assessment
    assert found["take_back"].lifts == (withdrawal,)
    shown = [" ".join(proposal_effect(one, catalogue())) for one in found.values()]
    assert any("Bahari (KE) is called Bahari (FR)" in one for one in shown)
    assert any("They said so" in one for one in shown)


def test_a_choice_of_an_assessment_that_the_centre_has_not_here_is_not_asked(tmp_path: Path, target: Path) -> None:
    records = [Choice("b", "elsewhere", "", "B", MOMENT), Choice("b", MALLORY.assessment, "", "B", MOMENT)]
    files.merge(target, forge(tmp_path / "forged.mrcw", HONEST, an_answer(), records=records))
    assert waiting(target) == []


def test_a_reason_in_several_lines_passes_as_nothing_else(tmp_path: Path, target: Path, run: Run) -> None:
    withdrawal = Withdrawal("b", "We go\nNothing waits.", "Mallory", MOMENT)
    files.merge(target, forge(tmp_path / "forged.mrcw", HONEST, records=[withdrawal]))
    assert "    Nothing waits." in run("proposals", target).out.splitlines()
