"""Texts that failed their check, kept as typed: whose they are, and when they are out of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.storage.answers.working_copy import DraftKey

V = TypeVar("V")
FieldKey: TypeAlias = tuple[str, str | None, str | None]
"""Question, row id and column of a field; row and column are None where there is none."""


def field_of(key: DraftKey) -> FieldKey:
    """The field of a stored draft."""
    code, row, column = key
    return code, row or None, column or None


def stored(drafts: Mapping[FieldKey, V]) -> dict[DraftKey, V]:
    """Drafts as the file keys them."""
    return {(code, row or "", column or ""): text for (code, row, column), text in drafts.items()}


def superseded(kept: Iterable[FieldKey], code: str, before: Answer, after: Answer) -> dict[FieldKey, None]:
    """The drafts of a question whose field has got another value, or whose row is gone."""
    return {
        key: None
        for key in kept
        if key[0] == code
        and (_value(before, key) != _value(after, key) or (_has_row(before, key) and not _has_row(after, key)))
    }


def _value(answer: Answer, key: FieldKey) -> object:
    _, row_id, column = key
    if row_id is None:
        return answer.state, answer.value
    return next((row.cells.get(column or "") for row in answer.rows if row.id == row_id), None)


def _has_row(answer: Answer, key: FieldKey) -> bool:
    """Whether the field's row is one of the answer's; a row in which nothing is right yet is none."""
    return key[1] is not None and any(row.id == key[1] for row in answer.rows)
