"""What sealed revisions and decisions say besides the answers of now.

It leaves with every submission, since a revision never changes: an answer that was replaced or blanked after a sealing
is still in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.revisions.units import WHOLE


@dataclass(frozen=True, slots=True)
class EarlierUnit:
    """A stored unit that is not in the working copy, last sealed by `author` then (UTC, '' where nobody signed), or
    decided, `because` of a reason."""

    question: str
    row: str
    state: str
    value: str | None
    reason: str | None
    comment: str
    attachments: str
    author: str
    at: str
    because: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer, or a row of a table, as it stood before. `raw` has the forms of the command line."""

    question: str
    asked: Question | None
    """None for a question that this questionnaire does not have; number and text are '' and its code then."""
    number: str
    text: str
    raw: object
    author: str
    at: str
    because: str
    personal: tuple[str, ...]
    at_risk: tuple[str, ...]
    comment: str
    files: tuple[str, ...]


def earlier_answers(questionnaire: Questionnaire, units: Iterable[EarlierUnit]) -> tuple[Earlier, ...]:
    """Those that say something, in the questionnaire's order."""
    order = {question.code: place for place, question in enumerate(questionnaire.all_questions())}
    found = [_earlier(questionnaire, unit) for unit in units if _says_something(unit)]
    return tuple(sorted(found, key=lambda one: (order.get(one.question, len(order)), one.at)))


def _says_something(unit: EarlierUnit) -> bool:
    own = (
        unit.value is not None or unit.reason is not None or unit.state in (AnswerState.NOT_KNOWN, AnswerState.DECLINED)
    )
    return own or bool(unit.comment or unit.because or _files(unit))


def _earlier(questionnaire: Questionnaire, unit: EarlierUnit) -> Earlier:
    asked = _asked(questionnaire, unit.question)
    value = _parsed(unit.value)
    filled = [] if asked is None else _filled(asked, unit, value)
    return Earlier(
        question=unit.question,
        asked=asked,
        number="" if asked is None else questionnaire.number(unit.question),
        text=unit.question if asked is None else asked.text,
        raw=_raw(unit, value),
        author=unit.author,
        at=unit.at,
        because=unit.because,
        personal=tuple(one.text for one in filled if one.personal),
        at_risk=tuple(one.text for one in filled if Tag.AT_RISK in one.tags),
        comment=unit.comment,
        files=_files(unit),
    )


def _asked(questionnaire: Questionnaire, code: str) -> Question | None:
    if code in questionnaire:
        return questionnaire[code]
    return None


def _raw(unit: EarlierUnit, value: object) -> object:
    if unit.row != WHOLE and isinstance(value, Mapping):
        return [value]
    said = {"state": unit.state, "value": value, "reason": unit.reason, "comment": unit.comment}
    if unit.state != AnswerState.CARRIED_OVER:
        return said
    state = AnswerState.ANSWERED if unit.reason is None else AnswerState.NOT_APPLICABLE
    return {**said, "state": state.value, "carried_over": True}


def _filled(asked: Question, unit: EarlierUnit, value: object) -> list[Question]:
    if unit.row == WHOLE:
        return [asked] if value is not None else []
    return [column for column in asked.columns if isinstance(value, Mapping) and column.code in value]


def _parsed(text: str | None) -> object:
    """Damaged text is shown as it is."""
    try:
        return None if text is None else json.loads(text)
    except ValueError:
        return text


def _files(unit: EarlierUnit) -> tuple[str, ...]:
    listed = _parsed(unit.attachments)
    return tuple(str(one) for one in listed) if isinstance(listed, list) else ()
