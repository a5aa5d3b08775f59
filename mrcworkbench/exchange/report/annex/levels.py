"""The wording of the levels, by which each criterion was judged."""

from __future__ import annotations

from mrcworkbench.domain.scoring.results import LEVELS
from mrcworkbench.exchange.report import looks
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import BAND, BODY, HEADER, PLACE, STRONG


def write(book: Book) -> None:
    data, words = book.data, book.words
    sheet = book.sheet("levels", (4, 19, *[20.0] * len(LEVELS)))
    book.top(sheet, "levels")
    header = sheet.line(
        [
            words.annex("column_number"),
            words.annex("column_criterion"),
            *(words.annex("level_and_word", level=level, word=words.level(level)) for level in LEVELS),
        ],
        (HEADER, HEADER, *looks.LEVELS),
    )
    sheet.freeze(header + 1, 3)
    sheet.repeat(header, header)
    for dimension in data.criteria.dimensions:
        sheet.band(dimension.title, BAND)
        for criterion in data.criteria.criteria:
            if criterion.dimension == dimension.id:
                sheet.line([criterion.number, criterion.title, *criterion.levels], (PLACE, STRONG, *[BODY] * 5))
