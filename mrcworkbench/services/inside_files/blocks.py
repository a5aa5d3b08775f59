"""What the blocks inside a picture say, whatever the picture's kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from mrcworkbench.services.inside_files.exif import BrokenExifError, traces_of_exif
from mrcworkbench.services.inside_files.traces import CannotLookError, Gap, Inside, Trace, data, in_order
from mrcworkbench.services.inside_files.xmp import BrokenXmpError, traces_of_xmp


@dataclass
class BlockTraces:
    """Gathers what the blocks of one picture say."""

    traces: list[Trace] = field(default_factory=list)
    gap: Gap | None = None

    def exif(self, block: bytes) -> None:
        """What a block says; of one that cannot be read, how large it is."""
        self._add(traces_of_exif, block)

    def xmp(self, packet: bytes) -> None:
        self._add(traces_of_xmp, packet)

    def add(self, traces: Iterable[Trace]) -> None:
        self.traces += traces

    def inside(self) -> Inside:
        return Inside(in_order(self.traces), self.gap)

    @contextmanager
    def as_far_as_it_goes(self) -> Iterator[None]:
        """Where a picture is damaged, what stands before that is told all the same."""
        try:
            yield
        except CannotLookError as error:
            self.gap = error.gap

    def _add(self, read: Callable[[bytes], Iterator[Trace]], block: bytes) -> None:
        try:
            self.traces += read(block)
        except (BrokenExifError, BrokenXmpError):
            self.gap = Gap.BROKEN
            self.traces.append(data(len(block)))
