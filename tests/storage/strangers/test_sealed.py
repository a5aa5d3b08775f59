"""What is sealed is whole: nothing of a submission can be changed unnoticed, and a raw copy says that it is one."""

# ruff: noqa: S608 - changes files as any other program might

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random

import pytest

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.services.merging.checking_files import knowledge
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.strangers.incoming import Incoming
from mrcworkbench.storage.strangers.reading import read_incoming
from mrcworkbench.storage.strangers.refusals import Refusal
from tests.storage.strangers.hostile_files import Desk, hacked
from tests.submitted_files import working_database

FIRST_FORMAT = Path(__file__).parents[2] / "data" / "files_0_1_0"
_SILENT = {
    "who sealed": "UPDATE attestations SET author = 'Besa'",
    "when": "UPDATE attestations SET sealed_at = '2026-07-31T09:30:01.000Z'",
    "by which act": "UPDATE attestations SET kind = 'round'",
    "that anyone did": "DELETE FROM attestations",
    "one more": "INSERT INTO attestations SELECT revision, 'Besa', sealed_at, kind, checksum FROM attestations",
    "the centre": "UPDATE centres SET name = 'Port Velora'",
    "since when it is known": "UPDATE centres SET created_at = '2020-01-01T00:00:00.000Z'",
    "its country": "UPDATE centres SET country = 'BA'",
    "the round": "UPDATE assessments SET round = '2027'",
    "when it was begun": "UPDATE assessments SET created_at = '2020-01-01T00:00:00.000Z'",
    "which file it is": "UPDATE meta SET value = 'another' WHERE key = 'file_id'",
    "when the file was made": "UPDATE meta SET value = '2020' WHERE key = 'made_at'",
    "something more about the file": "INSERT INTO meta VALUES ('note', 'hello')",
    "the manifest": "UPDATE meta SET value = replace(value, substr(value, 1, 1), 'x') WHERE key = 'manifest'",
    "an answer": "UPDATE revision_units SET state = 'declined', value = NULL WHERE state = 'answered' AND row = ''",
}


@pytest.mark.parametrize("what", _SILENT)
def test_nothing_of_a_submission_can_be_changed_unnoticed(desk: Desk, what: str) -> None:
    hacked(desk.put_good(), _SILENT[what], resealed=False)
    assert desk.refusal().reason == "corrupt"


def test_a_submission_is_sealed_and_proved(desk: Desk) -> None:
    desk.put_good()
    incoming = desk.accepted()
    incoming.discard()
    assert (incoming.is_sealed, incoming.is_proved) == (True, True)


def test_without_its_manifest_a_submission_is_none(desk: Desk) -> None:
    """It has no working copy, and is no database in use either."""
    hacked(desk.put_good(), "DELETE FROM meta WHERE key = 'manifest'", resealed=False)
    assert desk.refusal().reason == "invalid_content"


@pytest.mark.parametrize(
    "more",
    [
        (
            "INSERT INTO units SELECT '{a}', question, row, state, value, reason, comment, attachments, revision, 'x', "
            "NULL FROM revision_units"
        ),
        "INSERT INTO working_parents SELECT '{a}', id FROM revisions",
        "INSERT INTO contested SELECT '{a}', 'prof_body', '', id FROM revisions",
        "INSERT INTO settings VALUES ('a', 'b')",
        "INSERT INTO drafts VALUES ('{a}', 'prof_body', '', '', 'half a sentence', 'now')",
        "INSERT INTO imports (id, started_at, imported_by) VALUES ('i', 'now', 'me')",
        "INSERT INTO kept_here VALUES ('{a}', 'prof_body', '', NULL, 'ours', '[]', 'now', '0123456789abcdef')",
    ],
)
def test_a_submission_has_no_second_copy_and_nothing_of_one_machine(desk: Desk, more: str) -> None:
    raw = sqlite3.connect(desk.good)
    ((assessment,),) = raw.execute("SELECT id FROM assessments")
    raw.close()
    hacked(desk.put_good(), more.format(a=assessment))
    assert desk.refusal().code == "second_copy"


# Raw copies


def test_a_raw_copy_is_not_sealed(desk: Desk) -> None:
    desk.put_used()
    incoming = desk.accepted()
    incoming.discard()
    assert (incoming.is_sealed, incoming.is_proved) == (False, False)


