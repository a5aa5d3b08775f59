"""Large databases are small here."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.storage.backups import making
from tests.storage.backups.backing_up import fill


@pytest.fixture
def large(database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of which a difference is worth while."""
    monkeypatch.setattr(making, "WHOLE_UP_TO", 1024 * 1024)
    fill(database, megabytes=4, name="base")
    return database
