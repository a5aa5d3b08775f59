"""A side of a conflict in words, what differs in it, and the level that it would give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from mrcworkbench.domain.answers import AnswerState
from mrcworkbench.domain.questionnaire import Question
from mrcworkbench.domain.tables import ROW_KEY
from mrcworkbench.domain.texts import Texts
from mrcworkbench.domain.units import ORDER

if TYPE_CHECKING:
    from mrcworkbench.domain.answers import Answer
    from mrcworkbench.domain.scores import CriterionScore
    from mrcworkbench.domain.working_copy import WorkingCopy
    from mrcworkbench.services.resolving import OpenConflict

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


def value_text(conflict: OpenConflict, raw: object, texts: Texts) -> str:
    """What a side says, with the words of the questionnaire; several lines for a table."""
    if conflict.row == ORDER:
        return texts.plural("conflicts_page.order", len(raw) if isinstance(raw, list) else 0)
    if conflict.row is not None:
        if raw is None:
            return texts.text("conflicts_page.removed")
        return "\n".join(_cells(conflict.asked, raw)) if isinstance(raw, Mapping) else str(raw)
    return "\n".join(_answer(conflict.asked, raw, texts))


def _answer(question: Question | None, raw: object, texts: Texts) -> Iterator[str]:
    comment, value = "", raw
    if isinstance(raw, Mapping):
        state, value, comment = str(raw.get("state", "answered")), raw.get("value"), str(raw.get("comment") or "")
        if state != AnswerState.ANSWERED.value:
            reason = _reason(question, raw.get("reason"))
            said = texts.text(f"conflicts_page.state_{state}")
            yield f"{said}: {reason}" if reason else said
            value = None
    elif raw is None:
        yield texts.text("conflicts_page.state_blank")
    if value is not None:
        yield from _value(question, value)
    if comment:
        yield texts.text("conflicts_page.comment", comment=comment)


def _value(question: Question | None, value: object) -> Iterator[str]:
    if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for number, row in enumerate(value, 1):
            yield f"{number}. " + " · ".join(_cells(question, row))
    elif isinstance(value, list):
        yield from (_cell(question, one) for one in value)
    else:
        yield _cell(question, value)


def _cells(question: Question | None, row: Mapping[str, object]) -> Iterator[str]:
    columns = {} if question is None else question.column_by_code
    for code, value in row.items():
        if code != ROW_KEY:
            column = columns.get(code)
            items = value if isinstance(value, list) else [value]
            yield f"{code if column is None else column.text}: {', '.join(_cell(column, one) for one in items)}"


def _cell(question: Question | None, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str):
        return str(value)
    return question.option_text(value) if question is not None and question.options else value


def _reason(question: Question | None, code: object) -> str:
    if question is None or not isinstance(code, str):
        return ""
    return next((one.text for one in question.not_applicable_reasons if one.code == code), "")


def differing(text: str, other: str) -> tuple[tuple[int, int], ...]:
    """Start and length of each part of a text that another does not have, by words."""
    mine, theirs = _WORDS.findall(text), _WORDS.findall(other)
    starts = [0]
    for word in mine:
        starts.append(starts[-1] + len(word))
    changes = SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes()
    return tuple(
        (starts[first], starts[last] - starts[first])
        for tag, _, _, first, last in changes
        if tag != "equal" and last > first
    )


def level_given(conflict: OpenConflict, side: object, copy: WorkingCopy, texts: Texts) -> CriterionScore | None:
    """The score of the question's criterion if this side held; None for rows and questions that judge nothing."""
    from mrcworkbench.domain.checking import check_answer
    from mrcworkbench.domain.working_copy import WorkingCopy as Copy

    question = conflict.asked
    if question is None or question.criterion is None or conflict.row is not None:
        return None
    checked = check_answer(question, side, new_row_id=lambda: "row")
    if checked.answer is None:
        return None
    answers: dict[str, Answer] = {**copy.answers, question.code: checked.answer}
    return Copy(copy.questionnaire, copy.criteria_set, answers, texts, copy.today).criterion(question.criterion)


def letters(count: int) -> Sequence[str]:
    """The names of the sides: A, B and so on."""
    return [chr(ord("A") + n) if n < 26 else str(n + 1) for n in range(count)]
