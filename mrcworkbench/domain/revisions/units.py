"""Units: what merging compares one by one.

An answer is one unit, whose row is `WHOLE`. Where it is a table, the order of its rows is another (`ORDER`), and each
row one more, under its id. A removed row stays as a unit: what is gone must be told from what was never there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from mrcworkbench.domain.questionnaire.answers import AnswerState

WHOLE = ""
"""Row of the unit that is the answer itself."""
ORDER = "*"
"""Row of the unit that is the order of a table's rows: a list of row ids."""
REMOVED = "removed"
"""State of a table row that is gone."""
CARRIED_OVER = AnswerState.CARRIED_OVER.value
"""State of a unit that the round before said: its value where it was answered, its reason where it was not applicable;
neither for an answer by rows, each of which has the state too."""
_ANSWERED = AnswerState.ANSWERED.value
_BLANK = AnswerState.BLANK.value
NO_ATTACHMENTS = "[]"

Key: TypeAlias = tuple[str, str]
"""Question and row."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit says, with value and attachments in their canonical text, so that equal units are equal texts.

    `value` of an answer is its value, and None for a table; of `ORDER` the list of row ids; of a row its cells by
    column.
    """

    state: str
    value: str | None = None
    reason: str | None = None
    comment: str = ""
    attachments: str = NO_ATTACHMENTS

    @property
    def is_removed(self) -> bool:
        return self.state == REMOVED

    @property
    def says_nothing(self) -> bool:
        """The same as if the unit were not there, where nobody knew of it before."""
        return self.is_removed or (self.state == _BLANK and not self.comment and self.attachments == NO_ATTACHMENTS)

    @property
    def is_table(self) -> bool:
        """Answered with rows, for the unit of a whole answer."""
        return self.value is None and (self.state == _ANSWERED or (self.state == CARRIED_OVER and self.reason is None))

    @property
    def is_carried_over(self) -> bool:
        return self.state == CARRIED_OVER

    @property
    def carries_nothing(self) -> bool:
        """Carried over without a value: of a table, whose rows say it; of any other answer, and of a row, that what the
        round before said has no place in this version of the questionnaire. Then views say that nothing is there."""
        return self.is_carried_over and self.value is None and self.reason is None

    @property
    def is_blank(self) -> bool:
        return self.state == _BLANK


REMOVED_ROW = Unit(REMOVED)
TABLE = Unit(_ANSWERED)
NOTHING = Unit(_BLANK)
"""A whole answer that nobody gave."""


def blank(like: Unit) -> Unit:
    """A blank answer with the comment and attachments of another."""
    return Unit(_BLANK, None, None, like.comment, like.attachments)


def without_place(like: Unit) -> Unit:
    """An answer of which nothing has a place, with its comment and attachments: blank, unless it is only carried over
    and so has to give way still."""
    return Unit(like.state if like.is_carried_over else _BLANK, None, None, like.comment, like.attachments)


def row_without_place(like: Unit) -> Unit:
    """The same of a row, without them: it is gone."""
    return Unit(CARRIED_OVER) if like.is_carried_over else REMOVED_ROW


def table(like: Unit) -> Unit:
    """An answer by rows, with the comment and attachments of another."""
    return Unit(_ANSWERED, None, None, like.comment, like.attachments)


def is_row(key: Key) -> bool:
    """Whether this is a row of a table: neither the answer itself nor the order."""
    return key[1] not in (WHOLE, ORDER)


@dataclass(frozen=True, slots=True)
class HeldUnit:
    """A unit and its origins: the revisions or decisions that last changed it, sorted.

    Nearly always one. Several where the same change was made in several places; none where it was changed here, in
    the revision or unsealed copy that holds it.
    """

    unit: Unit
    origins: tuple[str, ...] = ()
