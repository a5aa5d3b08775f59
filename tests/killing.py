"""Kills a piece of the program before its n-th change of names or files on the disk, as `kill -9` does."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable

CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "os.truncate"})
_WRITING = os.O_WRONLY | os.O_RDWR
_DEAD, _FAILED = 9, 1


def killed_at(number: int, work: Callable[[], object]) -> bool:
    """Do the work in a process of its own that dies before the `number`-th change. False where it came to its end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of later Pythons: the child runs nothing but this
        child = os.fork()
    if child == 0:
        status = _FAILED
        try:
            sys.addaudithook(_counting(number))
            work()
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    status = os.waitstatus_to_exitcode(ended)
    assert status in {0, _DEAD}, "the work failed"
    return status == _DEAD


def _counting(number: int) -> Callable[[str, tuple[object, ...]], None]:
    left = [number]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if event in CHANGES or writes:
            left[0] -= 1
            if left[0] == 0:
                os._exit(_DEAD)

    return hook
