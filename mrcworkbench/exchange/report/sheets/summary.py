"""The summary: one page with the picture of each dimension and what it says in words. A profile, not a score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mrcworkbench.domain.scoring.criteria import Dimension
from mrcworkbench.domain.scoring.results import HIGHEST_LEVEL, LEVELS, Basis, CriterionScore, Status
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import (
    BODY,
    CAPTION,
    CENTRED,
    HEADER,
    HEADER_CENTRED,
    HEADING,
    NO_LEVEL,
    PLAIN,
    SUBTITLE,
)
from mrcworkbench.exchange.report.looks import LEVELS as LEVEL_LOOKS
from mrcworkbench.exchange.report.sheet import Sheet
from mrcworkbench.exchange.report.sheets import charts
from mrcworkbench.exchange.report.sheets.profile import Profile

_WIDTHS = (24.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 12.0)
_CHART_ROWS = 11
_HALF = 5
"""The column with which the right half of the page begins."""


def open_sheet(book: Book) -> Sheet:
    """The summary's sheet in its place; it is filled once the profile stands."""
    return book.sheet("summary", _WIDTHS, landscape=False, one_page=True)


def write(book: Book, sheet: Sheet, profile: Profile) -> None:
    data, words = book.data, book.words
    sheet.wide(words.say("summary_of", centre=data.centre, round=data.round), SUBTITLE, typed=True)
    book.top(sheet, "summary")
    for sentence in sentences(book):
        sheet.wide(words.say("bullet", text=sentence), PLAIN)
    sheet.skip()
    sheet.wide(words.say("summary_pictures"), HEADING)
    _pictures(book, sheet, profile)
    sheet.wide(words.say("summary_blocks"), CAPTION)
    sheet.skip()
    _table(book, sheet)


def sentences(book: Book) -> Iterator[str]:
    """What the profile says, in whole sentences; criteria by name, in the study's order."""
    data, words = book.data, book.words
    scores = data.score.criteria
    yield words.say("says_answered", answered=data.answered, applicable=data.applicable)
    yield words.say(
        "says_statuses",
        applicable=data.score.applicable,
        in_place=data.score.in_place,
        planned=sum(score.status is Status.PLANNED for score in scores),
        none=sum(score.status is Status.NONE for score in scores),
        open=sum(score.status is Status.NOT_KNOWN for score in scores),
    )
    if data.score.in_place:
        parts = words.say("list_separator").join(_rests(book))
        yield words.say("says_rests", in_place=data.score.in_place, parts=parts)
    for level in reversed(range(1, HIGHEST_LEVEL + 1)):
        named = _named(book, [score for score in scores if score.level == level])
        if named:
            yield words.say(f"says_level_{level}", names=named)
    for key, chosen in (
        ("says_intended", [score for score in scores if score.intended]),
        ("says_none", [score for score in scores if score.status is Status.NONE]),
        ("says_open", [score for score in scores if score.status is Status.NOT_KNOWN]),
        ("says_not_applicable", [score for score in scores if not score.applicable]),
        ("says_contested", [score for score in scores if score.contested]),
    ):
        if chosen:
            yield words.say(key, names=_named(book, chosen))
    hollow = sum(score.hollow for score in scores)
    if hollow:
        yield words.say("says_hollow", hollow=hollow)


def _rests(book: Book) -> Iterator[str]:
    """What those in place rest on, from strong to weak: how many are confirmed, and how many are claims."""
    without = Basis.UNNAMED if book.data.criteria.names_documents else Basis.NAMED
    for basis in Basis:
        if basis is not without:
            yield book.words.say(f"rests_{basis}", n=book.data.score.in_place_on(basis))


def _named(book: Book, scores: Sequence[CriterionScore]) -> str:
    by_id = book.data.criteria.by_id
    return book.words.names([by_id[score.id].title for score in scores], most=5)


def _pictures(book: Book, sheet: Sheet, profile: Profile) -> None:
    highest = max(max(_heights(book, dimension)) for dimension in book.data.criteria.dimensions)
    start = sheet.row
    last = len(_WIDTHS) + 1
    for position, dimension in enumerate(book.data.criteria.dimensions):
        row = start + (position // 2) * _CHART_ROWS
        left, right = ((1, _HALF), (_HALF, last))[position % 2]
        charts.place(
            sheet.worksheet,
            charts.blocks(book, profile, dimension.id, dimension.title, highest),
            (row, left),
            (row + _CHART_ROWS, right),
            dimension.title,
            describe(book, dimension),
        )
    sheet.row = start + 2 * _CHART_ROWS


def _heights(book: Book, dimension: Dimension) -> list[int]:
    score = next(score for score in book.data.score.dimensions if score.id == dimension.id)
    return [*score.levels.values(), score.open]


def describe(book: Book, dimension: Dimension) -> str:
    """A picture in words, for those who cannot see it."""
    words = book.words
    parts = [
        words.count("described_level", count, level=level)
        for level, count in zip(LEVELS, _heights(book, dimension)[:-1], strict=True)
        if count
    ]
    open_ = _heights(book, dimension)[-1]
    if open_:
        parts.append(words.count("described_open", open_))
    return words.say("described", dimension=dimension.title, parts=words.say("list_separator").join(parts))


def _table(book: Book, sheet: Sheet) -> None:
    """Counts for each dimension; its header is the legend of the pictures."""
    words = book.words
    header = [words.say("column_dimension")]
    header += [words.say("level_below", level=level, word=words.level(level)) for level in LEVELS]
    header += [words.say("level_below", level=words.say("mark_open"), word=words.say("open"))]
    header += [words.say("column_applicable"), words.say("column_evidenced")]
    sheet.line(header, (HEADER, *LEVEL_LOOKS, NO_LEVEL, HEADER_CENTRED, HEADER_CENTRED))
    for dimension in book.data.criteria.dimensions:
        score = next(score for score in book.data.score.dimensions if score.id == dimension.id)
        sheet.line(
            [
                dimension.title,
                *(score.levels[level] for level in LEVELS),
                score.open,
                score.applicable,
                score.evidenced,
            ],
            (BODY, *[CENTRED] * 8),
        )
