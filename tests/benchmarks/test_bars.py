"""Every bar can be measured, by the one command; how fast anything is, no test asserts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import ALL, ROOT, STANDING
from tests.benchmarks.bars import Bar, Pair, Result, measure, table
from tests.benchmarks.machine import Load, described


def test_the_command_measures(tmp_path: Path) -> None:
    words = ["-m", "tests.benchmarks", "--pairs", "1", "--small", "--folder", str(tmp_path)]
    words += [f"--only={name}" for name in ALL]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert [name for name in ALL if f"| {name} |" not in ran.stdout] == []
    assert "SQLAlchemy" in ran.stdout
    assert not list(tmp_path.iterdir())


def test_ours_and_the_floor_are_measured_in_turn_and_the_first_pair_does_not_count(tmp_path: Path) -> None:
    done: list[str] = []

    def timed(name: str, *seconds: float) -> Callable[[int], float]:
        def work(number: int) -> float:
            done.append(f"{name} {number}")
            return seconds[number]

        return work

    @contextmanager
    def prepare(_: Path, size: int) -> Iterator[Pair]:
        assert size == 5
        yield Pair(timed("ours", 90, 3, 2, 9), timed("floor", 1, 2, 1, 3))

    bar = Bar("made up", "nothing", 2, "wall", 3, prepare)
    found = measure(bar, tmp_path, pairs=3, size=5)
    assert found == Result("made up", ours=3, floor=2, ratio=2)
    assert done == ["floor 0", "ours 0", "ours 1", "floor 1", "floor 2", "ours 2", "ours 3", "floor 3"]
    assert "| made up | 3.00 s | 2.00 s | nothing, wall | 2.00 | 2 | met |" in table([bar], [found])
    assert "**not met**" in table([bar], [Result("made up", 3, 2, 2.01)])


def test_the_readme_tells_every_bar() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    told = {line.split("|")[1].strip(): line.split("|")[6].strip() for line in lines if line.count("|") == 8}
    assert {bar.name: f"{bar.most:g}" for bar in STANDING}.items() <= told.items()


def test_a_machine_that_tells_nothing_of_its_disk_is_described_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing: dict[str, str] = {"/proc/self/mounts": "proc /proc proc rw 0 0\n"}
    real = Path.read_text

    def read(path: Path, *how: str, **more: str) -> str:
        return nothing[str(path)] if str(path) in nothing else real(path, *how, **more)

    monkeypatch.setattr(Path, "read_text", read)
    assert "disk unknown" in described(Path("/"), Load.now(), Load.now())
