"""One reference, and several, each by an id: of a criterion, whose ids are the options, or of a row of a register.

A row that is referred to may be gone, or may come with the next merge: any id is taken that a row can have. The order
of several means nothing: criteria stand in that of the study, rows in that of their ids.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.answers import Cell, Value
from mrcworkbench.domain.questionnaire.cells import CellError, Facts, fail, shown_value
from mrcworkbench.domain.questionnaire.types import choice
from mrcworkbench.domain.questionnaire.types.table import ROW_ID
from mrcworkbench.domain.reading import Order

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.model import Question

CRITERIA = "criteria"
"""What `Question.refers_to` says of a column that refers to criteria."""
MOST = 1_000
"""References in one cell; a table has no more rows."""


def is_of_rows(question: Question) -> bool:
    """Whether it refers to rows of a register, and not to criteria."""
    return question.refers_to != CRITERIA


def _read(question: Question, raw: object) -> str | None:
    if raw == "":
        return None
    if is_of_rows(question):
        _require_ids([raw])
    else:
        choice.SINGLE.read(question, raw)
    return str(raw)


def _read_typed(question: Question, typed: str, order: Order) -> Cell | None:
    return _read(question, typed.strip()) if is_of_rows(question) else choice.SINGLE.read_typed(question, typed, order)


def _fits(question: Question, value: Value) -> bool:
    return _is_id(value) if is_of_rows(question) else choice.SINGLE.fits(question, value)


def _pattern(question: Question) -> str:
    return f'"{ROW_ID.pattern}"' if is_of_rows(question) else choice.SINGLE.pattern(question)


def _read_several(question: Question, raw: object) -> Cell | None:
    if not is_of_rows(question):
        return choice.MULTIPLE.read(question, raw)
    if not isinstance(raw, list | tuple):
        raise fail("not_a_list", value=shown_value(raw))
    if len(raw) > MOST:
        raise fail("table_too_long", rows=len(raw), most=MOST)
    _require_ids(raw)
    ids = sorted(set(raw))
    if len(ids) < len(raw):
        raise fail("options_repeated", values=", ".join(id_ for id_ in ids if raw.count(id_) > 1))
    return tuple(ids) or None


def _read_several_typed(question: Question, typed: str, order: Order) -> Cell | None:
    if not is_of_rows(question):
        return choice.MULTIPLE.read_typed(question, typed, order)
    parts = (part.strip() for part in re.split(r"[;\n]", typed))
    return _read_several(question, [part for part in parts if part])


def _several_fit(question: Question, value: Value) -> bool:
    if not is_of_rows(question):
        return choice.MULTIPLE.fits(question, value)
    return isinstance(value, tuple) and all(map(_is_id, value))


def _pattern_of_several(question: Question) -> str:
    """No pattern says that rows stand once and in order: they are looked at in full."""
    return "(?!)" if is_of_rows(question) else choice.MULTIPLE.pattern(question)


def _is_id(raw: object) -> bool:
    return isinstance(raw, str) and ROW_ID.fullmatch(raw) is not None


def _require_ids(given: Sequence[object]) -> None:
    faults = [("row_id_wrong", Facts(value=shown_value(one))) for one in given if not _is_id(one)]
    if faults:
        raise CellError(faults)


ONE = replace(choice.SINGLE, read=_read, read_typed=_read_typed, fits=_fits, pattern=_pattern)
SEVERAL = replace(
    choice.MULTIPLE,
    read=_read_several,
    read_typed=_read_several_typed,
    fits=_several_fit,
    pattern=_pattern_of_several,
)
