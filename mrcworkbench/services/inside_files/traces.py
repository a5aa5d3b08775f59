"""What a file says besides what it shows, and how far it could be looked into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

_LONGEST = 200
"""Characters of one value that are shown."""


class What(StrEnum):
    """Of what kind a trace is, in the order in which they are told; the texts have a sentence for each."""

    PLACE = "place"
    DEVICE = "device"
    AUTHOR = "author"
    """A person: who made it, changed it, commented, or stands in the picture."""
    ORGANISATION = "organisation"
    PATH = "path"
    """Where the file, its template or what it links to lies on somebody's computer."""
    NOTE = "note"
    PREVIEW = "preview"
    """A small picture beside the picture, which may show what was cut off."""
    DATA = "data"
    """Bytes that no part of the picture needs, and of which nobody can say what they tell; `said` is their number."""
    TITLE = "title"
    TIME = "time"
    PROGRAM = "program"


TELLING = frozenset({What.PLACE, What.DEVICE, What.AUTHOR, What.ORGANISATION, What.PATH, What.NOTE, What.PREVIEW})
"""Traces that lead to a person or a place. Nearly every document names its program and a time."""


class Gap(StrEnum):
    """Why there may be more in a file than is told."""

    KIND = "kind"
    """A kind of file that is not looked into."""
    PART = "part"
    """A film or another file inside, of a kind that is not looked into."""
    LOCKED = "locked"
    """A password."""
    BROKEN = "broken"
    TOO_MUCH = "too_much"
    """More than is looked through in the time and room that one file is given."""
    OLD_OFFICE = "old_office"
    """Office before 2007 keeps names in further places of its own."""


class Bar(StrEnum):
    """Why nothing is removed from a file."""

    SIGNED = "signed"
    """A signature holds only as long as no byte changes."""
    LOCKED = "locked"
    NOT_PROVED = "not_proved"
    """What came out was not what it had to be."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing said. `said` is one line of plain text; a time is `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`."""

    what: What
    said: str


@dataclass(frozen=True, slots=True)
class Inside:
    """What a file says besides what it shows."""

    traces: tuple[Trace, ...] = ()
    gap: Gap | None = None
    bar: Bar | None = None
    """Why it cannot be removed; None where it can be tried."""

    @property
    def telling(self) -> tuple[Trace, ...]:
        """Those that lead to a person or a place."""
        return tuple(one for one in self.traces if one.what in TELLING)

    @property
    def removable(self) -> bool:
        return bool(self.traces) and self.bar is None

    def of(self, what: What) -> tuple[str, ...]:
        """The values of one kind."""
        return tuple(one.said for one in self.traces if one.what is what)


class CannotLookError(Exception):
    """A file, or a part of it, cannot be looked into."""

    def __init__(self, gap: Gap) -> None:
        super().__init__(gap)
        self.gap = gap


class CannotRemoveError(Exception):
    """Nothing is removed from a file."""

    def __init__(self, bar: Bar) -> None:
        super().__init__(bar)
        self.bar = bar


def data(size: int) -> Trace:
    """So many bytes of which nobody can say what they tell."""
    return Trace(What.DATA, str(size))


def trace(what: What, value: object) -> Iterator[Trace]:
    """The trace of a value as one short line; none where it says nothing."""
    text = _decoded(value) if isinstance(value, bytes) else str(value or "")
    line = " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
    if line and line.strip("0 .-"):
        yield Trace(what, line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…")


def in_order(traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """Each trace once, by kind."""
    order = {what: place for place, what in enumerate(What)}
    return tuple(sorted(dict.fromkeys(traces), key=lambda one: order[one.what]))


def _decoded(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")
