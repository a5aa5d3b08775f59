"""What the window remembers on this machine: theme, text size, recent files. Never part of a database.

The file may be broken, written by hand or by another version of the program: each field is checked by itself, and one
that is wrong is left at its default. Nothing in it stops a start.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from mrcworkbench import paths
from mrcworkbench.content.catalogue import languages

RECENT_KEPT = 8
_CHANGING = Lock()
_LARGEST = 256 * 1024
"""Bytes; what is larger was not written by this program."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What some editors put before a text; Python's own reading of it is a module more to load before the first paint."""
_LONGEST_PATH = 4096
_FARTHEST = 100_000
"""Pixels from the corner of the first screen."""
_LANGUAGE = r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}"


class Preferences(NamedTuple):
    """`recent`: paths of databases, the last opened first. `last`: the one that the next start opens again.

    `kept_copies`: changed copies of attached files that were kept at the end, for the next start to say so.
    `window`: x, y, width and height at which the window was left, see `geometry.WindowPlace`; nothing before that.
    """

    theme: str = "system"
    scale: int = 100
    language: str = "en"
    recent: tuple[str, ...] = ()
    last: str = ""
    kept_copies: tuple[str, ...] = ()
    window: tuple[int, ...] = ()
    maximized: bool = False

    def opened(self, path: Path, *, next_start: bool = True) -> Preferences:
        """With `path` as the most recent file; with `next_start`, the next start opens it again."""
        name = str(path.absolute())
        recent = (name, *(one for one in self.recent if one != name))[:RECENT_KEPT]
        return self._replace(recent=recent, last=name if next_start else self.last)


def _one_of(*allowed: str | int) -> Callable[[object], object]:
    """A check: one of these, of the same type (`True` and 100.0 are no whole numbers)."""

    def check(given: object) -> object:
        for one in allowed:
            if type(given) is type(one) and given == one:
                return one
        raise ValueError("none of the allowed values")

    return check


def _language(given: object) -> str:
    """A language that the program ships."""
    if not isinstance(given, str):
        raise ValueError("no language")  # noqa: TRY004 - all that is wrong with a field is one kind
    if given != "en":
        if not re.fullmatch(_LANGUAGE, given):
            raise ValueError("no language")
        if given not in languages():
            raise ValueError("not a language of this program")
    return given


def _path(given: object) -> str:
    """A text that can be the whole path of a file on this system, whether it is there or not; or ""."""
    if not isinstance(given, str) or len(given) > _LONGEST_PATH or "\0" in given:
        raise ValueError("no path")
    if given:
        os.fsencode(given)  # raises `UnicodeEncodeError`, which is a `ValueError`
        if not Path(given).is_absolute():
            raise ValueError("no whole path")
    return given


def _paths(given: object) -> tuple[str, ...]:
    """Those of a list that can be paths of files."""
    if not isinstance(given, list):
        raise ValueError("no list")  # noqa: TRY004 - all that is wrong with a field is one kind
    found: list[str] = []
    for one in given[: 2 * RECENT_KEPT]:
        with suppress(ValueError):
            found.append(_path(one))
    return tuple(dict.fromkeys(filter(None, found)))[:RECENT_KEPT]


def _place(given: object) -> tuple[int, ...]:
    """Four whole numbers that a screen may have; or nothing. Whether it is on a screen of today is looked at later."""
    if not isinstance(given, list) or len(given) not in (0, 4):
        raise ValueError("no place")
    if not all(type(one) is int and abs(one) <= _FARTHEST for one in given) or (given and min(given[2:]) <= 0):
        raise ValueError("no place on any screen")
    return tuple(given)


_CHECKS: Mapping[str, Callable[[object], Any]] = {
    "theme": _one_of("system", "light", "dark"),
    "scale": _one_of(100, 115, 130),
    "language": _language,
    "recent": _paths,
    "last": _path,
    "kept_copies": _paths,
    "window": _place,
    "maximized": _one_of(True, False),
}
"""Per field what makes its value of what JSON gives, or raises `ValueError`."""


def file() -> Path:
    return paths.user_data() / "window.json"


def load() -> Preferences:
    """The kept preferences; whatever cannot be read is left at its default."""
    try:
        kept = json.loads(_content())
    except (OSError, ValueError, RecursionError):
        return Preferences()
    return _checked(kept) if isinstance(kept, dict) else Preferences()


def _content() -> str:
    """Raises `OSError` or `ValueError` for what is no small ordinary file with a text: a pipe would wait for ever."""
    source = file()
    if not source.is_file() or source.stat().st_size > _LARGEST:
        raise ValueError("not a file of ours")
    return source.read_bytes().removeprefix(_BYTE_ORDER_MARK).decode("utf-8")


def _checked(kept: Mapping[str, Any]) -> Preferences:
    values: dict[str, Any] = {}
    for name, check in _CHECKS.items():
        if name in kept:
            with suppress(ValueError):
                values[name] = check(kept[name])
    if "last" not in values:  # written by 0.1.0, which kept the recent files only
        values["last"] = next(iter(values.get("recent", ())), "")
    return Preferences(**values)


def change(how: Callable[[Preferences], Preferences]) -> None:
    """Reads, changes and keeps the preferences; for any thread, one at a time."""
    with _CHANGING:
        save(how(load()))


def save(preferences: Preferences) -> None:
    """Keeps the preferences: the new file or the old one. A disk that refuses only costs the memory of them."""
    from mrcworkbench import systems  # nothing of it is needed before the window is painted

    target = file()
    beside = target.with_suffix(".new")
    try:
        if paths.chosen_data() is None or not target.parent.is_dir():  # a folder that the user has named stays as it is
            systems.private_folder(target.parent)
        beside.unlink(missing_ok=True)  # what a start that was cut short left
        systems.new_private_file(beside)
        with beside.open("w", encoding="utf-8") as out:
            json.dump(preferences._asdict(), out, indent=1)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(target)
    except OSError:
        with suppress(OSError):
            beside.unlink()
