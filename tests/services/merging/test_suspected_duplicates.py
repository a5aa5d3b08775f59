# ruff: noqa: RUF001  letters of many scripts are meant
"""Two ids that may be one centre: what a merge says of them, and its log."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from mrcworkbench.services.merging.imports import imported_files, results_of_import
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files


def centre(folder: Path, name: str, round_: str = "2026") -> Path:
    """A centre's own database."""
    path = folder / f"{name} {round_}.mrcw"
    create(path, name, "TR", round_, clock=files.clock())
    return path


def ids_by_round(target: Path) -> dict[str, str]:
    with open_session(target) as session:
        return {one.round: one.centre.id for one in session.assessments()}


def test_of_another_period_too_which_is_told_by_the_merge_and_by_its_log(tmp_path: Path) -> None:
    target = tmp_path / "all.mrcw"
    for round_ in ("2024", "2026, first", "Autumn 2026"):
        report = files.merge(target, centre(tmp_path, "Iğdır" if round_ == "2024" else "IGDIR", round_))
    ids = ids_by_round(target)
    ((new, same, another),) = report.files[0].suspected
    assert (new, same, another) == (ids["Autumn 2026"], (ids["2026, first"],), (ids["2024"],))
    told = {ids["2024"]: False, ids["2026, first"]: True}
    assert report.files[0].suspected_duplicate_of == told
    with open_session(target) as session:
        (logged,) = imported_files(session, str(report.import_id))
        assert logged.suspected_duplicate_of == told
        assert results_of_import(session, str(report.import_id))[0].suspected == report.files[0].suspected


def test_the_log_of_0_1_0_named_those_of_the_same_period(tmp_path: Path) -> None:
    target = tmp_path / "all.mrcw"
    report = files.merge(target, centre(tmp_path, "Osh"))
    with closing(sqlite3.connect(target)) as raw, raw:
        raw.execute("UPDATE import_files SET suspected_duplicate_of = ?", (json.dumps(["a", "b"]),))
    with open_session(target) as session:
        (logged,) = imported_files(session, str(report.import_id))
    assert logged.suspected_duplicate_of == {"a": True, "b": True}


def test_two_centres_of_one_file_are_compared_as_those_of_two(tmp_path: Path) -> None:
    first, second = centre(tmp_path, "Łódź"), centre(tmp_path, "LODZ")
    both = tmp_path / "both.mrcw"
    files.merge(both, first, second)
    apart, together = files.merge(tmp_path / "one.mrcw", first, second), files.merge(tmp_path / "other.mrcw", both)
    (pair,) = {frozenset((one.centre, *one.others)) for file in apart.files for one in file.suspected}
    assert {frozenset((one.centre, *one.others)) for file in together.files for one in file.suspected} == {pair}


def test_a_centre_goes_by_every_period_that_it_reported_on(tmp_path: Path) -> None:
    """The one that it has in common with another may come in the same merge."""
    target, first = tmp_path / "all.mrcw", centre(tmp_path, "Osh", "2024")
    files.merge(target, first)
    next_round = files.change(
        files.copy(first, "next"),
        "UPDATE assessments SET round = '2026', id = :id",
        "UPDATE units SET assessment_id = :id",
        "UPDATE working_parents SET assessment_id = :id",
        id="00000000-0000-4000-8000-000000000001",
    )
    report = files.merge(target, next_round, centre(tmp_path, "Ош", "2026"))
    assert [tuple(file.suspected_duplicate_of.values()) for file in report.files] == [(), (True,)]
