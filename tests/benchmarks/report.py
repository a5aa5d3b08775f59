"""Report and annex of one assessment, beside openpyxl writing the same cells and charts plainly.

The floor has no styles, no heights, no print set-up and no reading back: the same values in the same cells, the same
charts, saved. Ours counts everything, from the answers on: what may be shown, the score in the language of the report,
the comparison, the pages, the number, both workbooks, and reading them back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from random import Random

from tests.benchmarks.bars import Bar, Pair, cpu


@contextmanager
def _prepare(folder: Path, _: int) -> Iterator[Pair]:
    from openpyxl import Workbook

    from mrcworkbench.content.catalogue import catalogue
    from mrcworkbench.domain.disclosure.by_audience import prepare
    from mrcworkbench.domain.disclosure.report_parts import Audience
    from mrcworkbench.exchange.report import write_annex, write_report
    from mrcworkbench.exchange.report.workbook import annex_book, report_book
    from tests.reports import Marked, source

    made = source(Marked(Random(1)).answers())
    texts = catalogue()
    data = prepare(made, Audience.INTERNAL, texts)
    books = [make(data, texts, lambda _: None) for make in (report_book, annex_book)]
    for book in books:
        book.finish()
    sheets = [list(zip(book.workbook.worksheets, book.cells, strict=True)) for book in books]

    def plain() -> None:
        for number, sheets_of_one in enumerate(sheets):
            workbook = Workbook()
            workbook.remove(workbook.worksheets[0])
            for worksheet, cells in sheets_of_one:
                sheet = workbook.create_sheet(worksheet.title)
                for (row, column), value in cells.values.items():
                    sheet.cell(row, column, value)
                for chart in deepcopy(worksheet._charts):
                    sheet.add_chart(chart, "A1")
            workbook.save(folder / f"plain-{number}.xlsx")

    def report() -> None:
        data = prepare(made, Audience.INTERNAL, texts)
        write_report(data, folder / "report.xlsx")
        write_annex(data, folder / "annex.xlsx")

    yield Pair(lambda _: cpu(report), lambda _: cpu(plain))


REPORT = Bar("report", "the same cells by openpyxl", 1.1, "CPU", 15, _prepare)
