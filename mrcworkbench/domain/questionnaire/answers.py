"""Answers and their states.

Values: text and single choice as `str`, dates as `"YYYY-MM-DD"`, integers as `int`, numbers as `int` or `float`,
multiple choice as a tuple of option codes in the questionnaire's order, tables as a tuple of `Row`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Scalar: TypeAlias = str | int | float
Cell: TypeAlias = Scalar | tuple[str, ...]


class AnswerState(StrEnum):
    ANSWERED = "answered"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    NOT_KNOWN = "not_known"
    DECLINED = "declined"
    CONFLICT = "conflict"
    """Several heads differ: shown by `answers`, never set by a person. See db/README.md, Decisions 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. `id` is a UUID, or the option's code where rows are fixed. Blank cells are absent."""

    id: str
    cells: Mapping[str, Cell] = field(default_factory=dict)


Value: TypeAlias = Cell | tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is stored for one question. `value` is set only when answered, `reason` only when not applicable."""

    state: AnswerState = AnswerState.BLANK
    value: Value | None = None
    reason: str | None = None
    comment: str = ""
    attachments: tuple[str, ...] = ()
    """SHA-256 of each attached file, in order."""

    @property
    def is_answered(self) -> bool:
        return self.state is AnswerState.ANSWERED

    @property
    def counts_as_done(self) -> bool:
        """Counted as answered in progress: anything but blank (and open conflicts)."""
        return self.state not in (AnswerState.BLANK, AnswerState.CONFLICT)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of a table answer; empty for everything else."""
        if isinstance(self.value, tuple):
            return tuple(row for row in self.value if isinstance(row, Row))
        return ()


BLANK = Answer()


def answered(value: Value, comment: str = "") -> Answer:
    """An answer with a value; an empty value makes it blank."""
    if value in ("", ()):
        return Answer(comment=comment)
    return Answer(AnswerState.ANSWERED, value, None, comment)
