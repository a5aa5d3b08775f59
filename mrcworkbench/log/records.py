"""Records of the log: the time in UTC, the version, the process, what happened, and its facts."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable

from mrcworkbench import __version__, clocks
from mrcworkbench.errors import UserError
from mrcworkbench.log import files
from mrcworkbench.log.facts import in_line

_MARK = "_in_the_log"
"""Attribute of an exception that has been logged: it may be told by several parts of the program."""
_WHOLE = 3
_MOST_KINDS = 500


class Repeats:
    """Keeps what goes wrong again and again, such as at every paint, from pushing everything else out of the log."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def count(self, record: str) -> int | None:
        """How often there was such a record, if it is to be written: the first few times, then ever more rarely."""
        if len(self._times) >= _MOST_KINDS:
            self._times.clear()
        times = self._times[record] = self._times.get(record, 0) + 1
        return times if times <= _WHOLE or times & (times - 1) == 0 else None


_repeats = Repeats()


def event(name: str, /, **facts: object) -> None:
    """Adds a line: a code, and facts that are numbers, yes or no, or codes. Any other fact stands as `?`."""
    _write(in_line(name, facts))


def repeated(name: str, /, **facts: object) -> None:
    """Adds a line about what may happen very often, and leaves most of them out."""
    _write_repeated(in_line(name, facts))


def block(name: str, lines: Iterable[str], /, **facts: object) -> None:
    """Adds a line and those that belong to it. For lines that were made of codes and numbers, or scrubbed."""
    _write("\n".join((in_line(name, facts), *lines)))


def told(error: UserError, /) -> None:
    """Adds that an error is shown to the user, once for each: its code, and the numbers of what the system said before.

    Its facts and problems may hold paths, names and answers, and are not taken.
    """
    if _is_known(error):
        return
    cause = error.__cause__
    numbers = {
        "problems": len(getattr(error, "problems", ())) or None,
        "errno": getattr(cause, "errno", None),
        "winerror": getattr(cause, "winerror", None),
        "sqlite_code": getattr(cause, "sqlite_errorcode", None),
    }
    repeated("told", code=error.code, **{name: n for name, n in numbers.items() if isinstance(n, int)})


def fault(error: BaseException, /) -> None:
    """Adds a fault of the program with its traceback, once for each exception."""
    if _is_known(error):
        return
    from mrcworkbench.log import traces

    _write_repeated("\n".join((in_line("fault", {}), *traces.lines(error))))


def _is_known(error: BaseException) -> bool:
    """Whether an exception has been logged; from now on it has."""
    known = getattr(error, _MARK, False)
    with contextlib.suppress(AttributeError):  # an exception that cannot be marked is told as often as it comes
        setattr(error, _MARK, True)
    return bool(known)


def _write_repeated(record: str) -> None:
    times = _repeats.count(record)
    if times is None:
        return
    if times > 1:
        first, *more = record.splitlines()
        record = "\n".join((f"{first} times={times}", *(more if times <= _WHOLE else more[:1])))
    _write(record)


def _write(record: str) -> None:
    try:
        files.append(f"{_now()} {__version__} {os.getpid()} {record}")
    except (OSError, ValueError, RuntimeError):
        # The log says what went wrong elsewhere; that it cannot be kept must stop nothing, and nobody can be told.
        return


def _now() -> str:
    return clocks.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
