"""Thousands of damaged and deterministic files: each ends in a verdict, and what is taken in is what was sealed."""

# ruff: noqa: S608 - changes files as any other program might

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrcworkbench.content.instruments import translator
from mrcworkbench.domain.merging.sealing import seal
from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.revisions.revision import Header, revision_id, unit_rows
from mrcworkbench.domain.revisions.units import WHOLE, HeldUnit, Unit
from mrcworkbench.services.merging.checking_files import knowledge
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.answers.sealing import load_history, load_unsealed
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.strangers.incoming import Incoming
from mrcworkbench.storage.strangers.reading import read_incoming
from mrcworkbench.storage.strangers.refusals import Refusal
from tests.merge_support import seal_all
from tests.storage.strangers.hostile_files import HEADER, REASONS, Desk, hacked, require_readable
from tests.submitted_files import valid_answers, working_database, write_submitted

ROUNDS = 1500


def _merged(incoming: Incoming) -> object:
    """What would go into a database, but for names and times that nothing answers for."""
    parts = list(incoming.parts())
    return [(part.revisions, part.units, part.parents, part.decisions) for part in parts]


def test_thousands_of_damaged_files_end_in_a_verdict(desk: Desk) -> None:
    whole = desk.good.read_bytes()
    desk.put_good()
    right = _merged(good := desk.accepted())
    good.discard()
    rng = Random(2026)
    verdicts: dict[str, int] = {}
    for _ in range(ROUNDS):
        damaged = bytearray(whole)
        for _ in range(rng.choice([1, 1, 1, 2, 8])):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        if rng.random() < 0.1:
            at = rng.randrange(len(damaged))
            damaged[at : at + rng.randrange(1, 5000)] = rng.randbytes(rng.randrange(1, 5000))
        desk.file.write_bytes(damaged)
        found = read_incoming(desk.file, desk.private, knowledge())
        if isinstance(found, Refusal):
            assert found.reason in REASONS
            verdicts[found.reason] = verdicts.get(found.reason, 0) + 1
        else:
            found.discard()
            verdicts["new"] = verdicts.get("new", 0) + 1
            drafts = [row[0] for part in found.parts() for row in part.attestations if row[3] == "unsealed_copy"]
            if not drafts:
                assert _merged(found) == right
        assert desk.file.read_bytes() == damaged
        assert not list(desk.private.iterdir())
    assert verdicts["corrupt"] > ROUNDS / 20
    assert verdicts["new"] > 0  # damage in an empty page, or in what nobody reads


@given(st.binary(max_size=300), st.integers(0, 400))
@settings(max_examples=100)
def test_any_bytes_anywhere_in_the_first_page_end_in_a_verdict(desk: Desk, content: bytes, at: int) -> None:
    whole = bytearray(desk.good.read_bytes())
    whole[at : at + len(content)] = content
    desk.file.write_bytes(whole)
    found = read_incoming(desk.file, desk.private, knowledge())
    if isinstance(found, Incoming):
        found.discard()
    else:
        assert found.reason in REASONS


_TABLES = ("centres", "assessments", "units", "working_parents", "revisions", "revision_units", "attestations", "meta")


def _columns(path: Path) -> list[tuple[str, str]]:
    raw = sqlite3.connect(path)
    found = [(table, row[1]) for table in _TABLES for row in raw.execute(f"PRAGMA table_info({table})")]
    raw.close()
    return found


def test_any_value_in_any_column_ends_in_a_verdict(desk: Desk) -> None:
    """As someone with a viewer of databases might do it."""
    values = ["NULL", "''", "0", "-1", "1e308", "'x'", "x'00'", "zeroblob(70000)", "'\"'", "'[]'", "'{}'", "char(0)"]
    values += ["printf('%.100000c', 'x')", "CAST(x'c3' AS TEXT)", "char(0x1f600)", "'null'", "'*'", "'removed'"]
    columns = _columns(desk.good)
    desk.put_good()
    right = _merged(good := desk.accepted())
    good.discard()
    rng = Random(5)
    for _ in range(400):
        table, column = rng.choice(columns)
        desk.put_good()
        try:
            hacked(desk.file, f"UPDATE {table} SET {column} = {rng.choice(values)}")
        except sqlite3.IntegrityError:
            continue  # the file itself refuses it
        found = read_incoming(desk.file, desk.private, knowledge())
        if isinstance(found, Incoming):
            assert _merged(found) == right or table in ("units", "centres", "assessments")  # then a draft was sealed
            found.discard()
    assert not list(desk.private.iterdir())


