"""The export: a workbook of 10,000 rows x 200 columns beside the fastest of well-kept writers of workbooks, and a whole
export beside one of a tenth of the assessments.

Each writer gets the same rows, streams where it can, and runs in a process of its own; ours also reads back and counts.
Writers that are not installed are left out: `pip install XlsxWriter pyexcelerate rustpy-xlsxwriter opensheet-core`.
The whole export is reading, what may leave, scoring, writing and reading back; its time must be linear.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

from tests.benchmarks.bars import Bar, Pair, cpu

COLUMNS = 200
CODES = ("regular", "begun", "in_place", "planned", "one_site", "every_year")


def _data(rows: int) -> list[list[Any]]:
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

    return [[cell(row, column) for column in range(COLUMNS)] for row in range(rows)]


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


@contextmanager
def _prepare(folder: Path, rows: int) -> Iterator[Pair]:
    there = [name for name in WRITERS if name != "ours" and find_spec(name)]

    def run(name: str) -> float:
        words = [sys.executable, "-m", "tests.benchmarks.export", name, str(rows), str(folder / f"{name}.xlsx")]
        return float(subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout)

    yield Pair(lambda _: run("ours"), lambda _: min(map(run, there)))


@contextmanager
def _prepare_whole(folder: Path, count: int) -> Iterator[Pair]:
    from mrcworkbench.exchange.tidy import export
    from mrcworkbench.services.session.session import open_session

    target = folder / "out.xlsx"

    def exported(path: Path) -> float:
        with open_session(path, read_only=True) as session:
            taken = cpu(lambda: export(session, target))
        target.unlink()
        return taken

    many, few = (_of_assessments(folder / f"{name}.mrcw", n) for name, n in (("many", count), ("few", count // 10)))
    yield Pair(lambda _: exported(many), lambda _: 10 * exported(few))


def _of_assessments(path: Path, count: int) -> Path:
    """A file of so many, each of a centre of its own, all of whom let others see their answers."""
    from mrcworkbench.content.instruments import questionnaire
    from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
    from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
    from mrcworkbench.storage.store import NewContents, create_store
    from tests.reports import Marked

    moment = "2026-01-01T00:00:00.000Z"
    version = questionnaire("manager").version
    kinds = [Marked(Random(seed)).answers() for seed in range(10)]
    for answers in kinds:
        answers["resp_consent"] = Answer(AnswerState.ANSWERED, "no_persons")
    centres = [CentreInfo(f"c{n:06}", f"Centre {n}", "PT") for n in range(count)]
    infos = [AssessmentInfo(f"a{n:06}", one, "2026", "manager", version, moment) for n, one in enumerate(centres)]
    made = {one.id: kinds[n % len(kinds)] for n, one in enumerate(infos)}
    create_store(path, NewContents(tuple(centres), tuple(infos), answers=made), file_id="bench", made_at=moment)
    return path


BARS = (
    Bar("export", "the fastest other writer", 1.2, "CPU", 5, _prepare, size=10_000, small=20),
    Bar("whole export", "ten times a tenth", 1.1, "CPU", 3, _prepare_whole, size=1000, small=20),
)

if __name__ == "__main__":
    _, name, rows, target = sys.argv
    made = _data(int(rows))
    print(cpu(lambda: WRITERS[name](made, Path(target))))
