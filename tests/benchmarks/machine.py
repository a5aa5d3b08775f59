"""What the numbers were measured on, and whether anything else used it meanwhile."""

from __future__ import annotations

import os
import platform
import sqlite3
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

_OTHERS = 0.05
"""Of one core: what other processes may use without slowing anything that is measured."""
_VIRTUAL = ("vd", "xvd")
"""How the names of disks begin of which only the host knows what they are."""


@dataclass(frozen=True)
class Load:
    """How busy the machine is; None where the system does not tell."""

    at: float
    average: float | None
    """Processes that run or wait, over the last minute."""
    busy: float | None
    """Processor seconds of everybody since the system started."""
    own: float
    """Processor seconds of this process and of those that it ended."""

    @staticmethod
    def now() -> Load:
        average = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
        times = os.times()
        return Load(
            perf_counter(), average, _busy(), times.user + times.system + times.children_user + times.children_system
        )


def described(folder: Path, start: Load, end: Load) -> str:
    """The machine in lines for a README; a warning last, where something else was at work."""
    found = (
        f"{_processor()}, {os.cpu_count()} cores, {_memory()}; {_disk(folder)}; {_system()}; "
        f"Python {platform.python_version()}, Qt {version('PySide6_Essentials')}, "
        f"SQLAlchemy {version('SQLAlchemy')}, SQLite {sqlite3.sqlite_version}; "
        f"load {_shown(start)} at the start, {_shown(end)} at the end."
    )
    others = share_of_others(start, end)
    if others is None or others <= _OTHERS:
        return found
    warning = f"**Not a quiet machine: others used {others:.0%} of one core meanwhile. Measure again without them.**"
    return f"{found}\n{warning}"


def share_of_others(start: Load, end: Load) -> float | None:
    """What other processes used in between, as a share of one core; None where the system does not tell."""
    if start.busy is None or end.busy is None:
        return None
    return max(0.0, (end.busy - start.busy) - (end.own - start.own)) / (end.at - start.at)


def _busy() -> float | None:
    try:
        counts = Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()[1:]
    except OSError:
        return None
    return sum(map(int, counts[:3])) / os.sysconf("SC_CLK_TCK")


def _shown(load: Load) -> str:
    return "unknown" if load.average is None else f"{load.average:.1f}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> str:
    if not hasattr(os, "sysconf"):
        return "memory unknown"
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def _system() -> str:
    return f"{platform.system()} {platform.release()} on {platform.machine()}"


def _disk(folder: Path) -> str:
    """The file system in which the files of the measurement lie, and what kind of disk it is on."""
    try:
        mounts = [line.split()[:3] for line in Path("/proc/self/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return "disk unknown"
    within = [mount for mount in mounts if folder.resolve().is_relative_to(mount[1])]
    if not within:  # in a root that is no mount of its own
        return "disk unknown"
    device, _, kind = max(within, key=lambda mount: len(mount[1]))
    turning = Path("/sys/class/block", Path(device).name, "queue/rotational")
    if not turning.exists():
        return kind
    if Path(device).name.startswith(_VIRTUAL):
        return f"{kind} on a virtual disk"
    return f"{kind} on a {'turning' if turning.read_text('ascii').strip() == '1' else 'solid-state'} disk"
