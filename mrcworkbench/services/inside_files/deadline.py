"""A limit of time for work in one thread, such as reading a file that somebody made to be read for ever."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooLongError(BaseException):
    """Not an `Exception`: libraries that pass over damaged parts would pass over it."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises `TooLongError` from the first call of a function after that time, here or in a library."""
    end = time.monotonic() + seconds
    before = sys.getprofile()

    def look(_frame: FrameType, event: str, _what: object) -> None:
        if event == "call" and time.monotonic() > end:
            sys.setprofile(before)
            raise TooLongError

    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)
