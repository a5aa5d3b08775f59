"""The Excel report of one assessment, beside openpyxl writing the same cells and charts plainly.

The floor has no styles, no heights, no print set-up and no reading back: the same values in the same cells, the same
charts, saved. The report counts everything, from the answers on: what may be shown, the score in the language of the
report, the comparison, the workbook, and reading it back.
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
    from mrcworkbench.exchange.report import write_report
    from mrcworkbench.exchange.report.receipts import NoProgress
    from mrcworkbench.exchange.report.workbook import build
    from tests.reports import Marked, source

    made = source(Marked(Random(1)).answers())
    texts = catalogue()
    book = build(prepare(made, Audience.INTERNAL, texts), texts, NoProgress())
    book.finish()
    cells = {sheet.title: sheet.cells.values for sheet in book.sheets}
    charts = {sheet.title: list(sheet.worksheet._charts) for sheet in book.sheets}
    target = folder / "report.xlsx"

    def plain() -> None:
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        for title, values in cells.items():
            sheet = workbook.create_sheet(title)
            for (row, column), value in values.items():
                sheet.cell(row, column, value)
            for chart in deepcopy(charts[title]):
                sheet.add_chart(chart, "A1")
        workbook.save(target)

    def report() -> None:
        write_report(prepare(made, Audience.INTERNAL, texts), target)

    yield Pair(lambda _: cpu(report), lambda _: cpu(plain))


REPORT = Bar("report", "the same cells by openpyxl", 1.1, "CPU", 15, _prepare)
