"""Texts that failed their check, kept as typed: whose they are, and when they are out of date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.storage.answers.working_copy import DraftKey

V = TypeVar("V")
FieldKey: TypeAlias = tuple[str, str | None, str | None]
"""Question, row id and column of a field; row and column are None where there is none."""


class Drafts(Mapping[FieldKey, str]):
    """The kept texts of the open assessment by field. `put` hands changes to whoever saves them; None drops one."""

    def __init__(
        self, require_writable: Callable[[], None], put: Callable[[Mapping[FieldKey, str | None]], None]
    ) -> None:
        self._require_writable, self._put = require_writable, put
        self._kept: dict[FieldKey, str] = {}

    def __getitem__(self, key: FieldKey) -> str:
        return self._kept[key]

    def __iter__(self) -> Iterator[FieldKey]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def read(self, stored_ones: Mapping[DraftKey, str]) -> None:
        """Take those of the assessment that is opened in place of those there were."""
        self._kept = {field_of(key): text for key, text in stored_ones.items()}

    def keep(self, code: str, row: str | None, column: str | None, text: str) -> None:
        """Keep a text that failed its check, so that it is there after a restart. Empty text drops the draft."""
        self._require_writable()
        if not text:
            self.drop(code, row, column)
            return
        self._kept[code, row, column] = text
        self._put({(code, row, column): text})

    def drop(self, code: str, row: str | None = None, column: str | None = None) -> None:
        """Forget a kept text; nothing happens if there is none."""
        if self._kept.pop((code, row, column), None) is not None:
            self._put({(code, row, column): None})

    def change(self, changed: Mapping[FieldKey, str | None]) -> None:
        """Take what is saved together with an answer."""
        for key, text in changed.items():
            if text is None:
                self._kept.pop(key, None)
            else:
                self._kept[key] = text


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
