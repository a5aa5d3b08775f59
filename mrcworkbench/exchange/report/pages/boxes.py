"""Where the criteria stand, as boxes that add up to all of them; those in place by what they rest on."""

from __future__ import annotations

from dataclasses import replace

from mrcworkbench.domain.disclosure.made_reports import Boxes
from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.domain.report.standing import rests_of
from mrcworkbench.domain.scoring.results import Score
from mrcworkbench.exchange.report.layout import Box, Leaf
from mrcworkbench.exchange.report.looks import MUTED, Line, Look
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.words import Words

_EDGE: Line = ("thin", marks.FRAME)
_INSIDE = Look(indent=1, horizontal="left", left=_EDGE)
_NUMBER = replace(_INSIDE, size=24, bold=True, vertical="bottom", wrap=False, top=_EDGE)
_NAME = replace(_INSIDE, bold=True)
_NOTE = replace(_INSIDE, size=9, colour=MUTED)
_MARK = replace(marks.SIGN, size=12)
_COUNT = Look(bold=True, horizontal="right", vertical="center", wrap=False)
_RESTS = Look(vertical="center", horizontal="left", indent=1)
_MARKS = (marks.CONFIRMED, marks.DOCUMENTED, marks.OWN_WORD)
_LEAST = 20.0
_OTHERS = ((7, 10), (11, 11), (12, 12), (13, 13))
"""Columns of the boxes beside the first."""


def boxes(leaf: Leaf, data: ReportData, words: Words) -> None:
    """Five boxes on three lines."""
    found, resting = Boxes.of(data.score), rests_of(data.score)
    leaf.wide(words.text("report_glance.boxes", n=len(data.score.criteria)), marks.HEADING, keep=True)
    leaf.gap(3, keep=True)
    study = "_study" if data.is_of_study else ""
    rests = (
        ("confirmed", resting.confirmed),
        ("documented", resting.documented),
        (f"own_word{study}", resting.own_word),
    )
    others = (
        ("planned", found.planned, _planned(data.score, words)),
        ("none", found.none, words.text("report_glance.none_note")),
        ("open", found.open, words.text(f"report_glance.open_note{study}")),
        ("left_out", found.left_out, words.text("report_glance.left_out_note")),
    )
    columns = [(words.text(f"report_glance.{name}"), number, note) for name, number, note in others]
    firsts = (found.in_place, words.text("report_glance.in_place"), None)
    for place, look in enumerate((_NUMBER, _NAME, _NOTE)):
        basis, count = rests[place]
        edge = _EDGE if place == len(rests) - 1 else None
        top = look.top
        tinted = replace(_RESTS, fill=marks.TINT, bottom=edge, top=top)
        leaf.add(
            Box(1, 2, firsts[place], replace(look, fill=marks.TINT, bottom=edge)),
            Box(3, 3, _MARKS[place], replace(_MARK, fill=marks.TINT, bottom=edge, top=top)),
            Box(4, 4, count, replace(_COUNT, fill=marks.TINT, bottom=edge, top=top)),
            Box(5, 6, words.text(f"report_glance.{basis}"), tinted),
            *(
                Box(first, last, (number, name, note)[place], replace(look, bottom=edge, right=_right(last)))
                for (first, last), (name, number, note) in zip(_OTHERS, columns, strict=True)
            ),
            least=_LEAST,
            keep=True,
        )
    if resting.documented:
        early = "" if data.criteria.names_documents else "_early"
        leaf.wide(words.text(f"report_glance.documented_note{early}"), marks.CAPTION, keep=True)


def _right(last: int) -> Line | None:
    return _EDGE if last == _OTHERS[-1][1] else None


def _planned(score: Score, words: Words) -> str:
    """Whether what is planned has a date and a post."""
    undated = sum(one.intended for one in score.criteria)
    if not undated:
        return words.text("report_glance.dated")
    if undated == Boxes.of(score).planned:
        return words.text("report_glance.undated_all")
    return words.plural("report_glance.undated", undated)
