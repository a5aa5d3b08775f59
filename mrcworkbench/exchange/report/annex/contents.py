"""What this workbook is of, and where everything stands."""

from __future__ import annotations

from collections.abc import Iterator

from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import BODY, HEADER, LINK, QUIET, STRONG


def write(book: Book) -> None:
    words = book.words
    sheet = book.sheet("contents", (24, 59), landscape=False)
    book.top(sheet, "contents")
    for name, value in _facts(book):
        if value:
            sheet.line([words.annex(f"fact_{name}"), value], (QUIET, STRONG), typed=(2,))
    sheet.skip()
    header = sheet.line([words.annex("column_sheet"), words.annex("column_what_it_is")], HEADER)
    sheet.repeat(header, header)
    for name, title in book.titles.items():
        if title != sheet.title:
            sheet.link(sheet.row, 1, title)
            sheet.line([title, words.annex(f"about_{name}")], (LINK, BODY))


def _facts(book: Book) -> Iterator[tuple[str, str]]:
    data, words = book.data, book.words
    yield "centre", data.centre
    yield "country", data.country
    yield "round", data.round
    yield "audience", words.say(f"for_{data.audience.value}")
    yield "questionnaire", f"{data.questionnaire.title}, {data.questionnaire.version}"
    yield "sealed", data.sealed_on or words.annex("not_sealed")
    yield "made", data.made_on.isoformat()
    yield "program", f"{words.say('program')} {data.program_version}"
    yield "number", data.number
