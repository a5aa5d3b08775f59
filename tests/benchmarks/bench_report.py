"""The Excel report of one assessment, beside openpyxl writing the same cells and charts plainly.

Run by hand: `python tests/benchmarks/bench_report.py`. The floor has no styles, no heights, no print set-up and no
reading back: the same values in the same cells, the same charts, saved. The bar is a ratio of CPU time of at most
1.1; both are measured in turn, so that a busy machine slows both. The report counts everything, from the answers on:
what may be shown, the score in the language of the report, the comparison, the workbook, and reading it back.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from openpyxl import Workbook

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.exchange.report import NoProgress, write_report
from mrcworkbench.exchange.report.workbook import build
from tests.reports import Marked, source

ROUNDS = 15
BAR = 1.1


def main() -> None:
    made = source(Marked(Random(1)).answers())
    texts = catalogue()
    book = build(prepare(made, Audience.INTERNAL, texts), texts, NoProgress())
    book.finish()
    cells = {sheet.title: sheet.cells.values for sheet in book.sheets}
    charts = {sheet.title: list(sheet.worksheet._charts) for sheet in book.sheets}
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.xlsx"

        def floor() -> None:
            plain = Workbook()
            plain.remove(plain.worksheets[0])
            for title, values in cells.items():
                sheet = plain.create_sheet(title)
                for (row, column), value in values.items():
                    sheet.cell(row, column, value)
                for chart in deepcopy(charts[title]):
                    sheet.add_chart(chart, "A1")
            plain.save(target)

        def report() -> None:
            write_report(prepare(made, Audience.INTERNAL, texts), target)

        jobs: dict[str, Callable[[], None]] = {"floor": floor, "report": report}
        times: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(ROUNDS):
            for name, job in jobs.items():
                start = process_time()
                job()
                times[name].append(process_time() - start)
    ratio = median(times["report"]) / median(times["floor"])
    count = sum(len(values) for values in cells.values())
    print(f"{count} cells, {sum(map(len, charts.values()))} charts")
    for name, taken in times.items():
        print(f"{name}: median {median(taken) * 1000:.0f} ms CPU")
    print(f"ratio {ratio:.2f} (bar {BAR})")


if __name__ == "__main__":
    main()
