"""The small language of `relevant`, `constraint`, `applies_when`, `rule` and `condition`.

Grammar (resources/README.md, Expressions 1)::

    expr  = both {"or" both}      both = deny {"and" deny}      deny = "not" deny | "(" expr ")" | test
    test  = value ("=" | "!=" | "<" | "<=" | ">" | ">=") value  |  selected(code, "x")  |  answered(code)
    value = code | "text" | number | count_selected(code) | count_rows(code)

A comparison with a blank is false, except `!=`, which is true. `selected` and `answered` are false on a blank, both
counts are 0.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeAlias

from mrcworkbench.domain.questionnaire.answers import Row, Value


class Lookup(Protocol):
    """Where an expression finds values. Hidden, not known, declined and not applicable answers read as blank (None)."""

    def value(self, code: str) -> Value | None: ...

    def complete_rows(self, code: str) -> int:
        """How many rows of a table have every required column filled."""
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
        return lookup.complete_rows(self.code)


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


Operand: TypeAlias = Literal | Name | CountSelected | CountRows
Expression: TypeAlias = Compare | Selected | Answered | Not | And | Or


class ExpressionError(ValueError):
    """The text is not an expression of the grammar. A fault of the content, found by its checks."""


_TOKEN = re.compile(
    r'\s*(?:(?P<op><=|>=|!=|[=<>(),])|(?P<str>"[^"]*")|(?P<num>-?\d+(?:\.\d+)?)|(?P<word>[a-z][a-z0-9_]*))'
)
_OF_ONE_CODE: Mapping[str, Callable[[str], Operand | Answered]] = {
    "answered": Answered,
    "count_selected": CountSelected,
    "count_rows": CountRows,
}
_FUNCTIONS = frozenset({"selected", *_OF_ONE_CODE})
_KEYWORDS = frozenset({"and", "or", "not"})
_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@cache
def parse(text: str) -> Expression:
    """Parse an expression. Raises `ExpressionError` with what was found instead."""
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._scan())
        self._at = 0

    def _scan(self) -> Iterator[tuple[str, str]]:
        at = 0
        while self._text[at:].strip():
            found = _TOKEN.match(self._text, at)
            if found is None or found.lastgroup is None:
                raise ExpressionError(f"cannot read {self._text[at:]!r}")
            yield found.lastgroup, found.group(found.lastgroup)
            at = found.end()
        yield "end", ""

    def _take(self, expected: str | None = None) -> tuple[str, str]:
        token = self._tokens[self._at]
        if expected is not None and token[1] != expected:
            raise ExpressionError(f"expected {expected!r}, found {token[1]!r} in {self._text!r}")
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def _next_is(self, kind: str, text: str) -> bool:
        return self._tokens[self._at] == (kind, text)

    def whole(self) -> Expression:
        expression = self._either()
        if self._tokens[self._at][0] != "end":
            raise ExpressionError(f"something left over in {self._text!r}")
        return expression

    def _either(self) -> Expression:
        parts = [self._both()]
        while self._next_is("word", "or"):
            self._take()
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _both(self) -> Expression:
        parts = [self._deny()]
        while self._next_is("word", "and"):
            self._take()
            parts.append(self._deny())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _deny(self) -> Expression:
        if self._next_is("word", "not"):
            self._take()
            return Not(self._deny())
        if self._next_is("op", "("):
            self._take()
            inner = self._either()
            self._take(")")
            return inner
        return self._test()

    def _test(self) -> Expression:
        left = self._term()
        kind, text = self._tokens[self._at]
        if kind == "op" and text in ("=", "!=", *_ORDER):
            if isinstance(left, (Selected, Answered)):
                raise ExpressionError(f"a test is compared in {self._text!r}")
            self._take()
            right = self._term()
            if isinstance(right, (Selected, Answered)):
                raise ExpressionError(f"a test is compared in {self._text!r}")
            return Compare(text, left, right)
        if isinstance(left, (Selected, Answered)):
            return left
        raise ExpressionError(f"a comparison is missing in {self._text!r}")

    def _term(self) -> Operand | Selected | Answered:
        kind, text = self._take()
        if kind == "str":
            return Literal(text[1:-1])
        if kind == "num":
            return Literal(float(text))
        if kind == "word" and text in _FUNCTIONS:
            return self._call(text)
        if kind == "word" and text not in _KEYWORDS:
            return Name(text)
        raise ExpressionError(f"unexpected {text!r} in {self._text!r}")

    def _call(self, function: str) -> Operand | Selected | Answered:
        self._take("(")
        kind, code = self._take()
        if kind != "word":
            raise ExpressionError(f"a question's code is missing in {self._text!r}")
        option = ""
        if function == "selected":
            self._take(",")
            kind, option = self._take()
            if kind != "str":
                raise ExpressionError(f"an option's code is missing in {self._text!r}")
        self._take(")")
        return Selected(code, option[1:-1]) if function == "selected" else _OF_ONE_CODE[function](code)


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
    """The codes of all questions that the expression reads."""
    match expression:
        case And(parts) | Or(parts):
            return frozenset().union(*(names(part) for part in parts))
        case Not(inner):
            return names(inner)
        case Compare(_, left, right):
            return frozenset(operand.code for operand in (left, right) if not isinstance(operand, Literal))
        case Selected(code, _) | Answered(code):
            return frozenset({code})


def is_complete(row: Row, required_columns: tuple[str, ...]) -> bool:
    """Whether every required column of a row is filled; a partial row is kept, but does not count."""
    return all(not is_blank(row.cells.get(code)) for code in required_columns)
