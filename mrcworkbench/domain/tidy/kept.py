"""What is kept of an earlier version of a questionnaire, beside what the assessment says now.

It stands where its own question stands. What is said now wins: of what is kept only those choices, rows and cells show
that the answer of now has not.
"""

from __future__ import annotations

from dataclasses import replace

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.tidy.asked import together
from mrcworkbench.domain.tidy.permitted import PermittedAnswer, PermittedRow

_SAYS_NOTHING = (AnswerState.BLANK, AnswerState.CARRIED_OVER)


def with_kept(now: PermittedAnswer | None, kept: PermittedAnswer) -> PermittedAnswer:
    """Both as one answer to the question with all that either version asks."""
    if now is None or now.state in _SAYS_NOTHING:
        return kept
    if now.state is not AnswerState.ANSWERED or kept.state is not AnswerState.ANSWERED:
        return now
    asked = together(now.question, kept.question)
    if asked.is_table:
        return replace(now, question=asked, rows=_rows(now.rows, kept.rows))
    if isinstance(now.value, tuple) and isinstance(kept.value, tuple):
        only_then = kept.question.option_codes - now.question.option_codes
        chosen = (*now.value, *(code for code in kept.value if code in only_then))
        return replace(now, question=asked, value=chosen)
    return now


def _rows(now: tuple[PermittedRow, ...], kept: tuple[PermittedRow, ...]) -> tuple[PermittedRow, ...]:
    then = {row.id: row for row in kept}
    both = [_row(row, then.pop(row.id, None)) for row in now]
    return (*both, *(replace(row, number=number) for number, row in enumerate(then.values(), len(both) + 1)))


def _row(now: PermittedRow, kept: PermittedRow | None) -> PermittedRow:
    if kept is None:
        return now
    held = {code: why for code, why in kept.held.items() if code not in now.cells} | dict(now.held)
    cells = {code: cell for code, cell in kept.cells.items() if code not in now.held} | dict(now.cells)
    return replace(now, cells=cells, held=held)
