"""Writes the two workbooks: the report that is read, and the annex for whoever checks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from mrcworkbench import log
from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.domain.texts import Texts
from mrcworkbench.exchange.atomic_file import write_whole
from mrcworkbench.exchange.report import cells, leaves
from mrcworkbench.exchange.report.annex.sheets import SHEETS
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.pages.arranged import arranged
from mrcworkbench.exchange.report.reading_back import read_back
from mrcworkbench.exchange.report.receipts import ReportProgress, ReportReceipt, SheetReceipt

SUFFIX = ".xlsx"
_LAST_STEPS = 2
"""Saving, and reading back."""


def report_book(data: ReportData, texts: Texts, step: Callable[[str], None]) -> Book:
    """The report in memory; `step` is told of each sheet."""
    book = Book(data, texts)
    made = arranged(data, texts)
    book.titles = {leaf.name: leaf.title for leaf in made}
    for leaf in made:
        step(leaf.title)
        leaves.write(book, leaf)
    return book


def annex_book(data: ReportData, texts: Texts, step: Callable[[str], None]) -> Book:
    """The annex in memory."""
    book = Book(data, texts)
    book.leaves = arranged(data, texts)
    book.titles = {name: book.words.annex(f"sheet_{name}") for name in SHEETS}
    for name, write in SHEETS.items():
        step(book.titles[name])
        write(book)
    return book


_BOOKS: Mapping[str, Callable[[ReportData, Texts, Callable[[str], None]], Book]] = {
    "report": report_book,
    "annex": annex_book,
}


def save(kind: str, data: ReportData, texts: Texts, target: Path, progress: ReportProgress) -> ReportReceipt:
    """Write one of the two and read it back; the target is the old file or the new one at every moment."""
    done, total = 0, len(SHEETS) + _LAST_STEPS
    digest = ""

    def step(sheet: str) -> None:
        nonlocal done
        progress.step(min(done, total - _LAST_STEPS), total, texts.text("report.making", sheet=sheet))
        done += 1

    book = _BOOKS[kind](data, texts, step)
    workbook = book.finish()
    charts = sum(len(sheet._charts) for sheet in workbook.worksheets)  # type: ignore[attr-defined,misc]  # noqa: SLF001

    def write(draft: Path) -> None:
        progress.step(total - 2, total, texts.text("report.saving"))
        cells.save(workbook, book.cells, book.styles.xml(), draft)

    def look(draft: Path) -> None:
        nonlocal digest
        progress.step(total - 1, total, texts.text("report.reading_back"))
        counts = [len(one.values) for one in book.cells]
        digest = read_back(draft, counts, charts=charts, formulas=sum(one.formulas for one in book.cells))

    write_whole(target, SUFFIX, write, look)
    log.event("report_made", kind=kind, audience=data.audience.value, sheets=len(book.cells))
    return ReportReceipt(
        path=target,
        sheets=tuple(
            SheetReceipt(str(worksheet.title), max((row for row, _ in one.values), default=0), len(one.values))
            for worksheet, one in zip(workbook.worksheets, book.cells, strict=True)
        ),
        sha256=digest,
    )
