"""The plan: the steps that the centre itself chose, with their dates on a line of months. No plan, no sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mrcworkbench.domain.disclosure.report_parts import CellView, ReportData
from mrcworkbench.exchange.report.layout import Box, Content, Leaf, Run
from mrcworkbench.exchange.report.looks import INK, MUTED, WARN, WARN_SOFT, Line
from mrcworkbench.exchange.report.pages import marks, months
from mrcworkbench.exchange.report.pages.steps import Step, planned_steps
from mrcworkbench.exchange.report.pages.wording import day, month, shortened
from mrcworkbench.exchange.report.words import Words

_NUMBER = (1, 1)
_WITH_POST = {"step": (2, 6), "lifts": (7, 10), "by": (11, 12), "post": (13, 15)}
_WITHOUT = {"step": (2, 8), "lifts": (9, 13), "by": (14, 15)}
_ROW = 29.0
_MOST = 220
"""Characters of a step or post that are shown."""
_RULE: Line = ("thin", marks.PALE)
_CELL = replace(marks.BODY, bottom=_RULE, vertical="center")
_COUNT = replace(_CELL, bold=True, horizontal="left")
_NEXT, _NEXT_HEAD = (replace(look, horizontal="left", indent=1) for look in (_CELL, marks.HEAD))
_HELD = replace(_NEXT, colour=MUTED)
_LATE = replace(_NEXT, fill=WARN_SOFT, box=("medium", WARN))


def arrange(data: ReportData, words: Words) -> Leaf | None:
    steps = planned_steps(data)
    if not steps:
        return None
    leaf = Leaf("plan", words.text("report_pages.sheet_plan"), months.WIDTHS)
    marks.top(leaf, words, "plan", _finding(words, steps, data.made_on))
    months.add(leaf, words, steps, data.made_on)
    with_post = any(step.post.value or step.post.held for step in steps)
    columns = _WITH_POST if with_post else _WITHOUT
    head = leaf.add(
        Box(*_NUMBER, words.text("report_pages.column_step_number"), marks.HEAD),
        *(Box(*place, words.text(f"report_pages.column_{name}"), _NEXT_HEAD) for name, place in columns.items()),
        keep=True,
    )
    leaf.repeated = (head, head)
    for number, step in enumerate(steps, 1):
        late = step.is_overdue(data.made_on)
        boxes = [
            Box(*_NUMBER, number, _COUNT),
            _typed(words, columns["step"], step.what, step.number),
            Box(*columns["lifts"], step.criterion.title, _NEXT),
            Box(*columns["by"], _by(words, step, late=late), _LATE if late else _NEXT),
        ]
        leaf.add(*boxes, *([_typed(words, columns["post"], step.post, step.number)] if with_post else []), least=_ROW)
    leaf.gap(4, keep=True)
    leaf.wide(words.text("report_pages.plan_note"), marks.CAPTION)
    return leaf


def _finding(words: Words, steps: Sequence[Step], today: date) -> str:
    dated = [step.by for step in steps if step.by is not None]
    told = (
        words.plural("report_pages.plan_until", len(steps), until=month(words, dated[-1]))
        if dated
        else words.plural("report_pages.plan_undated", len(steps))
    )
    late = sum(step.is_overdue(today) for step in steps)
    without = len(steps) - len(dated) if dated else 0
    more = [("plan_overdue", late), ("plan_no_date", without)]
    return " ".join([told, *(words.plural(f"report_pages.{key}", n) for key, n in more if n)])


def _typed(words: Words, place: tuple[int, int], cell: CellView, number: str) -> Box:
    if cell.held is not None:
        return Box(*place, words.held(cell.held), _HELD)
    text = shortened(words, str(cell.value), _MOST, number) if cell.value else None
    return Box(*place, text, _NEXT, typed=True)


def _by(words: Words, step: Step, *, late: bool) -> Content:
    if step.by is None:
        return (Run(words.text("report_pages.no_date"), colour=MUTED),)
    when = day(words, step.by)
    if not late:
        return when
    return (Run(when, colour=INK), Run("\n" + words.text("report_pages.overdue"), bold=True, colour=WARN))
