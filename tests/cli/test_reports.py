"""Files written by command: never over the database that they are made from."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def workbook_named(tmp_path: Path, run: Run) -> Path:
    """A database whose name ends as that of a workbook."""
    database = tmp_path / "centre.xlsx"
    assert run("new", database, "--centre", "Port Velira", "--country", "PT").status == 0
    return database


NAMES: dict[str, Callable[[Path, Path], object]] = {
    "same": lambda _, __: None,
    "symbolic": lambda name, database: name.symlink_to(database),
    "hard": lambda name, database: os.link(database, name),
}


@pytest.mark.parametrize("command", [("report",), ("export",)])
@pytest.mark.parametrize("link", NAMES)
def test_nothing_is_written_over_the_database_itself(
    command: tuple[str, ...], link: str, workbook_named: Path, run: Run
) -> None:
    name = workbook_named if link == "same" else workbook_named.with_name("link.xlsx")
    NAMES[link](name, workbook_named)
    before = workbook_named.read_bytes()
    ran = run(*command, workbook_named, "-o", name, "--json")
    assert ran.status == 1
    assert ran.json["problems"][0]["code"] == "report_onto_database"
    assert workbook_named.read_bytes() == before
