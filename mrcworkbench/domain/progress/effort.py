"""How long the questions take: a guess by their kind, put right by the pace at which this centre has answered.

The guesses are minutes for reading, talking it over and typing it in, with staff, in a language that is not one's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from mrcworkbench.domain.questionnaire.model import Question, Role

_ROWS = 2
"""Rows that a table gets, where the questionnaire does not say."""
_CELL = 1 / 3
"""What a cell takes of the minutes of a question of its kind: the table says already what it is about."""
_PAUSE = timedelta(minutes=10)
"""Whoever saves nothing for so long does something else."""
_AT_ONCE = timedelta(seconds=2)
"""Answers that come so close together were not typed one after another: they were taken from a file."""
_ENOUGH = 20
"""Answers from which a pace can be told."""
_SLOWEST, _FASTEST = 3.0, 1 / 3


def minutes(question: Question) -> float:
    """The guess for one question; for a table by its columns, and by its rows: those that are fixed, one document, and
    some of anything else."""
    fixed = question.column_by_code.get(question.fixed_column or "")
    some = 1 if question.role is Role.DOCUMENTS else _ROWS
    rows = some if fixed is None else len(fixed.options)
    cells = (column.rules.minutes * _CELL for column in question.columns if column is not fixed)
    return question.rules.minutes + rows * sum(cells)


def pace(edited: Iterable[tuple[datetime, Question]]) -> float:
    """How many times as long as guessed this centre takes, from when its answers were last saved; 1.0 where too few
    were typed in one after another. Within 1/3 and 3: a stopwatch it is not.
    """
    in_order = sorted(edited, key=lambda one: one[0])
    steps = [(then - before, question) for (before, _), (then, question) in pairwise(in_order)]
    counted = [(taken, question) for taken, question in steps if _AT_ONCE <= taken < _PAUSE]
    if len(counted) < _ENOUGH:
        return 1.0
    taken = sum(gap.total_seconds() for gap, _ in counted) / 60
    return min(_SLOWEST, max(_FASTEST, taken / sum(minutes(question) for _, question in counted)))
