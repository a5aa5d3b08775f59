"""The profile: every criterion by name on worded levels, with what it rests on. No numbers, no sums, no rank."""

from __future__ import annotations

from dataclasses import replace

from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.domain.scoring.results import LEVELS, CriterionScore, Status
from mrcworkbench.domain.scoring.wording import status_word
from mrcworkbench.exchange.report.layout import Box, Leaf
from mrcworkbench.exchange.report.looks import WHITE, Line
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.words import Words

_WIDTHS = (72.0, 15.0, 16.0, 20.0, 15.0, 15.0, 27.0)
_FIRST, _LAST, _RESTS = 2, 6, 7
_ROW = 19.0
_RULE: Line = ("thin", marks.PALE)
_GAP: Line = ("thin", WHITE)
_NAME = replace(marks.BODY, bottom=_RULE, vertical="center")
_REST = replace(marks.CAPTION, bottom=_RULE, vertical="center", indent=1)
_EMPTY = replace(marks.SIGN, bottom=_RULE)
_FILLED = replace(_EMPTY, fill=marks.TINT, right=_GAP)
_BEFORE = replace(marks.CAPTION, bottom=_RULE, horizontal="center", vertical="center")
_BEFORE_FILLED = replace(_BEFORE, fill=marks.TINT, right=_GAP)
_WORDS = replace(marks.QUIET, bottom=_RULE, vertical="center", indent=1)
_DIMENSION = replace(marks.HEADING, bottom=("thin", marks.FRAME))


def arrange(data: ReportData, words: Words) -> Leaf:
    leaf = Leaf("profile", words.text("report_pages.sheet_profile"), _WIDTHS)
    finding = words.text(
        "report_pages.profile_finding",
        total=len(data.score.criteria),
        in_place=data.score.in_place,
        planned=sum(score.status is Status.PLANNED for score in data.score.criteria),
    )
    marks.top(leaf, words, "profile", finding)
    head = leaf.add(
        Box(1, 1, words.text("report_pages.column_criterion"), marks.HEAD),
        *(Box(_FIRST + level, _FIRST + level, words.level(level), marks.HEAD_CENTRED) for level in LEVELS),
        Box(_RESTS, _RESTS, words.text("report_pages.column_rests"), replace(marks.HEAD, indent=1)),
        keep=True,
    )
    leaf.repeated = (head, head)
    for dimension in data.criteria.dimensions:
        leaf.wide(dimension.title, _DIMENSION, keep=True)
        for criterion in data.criteria.criteria:
            if criterion.dimension == dimension.id:
                _criterion(leaf, words, data, criterion.title, data.score.by_id[criterion.id])
    return leaf


def _criterion(leaf: Leaf, words: Words, data: ReportData, title: str, score: CriterionScore) -> None:
    name = Box(1, 1, title, _NAME)
    if score.level is None:
        said = status_word(score, words.texts)
        leaf.add(name, Box(_FIRST, _RESTS, said, _WORDS), least=_ROW)
        return
    before = data.before.scores.get(score.id) if data.before else None
    cells = []
    for level in LEVELS:
        column, filled = _FIRST + level, 0 < score.level >= level
        if level == score.level:
            cells.append(Box(column, column, marks.mark_of(score), _FILLED if filled else _EMPTY))
        elif data.before and before is not None and before.level == level:
            cells.append(Box(column, column, data.before.round, _BEFORE_FILLED if filled else _BEFORE))
        else:
            cells.append(Box(column, column, None, _FILLED if filled else _EMPTY))
    rests = words.text(f"report_pages.rests_{score.basis.value}") if score.basis else None
    leaf.add(name, *cells, Box(_RESTS, _RESTS, rests, _REST), least=_ROW)
