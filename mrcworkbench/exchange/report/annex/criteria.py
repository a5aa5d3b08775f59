"""The 24 criteria: status, level in number and words, what it rests on, why it stands there and what would lift it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mrcworkbench.domain.scoring.criteria import Criterion
from mrcworkbench.domain.scoring.results import CriterionScore
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import (
    BAND,
    BODY,
    HEADER,
    HEADER_CENTRED,
    HOLLOW,
    LEVELS,
    NO_LEVEL,
    PLACE,
    STRONG,
    Look,
)
from mrcworkbench.exchange.report.sheet import Sheet

LEVEL_COLUMN = 4
_STATUS_COLUMN = 3


@dataclass(frozen=True, slots=True)
class Places:
    """Where the levels stand: the rows of each dimension, without gaps."""

    sheet: Sheet
    rows: Mapping[str, tuple[int, int]]

    def range_of(self, dimension: str, column: int = LEVEL_COLUMN) -> str:
        return self.sheet.span(*self.rows[dimension], column)


def write(book: Book) -> Places:
    data, words = book.data, book.words
    sheet = book.sheet("criteria", (5, 22, 10, 7, 33, 26, 12, 34, 34))
    book.top(sheet, "criteria")
    header = sheet.line(
        [
            words.say(f"column_{name}")
            for name in ("number", "criterion", "status", "level", "level_word", "evidence", "marks", "why", "next")
        ],
        (HEADER, HEADER, HEADER, HEADER_CENTRED, *[HEADER] * 5),
    )
    sheet.freeze(header + 1, 3)
    sheet.repeat(header, header)
    rows: dict[str, tuple[int, int]] = {}
    for dimension in data.criteria.dimensions:
        band = sheet.band(dimension.title, BAND)
        if rows:
            sheet.break_before(band)
        for criterion in data.criteria.criteria:
            if criterion.dimension == dimension.id:
                _criterion(book, sheet, criterion)
        rows[dimension.id] = (band + 1, sheet.row - 1)
    return Places(sheet, rows)


def level_look(score: CriterionScore) -> Look:
    """The look of a level: filled, outlined where it rests on a statement only, dashed where there is none."""
    if score.level is None:
        return NO_LEVEL
    return HOLLOW if score.hollow else LEVELS[score.level]


def _criterion(book: Book, sheet: Sheet, criterion: Criterion) -> None:
    words = book.words
    score = book.data.score.by_id[criterion.id]
    sheet.line(
        [
            criterion.number,
            criterion.title,
            words.status(score),
            words.level_mark(score),
            words.level_meaning(score, criterion),
            words.evidence(score),
            words.marks(score),
            words.bullets(reason.text for reason in score.why) if score.why else None,
            words.bullets(reason.text for reason in score.next) if score.next else None,
        ],
        (PLACE, STRONG, BODY, level_look(score), *[BODY] * 5),
        typed=(6,),
    )
