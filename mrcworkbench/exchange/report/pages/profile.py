"""The profile, always one page: every criterion by name on worded levels, with what it rests on. No numbers, no sums,
no rank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mrcworkbench.domain.disclosure.made_reports import Boxes
from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.report.standing import level_before
from mrcworkbench.domain.scoring.criteria import Dimension
from mrcworkbench.domain.scoring.results import LEVELS, Basis, CriterionScore, Status
from mrcworkbench.exchange.report.layout import Box, Leaf, Run
from mrcworkbench.exchange.report.looks import MUTED, WHITE, Line
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.pages.wording import cut_at_word
from mrcworkbench.exchange.report.words import Words

_WIDTHS = (76.0, 13.0, 16.0, 18.0, 15.0, 15.0, 27.0)
_FIRST, _LAST, _RESTS = 2, 6, 7
_ROWS = ((20.0, 110), (18.0, 110), (16.0, 110), (16.0, 60), (15.5, 45))
"""Least heights of a row, and letters of a reason: tried one after the other until all of it stands on one page."""
_HEADING = 4.0
"""Points that a dimension has more than a row."""
_RULE: Line = ("thin", marks.PALE)
_GAP: Line = ("thin", WHITE)
_FRAME: Line = ("thin", marks.FRAME)
_NAME = replace(marks.BODY, bottom=_RULE, vertical="center")
_REST = replace(marks.CAPTION, bottom=_RULE, vertical="center", horizontal="left", indent=1)
_EMPTY = replace(marks.SIGN, bottom=_RULE)
_FILLED = replace(_EMPTY, fill=marks.TINT, right=_GAP)
_BEFORE = replace(marks.CAPTION, bottom=_RULE, horizontal="center", vertical="center")
_BEFORE_FILLED = replace(_BEFORE, fill=marks.TINT, right=_GAP)
_WORDS = replace(marks.CAPTION, bottom=_RULE, vertical="center", horizontal="left", indent=1)
_DIMENSION = replace(marks.HEADING, bold=False, bottom=_FRAME)
_LEGEND = replace(marks.CAPTION, top=_FRAME, bottom=_FRAME, vertical="center")
_REST_HEAD = replace(marks.HEAD, horizontal="left", indent=1)
_LEGEND_MARK = 12
_APART = "   "
_LONGEST_ROUND = 8


def arrange(data: ReportData, words: Words) -> Leaf:
    leaf = _arranged(data, words, *_ROWS[0])
    for row, longest in _ROWS[1:]:
        if marks.spare(leaf) >= 0:
            break
        leaf = _arranged(data, words, row, longest)
    return leaf


def _arranged(data: ReportData, words: Words, row: float, longest: int) -> Leaf:
    leaf = Leaf("profile", words.text("report_pages.sheet_profile"), _WIDTHS)
    found = Boxes.of(data.score)
    finding = words.text(
        "report_pages.profile_finding",
        total=len(data.score.criteria),
        in_place=found.in_place,
        planned=found.planned,
        open=found.open,
    )
    marks.top(leaf, words, "profile", finding)
    leaf.add(Box(1, leaf.columns, tuple(_legend(data, words)), _LEGEND), least=row, keep=True)
    leaf.gap(6, keep=True)
    head = leaf.add(
        Box(1, 1, words.text("report_pages.column_criterion"), marks.HEAD),
        *(Box(_FIRST + level, _FIRST + level, words.level(level), marks.HEAD_CENTRED) for level in LEVELS),
        Box(_RESTS, _RESTS, words.text("report_pages.column_rests"), _REST_HEAD),
        keep=True,
    )
    leaf.repeated = (head, head)
    for dimension in data.criteria.dimensions:
        leaf.add(Box(1, leaf.columns, _dimension(dimension, words), _DIMENSION), least=row + _HEADING, keep=True)
        for criterion in data.criteria.criteria:
            if criterion.dimension == dimension.id:
                leaf.add(
                    Box(1, 1, criterion.title, _NAME),
                    *_standing(data, words, data.score.by_id[criterion.id], longest),
                    least=row,
                    keep=True,
                )
    return leaf


def _legend(data: ReportData, words: Words) -> Iterator[Run]:
    """What the marks mean; that of the round before only where it stands on the sheet."""
    asked = "" if data.criteria.names_documents else "_early"
    keys = {
        marks.CONFIRMED: "confirmed",
        marks.DOCUMENTED: f"documented{asked}",
        marks.OWN_WORD: "own_word_study" if data.is_of_study else "own_word",
    }
    for mark, key in keys.items():
        yield marks.sign(mark, _LEGEND_MARK)
        yield Run(words.text(f"report_glance.legend_{key}") + _APART)
    if data.before and data.before.comparable:
        yield Run(f"{_then(data.before.round, words)}\u00a0", bold=True)
        yield Run(words.text("report_glance.legend_before"))


def _then(round_: str, words: Words) -> str:
    """The mark of the round before: its name where that is short."""
    return round_ if len(round_) <= _LONGEST_ROUND else words.text("report_glance.then_mark")


def _dimension(dimension: Dimension, words: Words) -> tuple[Run, ...]:
    """Its name, and in a few words what it is about, where there are such words."""
    key = f"report_glance.about_{dimension.id}"
    about = Run(f"  {words.text(key)}", colour=MUTED, size=marks.BODY.size) if key in words.texts else None
    return (Run(dimension.title, bold=True), *((about,) if about else ()))


def _standing(data: ReportData, words: Words, score: CriterionScore, longest: int) -> Iterator[Box]:
    """The mark in the column of its level, the round before as a smaller one, and what the level rests on."""
    if score.level is None:
        yield Box(_FIRST, _RESTS, _no_level(data, words, score, longest), _WORDS)
        return
    then = level_before(data.before, score.id)
    for level in LEVELS:
        column, filled = _FIRST + level, 0 < score.level >= level
        if level == score.level:
            yield Box(column, column, marks.mark_of(score), _FILLED if filled else _EMPTY)
        elif data.before and then == level:
            yield Box(column, column, _then(data.before.round, words), _BEFORE_FILLED if filled else _BEFORE)
        else:
            yield Box(column, column, None, _FILLED if filled else _EMPTY)
    yield Box(_RESTS, _RESTS, _rests(data, score, words), _REST)


def _no_level(data: ReportData, words: Words, score: CriterionScore, longest: int) -> str:
    """Why there is no level: it does not apply, for which reason, or it is open."""
    if score.status is Status.NOT_APPLICABLE:
        return cut_at_word(" ".join(reason.text for reason in score.why[:1]), longest)
    missing = score.missing or AnswerState.BLANK
    study = "_study" if data.is_of_study and missing is AnswerState.BLANK else ""
    return words.text(f"report_glance.open_{missing}{study}")


def _rests(data: ReportData, score: CriterionScore, words: Words) -> str | None:
    """What it rests on; what is planned, on the centre's word, or that of the study where it speaks for the centre."""
    if data.is_of_study and score.basis in (None, Basis.OWN_WORD):
        return words.text("report_glance.rests_study") if score.level else None
    if score.basis is not None:
        return words.text(f"report_pages.rests_{score.basis.value}")
    if score.intended:
        return words.text("report_glance.rests_intended")
    return words.text("report_pages.rests_own_word") if score.status is Status.PLANNED else None
