"""Numbers and dates as people write them, in any country.

A text has one reading, or several that one has to choose between, or none: `UnreadableError` says why. What could be
two things is never guessed.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

Order: TypeAlias = Literal["dmy", "mdy", "ymd"]
"""In which order a country writes day, month and year in figures."""


class UnreadableError(Exception):
    """A text that is no number or no date. `code` names the sentence for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
