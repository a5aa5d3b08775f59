"""From what was typed or read to an `Answer`, with all problems at once; nothing wrong is kept silently.

The forms are those of the command line's `answers`: a plain value, or `{"state", "value", "reason", "comment"}`. A
form without a comment keeps the comments there were. Attached files are not part of the form, and stay. Any form
confirms what is carried over, or replaces it, but for one that says `"carried_over": true`, which keeps the mark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from mrcworkbench.domain.questionnaire.answers import (
    BLANK,
    Answer,
    AnswerState,
    Cell,
    Row,
    Value,
    carried_over,
    confirmed,
)
from mrcworkbench.domain.questionnaire.cells import (
    CellError,
    Facts,
    shown_value,
    typed_form,
)
from mrcworkbench.domain.questionnaire.comments import Comments, comments_to_json, read_comments
from mrcworkbench.domain.questionnaire.constraints import broken_by_value
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.tables import read_table, row_to_json
from mrcworkbench.domain.reading import Order

__all__ = ["Checked", "answer_to_json", "check_answer", "check_cell", "typed_form"]

_KEYS = ("state", "value", "reason", "comment", "carried_over")
_GIVEN = tuple(state for state in AnswerState if state not in (AnswerState.CONFLICT, AnswerState.CARRIED_OVER))
"""The states that a form may name."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to keep, or None and everything that is wrong."""

    answer: Answer | None
    problems: tuple[Problem, ...]


def check_answer(
    question: Question, raw: object, previous: Answer = BLANK, *, new_row_id: Callable[[], str]
) -> Checked:
    """Check one answer in any of its forms. `new_row_id` gives ids to table rows without one; what a row of a register
    does not speak of is as in `previous`.

    An answer in conflict takes none: a decision settles it.
    """
    if previous.state is AnswerState.CONFLICT:
        return Checked(None, (Problem(question.code, "conflict_open"),))
    if isinstance(raw, Mapping):
        return _check_form(question, raw, previous, new_row_id)
    value, problems = _value(question, raw, previous, new_row_id)
    return _checked(_answer(value, None, previous), problems)


def check_cell(question: Question, typed: str, order: Order = "dmy") -> tuple[Cell | None, Problem | None]:
    """The value of a text typed in a field or pasted into a cell; (None, None) where it is empty.

    `order` is that of day, month and year in this country. A text that may be several things is a problem whose fact
    `readings` holds a text for each of them.
    Of columns, constraints with other columns are left to `check_answer`.
    """
    try:
        value = question.rules.read_typed(question, typed, order)
    except CellError as error:
        code, facts = error.found[0]
        return None, Problem(question.code, code, facts)
    broken = None if value is None else broken_by_value(question, value)
    if broken is not None:
        return None, Problem(question.code, *broken)
    return value, None


def answer_to_json(question: Question, answer: Answer) -> object:
    """The form that `check_answer` takes and that gives this answer again: a plain value where that says it all."""
    if answer.before is not None:
        said = answer_to_json(question, confirmed(answer))
        form = said if isinstance(said, dict) else {"state": answer.before.state.value, "value": said}
        return {**form, "carried_over": True}
    value = _value_to_json(question, answer.value)
    comment = comments_to_json(Comments(answer.comment, answer.kept_comment))
    if comment is None and answer.state in (AnswerState.ANSWERED, AnswerState.BLANK):
        return value
    form = {"state": answer.state.value}
    if answer.state is AnswerState.ANSWERED:
        form["value"] = value
    if answer.reason is not None:
        form["reason"] = answer.reason
    if comment is not None:
        form["comment"] = comment
    return form


def _value_to_json(question: Question, value: Value | None) -> object:
    if question.is_table and isinstance(value, tuple):
        return [row_to_json(question, row) for row in value if isinstance(row, Row)]
    return list(value) if isinstance(value, tuple) else value


def _checked(answer: Answer, problems: tuple[Problem, ...]) -> Checked:
    return Checked(None if problems else answer, problems)


