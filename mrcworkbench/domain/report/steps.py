"""The planned steps of a centre that have a date, the oldest first: what it said itself, never a suggestion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mrcworkbench.domain.disclosure.report_parts import EMPTY, QuestionView, ReportData, Withheld
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.types import ValueKind


@dataclass(frozen=True, slots=True)
class Step:
    """A planned step. `what` and `post` are "" where they are not given; `what_held`: it is, but may not be seen."""

    by: date
    criterion: str
    what: str
    what_held: bool
    post: str

    def is_overdue(self, on: date) -> bool:
        return self.by < on


def dated_steps(data: ReportData) -> tuple[Step, ...]:
    """Every step with a date that the audience may see."""
    return tuple(sorted(_steps(data), key=lambda step: step.by))


def _steps(data: ReportData) -> Iterator[Step]:
    for criterion in data.criteria.criteria:
        view = data.by_code.get(criterion.plan_question or "")
        if view is not None:
            yield from _of_table(view, criterion.id)


def _of_table(view: QuestionView, criterion: str) -> Iterator[Step]:
    """A plan has one column with a date; its first text is the step, its second the post in charge."""
    day = next((column for column in view.columns if column.kind is ValueKind.DATE), None)
    texts = [column for column in view.columns if column.kind is ValueKind.TEXT]
    columns: tuple[Question | None, ...] = (day, *texts, None, None)
    for row in view.rows:
        by, what, post = (row.cells.get(column.code, EMPTY) if column else EMPTY for column in columns[:3])
        if isinstance(by.value, str):
            yield Step(
                by=date.fromisoformat(by.value),
                criterion=criterion,
                what=_line(what.value),
                what_held=what.held is Withheld.TEXT,
                post=_line(post.value),
            )


def _line(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
