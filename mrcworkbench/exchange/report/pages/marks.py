"""The marks for what a criterion rests on, the same on every sheet, and the looks that all sheets share."""

from __future__ import annotations

from dataclasses import replace

from mrcworkbench.domain.scoring.results import Basis, CriterionScore, Status
from mrcworkbench.exchange.report.layout import ROOM, Leaf, Run, heights
from mrcworkbench.exchange.report.looks import INK, MUTED, Look
from mrcworkbench.exchange.report.measure import ARIAL
from mrcworkbench.exchange.report.words import Words

CONFIRMED, DOCUMENTED, OWN_WORD, NONE = "\u25c9", "\u25cf", "\u25cb", "\u2013"
MARK, TINT, FRAME, PALE = "0D4644", "D8ECEA", "76838F", "C9D2DB"
_PAGE = ROOM - 8.0
"""Points that a sheet of one page fills at most: no two programs are alike."""

TITLE = Look(size=20, bold=True, vertical="bottom")
FINDING = Look(size=11, colour=MUTED)
HEADING = Look(size=12, bold=True, vertical="bottom")
BODY = Look(vertical="top")
STRONG = replace(BODY, bold=True)
QUIET = replace(BODY, colour=MUTED)
CAPTION = Look(size=9, colour=MUTED)
HEAD = Look(size=9, bold=True, vertical="bottom", bottom=("medium", INK))
HEAD_CENTRED = replace(HEAD, horizontal="center")
SIGN = Look(size=14, colour=MARK, horizontal="center", vertical="center", wrap=False, symbols=True)


def mark_of(score: CriterionScore) -> str:
    """What a criterion in place or planned rests on; none is a dash, open and not applicable have no mark."""
    if score.status is Status.NONE or (score.level == 0 and not score.intended):
        return NONE
    match score.basis:
        case Basis.CONFIRMED:
            return CONFIRMED
        case Basis.ATTACHED | Basis.NAMED | Basis.UNNAMED:
            return DOCUMENTED
        case Basis.OWN_WORD:
            return OWN_WORD
        case None:
            return OWN_WORD if score.level is not None else ""


def sign(mark: str, size: int = BODY.size) -> Run:
    """A mark before a word, in one text with it."""
    return Run(f"{mark}\u00a0", colour=MARK, size=size, symbols=True)


def spare(leaf: Leaf) -> float:
    """Points that are left on the page of a sheet that has to stand on one; below zero it does not."""
    return _PAGE - sum(heights(leaf, ARIAL))


def top(leaf: Leaf, words: Words, name: str, finding: str) -> None:
    """The title of a sheet, and under it one line that says the finding."""
    leaf.wide(words.text(f"report_pages.title_{name}"), TITLE, keep=True)
    leaf.wide(finding, FINDING, keep=True)
    leaf.gap(8, keep=True)
