"""What is decided of centres whose files are in: backups before, which assessment counts, and taking all of it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.errors import UserError
from mrcworkbench.services.backups import backups_of, restore_backup
from mrcworkbench.services.merging.resolving import withdraw
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files

CODE = "prof_body"


@pytest.fixture
def target(tmp_path: Path, user_data: Path) -> Path:
    """A collection of two centres."""
    made = tmp_path / "all.mrcw"
    files.merge(made, *(files.centre(tmp_path, name, {CODE: name}) for name in ("One", "Two")))
    return made


def test_a_backup_is_made_before_a_centre_is_withdrawn_and_none_where_it_was(target: Path, tmp_path: Path) -> None:
    with open_session(target) as session:
        id_ = session.centres()[0].id
        assert withdraw(session, id_, reason="asked", author="Officer")
        assert not withdraw(session, id_, reason="asked again", author="Officer")
    (backup,) = [one for one in backups_of(target) if one.reason == "withdrawal"]
    restore_backup(target, backup.id, tmp_path / "before.mrcw")
    with open_session(tmp_path / "before.mrcw", read_only=True) as session:
        assert not any(one.withdrawn for one in session.centres())


def test_without_a_backup_nobody_is_withdrawn(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mrcworkbench.storage.backups.backup_store import BackupStore

    def fail(*_: object) -> None:
        raise UserError("no_backup", path=str(target), folder="x")

    monkeypatch.setattr(BackupStore, "make", fail)
    with open_session(target) as session:
        with pytest.raises(UserError, match="no_backup"):
            withdraw(session, session.centres()[0].id, reason="asked", author="Officer")
        assert not any(one.withdrawn for one in session.centres())
