"""Answers and their states.

Values: text and single choice as `str`, dates as `"YYYY-MM-DD"`, integers as `int`, numbers as `int` or `float`,
multiple choice as a tuple of option codes in the questionnaire's order, tables as a tuple of `Row`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    CARRIED_OVER = "carried_over"
    """From the round before, and not confirmed in this one: open, as a conflict is."""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. `id` is a UUID, or the option's code where rows are fixed. Blank cells are absent.

    All but the cells is for registers: comments and files of the row, and whether all of it stays in this file. Then
    its comment is `kept_comment`: none of it goes along.
    """

    id: str
    cells: Mapping[str, Cell] = field(default_factory=dict)
    comment: str = ""
    kept_comment: str = ""
    attachments: tuple[str, ...] = ()
    stays: bool = False


Value: TypeAlias = Cell | tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is stored for one question. `value` is set only when answered, `reason` only when not applicable."""

    state: AnswerState = AnswerState.BLANK
    value: Value | None = None
    reason: str | None = None
    comment: str = ""
    """Goes along with a submission."""
    attachments: tuple[str, ...] = ()
    """SHA-256 of each attached file, in order."""
    kept_comment: str = ""
    """Stays in this file: neither hashed nor sent."""
    before: Answer | None = None
    """What the round before said, only where carried over: answered or not applicable, without comment and files."""

    @property
    def is_answered(self) -> bool:
        return self.state is AnswerState.ANSWERED

    @property
    def counts_as_done(self) -> bool:
        """Counted as answered in progress: anything but what is open."""
        return self.state not in (AnswerState.BLANK, AnswerState.CONFLICT, AnswerState.CARRIED_OVER)

    @property
    def all_attachments(self) -> tuple[str, ...]:
        """The files of the answer and of its rows, each once."""
        return tuple(dict.fromkeys((*self.attachments, *(file for row in self.rows for file in row.attachments))))

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


def carried_over(answer: Answer) -> Answer:
    """The answer of a round before as it begins in the next one: open, with its comments and files. An answer that is
    neither answered nor not applicable is nothing to carry over, and becomes blank."""
    if answer.state not in (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE):
        return BLANK
    said = Answer(answer.state, answer.value, answer.reason)
    return replace(answer, state=AnswerState.CARRIED_OVER, value=None, reason=None, before=said)


def confirmed(answer: Answer) -> Answer:
    """What is still true, as an answer of this round; any other answer as it is."""
    if answer.before is None:
        return answer
    said = answer.before
    return replace(answer, state=said.state, value=said.value, reason=said.reason, before=None)


def that_stays(row: Row) -> Row:
    """The row as one that stays in this file, with all that was said in its comments."""
    return replace(row, comment="", kept_comment=_both(row), stays=True)


def comment_kept(answer: Answer) -> Answer:
    """The answer with its comment as one that stays in this file."""
    return replace(answer, comment="", kept_comment=_both(answer))


def _both(said: Answer | Row) -> str:
    return "\n".join(filter(None, (said.comment, said.kept_comment)))


def going_along(answer: Answer) -> Answer:
    """What of an answer is hashed and sent: all but kept comments, and rows that stay. Without any other row a table is
    blank."""
    rows = answer.rows
    if not answer.kept_comment and not any(row.stays or row.kept_comment for row in rows):
        return answer
    going = replace(answer, kept_comment="")
    if not rows:
        return going
    left = tuple(replace(row, kept_comment="") for row in rows if not row.stays)
    return replace(going, value=left) if left else replace(going, state=AnswerState.BLANK, value=None)
