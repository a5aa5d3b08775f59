"""Puts the sheets together in the order of reading; charts and checks need what other sheets have placed."""

from __future__ import annotations

from pathlib import Path

from mrcworkbench import log
from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.domain.texts import Texts
from mrcworkbench.exchange.atomic_file import write_whole
from mrcworkbench.exchange.report import cells
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.reading_back import read_back
from mrcworkbench.exchange.report.receipts import ReportProgress, ReportReceipt, SheetReceipt
from mrcworkbench.exchange.report.sheets import (
    answers,
    check,
    compare,
    cover,
    criteria,
    figures,
    gaps,
    method,
    profile,
    summary,
)

_STEPS = 15
SUFFIX = ".xlsx"


def build(data: ReportData, texts: Texts, progress: ReportProgress) -> Book:
    """The whole workbook in memory."""
    book = Book(data, texts)
    done = 0

    def step(name: str) -> None:
        nonlocal done
        progress.step(done, _STEPS, book.words.say("making", sheet=book.words.say(f"sheet_{name}")))
        done += 1

    step("cover")
    cover.write(book)
    step("summary")
    summary_sheet = summary.open_sheet(book)
    step("profile")
    profile_sheet = profile.open_sheet(book)
    step("criteria")
    places = criteria.write(book)
    placed = profile.write(book, profile_sheet, places)
    summary.write(book, summary_sheet, placed)
    for name, write in (
        ("compare", compare.write),
        ("sources", compare.write_sources),
        ("gaps", gaps.write),
        ("figures", figures.write),
        ("answers", answers.write),
        ("method", method.write),
        ("levels", method.write_levels),
        ("dictionary", method.write_dictionary),
        ("check", check.write),
    ):
        step(name)
        write(book)
    return book


def save(data: ReportData, texts: Texts, target: Path, progress: ReportProgress) -> ReportReceipt:
    """Write the report and read it back; the target is the old file or the new one at every moment."""
    book = build(data, texts, progress)
    workbook = book.finish()
    digest = ""

    def write(draft: Path) -> None:
        progress.step(_STEPS - 2, _STEPS, book.words.say("saving"))
        cells.save(workbook, [sheet.cells for sheet in book.sheets], draft)

    def look(draft: Path) -> None:
        nonlocal digest
        progress.step(_STEPS - 1, _STEPS, book.words.say("reading_back"))
        digest = read_back(
            draft,
            [len(sheet.cells.values) for sheet in book.sheets],
            charts=len(data.criteria.dimensions),
            formulas=sum(sheet.cells.formulas for sheet in book.sheets),
        )

    write_whole(target, SUFFIX, write, look)
    log.event("report_made", audience=data.audience.value, sheets=len(book.sheets))
    return ReportReceipt(
        path=target,
        sheets=tuple(SheetReceipt(sheet.title, sheet.row - 1, len(sheet.cells.values)) for sheet in book.sheets),
        sha256=digest,
    )