# Drafts


def _answers(desk: Desk, manager: Questionnaire, seed: int) -> Path:
    desk.file.unlink(missing_ok=True)
    return working_database(desk.file, Random(seed), manager, 40)


def test_a_draft_is_sealed_on_the_way_and_says_so(desk: Desk, manager: Questionnaire) -> None:
    _answers(desk, manager, 1)
    incoming = desk.accepted()
    (part,) = incoming.parts()
    ((revision, _, sealed_at, kind),) = part.attestations
    assert kind == "unsealed_copy"
    assert [row[0] for row in part.revisions] == [revision]
    raw = sqlite3.connect(desk.file)
    assert raw.execute("SELECT max(changed_at) FROM units").fetchone() == (sealed_at,)
    raw.close()
    incoming.discard()


def test_equal_bytes_become_the_same_revision(desk: Desk, manager: Questionnaire, tmp_path: Path) -> None:
    _answers(desk, manager, 2)
    one = desk.accepted()
    one.discard()
    (desk.folder / "again").mkdir()
    again = desk.folder / "again" / "other name.mrcw"
    shutil.copyfile(desk.file, again)
    two = desk.accepted(again)
    two.discard()
    assert list(one.parts()) == list(two.parts())


@pytest.mark.parametrize("seed", range(6))
def test_a_draft_becomes_what_sealing_makes_of_it(desk: Desk, manager: Questionnaire, seed: int) -> None:
    """The quick way for first drafts, and the usual one, give the revision that the centre itself would seal."""
    _answers(desk, manager, seed)
    with open_session(desk.file) as session:
        session.open_assessment(None)
        codes = [code for code, answer in session.working_copy.answers.items() if answer.rows]
        blank = session.check(codes[0], None).answer
        assert blank is not None
        session.set_answers({codes[0]: blank})
        if seed % 2:
            session.work(lambda store: seal_all(store, "Ana", "2026-07-31T10:00:00.000Z")).result()
            session.set_answers(valid_answers(manager, Random(seed + 100), 20))
    incoming = desk.accepted()
    (part,) = incoming.parts()
    incoming.discard()
    database = Database(desk.file, read_only=True)
    with database.reading() as connection:
        history = load_history(connection, part.id)
        expected = seal(load_unsealed(connection, part.id, history), history)
    database.close()
    assert expected is not None
    assert expected.id in {row[0] for row in part.revisions}
    assert [row[1:] for row in part.units if row[0] == expected.id] == unit_rows(expected.units)
    assert [row[1] for row in part.parents if row[0] == expected.id] == list(expected.parents)


def test_a_draft_that_says_what_was_sealed_adds_nothing(desk: Desk, manager: Questionnaire) -> None:
    _answers(desk, manager, 3)
    with open_session(desk.file) as session:
        session.work(lambda store: seal_all(store, "Ana", "2026-07-31T10:00:00.000Z")).result()
    incoming = desk.accepted()
    (part,) = incoming.parts()
    assert len(part.revisions) == 1
    assert [row[1:] for row in part.attestations] == [("Ana", "2026-07-31T10:00:00.000Z", "sealed")]
    incoming.discard()


def test_a_draft_cannot_claim_origins(desk: Desk, manager: Questionnaire) -> None:
    _answers(desk, manager, 4)
    hacked(desk.file, f"UPDATE units SET origin = '{'a' * 64}', checksum = NULL")
    assert desk.refusal().code == "changed_content"


def test_the_author_of_a_draft_is_who_answered(desk: Desk, manager: Questionnaire) -> None:
    _answers(desk, manager, 5)
    with open_session(desk.file) as session:
        session.open_assessment(None)
        rows = [{"resp_people_name": " Arta\n Hoxha ", "resp_people_function": "manager"}]
        answer = session.check("resp_people", rows).answer
        assert answer is not None
        session.set_answers({"resp_people": answer})
    incoming = desk.accepted()
    (part,) = incoming.parts()
    assert part.attestations[0][1] == "Arta Hoxha"
    incoming.discard()


def test_drafts_settings_and_the_log_of_imports_do_not_come_along(desk: Desk, manager: Questionnaire) -> None:
    _answers(desk, manager, 6)
    one = desk.accepted()
    one.discard()
    hacked(
        desk.file,
        "INSERT INTO settings VALUES ('released_texts', 'whatever')",
        "INSERT INTO drafts SELECT id, 'prof_body', '', '', 'half a sentence', 'now' FROM assessments",
        "INSERT INTO imports (id, started_at, imported_by) VALUES ('i', 'now', 'me')",
    )
    two = desk.accepted()
    two.discard()
    assert list(one.parts()) == list(two.parts())


