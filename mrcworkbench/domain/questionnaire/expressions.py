"""The small language of `relevant`, `constraint`, `applies_when`, `rule` and `condition`: what it says of answers.

Its grammar stands in resources/README.md, Expressions 1; `grammar` reads it. A comparison with a blank is false, except
`!=`, which is true. `selected` and `answered` are false on a blank; counts, sums and lengths are 0.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Any, Protocol, TypeAlias

from mrcworkbench.domain.questionnaire.answers import Row, Value


class Lookup(Protocol):
    """Where an expression finds values. Hidden, not known, declined and not applicable answers read as blank (None)."""

    @property
    def reference(self) -> date | None:
        """The assessment's own date (resources/README.md, Expressions 5); None where it has none."""
        ...

    def value(self, code: str) -> Value | None: ...

    def complete_rows(self, code: str) -> tuple[Row, ...]:
        """The rows of a table that have every required column filled."""
        ...


@dataclass(frozen=True, slots=True)
class Literal:
    value: str | float

    def read(self, lookup: Lookup) -> Value | None:  # noqa: ARG002 - every operand has the same form
        return self.value


@dataclass(frozen=True, slots=True)
class Name:
    code: str

    def read(self, lookup: Lookup) -> Value | None:
        return lookup.value(self.code)


@dataclass(frozen=True, slots=True)
class Selected:
    code: str
    option: str

    def holds(self, lookup: Lookup) -> bool:
        value = lookup.value(self.code)
        return self.option in value if isinstance(value, tuple) else value == self.option


@dataclass(frozen=True, slots=True)
class Answered:
    code: str

    def holds(self, lookup: Lookup) -> bool:
        return not is_blank(lookup.value(self.code))


@dataclass(frozen=True, slots=True)
class CountSelected:
    code: str

    def read(self, lookup: Lookup) -> Value | None:
        chosen = lookup.value(self.code)
        return len(chosen) if isinstance(chosen, tuple) else 0


@dataclass(frozen=True, slots=True)
class CountRows:
    code: str

    def read(self, lookup: Lookup) -> Value | None:
        return len(lookup.complete_rows(self.code))


@dataclass(frozen=True, slots=True)
class SumRows:
    """The sum of a column of numbers over the complete rows of its table; the same in whatever order they stand."""

    table: str
    column: str

    def read(self, lookup: Lookup) -> Value | None:
        cells = (row.cells.get(self.column) for row in lookup.complete_rows(self.table))
        return fsum(cell for cell in cells if isinstance(cell, int | float))


@dataclass(frozen=True, slots=True)
class Length:
    """The characters of a text, without space at its ends; of a column, of the longest in the complete rows of
    `table`."""

    code: str
    table: str | None = None

    def read(self, lookup: Lookup) -> Value | None:
        values = _values(self.code, self.table, lookup)
        return max((len(value.strip()) for value in values if isinstance(value, str)), default=0)


@dataclass(frozen=True, slots=True)
class YearsBefore:
    """The years from a day, or from a year, to the assessment's own date: whole on each anniversary of a day, and half
    a one more between two, so that "at most two years before" is exact; those from a year are always whole. Of a
    column, from the latest day in the complete rows of `table`, so that further rows only add. Blank without a day or
    date, and where all days are still to come then."""

    code: str
    table: str | None = None

    def read(self, lookup: Lookup) -> Value | None:
        reference = lookup.reference
        if reference is None:
            return None
        passed = (_years_since(value, reference) for value in _values(self.code, self.table, lookup))
        return min((years for years in passed if years is not None), default=None)


@dataclass(frozen=True, slots=True)
class Compare:
    operator: str
    left: Operand
    right: Operand

    def holds(self, lookup: Lookup) -> bool:
        return _compare(self.operator, self.left.read(lookup), self.right.read(lookup))


