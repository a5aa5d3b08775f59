"""A database of one's own is opened only if it is built as this program builds it: as a file that is merged."""

# ruff: noqa: S608 - changes files as any other program might

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.questionnaire.answers import answered
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.databases import create_sample
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.database.connection import connect
from mrcworkbench.storage.database.header import is_usual, page_size_of
from mrcworkbench.storage.database.schema import FINGERPRINTS, SCHEMA_VERSION
from mrcworkbench.storage.opening import opening
from mrcworkbench.storage.opening.opening import open_database
from mrcworkbench.storage.strangers import schema_pages
from mrcworkbench.storage.strangers.schema_pages import fingerprint, has_fingerprint
from tests.storage.strangers.hostile_files import hacked, state_of
from tests.storage.strangers.test_schemas import MADE_BY_HAND, UNREADABLE_SCHEMAS

_ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x, x, x, x, x FROM c"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    create_sample(folder / "given.mrcw")
    return folder / "given.mrcw"


def _refusal(path: Path, reason: str | None = None) -> str:
    """How a file is refused; it and its folder stay as they are."""
    before = state_of(path.parent)
    with pytest.raises(UserError) as caught, open_session(path, read_only=reason is not None) as session:
        session.open_assessment(None)
    after = state_of(path.parent)
    assert [name for name in {**before, **after} if before.get(name) != after.get(name)] == []
    return caught.value.code


@pytest.mark.parametrize("reason", [None, "read_only_asked"])
@pytest.mark.parametrize("name", MADE_BY_HAND)
def test_another_schema_is_refused_as_by_merging(name: str, reason: str | None, sample: Path) -> None:
    hacked(sample, MADE_BY_HAND[name])
    assert _refusal(sample, reason) == "refused_made_by_hand"


@pytest.mark.parametrize("statement", UNREADABLE_SCHEMAS)
def test_a_schema_that_does_not_read_is_refused(statement: str, sample: Path) -> None:
    hacked(sample, statement)
    assert _refusal(sample) in ("refused_made_by_hand", "corrupt")


@pytest.mark.parametrize("table", ["centres", "assessments", "units", "meta", "settings", "withdrawals", "contested"])
def test_a_view_in_the_place_of_a_table_is_not_run(table: str, sample: Path) -> None:
    hacked(sample, f"ALTER TABLE {table} RENAME TO old", f"CREATE VIEW {table} AS {_ENDLESS}")
    assert _refusal(sample) == "refused_made_by_hand"


def test_a_large_schema_is_refused_before_sqlite_reads_it(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hacked(sample, "BEGIN", *(f"CREATE TABLE t{number} (a)" for number in range(3000)), "COMMIT")
    monkeypatch.setattr(opening, "Database", None)
    monkeypatch.setattr("mrcworkbench.storage.opening.judge.guarded", None)
    assert _refusal(sample) == "refused_made_by_hand"


def test_it_is_told_in_the_words_of_merging(sample: Path, texts: Catalogue) -> None:
    hacked(sample, "CREATE VIEW v AS SELECT 1")
    with pytest.raises(UserError) as caught:
        open_database(sample, read_only_reason=None, alone=True)
    assert "made to do harm" in texts.text(f"errors.{caught.value.code}", **caught.value.facts)
    assert str(sample) in texts.text(f"errors.{caught.value.code}_advice", **caught.value.facts)


def test_a_file_beside_another_window_is_judged_too(sample: Path) -> None:
    hacked(sample, "CREATE VIEW v AS SELECT 1")
    with pytest.raises(UserError) as caught:
        open_database(sample, read_only_reason="open_elsewhere", alone=False)
    assert caught.value.code == "refused_made_by_hand"


def test_a_new_database_is_known_at_a_glance(sample: Path) -> None:
    """Otherwise opening is right, but two milliseconds slower. Raise `FINGERPRINTS` with the schema's version."""
    with sample.open("rb") as file:
        assert fingerprint(file, 4096) == FINGERPRINTS.get(SCHEMA_VERSION)
    start = sample.read_bytes()[:100]
    assert is_usual(start, sample.stat().st_size)
    assert page_size_of(start) == 4096


@pytest.mark.parametrize("name", MADE_BY_HAND)
def test_no_other_schema_is_taken_for_it(name: str, sample: Path) -> None:
    hacked(sample, MADE_BY_HAND[name])
    with sample.open("rb") as file:
        assert not has_fingerprint(file, 4096, SCHEMA_VERSION)


def test_a_schema_in_another_layout_is_compared_entry_by_entry(sample: Path) -> None:
    hacked(
        sample, "UPDATE sqlite_schema SET sql = replace(replace(sql, char(10), ' '), '(', '( ') WHERE type = 'table'"
    )
    with sample.open("rb") as file:
        assert not has_fingerprint(file, 4096, SCHEMA_VERSION)
    open_database(sample, read_only_reason=None, alone=True).database.close()


@pytest.mark.parametrize("at", [0, 3, 5, 8, 108, 112, 150, 4000])
def test_a_first_page_that_is_no_list_has_no_fingerprint(at: int, sample: Path) -> None:
    content = bytearray(sample.read_bytes())
    for value in (0, 0x7F, 0x80, 0xFF):
        content[at : at + 3] = bytes((value,)) * 3
        sample.write_bytes(content)
        with sample.open("rb") as file:
            schema_pages.has_fingerprint(file, 4096, SCHEMA_VERSION)


_WRONG = {
    "a name that is no text": "UPDATE centres SET name = x'00ff'",
    "a name of broken characters": "UPDATE centres SET name = CAST(x'ff41' AS TEXT)",
    "half a character": "UPDATE centres SET name = CAST(x'eda080' AS TEXT)",
    "a country that is no text": "UPDATE centres SET country = x'00'",
    "a time that is no text": "UPDATE assessments SET created_at = x'00'",
    "an assessment of no centre": "UPDATE assessments SET centre_id = 'nobody'",
    "a setting that is no text": "INSERT INTO settings VALUES ('a', x'00')",
    "an id that is no text": "UPDATE meta SET value = x'00'",
    "a question that is no text": "UPDATE units SET question = x'00' WHERE question = 'prof_body'",
    "a time of an answer that is no text": "UPDATE units SET changed_at = x'00' WHERE question = 'prof_body'",
    "a draft that is no text": "INSERT INTO drafts SELECT id, 'q', '', '', x'00', '' FROM assessments",
    "a withdrawal that is no text": "INSERT INTO withdrawals SELECT x'00', id, '', '', '' FROM centres",
    "a conflict that is no text": "INSERT INTO contested SELECT id, 'q', '', x'00' FROM assessments",
}
_LARGE = "INSERT INTO attachments VALUES ('0', 2000000, zeroblob(2000000))"


@pytest.mark.parametrize("size", ["small", "large"])
@pytest.mark.parametrize("name", _WRONG)
def test_values_of_another_type_are_damage(name: str, size: str, sample: Path) -> None:
    hacked(sample, *([_LARGE] if size == "large" else []), _WRONG[name])
    assert _refusal(sample) == "corrupt"


def _many(into: str) -> str:
    return f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000) INSERT INTO {into} FROM n"