def _answer(value: Value | None, comments: Comments | None, previous: Answer) -> Answer:
    """Answered, or blank without a value. Comments of None keep the previous ones."""
    state = AnswerState.BLANK if value is None else AnswerState.ANSWERED
    found = comments or Comments(previous.comment, previous.kept_comment)
    return Answer(state, value, None, found.comment, previous.attachments, found.kept)


def _value(
    question: Question, raw: object, previous: Answer, new_row_id: Callable[[], str]
) -> tuple[Value | None, tuple[Problem, ...]]:
    if raw is None:
        return None, ()
    value: Value | None
    if question.is_table:
        rows, problems = read_table(question, raw, new_row_id, previous.rows)
        value = rows or None
        if problems:
            return None, problems
    else:
        try:
            value = question.rules.read(question, raw)
        except CellError as error:
            return None, tuple(Problem(question.code, code, facts) for code, facts in error.found)
    broken = None if value is None else broken_by_value(question, value)
    return (value, ()) if broken is None else (None, (Problem(question.code, *broken),))


def _check_form(
    question: Question, form: Mapping[object, object], previous: Answer, new_row_id: Callable[[], str]
) -> Checked:
    if form.get("state") == AnswerState.CONFLICT:
        return Checked(None, (Problem(question.code, "conflict_open"),))
    problems = [Problem(question.code, "unknown_key", {"value": shown_value(key)}) for key in form if key not in _KEYS]
    state = _state(form.get("state"))
    if state is None:
        states = ", ".join(one.value for one in _GIVEN)
        code = "unknown_state" if form.get("state") is not None else "state_missing"
        problems.append(Problem(question.code, code, {"value": shown_value(form.get("state")), "states": states}))
    comments = _comments(question, form, problems)
    value: Value | None = None
    if state is AnswerState.ANSWERED:
        value, found = _value(question, form.get("value"), previous, new_row_id)
        problems.extend(found)
        if value is None and not found:
            problems.append(Problem(question.code, "value_missing"))
    elif state is not None and form.get("value") is not None:
        problems.append(Problem(question.code, "value_not_expected", {"state": state.value}))
    reason = _reason(question, form.get("reason"), state, problems)
    answer = replace(_answer(value, comments, previous), state=state or AnswerState.BLANK, reason=reason)
    mark = form.get("carried_over", False)
    if mark is False or problems:
        return _checked(answer, tuple(problems))
    wrong = _wrong_mark(question, mark, answer, previous)
    return _checked(carried_over(answer), () if wrong is None else (wrong,))


def _wrong_mark(question: Question, mark: object, answer: Answer, previous: Answer) -> Problem | None:
    """Why an answer cannot be kept as carried over."""
    if mark is not True:
        return Problem(question.code, "carried_over_not_bool", {"value": shown_value(mark)})
    if previous.before is None:
        return Problem(question.code, "carried_over_not_there")
    differs = carried_over(answer).before != previous.before
    return Problem(question.code, "carried_over_differs") if differs else None


def _state(raw: object) -> AnswerState | None:
    return next((state for state in _GIVEN if state.value == raw), None)


def _comments(question: Question, form: Mapping[object, object], problems: list[Problem]) -> Comments | None:
    """The comments; None where the form does not speak of them."""
    if "comment" not in form:
        return None
    comments, faults = read_comments(form["comment"])
    problems.extend(Problem(question.code, code, facts) for code, facts in faults)
    return comments


def _reason(question: Question, raw: object, state: AnswerState | None, problems: list[Problem]) -> str | None:
    """The reason why a question is not applicable; only where reasons exist."""

    def say(code: str, facts: Facts) -> None:
        problems.append(Problem(question.code, code, facts))

    known = {option.code for option in question.not_applicable_reasons}
    if state is not AnswerState.NOT_APPLICABLE:
        if raw is not None and state is not None:
            say("reason_not_expected", {"state": state.value})
        return None
    reasons = ", ".join(option.code for option in question.not_applicable_reasons)
    if not known:
        say("not_applicable_not_offered", {})
    elif raw is None or raw == "":
        say("reason_missing", {"reasons": reasons})
    elif not isinstance(raw, str) or raw not in known:
        say("unknown_reason", {"value": shown_value(raw), "reasons": reasons})
    else:
        return raw
    return None