_DAMAGE = {
    "an answer that was sealed": "UPDATE units SET state = 'declined', value = NULL WHERE question = "
    "(SELECT min(question) FROM units WHERE value IS NOT NULL AND row = '')",
    "a comment": "UPDATE units SET comment = 'x' WHERE question = (SELECT min(question) FROM units)",
    "an answer lost": "DELETE FROM units WHERE question = (SELECT min(question) FROM units)",
    "who sealed": "UPDATE attestations SET author = 'Besa'",
    "the centre": "UPDATE centres SET name = 'Port Velora'",
    "the round": "UPDATE assessments SET round = '2027'",
}


@pytest.mark.parametrize("what", _DAMAGE)
def test_damage_to_a_raw_copy_is_not_taken_for_an_edit(desk: Desk, what: str) -> None:
    hacked(desk.put_used(), _DAMAGE[what], resealed=False)
    assert desk.refusal().reason in ("corrupt", "invalid_content")


@pytest.mark.parametrize("change", ["value = '\"x\"'", "comment = 'x'", "changed_at = '2026-01-01T00:00:00.000Z'"])
def test_damage_to_an_edit_that_nobody_sealed_is_found(desk: Desk, manager: Questionnaire, change: str) -> None:
    working_database(desk.file, Random(8), manager, 40)
    first = "(SELECT min(question) FROM units WHERE value IS NOT NULL AND row = '')"
    hacked(desk.file, f"UPDATE units SET {change} WHERE question = {first} AND row = ''", resealed=False)
    assert desk.refusal().code == "changed_content"


def test_an_edit_after_sealing_is_taken_as_one(desk: Desk) -> None:
    desk.put_used()
    with open_session(desk.file) as session:
        session.open_assessment(None)
        answer = session.check("prof_body", "edited").answer
        assert answer is not None
        session.set_answers({"prof_body": answer})
    incoming = desk.accepted()
    incoming.discard()
    (part,) = incoming.parts()
    assert sorted(row[3] for row in part.attestations) == ["sealed", "unsealed_copy"]


def test_every_bit_of_a_small_sample_is_noticed_or_means_nothing(desk: Desk) -> None:
    """Single bits flipped all over a submission: refused, or the content is what was sealed."""
    whole = desk.good.read_bytes()
    right = _content(desk, desk.good)
    rng = Random(7)
    for _ in range(800):
        at, bit = rng.randrange(len(whole)), rng.randrange(8)
        damaged = bytearray(whole)
        damaged[at] ^= 1 << bit
        desk.file.write_bytes(damaged)
        found = _content(desk, desk.file)
        assert found is None or found == right, (at, bit)


# The first format, which had no checksums


def test_a_submission_of_the_first_format_is_sealed_but_not_proved(desk: Desk) -> None:
    incoming = desk.accepted(FIRST_FORMAT / "submission.mrcw")
    incoming.discard()
    assert (incoming.is_sealed, incoming.is_proved) == (True, False)
    assert {row[3] for part in incoming.parts() for row in part.attestations} == {"sealed"}


@pytest.mark.parametrize("name", ["in-use.mrcw", "collection.mrcw"])
def test_a_database_of_the_first_format_is_taken_in_as_not_sealed(desk: Desk, name: str) -> None:
    incoming = desk.accepted(FIRST_FORMAT / name)
    incoming.discard()
    assert (incoming.is_sealed, incoming.is_proved) == (False, False)


def test_a_flipped_answer_in_a_submission_of_the_first_format_is_not_taken_for_an_edit(desk: Desk) -> None:
    whole = (FIRST_FORMAT / "submission.mrcw").read_bytes()
    right = _content(desk, FIRST_FORMAT / "submission.mrcw", said=False)
    rng = Random(9)
    for _ in range(800):
        at, bit = rng.randrange(len(whole)), rng.randrange(8)
        damaged = bytearray(whole)
        damaged[at] ^= 1 << bit
        desk.file.write_bytes(damaged)
        found = _content(desk, desk.file, said=False)
        assert found is None or found == right, (at, bit)


def _content(desk: Desk, path: Path, *, said: bool = True) -> object:
    """Everything that would be merged; without `said`, of what no hash answers for in the first format. None where the
    file is refused."""
    found = read_incoming(path, desk.private, knowledge())
    if isinstance(found, Refusal):
        return None
    assert isinstance(found, Incoming)
    found.discard()
    parts = [(one.revisions, one.units, one.parents, one.taken_in, one.decisions) for one in found.parts()]
    if not said:
        return parts
    attested = [(one.row, one.attestations) for one in found.parts()]
    return parts, attested, found.centres, found.records, found.attachments, found.is_sealed
