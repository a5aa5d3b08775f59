"""The texts of the report in plain cells, for whoever cannot read cells that run over several columns."""

from __future__ import annotations

from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.layout import plain_text
from mrcworkbench.exchange.report.looks import BODY, HEADER, QUIET


def write(book: Book) -> None:
    sheet = book.sheet("report_text", (18, 6, 7, 52), landscape=False)
    book.top(sheet, "report_text")
    names = ("page", "line", "place", "text")
    header = sheet.line([book.words.annex(f"column_{name}") for name in names], HEADER)
    sheet.freeze(header + 1)
    sheet.repeat(header, header)
    for leaf in book.leaves:
        for number, line in enumerate(leaf.lines, 1):
            for box in line.boxes:
                text = plain_text(box.content)
                if text is not None and text != "":
                    sheet.line([leaf.title, number, box.first, text], (QUIET, QUIET, QUIET, BODY), typed=(4,))
