"""The export's workbook of 10,000 rows x 200 columns, beside well-kept writers of workbooks; and a whole export.

Run by hand: `python tests/benchmarks/bench_export.py`. The bar is 1.2 times the CPU time of the fastest writer. Each
writer gets the same rows, streams where it can, and runs in a process of its own, in turn, so that a busy machine slows
all; ours also reads back and counts. Writers that are not installed are left out and named:
`pip install XlsxWriter pyexcelerate rustpy-xlsxwriter opensheet-core` brings all of them.

With a number, as in `bench_export.py 1000`, it exports so many assessments instead, everything included: reading, what
may leave, scoring, writing, reading back. Time must be linear in their number, and memory must not grow with it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any

ROWS, COLUMNS, ROUNDS, BAR = 10_000, 200, 5, 1.2
CODES = ("regular", "begun", "in_place", "planned", "one_site", "every_year")


def data() -> list[list[Any]]:
    """Rows as `answers_wide` has them: codes, flags, numbers, some texts, many empty cells."""
    rng = Random(1)

    def cell(row: int, column: int) -> Any:
        match column % 10:
            case 0 | 1 | 2 | 3 | 4:
                return rng.choice(CODES)
            case 5 | 6 | 7:
                return rng.randint(0, 1)
            case 8:
                return rng.choice((None, None, rng.randint(0, 5000)))
            case _:
                return rng.choice((None, f"We meet the town hall each month & note what was said <{row}, {column}>"))

    return [[cell(row, column) for column in range(COLUMNS)] for row in range(ROWS)]


def ours(rows: list[list[Any]], target: Path) -> None:
    from mrcworkbench.content.catalogue import catalogue
    from mrcworkbench.domain.tidy.layout import Layout
    from mrcworkbench.domain.tidy.shapes import CellKind, Column, TidyTable
    from mrcworkbench.exchange.tidy import workbook
    from mrcworkbench.services.steps import SilentReporter

    kinds = [CellKind.CODE] * 5 + [CellKind.FLAG] * 3 + [CellKind.NUMBER, CellKind.TEXT]
    columns = tuple(Column(f"column_{n}", kinds[n % 10], "#meta", "") for n in range(COLUMNS))
    batches: Iterator[Any] = ({"table": rows[start : start + 100]} for start in range(0, len(rows), 100))
    workbook.write(
        Layout((TidyTable("table", "", columns),), ()),
        batches,
        target,
        hxl=False,
        texts=catalogue(),
        moment=datetime(2026, 1, 1, tzinfo=UTC),
        progress=SilentReporter(),
    )


def openpyxl(rows: list[list[Any]], target: Path) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("table")
    for row in rows:
        sheet.append(row)
    book.save(target)


def xlsxwriter(rows: list[list[Any]], target: Path) -> None:
    from xlsxwriter import Workbook

    book = Workbook(str(target), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("table")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()


def pyexcelerate(rows: list[list[Any]], target: Path) -> None:
    from pyexcelerate import Workbook

    book = Workbook()
    book.new_sheet("table", data=rows)
    book.save(str(target))


def rustpy_xlsxwriter(rows: list[list[Any]], target: Path) -> None:
    from rustpy_xlsxwriter import write_worksheet

    names = [f"column_{number}" for number in range(COLUMNS)]
    write_worksheet((dict(zip(names, row, strict=True)) for row in rows), str(target))


def opensheet_core(rows: list[list[Any]], target: Path) -> None:
    from opensheet_core import XlsxWriter

    with XlsxWriter(str(target)) as book:
        book.add_sheet("table")
        for row in rows:
            book.write_row(row)


WRITERS: dict[str, Callable[[list[list[Any]], Path], None]] = {
    one.__name__: one for one in (ours, openpyxl, xlsxwriter, pyexcelerate, rustpy_xlsxwriter, opensheet_core)
}


def run_one(name: str) -> None:
    """One writer, once: CPU seconds, megabytes of memory beyond the rows, megabytes of file."""
    rows = data()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "table.xlsx"
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = process_time()
        WRITERS[name](rows, target)
        taken = process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(taken, memory / 1024, target.stat().st_size / 1e6)


def compare() -> None:
    there = [name for name in WRITERS if name == "ours" or find_spec(name)]
    print(f"not installed: {', '.join(WRITERS.keys() - set(there)) or 'none'}")
    found: dict[str, list[list[float]]] = {name: [] for name in there}
    for _ in range(ROUNDS):
        for name in there:
            ran = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=True)
            found[name].append([float(part) for part in ran.stdout.split()])
    times = {name: median(run[0] for run in runs) for name, runs in found.items()}
    for name, runs in found.items():
        print(f"{name:18} {times[name]:5.2f} s CPU, {runs[0][1]:4.0f} MB, file {runs[0][2]:4.1f} MB")
    fastest = min((name for name in there if name != "ours"), key=times.__getitem__)
    print(f"ratio {times['ours'] / times[fastest]:.2f} to {fastest} (bar {BAR})")


def whole(count: int) -> None:
    """An export of so many assessments, each of a centre of its own, all of whom let others see their answers."""
    from mrcworkbench.content.questionnaires import questionnaire
    from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
    from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
    from mrcworkbench.exchange.tidy import Format, export
    from mrcworkbench.services.session.session import open_session
    from mrcworkbench.storage.store import NewContents, create_store
    from tests.reports import Marked

    moment = "2026-01-01T00:00:00.000Z"
    version = questionnaire("manager").version
    kinds = [Marked(Random(seed)).answers() for seed in range(10)]
    for answers in kinds:
        answers["resp_consent"] = Answer(AnswerState.ANSWERED, "no_persons")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.mrcw"
        centres = [CentreInfo(f"c{n:06}", f"Centre {n}", "PT") for n in range(count)]
        infos = [AssessmentInfo(f"a{n:06}", one, "2026", "manager", version, moment) for n, one in enumerate(centres)]
        made = {one.id: kinds[n % len(kinds)] for n, one in enumerate(infos)}
        create_store(path, NewContents(tuple(centres), tuple(infos), answers=made), file_id="bench", made_at=moment)
        del made
        for format_ in Format:
            target = Path(folder) / ("out.xlsx" if format_ is Format.XLSX else "out")
            with open_session(path, read_only=True) as session:
                start, wall = process_time(), perf_counter()
                receipt = export(session, target, format_=format_)
                taken, waited = process_time() - start, perf_counter() - wall
            cells = receipt.rows["answers_long"]
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            each = taken / count * 1000
            print(
                f"{format_}: {count} assessments, {cells} long rows: {taken:.1f} s CPU ({each:.1f} ms each), "
                f"{waited:.1f} s, peak {memory:.0f} MB"
            )


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else ""
    if chosen in WRITERS:
        run_one(chosen)
    elif chosen:
        whole(int(chosen))
    else:
        compare()
