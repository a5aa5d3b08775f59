"""Every answer that may be seen, one value a line, by section and question number, then the registers; hidden
questions are left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mrcworkbench.domain.disclosure.report_parts import EMPTY, CellView, QuestionView, RowView, Withheld
from mrcworkbench.domain.questionnaire.model import Section
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.cells import Value
from mrcworkbench.exchange.report.looks import BAND, BODY, HEADER, QUIET
from mrcworkbench.exchange.report.sheet import Sheet
from mrcworkbench.exchange.report.values import shown
from mrcworkbench.exchange.report.words import Words


def write(book: Book) -> None:
    words = book.words
    names = ["number", "question", "row", "field", "answer", "state"]
    widths = [7.0, 34.0, 5.0, 22.0, 41.0, 14.0]
    if not book.for_donor:
        names += ["comment", "files"]
        widths = [7.0, 24.0, 5.0, 16.0, 31.0, 12.0, 16.0, 12.0]
    sheet = book.sheet("answers", widths)
    book.top(sheet, "answers", words.annex("lead_answers" if book.for_donor else "lead_answers_internal"))
    header = sheet.line([words.annex(f"column_{name}") for name in names], HEADER)
    sheet.freeze(header + 1, 3)
    sheet.repeat(header, header)
    for section in book.data.sections:
        sheet.band(_title(words, section.section), BAND)
        for view in section.questions:
            _question(book, sheet, view)
    for register in book.data.registers:
        sheet.band(register.question.text, BAND)
        _question(book, sheet, register)


def _title(words: Words, section: Section) -> str:
    """The title of a section, with its number; what goes beyond the study says so."""
    title = words.annex("beyond_study", section=section.title) if section.beyond_study else section.title
    return words.say("numbered", number=section.number, text=title)


def _question(book: Book, sheet: Sheet, view: QuestionView) -> None:
    words = book.words
    number = None if view.question.is_register else view.number
    state = words.state(view)
    beside = [state, *_notes(book, view)]
    if not view.rows:
        value, look = shown(book, view.cell)
        sheet.line(
            [number, view.question.text, None, None, value, *beside],
            (BODY, BODY, BODY, BODY, look, *[QUIET] * len(beside)),
            typed=(5, 7, 8),
        )
        return
    is_first = True
    for position, row in enumerate(view.rows, 1):
        notes = _notes(book, *((view, row) if is_first else (row,)))
        lines = list(_lines(view, row)) or ([([], EMPTY)] if any(notes) else [])
        for place, (fields, cell) in enumerate(lines):
            value, look = shown(book, cell)
            sheet.line(
                [
                    number,
                    view.question.text if is_first else None,
                    position,
                    words.say("field_separator").join(fields),
                    value,
                    state if is_first else None,
                    *(notes if place == 0 else [None] * len(notes)),
                ],
                (QUIET if not is_first else BODY, BODY, _ROW, QUIET, look, *[QUIET] * len(beside)),
                typed=(5, 7, 8),
            )
            is_first = False


def _notes(book: Book, *said: QuestionView | RowView) -> list[Value]:
    """Inside the centre the comments and the names of files, of a question and of a row of it."""
    if book.for_donor:
        return []
    comments: list[str] = []
    files: list[str] = []
    for one in said:
        kept = book.words.annex("comment_stays", comment=one.kept_comment) if one.kept_comment else ""
        comments += filter(None, (one.comment, kept))
        files += one.files
    return ["\n".join(comments) or None, "\n".join(files) or None]


def _lines(view: QuestionView, row: RowView) -> Iterator[tuple[list[str], CellView]]:
    """The filled cells of a row, each with its field; texts that are not released share one line."""
    held = [column.text for column in view.columns if row.cells[column.code].held is Withheld.TEXT]
    for column in view.columns:
        cell = row.cells[column.code]
        if cell.held is not Withheld.TEXT and (cell.value is not None or cell.held):
            yield [column.text], cell
    if held:
        yield held, CellView(None, Withheld.TEXT)


_ROW = replace(QUIET, horizontal="center")
