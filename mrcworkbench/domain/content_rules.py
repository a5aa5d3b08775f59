"""Whether stored units are answers that the questionnaire takes: the rules of `checking`, for units from elsewhere.

Ten thousand files are judged in one merge, so what is said over and over (that a question has this option) is
remembered, and what is said once (a text, a row) is looked at quickly. Only what a quick look does not accept is judged
in full; a quick look never accepts what the full judgement would not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mrcworkbench.domain.answers import AnswerState, Cell
from mrcworkbench.domain.canonical import NotCanonical, read_all_canonical, read_canonical
from mrcworkbench.domain.cells import LONGEST_TEXT, CellError, plain_lines, read_cell, text_faults
from mrcworkbench.domain.constraints import broken_by_row, broken_by_value
from mrcworkbench.domain.expressions import names
from mrcworkbench.domain.questionnaire import Question, Questionnaire, QuestionType
from mrcworkbench.domain.revisions import UnitRow
from mrcworkbench.domain.tables import ROW_ID
from mrcworkbench.domain.units import NO_ATTACHMENTS, ORDER, WHOLE, Unit, is_row
from mrcworkbench.domain.verification import unit_fault

Quick: TypeAlias = Callable[[object], bool]
_ANSWERED = AnswerState.ANSWERED.value
_NOT_APPLICABLE = AnswerState.NOT_APPLICABLE.value
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SHA256 = re.compile("[0-9a-f]{64}")
_MOST_REMEMBERED = 50_000
_CLOSED = frozenset({QuestionType.SINGLE, QuestionType.STATUS, QuestionType.MULTIPLE, QuestionType.TABLE})
"""Questions whose whole answers are few enough to be remembered."""


@dataclass(frozen=True, slots=True)
class UnitFault:
    """What is wrong with a unit, and where."""

    code: str
    question: str
    row: str


class ContentRules:
    """The rules of one questionnaire. Remembers what it has accepted, so keep it for all files."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._rows = {one.code: _RowRules(one) for one in questionnaire.questions() if one.type is QuestionType.TABLE}
        self._accepted: set[tuple[str | None, ...]] = set()

    def first_fault(self, rows: Sequence[UnitRow]) -> UnitFault | None:
        """What is wrong with the first unit at fault. All columns must be texts, or None where that is allowed;
        origins are not looked at."""
        accepted = self._accepted
        new = [
            row
            for row in rows
            if row[:5] not in accepted or row[6] != NO_ATTACHMENTS or (row[5] and not _is_quick_text(row[5]))
        ]
        texts = [row[3] for row in new if row[3] is not None]
        try:
            values = iter(read_all_canonical(texts))
        except NotCanonical:
            return self._first_in_full(new)
        doubtful = [row for row in new if not self._quick(row, next(values) if row[3] is not None else None)]
        return self._first_in_full(doubtful)

    def fault(self, row: UnitRow) -> str | None:
        """The full judgement of one unit, as a code."""
        code, place, state, text, reason, comment, attachments, _ = row
        if code not in self._questionnaire:
            return "question_unknown"
        question = self._questionnaire[code]
        found = unit_fault((code, place), Unit(state, text, reason, comment, attachments))
        if found is not None:
            return found
        if text_faults(comment) or plain_lines(comment) != comment or (comment and not comment.strip()):
            return "unit_comment"
        files = read_canonical(attachments)
        if not isinstance(files, list) or not all(_SHA256.fullmatch(one) for one in files):
            return "unit_attachments"
        if place == WHOLE:
            return _whole_fault(question, state, text, reason)
        if question.type is not QuestionType.TABLE:
            return "row_without_table"
        return self._row_fault(question, place, text)

    def _first_in_full(self, rows: Sequence[UnitRow]) -> UnitFault | None:
        for row in rows:
            code = self.fault(row)
            if code is not None:
                return UnitFault(code, row[0], row[1])
            self._remember(row)
        return None

    def _remember(self, row: UnitRow) -> None:
        if (
            row[1] == WHOLE
            and (row[2] != _ANSWERED or self._questionnaire[row[0]].type in _CLOSED)
            and len(self._accepted) < _MOST_REMEMBERED
        ):
            self._accepted.add(row[:5])

    def _quick(self, row: UnitRow, value: object) -> bool:
        code, place, state, _, reason, comment, attachments, _ = row
        if comment or attachments != NO_ATTACHMENTS or state != _ANSWERED or reason is not None or place == WHOLE:
            return False
        rules = self._rows.get(code)
        if rules is None:
            return False
        if place == ORDER:
            return _is_order(value)
        return rules.accept(place, value)

    def _row_fault(self, question: Question, place: str, text: str | None) -> str | None:
        if not is_row((question.code, place)) or text is None:
            return None
        cells = read_canonical(text)
        return self._rows[question.code].fault(place, cells) if isinstance(cells, dict) else "unit_value"


