"""Where the log stands: private, of limited size, shared by programs, and never in the way."""

from __future__ import annotations

import errno
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mrcworkbench import clocks, log
from mrcworkbench.log import files
from mrcworkbench.systems import FileLock

RECORD = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [\w.+]+ \d+ tried writer=\d+ n=\d+ of=x{60}")


def test_the_log_is_readable_by_its_owner_alone(user_data: Path) -> None:
    before = os.umask(0)
    try:
        log.event("tried")
        user_data.joinpath("logs", files.NAME).unlink()
        log.event("tried")
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (user_data, *user_data.rglob("*"))}
    assert modes == {"user data": 0o700, "logs": 0o700, "mrcworkbench.log": 0o600}


def test_full_files_are_moved_along_and_the_oldest_goes(monkeypatch: pytest.MonkeyPatch, user_data: Path) -> None:
    monkeypatch.setattr(files, "LARGEST", 1000)
    for n in range(300):
        log.event("tried", n=n)
    logs = sorted(user_data.joinpath("logs").iterdir())
    names = [f"mrcworkbench.{number}.log" for number in (1, 2, 3)]
    assert [path.name for path in logs] == [*names, files.NAME]
    assert all(path.stat().st_size < 1100 for path in logs)
    kept = [int(line.rpartition("=")[2]) for line in files.read().splitlines()]
    assert kept == list(range(kept[0], 300))
    assert len(kept) > 40


def test_while_another_program_moves_the_files_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch, user_data: Path
) -> None:
    monkeypatch.setattr(files, "LARGEST", 1000)
    user_data.joinpath("logs").mkdir(parents=True)
    lock = FileLock(user_data / "logs" / "mrcworkbench.lock")
    assert lock.acquire()
    for n in range(60):
        log.event("tried", n=n)
    lock.release()
    assert len(files.read().splitlines()) == 60


def test_files_that_another_program_has_just_moved_are_not_moved_again(
    monkeypatch: pytest.MonkeyPatch, user_data: Path
) -> None:
    log.event("before")
    current = user_data / "logs" / files.NAME
    acquire = FileLock.acquire

    def late(lock: FileLock) -> bool:
        current.rename(current.with_name("mrcworkbench.1.log"))
        current.write_bytes(b"the first line of the next file\n")
        return acquire(lock)

    monkeypatch.setattr(FileLock, "acquire", late)
    monkeypatch.setattr(files, "LARGEST", current.stat().st_size + 1)
    log.event("full")
    assert [line.split()[-1] for line in files.read().splitlines()] == ["before", "full", "file"]
    assert not current.with_name("mrcworkbench.2.log").exists()


def test_programs_that_log_at_once_lose_and_mix_no_line(user_data: Path) -> None:
    code = """
import sys
from mrcworkbench import clocks, log
from mrcworkbench.log import files
files.LARGEST, files.KEPT = 20_000, 50
for n in range(1500):
    log.event("tried", writer=int(sys.argv[1]), n=n, of="x" * 60)
"""
    programs = [subprocess.Popen([sys.executable, "-c", code, str(number)]) for number in range(3)]
    assert [program.wait() for program in programs] == [0, 0, 0]
    lines = [line for path in user_data.joinpath("logs").glob("*.log") for line in path.read_text("ascii").splitlines()]
    assert [line for line in lines if not RECORD.fullmatch(line)] == []
    seen = {tuple(re.findall(r"(?:writer|n)=(\d+)", line)) for line in lines}
    assert len(lines) == len(seen) == 4500
    assert len(list(user_data.joinpath("logs").glob("*.log"))) > 5


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO, errno.EDQUOT, errno.ENXIO])
@pytest.mark.parametrize("call", ["open", "write", "fstat"])
def test_a_disk_that_refuses_stops_nothing(monkeypatch: pytest.MonkeyPatch, number: int, call: str) -> None:
    class Refusing:
        def __getattr__(self, name: str) -> object:
            if name == call:
                raise OSError(number, os.strerror(number))
            return getattr(os, name)

    monkeypatch.setattr(files, "os", Refusing())
    log.event("tried")
    log.fault(ValueError("told"))


@pytest.mark.parametrize("where", ["", "logs", "logs/mrcworkbench.log"])
def test_something_in_the_place_of_the_log_stops_nothing(user_data: Path, where: str) -> None:
    place = user_data / where
    place.parent.mkdir(parents=True, exist_ok=True)
    if where.endswith(".log"):
        place.mkdir()
    else:
        place.write_text("in the way", "utf-8")
    log.event("tried")
    assert files.read() == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where there are pipes with names")
def test_a_pipe_in_the_place_of_the_log_is_not_waited_for(user_data: Path) -> None:
    user_data.joinpath("logs").mkdir(parents=True)
    os.mkfifo(user_data / "logs" / files.NAME)
    log.event("tried")


def test_a_link_in_the_place_of_the_log_is_not_followed(user_data: Path, tmp_path: Path) -> None:
    victim = tmp_path / "centre.mrcw"
    victim.write_bytes(b"answers")
    user_data.joinpath("logs").mkdir(parents=True)
    user_data.joinpath("logs", files.NAME).symlink_to(victim)
    log.event("tried")
    assert victim.read_bytes() == b"answers"


def test_a_user_without_a_home_has_no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home(*_: object) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(files.paths, "user_data", no_home)
    log.event("tried")


def test_what_a_power_cut_left_in_the_file_is_shown_as_text(user_data: Path) -> None:
    log.event("tried")
    with user_data.joinpath("logs", files.NAME).open("ab") as file:
        file.write(b"2026\0\0\0\xff\x1b[31m\n")
    log.event("tried")
    text = files.read()
    assert text.splitlines()[1] == "2026??[31m"
    assert all(32 <= ord(one) < 127 or one == "\n" for one in text)


def test_where_files_cannot_be_moved_the_log_ends_instead_of_growing(
    monkeypatch: pytest.MonkeyPatch, user_data: Path
) -> None:
    def refuse(*_: object) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(files, "LARGEST", 1000)
    monkeypatch.setattr(FileLock, "acquire", refuse)
    for n in range(300):
        log.event("tried", n=n)
    assert 4000 <= user_data.joinpath("logs", files.NAME).stat().st_size < 4100


@pytest.mark.parametrize("seconds", [-(10**9), 5 * 10**9, 10**17, -(10**17)])
def test_no_clock_stops_the_log(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    monkeypatch.setattr(clocks.time, "time", lambda: float(seconds))
    log.event("tried")
    assert files.read().endswith(" tried\n")
