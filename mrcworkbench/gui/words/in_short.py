"""An answer in short, for beside another one: what it says, and in small print what that is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from mrcworkbench.domain.questionnaire.answers import Answer, Row, Value
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.words.answers import cell_lines, value_text
from mrcworkbench.gui.words.texts import apart

SHOWN_ROWS = 3
SHOWN_CHARACTERS = 280
"""A text goes on in its tooltip."""


class InShort(NamedTuple):
    """`said` is one sentence or word; `detail` may have several lines, `whole` is all of it where something is left
    out."""

    said: str
    detail: str = ""
    whole: str = ""

    @property
    def spoken(self) -> str:
        return ". ".join(filter(None, (self.said, self.detail)))


def in_short(question: Question, answer: Answer, texts: Texts) -> InShort:
    """What an answer says that is answered or not applicable."""
    if answer.value is None:
        reason = next((one.text for one in question.not_applicable_reasons if one.code == answer.reason), "")
        return InShort(texts.text("questions.chosen_not_applicable", reason=reason))
    return _said(question, answer.value, texts)


def _said(question: Question, value: Value, texts: Texts) -> InShort:
    match question.kind:
        case ValueKind.CHOICES:
            return _ticked(question, value, texts)
        case ValueKind.ROWS:
            return _rows(question, value, texts)
        case ValueKind.TEXT | ValueKind.NUMBER | ValueKind.DATE | ValueKind.CHOICE:
            said = value_text(question, value)
            return InShort(said) if len(said) <= SHOWN_CHARACTERS else InShort(_cut(said), whole=said)
    assert_never(question.kind)


def _cut(text: str) -> str:
    return text[:SHOWN_CHARACTERS].rsplit(maxsplit=1)[0] + "…"


def _ticked(question: Question, value: Value, texts: Texts) -> InShort:
    ticked = [value_text(question, one) for one in value] if isinstance(value, tuple) else []
    if len(ticked) == 1:
        return InShort(ticked[0])
    said = texts.text("questions.ticked_of", n=len(ticked), all=len(question.options))
    return InShort(said, " · ".join(map(apart, ticked)))


def _rows(question: Question, value: Value, texts: Texts) -> InShort:
    rows = [row for row in value if isinstance(row, Row)] if isinstance(value, tuple) else []
    lines = [_row(question, row) for row in rows]
    shown = lines[:SHOWN_ROWS]
    if len(lines) > SHOWN_ROWS:
        shown.append(texts.plural("questions.rows_more", len(lines) - SHOWN_ROWS))
    whole = "\n".join(lines) if len(lines) > SHOWN_ROWS else ""
    return InShort(texts.plural("questions.rows_said", len(rows)), "\n".join(shown), whole)


def _row(question: Question, row: Row) -> str:
    """The first cell names the row, or its fixed option does; the others are said with their columns."""
    cells = [column for column in question.columns if column.code in row.cells]
    name = next((column for column in cells if column.code == question.fixed_column), cells[0] if cells else None)
    named = "" if name is None else ", ".join(_values(name, row))
    rest = {column.code: row.cells[column.code] for column in cells if column is not name}
    raw = {code: list(cell) if isinstance(cell, tuple) else cell for code, cell in rest.items()}
    return " · ".join(filter(None, (apart(named), *cell_lines(question, raw))))


def _values(column: Question, row: Row) -> Iterator[str]:
    cell = row.cells[column.code]
    yield from (value_text(column, one) for one in (cell if isinstance(cell, tuple) else (cell,)))
