"""The profile: each criterion as one mark on its level, counts for each dimension, and the middle level of each
heading.

The charts of the summary are drawn from the marks of this sheet: one block is one criterion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mrcworkbench.domain.scoring.results import LEVELS as LEVEL_NUMBERS
from mrcworkbench.domain.scoring.results import CriterionScore, DimensionScore
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import (
    BAND,
    BODY,
    CENTRED,
    HEADER,
    HEADER_CENTRED,
    HEADING,
    HOLLOW,
    LEVELS,
    MARK,
    NO_LEVEL,
    PLACE,
    QUIET,
    Look,
)
from mrcworkbench.exchange.report.sheet import Sheet
from mrcworkbench.exchange.report.sheets import criteria

FIRST_LEVEL_COLUMN = 3
OPEN_COLUMN = FIRST_LEVEL_COLUMN + len(LEVEL_NUMBERS)
_NOT_APPLICABLE_COLUMN = OPEN_COLUMN + 1
_BLOCKS = tuple(replace(look, number_format='"●"') for look in LEVELS)
_HOLLOW_BLOCK = replace(HOLLOW, number_format='"○"')
_OPEN_BLOCK = replace(NO_LEVEL, number_format='"?"')
_NOT_APPLICABLE_BLOCK = replace(NO_LEVEL, number_format='"\u2013"')


@dataclass(frozen=True, slots=True)
class Profile:
    """Where the charts find their numbers."""

    sheet: Sheet
    header_row: int
    rows: Mapping[str, int]
    """The row of each criterion."""


def open_sheet(book: Book) -> Sheet:
    """The profile's sheet in its place; it is filled once the criteria stand."""
    return book.sheet("profile", (6, 46, 9, 9, 9, 9, 9, 9, 12, 13), landscape=False)


def write(book: Book, sheet: Sheet, level_cells: criteria.Places) -> Profile:
    data, words = book.data, book.words
    book.top(sheet, "profile")
    header = sheet.line(
        [
            words.say("column_number"),
            words.say("column_criterion"),
            *(str(level) for level in LEVEL_NUMBERS),
            words.say("mark_open"),
            words.say("column_not_applicable"),
            words.say("column_evidence"),
        ],
        (HEADER, HEADER, *[HEADER_CENTRED] * 8),
    )
    sheet.line(
        [None, words.say("level_words"), *(words.level(level) for level in LEVEL_NUMBERS), words.say("open")],
        (QUIET, QUIET, *[replace(QUIET, size=8, horizontal="center")] * 6, QUIET, QUIET),
    )
    sheet.freeze(header + 2, FIRST_LEVEL_COLUMN)
    sheet.repeat(header, header)
    rows: dict[str, int] = {}
    for dimension in data.criteria.dimensions:
        sheet.band(dimension.title, BAND)
        for criterion in data.criteria.criteria:
            if criterion.dimension == dimension.id:
                score = data.score.by_id[criterion.id]
                rows[criterion.id] = sheet.line([criterion.number, criterion.title], (PLACE, BODY))
                _mark(sheet, rows[criterion.id], score)
    sheet.skip()
    _dimensions(book, sheet, level_cells)
    sheet.skip()
    _headings(book, sheet)
    return Profile(sheet, header, rows)


def _mark(sheet: Sheet, row: int, score: CriterionScore) -> None:
    column, look = _place(score)
    for other in range(FIRST_LEVEL_COLUMN, _NOT_APPLICABLE_COLUMN + 1):
        sheet.put(other, 1 if other == column else None, look if other == column else MARK, row=row)
    sheet.put(_NOT_APPLICABLE_COLUMN + 1, score.evidence, CENTRED, row=row)


def _place(score: CriterionScore) -> tuple[int, Look]:
    if score.level is not None:
        return FIRST_LEVEL_COLUMN + score.level, _HOLLOW_BLOCK if score.hollow else _BLOCKS[score.level]
    if score.applicable:
        return OPEN_COLUMN, _OPEN_BLOCK
    return _NOT_APPLICABLE_COLUMN, _NOT_APPLICABLE_BLOCK


def _dimensions(book: Book, sheet: Sheet, level_cells: criteria.Places) -> None:
    data, words = book.data, book.words
    sheet.wide(words.say("profile_dimensions"), HEADING)
    sheet.line(
        [
            None,
            words.say("column_dimension"),
            *(str(level) for level in LEVEL_NUMBERS),
            words.say("mark_open"),
            words.say("column_applicable"),
            words.say("column_evidenced"),
        ],
        (HEADER, HEADER, *[HEADER_CENTRED] * 8),
    )
    for dimension in data.criteria.dimensions:
        score = _dimension_score(book, dimension.id)
        sheet.line(
            [
                None,
                dimension.title,
                *(score.levels[level] for level in LEVEL_NUMBERS),
                score.open,
                score.applicable,
                score.evidenced,
            ],
            (BODY, BODY, *[CENTRED] * 8),
        )
        level_range = level_cells.range_of(dimension.id)
        for level in LEVEL_NUMBERS:
            book.check(
                words.say("check_level", dimension=dimension.title, level=level),
                score.levels[level],
                f"COUNTIF({level_range},{level})",
            )
        book.check(
            words.say("check_open", dimension=dimension.title),
            score.open,
            f'COUNTIF({level_range},"~{words.say("mark_open")}")',
        )


def _dimension_score(book: Book, dimension: str) -> DimensionScore:
    return next(score for score in book.data.score.dimensions if score.id == dimension)


def _headings(book: Book, sheet: Sheet) -> None:
    data, words = book.data, book.words
    sheet.wide(words.say("profile_headings"), HEADING)
    sheet.wide(words.say("profile_headings_lead"), replace(QUIET, bottom=None))
    sheet.line([None, words.say("column_heading"), words.say("column_median")], (HEADER, HEADER, HEADER_CENTRED))
    for dimension in data.criteria.dimensions:
        medians = {heading.id: heading.median_level for heading in _dimension_score(book, dimension.id).headings}
        for heading in dimension.headings:
            level = medians[heading.id]
            sheet.line(
                [None, heading.title, words.say("mark_not_applicable") if level is None else level],
                (BODY, BODY, NO_LEVEL if level is None else LEVELS[level]),
            )
            if level is not None:
                sheet.put(FIRST_LEVEL_COLUMN + 1, words.level(level), BODY, row=sheet.row - 1)
