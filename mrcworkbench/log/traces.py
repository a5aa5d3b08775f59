"""A fault as the log may know it: what was raised where, never what it said.

The message of an exception, the source line and the values of a frame can hold answers, names and paths, so none of
them is read. A file is named from the package or library it belongs to, without the folders above.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from types import TracebackType

from mrcworkbench.errors import UserError
from mrcworkbench.log.facts import LEFT_OUT, code

ELSEWHERE = "elsewhere"
"""Stands for a file that belongs to no library."""
_OUR_PARENT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))).replace("\\", "/")  # noqa: PTH100, PTH120 - plain text, as it is compared
_PYTHON = os.path.dirname(os.path.abspath(os.__file__)).replace("\\", "/")  # noqa: PTH100, PTH120
_LIBRARIES = re.compile(r".*/(?:site|dist)-packages/(?P<rest>.+)")
_PLACE = re.compile(r"[A-Za-z0-9_./+-]{1,160}|<frozen [A-Za-z0-9_.]{1,80}>|<string>")
_WORD = re.compile(r"[A-Za-z0-9_.<>]{1,120}")
_MOST_FRAMES, _FIRST_FRAMES = 50, 10
_MOST_ERRORS = 8


def lines(error: BaseException) -> Iterator[str]:
    """An exception with its frames, then what it was caused by or raised in handling of, and what it holds."""
    waiting: list[tuple[str, BaseException]] = [("error", error)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_ERRORS:
        how, one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield f"  {how} {summary(one)}"
        yield from _frames(one.__traceback__)
        if one.__cause__ is not None:
            waiting.append(("cause", one.__cause__))
        elif one.__context__ is not None and not one.__suppress_context__:
            waiting.append(("during", one.__context__))
        if isinstance(one, BaseExceptionGroup):
            waiting += [("part", part) for part in one.exceptions]


def summary(error: BaseException) -> str:
    """The kind of an exception and its numbers or code."""
    kind = type(error)
    words = [word(f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins."))]
    if isinstance(error, UserError):
        words.append(f"code={code(error.code)}")
    if isinstance(error, OSError):
        numbers = {"errno": error.errno, "winerror": getattr(error, "winerror", None)}
        words += [f"{name}={number}" for name, number in numbers.items() if isinstance(number, int)]
    sqlite = getattr(error, "sqlite_errorname", None)
    if isinstance(sqlite, str):
        words.append(f"sqlite={code(sqlite.lower())}")
    return " ".join(words)


def place(file: str) -> str:
    """A source file from its package or library on; `ELSEWHERE` if it belongs to none."""
    file = file.replace("\\", "/")
    if file.startswith(f"{_OUR_PARENT}/mrcworkbench/"):
        found = file.removeprefix(f"{_OUR_PARENT}/")
    elif (library := _LIBRARIES.fullmatch(file)) is not None:
        found = library["rest"]
    elif file.startswith(f"{_PYTHON}/"):
        found = f"python{file.removeprefix(_PYTHON)}"
    else:
        found = file if file.startswith("<") else ELSEWHERE
    return found if _PLACE.fullmatch(found) else ELSEWHERE


def word(name: str) -> str:
    """The name of a function or class."""
    return name if _WORD.fullmatch(name) else LEFT_OUT


def frame(file: str, line: object, function: str) -> str:
    """One frame; `line` is its number, or unknown."""
    return f"    at {place(file)}:{line if isinstance(line, int) else LEFT_OUT} {word(function)}"


def _frames(trace: TracebackType | None) -> Iterator[str]:
    found: list[str] = []
    while trace is not None:
        of = trace.tb_frame.f_code
        found.append(frame(of.co_filename, trace.tb_lineno, of.co_qualname))
        trace = trace.tb_next
    if len(found) > _MOST_FRAMES:
        found[_FIRST_FRAMES : len(found) - _MOST_FRAMES + _FIRST_FRAMES] = ["    ..."]
    return iter(found)
