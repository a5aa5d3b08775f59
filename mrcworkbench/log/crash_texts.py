"""What Python writes down when a program crashes, as the log may know it: reasons, threads and frames, no folders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mrcworkbench.log import traces

_MOST_LINES = 200
_REASON = re.compile(
    r"(?:Fatal Python error|Windows fatal exception): (Segmentation fault|Aborted|Bus error|Illegal instruction"
    r"|Floating[ -]point exception|access violation|stack overflow|int divide by zero|float divide by zero"
    r"|float overflow|code 0x(?P<number>[0-9a-f]{1,16}))"
)
_THREAD = re.compile(r"(Current thread|Thread) 0x[0-9a-f]+.*")
_FRAME = re.compile(r'  File "(?P<file>.*)", line (?P<line>\d+|\?+) in (?P<function>.*)')


@dataclass
class Crash:
    """`number` is that of an exception of Windows, which a library of the system may have handled afterwards: the
    program did not have to end."""

    reason: str = "unknown"
    number: int | None = None
    lines: list[str] = field(default_factory=list)


def crashes_in(text: str) -> Iterator[Crash]:
    """Each crash of a text, with those of its lines that have a known form."""
    crash = Crash()
    for line in text.splitlines():
        found = _REASON.fullmatch(line)
        if found is not None:
            if crash != Crash():
                yield crash
            number = found["number"]
            crash = Crash(re.sub(r"\W+", "_", found[1].lower()), int(number, 16) if number else None)
        elif len(crash.lines) < _MOST_LINES:
            crash.lines.extend(_scrubbed(line))
    if crash != Crash():
        yield crash


def _scrubbed(line: str) -> Iterator[str]:
    frame, thread = _FRAME.fullmatch(line), _THREAD.fullmatch(line)
    if frame is not None:
        number = int(frame["line"]) if frame["line"].isdecimal() else None
        yield traces.frame(frame["file"], number, frame["function"])
    elif thread is not None:
        yield f"  {thread[1].lower()}"