_TOO_MUCH = {
    "a long setting": "INSERT INTO settings VALUES ('a', printf('%.60000000c', 'x'))",
    "a long name": "UPDATE centres SET name = printf('%.60000000c', 'x')",
    "a long mark": "INSERT INTO meta VALUES ('a', printf('%.60000000c', 'x'))",
    "a long id": "UPDATE meta SET value = printf('%.60000000c', 'x') WHERE key = 'file_id'",
    "a long answer": "UPDATE units SET value = printf('%.60000000c', 'x') WHERE question = 'prof_body'",
    "a long draft": "INSERT INTO drafts SELECT id, 'q', '', '', printf('%.30000000c', 'x'), '' FROM assessments",
    "many centres": _many("centres SELECT 'c' || i, 'Centre', 'AL', 0, '', ''"),
    "many settings": _many("settings SELECT 's' || i, 'x'"),
    "many rows": _many(
        "units SELECT (SELECT id FROM assessments), 'q', i, 'answered', '{}', NULL, '', '[]', NULL, '', NULL"
    ),
}


@pytest.mark.parametrize("name", _TOO_MUCH)
def test_more_than_fits_into_memory_is_not_read(name: str, sample: Path) -> None:
    hacked(sample, _TOO_MUCH[name], resealed=False)
    assert _refusal(sample) in ("refused_made_by_hand", "corrupt")


def test_an_answer_that_names_any_number_of_files_opens(sample: Path) -> None:
    hashes = "(SELECT '[' || group_concat('\"' || hex(randomblob(8)) || '\"') || ']' FROM n)"
    recursive = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)"
    hacked(sample, f"{recursive} UPDATE units SET attachments = {hashes} WHERE question = 'prof_body'")
    with open_session(sample) as session:
        session.open_assessment(None)
        assert session.assessment.centre.name


def test_a_connection_that_writes_has_its_defences(sample: Path) -> None:
    raw = connect(sample, read_only=False)
    found = {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("trusted_schema", "cell_size_check")}
    assert found == {"trusted_schema": 0, "cell_size_check": 1}
    assert raw.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) <= 32 * 1024 * 1024
    raw.close()


def test_a_database_of_any_page_size_opens(sample: Path, tmp_path: Path) -> None:
    for size in (512, 1024, 65536):
        copy = tmp_path / f"{size}.mrcw"
        shutil.copyfile(sample, copy)
        hacked(copy, f"PRAGMA page_size = {size}", "VACUUM")
        open_database(copy, read_only_reason=None, alone=True).database.close()


def test_a_schema_that_is_far_too_large_is_refused_like_any_other(database: Path) -> None:
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute(
            "INSERT INTO sqlite_schema WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 40000) "
            "SELECT 'view', 'extra' || n, 'extra' || n, 0, 'CREATE VIEW extra AS SELECT 1' FROM k"
        )
    with pytest.raises(UserError) as caught:
        open_session(database)
    assert caught.value.code.startswith("refused_")


@pytest.mark.parametrize("column", ["state", "comment", "attachments"])
def test_an_answer_with_bytes_in_the_place_of_a_text_is_told_to_be_unreadable(column: str, database: Path) -> None:
    with open_session(database) as session:
        session.open_assessment(None)
        session.set_answer("prof_body", answered("IOM"))
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute(f"UPDATE units SET {column} = x'00ff'")
    with open_session(database, read_only=True) as session:
        session.open_assessment(None)
        assert session.unreadable == {"prof_body"}
