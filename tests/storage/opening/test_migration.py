"""Upgrades: proved with a next version that only these tests know."""

from __future__ import annotations

import shutil
import sqlite3
from functools import partial
from pathlib import Path

import pytest

from mrcworkbench import paths
from mrcworkbench.errors import Fault, UserError
from mrcworkbench.storage.backups import making
from mrcworkbench.storage.database.schema import SCHEMA_VERSION
from mrcworkbench.storage.opening import migration, opening
from mrcworkbench.storage.opening.migration import steps, upgrade
from tests.storage.opening.interrupted import half_a_save, interrupt
from tests.storage.strangers.hostile_files import state_of

NOW, THEN = SCHEMA_VERSION, SCHEMA_VERSION + 1
_NEXT = f'''
"""A column more, and the values of another rewritten."""
import sqlalchemy as sa
from alembic import op

revision = "{THEN:04}"
down_revision = "{NOW:04}"


def upgrade():
    with op.batch_alter_table("centres", recreate="always") as batch:
        batch.add_column(sa.Column("town", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE centres SET name = name || ' (renewed)'")
'''  # noqa: S608 - a script for these tests
_FAILS = _NEXT + '    raise RuntimeError("no way on from here")\n'
_BREAKS = f"{_NEXT}    op.execute(sa.delete(sa.table('centres')))\n"


