"""What tests of the file share: a place of their own for the user's data, and a small database."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.services.databases import create


@pytest.fixture(autouse=True)
def user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder, away from that of the person who runs the tests."""
    folder = tmp_path / "user data"
    monkeypatch.setenv("MRCWORKBENCH_DATA", str(folder))
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one centre and one assessment."""
    path = tmp_path / "centre.mrcw"
    create(path, "Port Velira", "AL", "2026")
    return path
