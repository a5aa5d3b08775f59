"""What the value of a whole answer, and a row of a table, may be: in full, and at a quick look."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from mrcworkbench.domain.questionnaire.answers import AnswerState, Cell
from mrcworkbench.domain.questionnaire.cells import FORBIDDEN, LONGEST_TEXT, CellError, text_faults
from mrcworkbench.domain.questionnaire.constraints import broken_by_row, broken_by_value
from mrcworkbench.domain.questionnaire.expressions import names
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.questionnaire.types.number import is_never_negative
from mrcworkbench.domain.questionnaire.types.table import ROW_ID
from mrcworkbench.domain.revisions.canonical import read_canonical
from mrcworkbench.domain.verification.canonical_patterns import row_pattern

_MOST_REMEMBERED = 20_000
_SURELY_SHORT = LONGEST_TEXT // 2
"""Characters; each is at most two UTF-16 units."""


class RowRules:
    """What a row of one table may hold. Remembers, so keep it."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._constrained = tuple(column for column in question.columns if column.constraint is not None)
        self._fixed = question.fixed_column
        self._fixed_rows = question.column_by_code[self._fixed].option_codes if self._fixed else frozenset[str]()
        compared = {
            frozenset(names(one.constraint))
            for one in question.columns
            if one.constraint is not None and not is_never_negative(one)
        }
        fixed = {self._fixed} if self._fixed else set[str]()
        self._pattern = row_pattern(question.columns, frozenset[str](fixed).union(*compared))
        places = self._pattern.groupindex
        self._compared = tuple(tuple(sorted(places[code] for code in codes)) for codes in compared)
        """Groups of the pattern that keep a constraint together, or break it."""
        self._right: set[tuple[object, ...]] = set()
        """What these groups held in rows that were right."""

    def accept(self, place: str, text: str) -> bool:
        """A quick look: whether the row is canonical and right for sure."""
        found = self._pattern.fullmatch(text)
        if found is None or len(text) > _SURELY_SHORT or (self._fixed is None and ROW_ID.fullmatch(place) is None):
            return False
        if self._fixed is not None and (found[self._fixed] != f'"{place}"' or text == f'{{"{self._fixed}":"{place}"}}'):
            return False
        if not self._compared:
            return True
        held = [(groups, found.group(*groups)) for groups in self._compared]
        if self._right.issuperset(held):
            return True
        if self._breaks_constraint({code: _cell(cell) for code, cell in json.loads(text).items()}):
            return False
        if len(self._right) < _MOST_REMEMBERED:
            self._right.update(held)
        return True

    def fault(self, place: str, cells: Mapping[str, object]) -> str | None:
        """The full judgement, as a code."""
        if not self._is_place(place, cells):
            return "row_id"
        if len(cells) == (self._fixed is not None):
            return "row_empty"
        columns = self._question.column_by_code
        for code, cell in cells.items():
            if code not in columns:
                return "column_unknown"
            if not takes(columns[code], cell):
                return "value_wrong"
        broken = self._breaks_constraint({code: _cell(cell) for code, cell in cells.items()})
        return "value_wrong" if broken else None

    def _breaks_constraint(self, cells: Mapping[str, Cell]) -> bool:
        columns = self._question.column_by_code
        return any(broken_by_row(column, columns, cells) for column in self._constrained)

    def _is_place(self, place: str, cells: Mapping[str, object]) -> bool:
        if self._fixed is not None:
            return place in self._fixed_rows and cells.get(self._fixed) == place
        return ROW_ID.fullmatch(place) is not None


class WholeRules:
    """What the value of a whole answer may be, at a quick look. Remembers, so keep it."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._pattern = re.compile(question.rules.pattern(question))
        self._is_kept_by_pattern = question.constraint is None or is_never_negative(question)
        self._right: set[str] = set()
        """Values that were right; no texts, which hardly come again."""

    def accept(self, _place: str, text: str) -> bool:
        """Whether the value is canonical and right for sure."""
        if text in self._right:
            return True
        if len(text) > _SURELY_SHORT or self._pattern.fullmatch(text) is None:
            return False
        if not self._is_kept_by_pattern and broken_by_value(self._question, _cell(json.loads(text))):
            return False
        if self._question.kind is not ValueKind.TEXT and len(self._right) < _MOST_REMEMBERED:
            self._right.add(text)
        return True


def whole_fault(question: Question, state: str, text: str | None, reason: str | None) -> str | None:
    """What is wrong with a whole answer, whose text is canonical, as a code."""
    if reason is not None and reason not in {one.code for one in question.not_applicable_reasons}:
        return "reason_unknown"
    if reason is not None or state not in (AnswerState.ANSWERED, AnswerState.CARRIED_OVER):
        return None
    if question.is_table != (text is None):
        return "value_wrong"
    if text is None:
        return None
    value = read_canonical(text)
    right = takes(question, value) and broken_by_value(question, _cell(value)) is None
    return None if right else "value_wrong"


def is_quick_text(text: str) -> bool:
    """A quick look at a comment."""
    return len(text) <= _SURELY_SHORT and FORBIDDEN.search(text) is None and not text.isspace()


def takes(question: Question, value: object) -> bool:
    """Whether the checks take this value for a question or column, and keep it as it is.

    A text is kept as it is stored: U+2028 and U+2029 in it, which are made line ends when it comes in, once were not.
    """
    if question.kind is ValueKind.TEXT:
        return isinstance(value, str) and bool(value.strip()) and not text_faults(value)
    try:
        kept = question.rules.read(question, value)
    except CellError:
        return False
    return kept is not None and type(kept) is type(_cell(value)) and kept == _cell(value)


def _cell(value: object) -> Cell:
    return tuple(value) if isinstance(value, list) else value  # type: ignore[return-value]
