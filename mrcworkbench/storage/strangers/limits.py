"""How much a file from elsewhere may ask for: bytes, time, memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from mrcworkbench.storage.strangers.refusals import RefusedError

MEGABYTE = 1024 * 1024
MOST_ROWS = 50_000
"""Of centres, of assessments, and of the records of each kind: they stand in memory as a whole."""
MOST_FILES = 100_000
"""Attached files."""
MOST_DECISIONS = 5_000
"""About one assessment."""
MOST_NAMES = 5_000
"""Of attached files in one assessment."""
MOST_ATTESTATIONS = 2_000
"""Of one revision."""


@dataclass(frozen=True)
class Limits:
    """Where `too_large` begins: db/README.md, Files from elsewhere 2."""

    size: int = 4096 * MEGABYTE
    """Bytes of the file; a collection of ten thousand centres has a third of it."""
    revision: int = 4 * MEGABYTE
    """Bytes of one revision; a full one has a tenth of a megabyte."""
    assessment: int = 16 * MEGABYTE
    """Bytes of all that is said in one assessment, which stands in memory as a whole."""
    lists: int = 40 * MEGABYTE
    """Bytes of all centres, assessments and records; those of ten thousand centres have a sixth of it."""
    seconds: float = 10.0
    """For reading a file; larger ones get one second more per two megabytes."""
    kept_in_memory: int = 8 * MEGABYTE
    """Bytes of a file up to which what was read is kept, and not read a second time."""


@dataclass
class Deadline:
    """When a file has had its time."""

    seconds: float
    _ends: float = field(init=False)

    def __post_init__(self) -> None:
        self._ends = monotonic() + self.seconds

    @property
    def passed(self) -> bool:
        return monotonic() > self._ends

    def check(self) -> None:
        """Raises `RefusedError` once the time is over."""
        if self.passed:
            raise RefusedError("too_large", "takes_too_long", seconds=round(self.seconds))


def deadline(limits: Limits, size: int) -> Deadline:
    """The time for a file of `size` bytes."""
    return Deadline(limits.seconds + size / (2 * MEGABYTE))
