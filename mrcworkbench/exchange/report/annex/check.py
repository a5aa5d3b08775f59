"""The check sheet: stored numbers beside formulas that count them again. The only formulas of the workbook."""

from __future__ import annotations

from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import BODY, CENTRED, HEADER, HEADER_CENTRED, HEADER_RIGHT, NUMBER


def write(book: Book) -> None:
    words = book.words
    sheet = book.sheet("check", (70, 16, 16, 14), landscape=False)
    book.top(sheet, "check")
    header = sheet.line(
        [words.say(f"column_{name}") for name in ("check", "stored", "recount", "agrees")],
        (HEADER, HEADER_RIGHT, HEADER_RIGHT, HEADER_CENTRED),
    )
    sheet.freeze(header + 1)
    sheet.repeat(header, header)
    yes, no = (words.say(word).replace('"', '""') for word in ("yes", "no"))
    for check in book.checks:
        row = sheet.row
        sheet.put(1, check.label, BODY)
        sheet.put(2, check.stored, NUMBER)
        sheet.formula(3, check.formula, NUMBER)
        sheet.formula(4, f'IF(B{row}=C{row},"{yes}","{no}")', CENTRED)
        sheet.row += 1
