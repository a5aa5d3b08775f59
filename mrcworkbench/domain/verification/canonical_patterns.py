"""Patterns for the canonical text of right rows, so that most of ten thousand files need not be decoded.

A text that matches is canonical, and right but for what it captures, which constraints compare. One that does not match
may still be right; whoever asks must judge it in full then.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from mrcworkbench.domain.questionnaire.model import Question


def row_pattern(columns: Sequence[Question], captured: Container[str]) -> re.Pattern[str]:
    """The canonical texts of rows with these columns; a group for each captured one, by code."""
    cells = "".join(_cell(column, captured) for column in sorted(columns, key=lambda column: column.code))
    return re.compile(rf"\{{(?!\}}){cells}\}}")


def _cell(column: Question, captured: Container[str]) -> str:
    """A cell that may be there: with a comma after it, unless the row ends."""
    pattern = column.rules.pattern(column)
    value = f"(?P<{column.code}>{pattern})" if column.code in captured else pattern
    return rf'(?:"{re.escape(column.code)}":{value}(?:,(?!\}})|(?=\}})))?'
