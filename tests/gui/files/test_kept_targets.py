"""Where a file went last is kept with the database, which may come from elsewhere: nothing odd in it leads anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.gui.outside.destinations import documents, keep_target, kept_target
from mrcworkbench.services.session.session import open_session


@pytest.mark.parametrize(
    "name", ["", "\0", "a\0b.xlsx", "../../.bashrc", "/etc/passwd", "..", ".", "a/b.xlsx", "x" * 5000, "a\nb.xlsx"]
)
def test_a_name_that_is_none_gives_way_to_the_suggested_one(database: Path, tmp_path: Path, name: str) -> None:
    with open_session(database) as session:
        session.settings.set("folder", str(tmp_path))
        session.settings.set("name", name)
        assert kept_target(session, "folder", "name", lambda: "suggested.xlsx") == tmp_path / "suggested.xlsx"


@pytest.mark.parametrize("folder", ["", "relative", "..", "\0", "/x\0y", "x" * 100_000, "~"])
def test_a_folder_that_is_none_gives_way_to_documents(database: Path, folder: str) -> None:
    with open_session(database) as session:
        session.settings.set("folder", folder)
        session.settings.set("name", "kept.xlsx")
        assert kept_target(session, "folder", "name", lambda: "suggested.xlsx") == documents() / "kept.xlsx"


@pytest.mark.parametrize("name", ["MRC 3.2026.xlsx", "مركز.xlsx", "my report.XLSX"])
def test_what_was_chosen_comes_again(database: Path, tmp_path: Path, name: str) -> None:
    with open_session(database) as session:
        keep_target(session, "folder", "name", tmp_path / name)
        assert kept_target(session, "folder", "name", lambda: "suggested.xlsx") == tmp_path / name
