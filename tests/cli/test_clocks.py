"""The clock of an old laptop says anything; every command works, and what it writes can be read."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from mrcworkbench import clocks
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.storage.strangers.values import require_time
from tests.cli.conftest import Run

YEARS = (1901, 1969, 1970, 1979, 1980, 2026, 2038, 2107, 2108, 2150, 2199, 2200, 3500, 40_000)


def at(year: int, monkeypatch: pytest.MonkeyPatch) -> float:
    """Play a machine whose clock stands in the second month of this year, or close to it."""
    seconds = (year - 1970) * 365.2425 * 86_400 + 40 * 86_400
    shown = time.localtime

    def local(given: float | None = None) -> time.struct_time:
        return shown(seconds if given is None else given)

    monkeypatch.setattr(time, "time", lambda: seconds)
    monkeypatch.setattr(time, "localtime", local)
    return seconds


@pytest.mark.parametrize("year", YEARS)
def test_every_command_that_writes_works(
    year: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run, centre: Path
) -> None:
    at(year, monkeypatch)
    own = tmp_path / "own.mrcw"
    assert run("new", own, "--centre", "Velira", "--country", "AL", "--round", "1").status == 0
    assert run("report", own, "-o", tmp_path / "r.xlsx", "--audience", "internal").status == 0
    assert run("export", own, "-o", tmp_path / "e.xlsx").status == 0
    assert run("export", own, "-o", tmp_path / "e").status == 0
    assert run("submit", own, "-o", tmp_path / "s.mrcw", "--author", "A").status == 0
    assert run("check", tmp_path / "s.mrcw").status == 0
    assert run("merge", centre, tmp_path / "s.mrcw", "--author", "B").status == 0
    assert len(run("list", centre, "--json").json["centres"]) == 2
    for name in ("r.xlsx", "e.xlsx"):
        load_workbook(tmp_path / name)
        with ZipFile(tmp_path / name) as archive:
            assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("year", YEARS)
def test_every_stored_time_is_one_that_others_accept(year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    at(year, monkeypatch)
    stored = timestamp(clocks.now())
    require_time(stored)
    if 1970 <= year < 2200:
        assert stored.startswith(str(year))
    assert 1969 <= clocks.today().year <= 2200


@pytest.mark.parametrize(
    "moment",
    [
        datetime.min.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
        datetime(1969, 12, 31, 23, 59, tzinfo=UTC),
        datetime(2199, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
)
def test_moments_out_of_the_question_are_stored_as_the_nearest_that_is_not(moment: datetime) -> None:
    require_time(timestamp(moment))


def test_a_moment_in_bounds_is_kept_to_the_last_digit() -> None:
    moment = datetime(2026, 7, 31, 11, 30, 0, 123_000, tzinfo=timezone(timedelta(hours=2)))
    assert timestamp(moment) == "2026-07-31T09:30:00.123Z"


@pytest.mark.parametrize("error", [OSError(22, "Invalid argument"), OverflowError(), ValueError("year out of range")])
def test_where_the_system_cannot_tell_the_local_time_it_is_shown_in_utc(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Untellable(datetime):
        def astimezone(self, tz: object = None) -> datetime:  # type: ignore[override]
            if tz is None:
                raise error
            return datetime(2026, 1, 2, tzinfo=UTC)

    assert clocks.local(Untellable(2026, 1, 2, tzinfo=UTC)) == datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [-1e18, -1.0, 0.0, 1e18, float("inf")])
def test_the_time_of_a_file_is_always_one_that_can_be_shown(seconds: float) -> None:
    shown = clocks.local(clocks.moment(seconds))
    assert date(1969, 12, 31) <= shown.date() <= date(2200, 1, 1)
    assert len(f"{shown:%H:%M}") == 5
