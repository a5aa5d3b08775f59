"""The steps that the centre has planned, as far as they may be seen, from the plans of all criteria."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mrcworkbench.domain.disclosure.report_parts import EMPTY, CellView, ReportData
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.scoring.criteria import Criterion


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `number`: of the question where it stands; `post` is blank where it is not asked or may not be seen;
    `by` is None without a date."""

    criterion: Criterion
    number: str
    what: CellView
    post: CellView
    by: date | None

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed: nothing is known of what became of it since."""
        return self.by is not None and self.by < today


def planned_steps(data: ReportData) -> tuple[Step, ...]:
    """Those with a date first, in the order of their dates; then the others in the order of the criteria."""
    steps = [step for criterion in data.criteria.criteria for step in _steps(data, criterion)]
    return tuple(sorted(steps, key=lambda step: step.by or date.max))


def _steps(data: ReportData, criterion: Criterion) -> Iterator[Step]:
    view = data.by_code.get(criterion.plan_question or "")
    if view is None:
        return
    when = next((column for column in view.question.columns if column.kind is ValueKind.DATE), None)
    what, *others = (column for column in view.question.columns if column is not when)
    for row in view.rows:
        cells = [row.cells.get(column.code, EMPTY) for column in (what, *others)]
        by = _day(row.cells.get(when.code, EMPTY)) if when is not None else None
        if by is not None or any(cell.value or cell.held for cell in cells):
            yield Step(criterion, view.number, cells[0], cells[1] if others else EMPTY, by)


def _day(cell: CellView) -> date | None:
    try:
        return date.fromisoformat(str(cell.value))
    except ValueError:
        return None