def _scripts(folder: Path, next_: str) -> Path:
    shutil.copytree(paths.migrations() / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{THEN:04}_town.py").write_text(next_, "utf-8")
    return folder


def _state(path: Path) -> tuple[int, str]:
    raw = sqlite3.connect(path)
    found = raw.execute("PRAGMA user_version").fetchone()[0], raw.execute("SELECT name FROM centres").fetchone()[0]
    raw.close()
    return found


def test_an_upgrade_keeps_a_backup_of_what_was(database: Path, tmp_path: Path) -> None:
    backup = upgrade(database, scripts=_scripts(tmp_path / "scripts", _NEXT), to=THEN)
    assert _state(database) == (THEN, "Port Velira (renewed)")
    assert _state(backup) == (NOW, "Port Velira")
    assert backup.parent == paths.backups()
    assert backup.name.startswith("centre ")
    assert f"before upgrade from v{NOW}" in backup.name
    assert backup.suffix == ".mrcw"


def test_a_second_backup_of_the_day_does_not_overwrite_the_first(database: Path, tmp_path: Path) -> None:
    scripts = _scripts(tmp_path / "scripts", _NEXT)
    older = tmp_path / "older.mrcw"
    shutil.copy(database, older)
    first = upgrade(database, scripts=scripts, to=THEN)
    shutil.copy(older, database)
    second = upgrade(database, scripts=scripts, to=THEN)
    assert first != second
    assert _state(first) == _state(second) == (NOW, "Port Velira")


@pytest.mark.parametrize("next_", [_FAILS, _BREAKS])
def test_an_upgrade_that_fails_leaves_the_file_as_it_was(next_: str, database: Path, tmp_path: Path) -> None:
    before = database.read_bytes()
    with pytest.raises(UserError) as caught:
        upgrade(database, scripts=_scripts(tmp_path / "scripts", next_), to=THEN)
    assert caught.value.code == "upgrade_failed"
    assert database.read_bytes() == before
    assert _state(Path(str(caught.value.facts["backup"]))) == (NOW, "Port Velira")


def test_no_backup_no_upgrade(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise UserError("disk_full", path="x")

    monkeypatch.setattr(making, "write_whole", full)
    before = database.read_bytes()
    with pytest.raises(UserError) as caught:
        upgrade(database, scripts=_scripts(tmp_path / "scripts", _NEXT), to=THEN)
    assert caught.value.code == "no_backup"
    assert database.read_bytes() == before


def test_opening_an_older_database_upgrades_it(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = _scripts(tmp_path / "scripts", _NEXT)
    monkeypatch.setattr(opening, "SCHEMA_VERSION", THEN)
    monkeypatch.setattr(migration, "upgrade", lambda path: upgrade(path, scripts=scripts, to=THEN))
    opened = opening.open_database(database, read_only_reason=None, alone=True)
    opened.database.close()
    assert _state(database) == (THEN, "Port Velira (renewed)")


def _made_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A further version, as if it were the newest."""
    scripts = _scripts(folder, _NEXT)
    monkeypatch.setattr(opening, "SCHEMA_VERSION", THEN)
    monkeypatch.setattr(migration, "upgrade", lambda path: upgrade(path, scripts=scripts, to=THEN))
    monkeypatch.setattr(
        migration, "upgrade_connection", partial(migration.upgrade_connection, scripts=scripts, to=THEN)
    )


def _names(opened: opening.Opened) -> tuple[int, str]:
    raw = opened.database.raw()
    found = raw.execute("PRAGMA user_version").fetchone()[0], raw.execute("SELECT name FROM centres").fetchone()[0]
    opened.database.close()
    return found


@pytest.mark.parametrize("alone", [True, False])
def test_an_older_database_that_may_only_be_read_is_upgraded_in_memory(
    alone: bool, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _made_up(tmp_path / "scripts", monkeypatch)
    before = state_of(tmp_path)
    opened = opening.open_database(database, read_only_reason="read_only_asked", alone=alone)
    assert _names(opened) == (THEN, "Port Velira (renewed)")
    assert opened.read_only_reason == "read_only_asked"
    assert state_of(tmp_path) == before


@pytest.mark.parametrize("code", ["read_only_folder", "disk_full"])
def test_an_older_database_that_cannot_be_written_is_upgraded_in_memory(
    code: str, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path) -> None:
        raise UserError(code, path=str(path))

    _made_up(tmp_path / "scripts", monkeypatch)
    monkeypatch.setattr(migration, "upgrade", fails)
    before = database.read_bytes()
    opened = opening.open_database(database, read_only_reason=None, alone=True)
    with pytest.raises(UserError), opened.database.writing():
        pass
    assert _names(opened) == (THEN, "Port Velira (renewed)")
    assert opened.read_only_reason == code
    assert database.read_bytes() == before


@pytest.mark.parametrize("reason", [None, "read_only_asked"])
def test_an_older_database_with_half_a_save_is_mended_and_upgraded(
    reason: str | None, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _made_up(tmp_path / "scripts", monkeypatch)
    cut = interrupt(database, tmp_path / "cut.mrcw", "UPDATE centres SET name = 'half'", half_a_save())
    opened = opening.open_database(cut, read_only_reason=reason, alone=True)
    assert opened.recovered
    assert _names(opened) == (THEN, "Port Velira (renewed)")


def test_a_way_without_a_script_is_a_fault_of_ours() -> None:
    with pytest.raises(Fault):
        steps(paths.migrations() / "migrations", 1, 99)


def test_every_released_format_opens_with_all_its_answers(tmp_path: Path) -> None:
    """One stored database a released schema; each holds the sample as it was then, and must hold it after."""
    from mrcworkbench.services.session.session import open_session

    released = sorted((Path(__file__).parents[2] / "data" / "old_schemas").glob("v*.mrcw"))
    assert [file.stem for file in released] == [f"v{n}" for n in range(1, SCHEMA_VERSION)]
    for file in released:
        copy = tmp_path / file.name
        shutil.copy(file, copy)
        raw = sqlite3.connect(copy)
        stored = {code for (code,) in raw.execute("SELECT DISTINCT question FROM units")}
        raw.close()
        assert len(stored) > 40
        with open_session(copy) as session:
            session.open_assessment(None)
            assert set(session.working_copy.answers) == stored, file.name
            assert session.unreadable == frozenset()
            session.set_answers({"prof_body": session.working_copy.answer("prof_body")})