class _RowRules:
    """What a row of one table may hold."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._quick = {column.code: _quick(column) for column in question.columns}
        self._constrained = tuple(
            (column, tuple(sorted(names(column.constraint))))
            for column in question.columns
            if column.constraint is not None
        )
        self._kept: set[tuple[object, ...]] = set()
        """Constraints that were kept: column and the values that it compares."""
        self._fixed = question.fixed_column
        self._fixed_rows = question.column_by_code[self._fixed].option_codes if self._fixed else frozenset[str]()

    def accept(self, place: str, cells: object) -> bool:
        """A quick look: whether the row is right for sure."""
        if type(cells) is not dict or not cells or not self._is_place(place, cells):
            return False
        quick = self._quick
        for code, cell in cells.items():
            look = quick.get(code)
            if look is None or not look(cell):
                return False
        return not self._constrained or all(self._keeps(column, compared, cells) for column, compared in self._constrained)

    def fault(self, place: str, cells: Mapping[str, object]) -> str | None:
        """The full judgement, as a code."""
        if not self._is_place(place, cells):
            return "row_id"
        for code, cell in cells.items():
            column = self._question.column_by_code.get(code)
            if column is None:
                return "column_unknown"
            if not _is_kept(column, cell):
                return "value_wrong"
        kept = all(self._keeps(column, compared, cells) for column, compared in self._constrained)
        return None if kept else "value_wrong"

    def _is_place(self, place: str, cells: Mapping[str, object]) -> bool:
        if self._fixed is not None:
            return place in self._fixed_rows and cells.get(self._fixed) == place
        return ROW_ID.fullmatch(place) is not None

    def _keeps(self, column: Question, compared: tuple[str, ...], cells: Mapping[str, object]) -> bool:
        """Whether the row keeps the column's constraint."""
        values = [cells.get(code) for code in compared]
        if None in values:
            return True  # what is not filled in cannot break it
        key = (column.code, *map(str, values))
        if key in self._kept:
            return True
        stored = {code: _cell(cell) for code, cell in cells.items()}
        if broken_by_row(column, self._question.column_by_code, stored) is not None:
            return False
        if len(self._kept) < _MOST_REMEMBERED:
            self._kept.add(key)
        return True


def _whole_fault(question: Question, state: str, text: str | None, reason: str | None) -> str | None:
    if state == _NOT_APPLICABLE and reason not in {option.code for option in question.not_applicable_reasons}:
        return "reason_unknown"
    if state != _ANSWERED:
        return None
    if (question.type is QuestionType.TABLE) != (text is None):
        return "value_wrong"
    if text is None:
        return None
    value = read_canonical(text)
    if not _is_kept(question, value) or broken_by_value(question, _cell(value)) is not None:
        return "value_wrong"
    return None


def _is_kept(question: Question, value: object) -> bool:
    """Whether the checks take this value and keep it as it is."""
    try:
        kept = read_cell(question, value)
    except CellError:
        return False
    return kept is not None and type(kept) is type(_cell(value)) and kept == _cell(value)


def _cell(value: object) -> Cell:
    return tuple(value) if isinstance(value, list) else value  # type: ignore[return-value]


def _is_order(value: object) -> bool:
    return type(value) is list and all(type(one) is str for one in value) and len(set(value)) == len(value)


def _quick(question: Question) -> Quick:
    """A quick look at one cell: True only where the full judgement finds nothing wrong."""
    codes = question.option_codes
    order = [option.code for option in question.options]
    match question.type:
        case QuestionType.TEXT:
            return _is_quick_text
        case QuestionType.SINGLE | QuestionType.STATUS:
            return lambda value: type(value) is str and value in codes
        case QuestionType.MULTIPLE:
            return lambda value: type(value) is list and bool(value) and value == [one for one in order if one in value]
        case QuestionType.INTEGER | QuestionType.NUMBER:
            return lambda value: type(value) is int and -1_000_000_000 < value < 1_000_000_000
        case _:
            return lambda value: _is_kept(question, value)


def _is_quick_text(value: object) -> bool:
    return (
        type(value) is str
        and len(value) * 2 <= LONGEST_TEXT
        and _FORBIDDEN.search(value) is None
        and not value.isspace()
        and bool(value)
    )
