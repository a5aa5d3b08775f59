"""What reading a file from elsewhere gives, as one value that can be compared; and the time that it may take."""

from __future__ import annotations

import dataclasses
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mrcworkbench.services.merging.checking_files import knowledge
from mrcworkbench.storage.strangers.incoming import Incoming
from mrcworkbench.storage.strangers.reading import read_incoming
from mrcworkbench.storage.strangers.refusals import Refusal
from tests.storage.strangers.hostile_files import REASONS

SLOWEST = 3.0
"""Seconds for one file."""
_HANGS = 20
"""Seconds after which a read is ended."""
_OF_THE_FILE = frozenset({"path", "sha256", "size", "copy", "knowledge"})
"""Fields of `Incoming` that say which bytes it was, and not what is in them."""


class HangsError(Exception):
    """Something that was to be read took too long."""


@contextmanager
def time_limit(seconds: int = _HANGS) -> Iterator[None]:
    """Raises `HangsError` inside once the time is over."""

    def end(*_: object) -> None:
        raise HangsError

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class UndamagedRefusedError(Exception):
    """A file that nobody damaged is not accepted."""


@dataclasses.dataclass(frozen=True)
class Content:
    """Everything that a merge would take in: what is said of the file as a whole, each assessment, attached files."""

    whole: dict[str, Any]
    parts: tuple[Any, ...]
    files: tuple[tuple[str, bytes], ...]

    def difference(self, other: Content) -> str | None:
        """What differs, in a few words; None if nothing does."""
        for name, value in self.whole.items():
            if other.whole[name] != value:
                return f"{name}: {other.whole[name]!r:.200}"
        if len(self.parts) != len(other.parts):
            return f"assessments: {len(other.parts)}"
        for mine, its in zip(self.parts, other.parts, strict=True):
            for field in dataclasses.fields(mine):
                one, another = getattr(mine, field.name), getattr(its, field.name)
                if one != another:
                    return f"{field.name}: {_first_new(one, another)!r:.300}"
        return "files" if self.files != other.files else None


def _first_new(one: Any, other: Any) -> Any:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return next((row for row in other if row not in one), len(other))
    return other


def content_of(file: Path, private: Path) -> Content | Refusal:
    """Read as a merge reads. Raises what the reader raises: nothing but `UserError` of a full disk is right."""
    private.mkdir(exist_ok=True)
    with time_limit():
        found = read_incoming(file, private, knowledge())
        if isinstance(found, Refusal):
            if found.reason not in REASONS:
                raise AssertionError(f"no reason that is told: {found.reason}")
            return found
        try:
            return _content(found)
        finally:
            found.discard()


def _content(found: Incoming) -> Content:
    whole = {
        field.name: getattr(found, field.name)
        for field in dataclasses.fields(found)
        if not field.name.startswith("_") and field.name not in _OF_THE_FILE
    }
    return Content(whole, tuple(found.parts()), tuple(found.attachment_contents()))


def accepted(file: Path, private: Path) -> Content:
    """The content of a file that nobody damaged."""
    found = content_of(file, private)
    if isinstance(found, Refusal):
        raise UndamagedRefusedError(f"{file.name}: {found}")
    return found
