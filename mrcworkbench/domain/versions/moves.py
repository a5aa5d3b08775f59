"""What becomes of the units of one question in the next version of its questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TypeAlias, assert_never

from mrcworkbench.domain.questionnaire.expressions import names
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.revisions.canonical import NotCanonical, canonical_text, read_canonical
from mrcworkbench.domain.revisions.translation import kept_question
from mrcworkbench.domain.revisions.units import (
    NO_ATTACHMENTS,
    NOTHING,
    ORDER,
    REMOVED_ROW,
    WHOLE,
    Key,
    Unit,
    is_row,
    row_without_place,
    without_place,
)
from mrcworkbench.domain.verification.row_rules import RowRules, takes, whole_fault
from mrcworkbench.domain.versions.maps import QuestionMap, Renamed

Slot: TypeAlias = tuple[Key, Unit]
_MOST_REMEMBERED = 20_000
_COMPARED_OTHERWISE = frozenset({"code", "options", "columns", "constraint", "not_applicable_reasons", "fixed_column"})
_DECIDES_NO_VALUE = frozenset(
    {"text", "help", "required", "criterion", "role", "relevant", "personal", "tags", "checks", "more_is_better"}
)


class QuestionMove:
    """From one version, `version`, to the next; `new` is what the question has become, None where it is retired, and
    `is_joined` says that others become the same. Remembers, so keep it."""

    def __init__(self, old: Question, new: Question | None, change: QuestionMap, version: str, is_joined: bool) -> None:
        self.code, self.kept, self.is_joined = old.code, kept_question(old.code, version), is_joined
        self._old, self._new, self._change = old, new, change
        self._rules = RowRules(new) if new is not None and new.is_table else None
        self._takes_all = new is not None and not is_joined and _takes_all(old, new, change)
        self._remembered: dict[tuple[str, Unit], tuple[Slot, ...]] = {}

    @property
    def is_nothing(self) -> bool:
        """Whether every unit stays as it is."""
        return self._takes_all and self._change == QuestionMap(self.code)

    @property
    def place(self) -> str | None:
        """The code of what it has become; None where it is retired."""
        return None if self._new is None else self._new.code

    def units(self, row: str, unit: Unit) -> tuple[Slot, ...]:
        """What an old unit becomes: at most one of the new version, and the place of what is kept of it."""
        known = (row, unit)
        if known not in self._remembered:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[known] = tuple(self._units(row, unit))
        return self._remembered[known]

    def _units(self, row: str, unit: Unit) -> list[Slot]:
        new, to = self._new, row
        if self._old.fixed_column is not None and is_row((self.code, row)):
            to = self._change.row(row) or ""
            new = new if to else None
        if new is None:
            return [((self.kept, row), unit)]
        if self.is_joined and new.is_table and not is_row((self.code, row)):
            # It follows from the rows of all of them that the table is answered, and their order.
            return [] if row == ORDER else [((self.kept, WHOLE), without_place(unit) if unit.is_table else unit)]
        if row == ORDER:
            return [((new.code, ORDER), self._order(unit))]
        moved, is_whole = self._whole(new, unit) if row == WHOLE else self._row(new, to, unit)
        if self._takes_all:
            return [((new.code, to), moved)]
        return [((new.code, to), moved), ((self.kept, row), _kept(row, unit, moved, is_whole=is_whole))]

    def _whole(self, new: Question, unit: Unit) -> tuple[Unit, bool]:
        """The answer itself, and whether that is all of it."""
        try:
            moved, is_whole = unit, True
            if unit.value is not None:
                value, is_whole = _moved_value(read_canonical(unit.value), self._change.options, new)
                moved = replace(unit, value=canonical_text(value))
            if whole_fault(new, moved.state, moved.value, moved.reason) is None:
                return moved, is_whole
        except NotCanonical:  # damaged: kept, and told by whoever reads it
            pass
        return without_place(unit), False

    def _row(self, new: Question, to: str, unit: Unit) -> tuple[Unit, bool]:
        """A row under its new id, and whether that is all of it."""
        cells = None if unit.is_removed else _cells(unit)
        if cells is None:
            return row_without_place(unit), unit.is_removed
        moved: dict[str, object] = {}
        is_whole = True
        for code, cell in cells.items():
            of_column = self._change.column(code)
            column = new.column_by_code.get(of_column.to or "")
            options = self._change.rows if code == self._old.fixed_column else of_column.options
            if column is None:
                is_whole = False
                continue
            value, is_all = _moved_value(cell, options, column)
            is_right = takes(column, value)
            is_whole &= is_all and is_right
            if is_right:
                moved[column.code] = value
        full = {**self._change.cells, **moved}
        if moved.keys() <= {new.fixed_column} or self._rules is None or self._rules.fault(to, full) is not None:
            return row_without_place(unit), False
        return replace(unit, value=canonical_text(full)), is_whole

    def _order(self, unit: Unit) -> Unit:
        if self._old.fixed_column is None or not self._change.rows:
            return unit
        try:
            order = read_canonical(unit.value or "")
        except NotCanonical:
            return unit
        moved = [self._change.row(row) for row in order] if isinstance(order, list) else []
        return replace(unit, value=canonical_text([row for row in moved if row is not None]))


def _kept(row: str, unit: Unit, moved: Unit, *, is_whole: bool) -> Unit:
    """What stands in the place for what is kept of a unit, which has moved wholly or in part."""
    if is_whole and unit.is_carried_over:
        return Unit(unit.state)
    if is_whole:
        return NOTHING if row == WHOLE else REMOVED_ROW
    is_gone = row != WHOLE and (moved.is_removed or moved.carries_nothing)
    return unit if is_gone else replace(unit, comment="", attachments=NO_ATTACHMENTS)


def move_of(old: Question, new: Questionnaire, change: QuestionMap, version: str, *, is_joined: bool) -> QuestionMove:
    """What becomes of a question of `version`. A table never becomes another question, nor the other way round."""
    target = new[change.to] if change.to is not None and change.to in new else None
    if target is not None and target.is_table is not old.is_table:
        target = None
    return QuestionMove(old, target, change, version, is_joined and target is not None)


def _cells(unit: Unit) -> Mapping[str, object] | None:
    try:
        cells = read_canonical(unit.value or "")
    except NotCanonical:
        return None
    return cells if isinstance(cells, dict) else None


def _moved_value(value: object, options: Renamed, question: Question) -> tuple[object, bool]:
    """A value with the codes of the new version, and whether nothing of it is left out. It need not be right."""
    match question.kind:
        case ValueKind.CHOICE:
            to = options.get(value, value) if isinstance(value, str) else value
            return to, to is not None
        case ValueKind.CHOICES:
            chosen = [options.get(one, one) for one in value] if isinstance(value, list) else []
            known = [option.code for option in question.options if option.code in chosen]
            return known, all(one in known for one in chosen)
        case ValueKind.TEXT | ValueKind.NUMBER | ValueKind.DATE | ValueKind.ROWS:
            return value, True
    assert_never(question.kind)


def _takes_all(old: Question, new: Question, change: QuestionMap) -> bool:
    """Whether every right answer to the old question surely is one to the new, with nothing left out."""
    if change.cells or not _takes_values(old, new, change.options):
        return False
    if new.constraint is not None and (new.constraint != old.constraint or change != QuestionMap(old.code)):
        return False
    fixed = None if old.fixed_column is None else change.column(old.fixed_column).to
    if new.fixed_column != fixed:
        return False
    for column in old.columns:
        of_column = change.column(column.code)
        target = new.column_by_code.get(of_column.to or "")
        options = change.rows if column.code == old.fixed_column else of_column.options
        if target is None or not _takes_values(column, target, options):
            return False
        if target.constraint is not None and (
            target.constraint != column.constraint
            or options
            or any(change.column(code).to != code for code in names(target.constraint))
        ):
            return False
    return True


def _takes_values(old: Question, new: Question, options: Renamed) -> bool:
    reasons = {one.code for one in new.not_applicable_reasons}
    return (
        all(options.get(code, code) in new.option_codes for code in old.option_codes)
        and all(one.code in reasons for one in old.not_applicable_reasons)
        and all(getattr(old, name) == getattr(new, name) for name in _DECIDING)
    )


_DECIDING = tuple({field.name for field in fields(Question)} - _COMPARED_OTHERWISE - _DECIDES_NO_VALUE)
