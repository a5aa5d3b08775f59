"""Whatever is wrong with a file has its own message, and the file stays as it is."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.database import connection as database_module
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.schema import SCHEMA_VERSION
from mrcworkbench.storage.opening.opening import open_database


def _open(path: Path) -> str | None:
    """Open and close; the reason why it can only be read."""
    opened = open_database(path, read_only_reason=None, alone=True)
    opened.database.close()
    return opened.read_only_reason


def _patch(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def _other_program(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE notes (text)")
    other.commit()
    other.close()


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _damage(path: Path) -> None:
    _patch(path, 8192, b"\xff" * 4096 * 4)


BAD_FILES: dict[str, Callable[[Path], object]] = {
    "missing": lambda _: None,
    "is_folder": lambda path: path.mkdir(),
    "not_a_file": os.mkfifo,
    "empty_file": lambda path: path.touch(),
    "encrypted": lambda path: path.write_bytes(Random(1).randbytes(8192)),
    "not_a_database": lambda path: path.write_text("Dear colleague, please find attached …" * 200, "utf-8"),
    "other_application": _other_program,
    "newer_version": lambda path: (
        create(path, "X", "AL"),
        _patch(path, 60, (SCHEMA_VERSION + 1).to_bytes(4, "big")),
    ),
}


@pytest.mark.parametrize("code", BAD_FILES)
def test_what_is_no_database_of_ours_is_told_and_left_alone(code: str, tmp_path: Path) -> None:
    path = tmp_path / "given.mrcw"
    BAD_FILES[code](path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(UserError) as caught:
        _open(path)
    assert caught.value.code == code
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not [one for one in tmp_path.iterdir() if one.name not in ("given.mrcw", "user data")]


def test_a_zip_or_pdf_is_not_called_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"PK\x03\x04" + Random(1).randbytes(8192))
    with pytest.raises(UserError) as caught:
        _open(path)
    assert caught.value.code == "not_a_database"


@pytest.mark.parametrize("damage", [_cut, _damage])
def test_a_damaged_file_is_told_and_left_as_it_is(damage: Callable[[Path], None], database: Path) -> None:
    damage(database)
    before = database.read_bytes()
    with pytest.raises(UserError) as caught:
        _open(database)
    assert caught.value.code == "corrupt"
    assert database.read_bytes() == before


def test_a_journal_beside_another_program_s_file_is_not_played_back(tmp_path: Path) -> None:
    path = tmp_path / "given.mrcw"
    _other_program(path)
    journal = tmp_path / "given.mrcw-journal"
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    with pytest.raises(UserError):
        _open(path)
    assert journal.exists()


@contextmanager
def _as_nobody(*given: Path) -> Iterator[None]:
    """Without the rights of root, which may write everything; files given are those of nobody then."""
    if os.geteuid() != 0:
        yield
        return
    for path in given:
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that another user may enter too; pytest's own may not be."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_file_that_may_not_be_read_is_told(reachable: Path) -> None:
    path = reachable / "secret.mrcw"
    create(path, "X", "AL")
    path.chmod(0o000)
    with _as_nobody(reachable), pytest.raises(UserError) as caught:
        _open(path)
    assert caught.value.code == "no_permission"


def test_a_protected_file_opens_for_reading(reachable: Path) -> None:
    path = reachable / "centre.mrcw"
    create(path, "X", "AL")
    path.chmod(0o444)
    with _as_nobody(reachable):
        assert _open(path) == "read_only_file"


def test_a_file_in_a_protected_folder_opens_for_reading(reachable: Path) -> None:
    path = reachable / "centre.mrcw"
    create(path, "X", "AL")
    reachable.chmod(0o555)
    with _as_nobody(reachable, path):
        assert _open(path) == "read_only_folder"


def test_a_folder_that_may_not_be_written_takes_no_new_file(reachable: Path) -> None:
    reachable.chmod(0o555)
    with _as_nobody(reachable), pytest.raises(UserError) as caught:
        create(reachable / "centre.mrcw", "X", "AL")
    assert caught.value.code == "read_only_folder"


def test_a_file_that_another_program_writes_is_told(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.01)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(UserError) as caught:
        _open(database)
    assert caught.value.code == "locked"
    other.execute("ROLLBACK")
    assert _open(database) is None
    other.close()


def test_a_database_that_someone_turned_to_wal_is_turned_back(database: Path) -> None:
    other = sqlite3.connect(database)
    other.execute("PRAGMA journal_mode = WAL")
    other.close()
    assert _open(database) is None
    assert database.read_bytes()[18:20] == b"\x01\x01"
    assert [one.name for one in database.parent.iterdir() if one.name.startswith("centre")] == ["centre.mrcw"]


def test_an_interrupted_save_is_undone(database: Path, tmp_path: Path) -> None:
    raw = database_module.connect(database, read_only=False)
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("PRAGMA cache_spill = 1")
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE centres SET name = 'half done'")
    raw.execute("CREATE TABLE large (x)")
    raw.execute(_many_rows())
    crashed = tmp_path / "crashed.mrcw"
    crashed.write_bytes(database.read_bytes())
    crashed.with_name("crashed.mrcw-journal").write_bytes(database.with_name("centre.mrcw-journal").read_bytes())
    raw.execute("ROLLBACK")
    raw.close()
    assert crashed.read_bytes() != database.read_bytes(), "the copy holds half a save"
    assert _open(crashed) is None
    found = Database(crashed, read_only=True)
    assert found.raw().execute("SELECT name FROM centres").fetchone() == ("Port Velira",)
    found.close()


def _many_rows() -> str:
    return (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
        "INSERT INTO large SELECT zeroblob(4000) FROM n"
    )


def test_names_with_signs_that_mean_something_elsewhere_are_only_names(tmp_path: Path) -> None:
    for name in ("50% of #1?mode=ro.mrcw", "Sarandë 2026.mrcw", "مركز.mrcw", "a&b=c.mrcw"):
        path = tmp_path / name.replace("?", "_")
        create(path, "X", "AL")
        assert _open(path) is None
    odd = tmp_path / "what?mode=memory.mrcw"
    (tmp_path / "50% of #1_mode=ro.mrcw").rename(odd)
    assert _open(odd) is None


def _codes() -> set[str]:
    """Every code that storage and services raise: the only quoted words in snake case after these names, and in the
    maps."""
    folder = Path(database_module.__file__).parents[2]
    sources = [*folder.joinpath("storage").rglob("*.py"), *folder.joinpath("services").rglob("*.py")]
    text = "\n".join(source.read_text("utf-8") for source in sources)
    raised = re.findall(r'(?:UserError|UsageError)\(\s*"([a-z_]+)"', text)
    mapped = re.findall(
        r':\s*"([a-z_]+)",?\s*$', folder.joinpath("storage/database/failures.py").read_text("utf-8"), re.MULTILINE
    )
    returned = re.findall(r'return "([a-z_]+)"', folder.joinpath("systems.py").read_text("utf-8"))
    return {
        *raised,
        *mapped,
        *returned,
        "name_reserved",
        "read_only_asked",
        "open_elsewhere",
        "encrypted",
        "no_permission",
    }


def _placeholders(texts: Catalogue, code: str) -> set[str]:
    both = texts.text(f"errors.{code}") + texts.text(f"errors.{code}_advice")
    return set(re.findall(r"\{(\w+)\}", both))


def test_every_error_has_its_own_sentence_and_advice(texts: Catalogue) -> None:
    codes = _codes()
    assert len(codes) > 40
    missing = [code for code in codes for end in ("", "_advice") if f"errors.{code}{end}" not in texts]
    assert missing == []
    facts = {name: "…" for code in codes for name in _placeholders(texts, code)}
    sentences = [texts.text(f"errors.{code}", **facts) for code in codes]
    assert len(set(sentences)) == len(codes)
    assert all(texts.text(f"errors.{code}_advice", **facts) for code in codes)


def test_damage_that_reaches_the_words_of_sqlite_s_own_messages_is_told(database: Path) -> None:
    """A name in the schema with a broken character: the driver fails to decode the message that quotes it."""
    content = database.read_bytes()
    _patch(database, content.index(b"tableunitsunits"), b"table\xff\xfeits")
    _patch(database, content.index(b"CREATE TABLE units"), b"CREATE TROUBLE")
    before = database.read_bytes()
    with pytest.raises(UserError) as caught:
        _open(database)
    assert caught.value.code == "corrupt"
    assert database.read_bytes() == before


def test_a_stored_text_with_broken_characters_is_told(database: Path) -> None:
    other = sqlite3.connect(database)
    other.execute("UPDATE centres SET name = CAST(x'ff41' AS TEXT)")
    other.commit()
    other.close()
    with pytest.raises(UserError) as caught:
        open_session(database)
    assert caught.value.code == "corrupt"
