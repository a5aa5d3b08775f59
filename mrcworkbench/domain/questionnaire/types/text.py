"""Text in one's own words. It keeps every character but line ends, which become "\\n"; of nothing but space it is
blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.cells import CellError, fail, shown_value, text_faults
from mrcworkbench.domain.questionnaire.types import TypeRules, ValueKind
from mrcworkbench.domain.reading.line_ends import plain_lines

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.model import Question

_LETTER = r"""[^"\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"""
"""What a text may hold, and canonical text writes as it is."""
_NO_SPACE_FIRST = r"""[^\s"\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"""
"""So that the text is not blank."""
_PATTERN = rf'"{_NO_SPACE_FIRST}(?:{_LETTER}++|\\["\\nt])*+"'


def _read(_question: Question, raw: object) -> str | None:
    if not isinstance(raw, str):
        raise fail("not_text", value=shown_value(raw))
    text = plain_lines(raw)
    faults = text_faults(text)
    if faults:
        raise CellError(faults)
    return text if text.strip() else None


TEXT = TypeRules(
    kind=ValueKind.TEXT,
    read=_read,
    read_typed=lambda question, typed, _: _read(question, typed),
    fits=lambda _, value: isinstance(value, str),
    pattern=lambda _: _PATTERN,
    minutes=1.5,
)