def test_an_empty_draft_is_a_centre_that_has_not_begun(desk: Desk) -> None:
    write_submitted(desk.file, HEADER, {}, file_id="empty")
    incoming = desk.accepted()
    (part,) = incoming.parts()
    assert len(part.revisions) == 1
    assert part.units == ()
    incoming.discard()


def test_large_files_are_read_again_assessment_by_assessment(
    desk: Desk, manager: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mrcworkbench.storage.strangers.limits import Limits

    _answers(desk, manager, 7)
    kept = desk.accepted()
    kept.discard()
    again = desk.accepted(limits=Limits(kept_in_memory=0))
    assert list(again.parts()) == list(kept.parts())
    again.discard()


def test_what_would_not_fit_into_memory_is_too_large(desk: Desk) -> None:
    text = '"' + "x" * 29_000 + '"'
    units: Mapping[tuple[str, str], HeldUnit] = {
        ("prof_web", f"r{n}"): HeldUnit(Unit("answered", text)) for n in range(200)
    }
    from mrcworkbench.domain.revisions.revision import make_revision

    desk.put_revision(make_revision(HEADER, (), (), {("prof_body", WHOLE): HeldUnit(Unit("not_known")), **units}))
    assert desk.refusal().reason == "too_large"


# Edits by someone who knows how names are made


def _right_names(raw: sqlite3.Connection) -> None:
    """Give the only revision of a file the name of its content."""
    ((old, *header, format_),) = raw.execute("SELECT * FROM revisions")
    rows = raw.execute(
        "SELECT question, row, state, value, reason, comment, attachments, origin FROM revision_units "
        "ORDER BY question, row"
    ).fetchall()
    new = revision_id(Header(*header), (), (), rows, format_)
    raw.execute("UPDATE revisions SET id = ?", (new,))
    for table in ("revision_units", "attestations", "working_parents"):
        raw.execute(f"UPDATE {table} SET revision = ? WHERE revision = ?", (new, old))


def _edit(raw: sqlite3.Connection, rng: Random) -> None:
    """Something of one unit put in the place of the same of another, or left out, or a plain word."""
    column = rng.choice(["question", "row", "state", "value", "value", "value", "reason", "comment", "attachments"])
    places = raw.execute("SELECT question, row FROM revision_units ORDER BY question, row").fetchall()
    one, other = rng.sample(places, 2)
    kind = rng.random()
    if kind < 0.2:
        raw.execute("DELETE FROM revision_units WHERE (question, row) = (?, ?)", one)
        return
    word = f"(SELECT {column} FROM revision_units WHERE (question, row) = (?, ?))"
    words = ["'answered'", "'removed'", "'blank'", "'*'", "''", "NULL", "'[]'", "'{}'", "'\"x\"'", "'7'", "'r1'"]
    if kind < 0.5:
        raw.execute(
            f"UPDATE OR IGNORE revision_units SET {column} = {word} WHERE (question, row) = (?, ?)", other + one
        )
    else:
        chosen = rng.choice(words)
        raw.execute(f"UPDATE OR IGNORE revision_units SET {column} = {chosen} WHERE (question, row) = (?, ?)", one)


def test_what_is_taken_in_after_edits_under_right_names_can_be_read(desk: Desk, manager: Questionnaire) -> None:
    rng, taken_in = Random(11), 0
    for _ in range(200):
        raw = sqlite3.connect(desk.put_good(), isolation_level=None)
        for pragma in ("ignore_check_constraints = ON", "foreign_keys = OFF", "synchronous = OFF"):
            raw.execute(f"PRAGMA {pragma}")
        raw.execute("BEGIN")
        for _ in range(rng.choice([1, 1, 2, 4])):
            _edit(raw, rng)
        with contextlib.suppress(sqlite3.IntegrityError, TypeError):
            _right_names(raw)
        raw.execute("COMMIT")
        raw.close()
        found = read_incoming(desk.file, desk.private, knowledge())
        if isinstance(found, Refusal):
            assert found.reason in REASONS
            continue
        found.discard()
        taken_in += 1
        (part,) = found.parts()
        require_readable(current_view(part.history(translator())), manager)
    assert taken_in > 20
