"""What a bar is, and how it is measured: ours and its floor in turn, so that a busy machine slows both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Literal, TypeAlias

Timed: TypeAlias = Callable[[int], float]
"""Does the work of the pair with this number, and says how many seconds it took."""


@dataclass(frozen=True)
class Pair:
    """The same work, done by the program and as its floor."""

    ours: Timed
    floor: Timed


@dataclass(frozen=True)
class Bar:
    """How much longer than its floor something may take."""

    name: str
    beside: str
    """What the floor is."""
    most: float
    """Times the floor."""
    clock: Literal["CPU", "wall"]
    pairs: int
    prepare: Callable[[Path, int], AbstractContextManager[Pair]]
    """Makes in a folder what both need, of a size."""
    size: int = 0
    small: int = 0
    """The size with which a test tries whether the bar can be measured at all."""


@dataclass(frozen=True)
class Result:
    """What was measured. Seconds are medians; the ratio is the median of the pairs' ratios."""

    name: str
    ours: float
    floor: float
    ratio: float


def measure(bar: Bar, folder: Path, *, pairs: int, size: int) -> Result:
    """Both once for the caches of the disk and of Python, and then so many times, each in turn the first."""
    with bar.prepare(folder, size) as pair:
        _in_turn(pair, 0)
        taken = [_in_turn(pair, number) for number in range(1, pairs + 1)]
    ours, floor = zip(*taken, strict=True)
    return Result(bar.name, median(ours), median(floor), median(one / other for one, other in taken))


def _in_turn(pair: Pair, number: int) -> tuple[float, float]:
    if number % 2:
        ours = pair.ours(number)
        return ours, pair.floor(number)
    floor = pair.floor(number)
    return pair.ours(number), floor


def wall(work: Callable[[], object]) -> float:
    """The seconds that the work takes, with all waiting."""
    start = perf_counter()
    work()
    return perf_counter() - start


def cpu(work: Callable[[], object]) -> float:
    """The seconds for which the work holds a processor."""
    start = process_time()
    work()
    return process_time() - start


def table(bars: Sequence[Bar], results: Sequence[Result]) -> str:
    """What was measured, as Markdown."""
    rows = ["| | ours | floor | the floor is | ratio | bar | |", "|---|--:|--:|---|--:|--:|---|"]
    for bar, one in zip(bars, results, strict=True):
        met = "met" if one.ratio <= bar.most else "**not met**"
        times = f"{_shown(one.ours)} | {_shown(one.floor)} | {bar.beside}, {bar.clock}"
        rows.append(f"| {bar.name} | {times} | {one.ratio:.2f} | {bar.most:g} | {met} |")
    return "\n".join(rows)


def _shown(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1e3:.{0 if seconds >= 0.1 else 2}f} ms"
