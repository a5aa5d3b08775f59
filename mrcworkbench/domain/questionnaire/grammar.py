"""Reads the small language of expressions; its grammar is resources/README.md, Expressions 1."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from mrcworkbench.domain.questionnaire.expressions import (
    COMPARISONS,
    And,
    Answered,
    Compare,
    CountRows,
    CountSelected,
    Expression,
    Length,
    Literal,
    Name,
    Not,
    Operand,
    Or,
    Selected,
    SumRows,
    YearsBefore,
)


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
_OF_COLUMNS = ("sum_rows", "length", "years_before")
"""Those that may read a column of a table."""
_FUNCTIONS = frozenset({"selected", *_OF_COLUMNS, *_OF_ONE_CODE})
RESERVED = _FUNCTIONS | {"and", "or", "not", "reference"}
"""Words of the language, which are no codes."""
NO_TABLES: Mapping[str, str] = MappingProxyType({})


def parse(text: str, tables: Mapping[str, str] = NO_TABLES) -> Expression:
    """Parse an expression. `tables` has the table of each column that `sum_rows`, `length` and `years_before` may name.

    Raises `ExpressionError` with what was found instead.
    """
    return _Parser(text, tables).whole() if any(function in text for function in _OF_COLUMNS) else _parsed(text)


@cache
def _parsed(text: str) -> Expression:
    """Many questions of a section have the same condition, which so is one."""
    return _Parser(text, NO_TABLES).whole()


class _Parser:
    def __init__(self, text: str, tables: Mapping[str, str]) -> None:
        self._text, self._tables = text, tables
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
        if kind == "op" and text in COMPARISONS:
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
        if kind == "word" and text not in RESERVED:
            return Name(text)
        raise ExpressionError(f"unexpected {text!r} in {self._text!r}")

    def _call(self, function: str) -> Operand | Selected | Answered:
        self._take("(")
        made = self._called(function, self._code())
        self._take(")")
        return made

    def _called(self, function: str, code: str) -> Operand | Selected | Answered:
        if function == "selected":
            return Selected(code, self._option())
        if function == "years_before":
            self._take(",")
            self._take("reference")
            return YearsBefore(code, self._tables.get(code))
        if function == "length":
            return Length(code, self._tables.get(code))
        if function == "sum_rows":
            if code not in self._tables:
                raise ExpressionError(f"no table has a column {code!r} in {self._text!r}")
            return SumRows(self._tables[code], code)
        return _OF_ONE_CODE[function](code)

    def _code(self) -> str:
        kind, code = self._take()
        if kind != "word" or code in RESERVED:
            raise ExpressionError(f"a code is missing, found {code!r} in {self._text!r}")
        return code

    def _option(self) -> str:
        self._take(",")
        kind, option = self._take()
        if kind != "str":
            raise ExpressionError(f"an option's code is missing, found {option!r} in {self._text!r}")
        return option[1:-1]