@dataclass(frozen=True, slots=True)
class Not:
    inner: Expression

    def holds(self, lookup: Lookup) -> bool:
        return not self.inner.holds(lookup)


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Expression, ...]

    def holds(self, lookup: Lookup) -> bool:
        return all(part.holds(lookup) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Expression, ...]

    def holds(self, lookup: Lookup) -> bool:
        return any(part.holds(lookup) for part in self.parts)


Operand: TypeAlias = Literal | Name | CountSelected | CountRows | SumRows | Length | YearsBefore
Expression: TypeAlias = Compare | Selected | Answered | Not | And | Or


_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
COMPARISONS = frozenset({"=", "!=", *_ORDER})


def is_blank(value: Value | None) -> bool:
    """Zero is not blank."""
    return value is None or value in ("", ())


def evaluate(expression: Expression, lookup: Lookup) -> bool:
    """Whether the expression holds for the values that `lookup` gives."""
    return expression.holds(lookup)


def _compare(symbol: str, left: Value | None, right: Value | None) -> bool:
    if is_blank(left) or is_blank(right):
        return symbol == "!="
    if symbol == "=":
        return left == right
    if symbol == "!=":
        return left != right
    if isinstance(left, str) != isinstance(right, str) or isinstance(left, tuple) or isinstance(right, tuple):
        return False
    return _ORDER[symbol](left, right)


def names(expression: Expression) -> frozenset[str]:
    """The codes of all questions that the expression reads; of the sum of a column, that of its table."""
    match expression:
        case And(parts) | Or(parts):
            return frozenset().union(*(names(part) for part in parts))
        case Not(inner):
            return names(inner)
        case Compare(_, left, right):
            return _read_by(left) | _read_by(right)
        case Selected(code, _) | Answered(code):
            return frozenset({code})


def _read_by(operand: Operand) -> frozenset[str]:
    match operand:
        case Literal():
            return frozenset()
        case SumRows(of_column):
            return frozenset({of_column})
        case Length(code, table) | YearsBefore(code, table):
            return frozenset({code if table is None else table})
        case Name(code) | CountSelected(code) | CountRows(code):
            return frozenset({code})


def options_read(expression: Expression) -> Iterator[tuple[str, str | None]]:
    """For each question that the expression reads, the options that it asks for by name; None where it reads the answer
    in another way."""
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from options_read(part)
        case Not(inner):
            yield from options_read(inner)
        case Selected(code, option) | Compare("=" | "!=", Name(code), Literal(str(option))):
            yield code, option
        case Compare() | Answered():
            yield from ((code, None) for code in names(expression))


def reads_reference(expression: Expression) -> bool:
    """Whether the assessment's own date decides with the answers."""
    match expression:
        case And(parts) | Or(parts):
            return any(map(reads_reference, parts))
        case Not(inner):
            return reads_reference(inner)
        case Compare(_, left, right):
            return isinstance(left, YearsBefore) or isinstance(right, YearsBefore)
        case Selected() | Answered():
            return False


def _values(code: str, table: str | None, lookup: Lookup) -> Iterator[Value | None]:
    """What a question says; of a column, what each complete row of its table does."""
    if table is None:
        yield lookup.value(code)
    else:
        yield from (row.cells.get(code) for row in lookup.complete_rows(table))


def _years_since(value: Value | None, reference: date) -> float | None:
    """See `YearsBefore`; None for what is neither a day nor a year, or still to come."""
    try:
        if isinstance(value, str):
            day = date.fromisoformat(value)
        elif isinstance(value, int):
            day = date(value, 1, 1)
        else:
            return None
    except (ValueError, OverflowError):  # no such day, or no such year
        return None
    if day > reference:
        return None
    now, then = (reference.month, reference.day), (day.month, day.day)
    whole = reference.year - day.year - (now < then)
    return whole if isinstance(value, int) or now == then else whole + 0.5


def is_complete(row: Row, required_columns: tuple[str, ...]) -> bool:
    """Whether every required column of a row is filled; a partial row is kept, but does not count."""
    return all(not is_blank(row.cells.get(code)) for code in required_columns)
