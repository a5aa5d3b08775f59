"""The check sheet: what the report shows, beside formulas that count it again from the answers. The only formulas of
the workbook; each has its result beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.questionnaire.model import QuestionType
from mrcworkbench.domain.scoring.results import LEVELS, Basis, Status
from mrcworkbench.exchange.report.annex.figures import counted_rows, groups_of, row_label, summands, total_of
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import BODY, CENTRED, HEADER, HEADER_CENTRED, HEADER_RIGHT, NUMBER


@dataclass(frozen=True, slots=True)
class Recount:
    """A number of the report, and the formula that counts it again."""

    label: str
    shown: int
    formula: str


def write(book: Book) -> None:
    words = book.words
    sheet = book.sheet("check", (45, 13, 13, 12), landscape=False)
    book.top(sheet, "check")
    header = sheet.line(
        [words.annex(f"column_{name}") for name in ("check", "stored", "recount", "agrees")],
        (HEADER, HEADER_RIGHT, HEADER_RIGHT, HEADER_CENTRED),
    )
    sheet.freeze(header + 1)
    sheet.repeat(header, header)
    yes, no = words.annex("yes"), words.annex("no")
    for check in (*_boxes(book), *_bases(book), *_levels(book), *_totals(book)):
        row = sheet.line([check.label, check.shown, None, None], (BODY, NUMBER, NUMBER, CENTRED))
        sheet.row = row
        sheet.formula(3, check.formula, check.shown, NUMBER)
        sheet.formula(4, f"IF(B{row}=C{row},{_quoted(yes)},{_quoted(no)})", yes, CENTRED)
        sheet.row += 1


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _count(book: Book, sheet: str, **values: str) -> str:
    """Counts rows of a sheet whose columns hold these codes."""
    pairs = (f"{book.spans[sheet, column]},{_quoted(value)}" for column, value in values.items())
    return f"COUNTIFS({','.join(pairs)})"


def _boxes(book: Book) -> Iterator[Recount]:
    """The boxes of the first page, from the answers on the status of each criterion."""
    type_ = QuestionType.STATUS.value
    found = [score.status for score in book.data.score.criteria]
    every = _count(book, "codebook", entry="question", type=type_)
    asked = _count(book, "data", type=type_)
    answered = _count(book, "data", type=type_, state=AnswerState.ANSWERED.value)
    not_applicable = _count(book, "data", type=type_, state=AnswerState.NOT_APPLICABLE.value)
    formulas = {
        **{
            status: _count(book, "data", type=type_, value=status.value)
            for status in (Status.IN_PLACE, Status.PLANNED, Status.NONE)
        },
        Status.NOT_KNOWN: f"{asked}-{answered}-{not_applicable}",
        Status.NOT_APPLICABLE: f"{every}-{asked}+{not_applicable}",
    }
    for status, formula in formulas.items():
        yield Recount(book.words.annex(f"check_{status.value}"), found.count(status), formula)


def _bases(book: Book) -> Iterator[Recount]:
    """What the criteria in place rest on, from the sheet of the scores."""
    for basis in Basis:
        formula = _count(book, "scores", status=Status.IN_PLACE.value, basis=basis.value)
        yield Recount(book.words.annex(f"check_rests_{basis.value}"), book.data.score.in_place_on(basis), formula)


def _levels(book: Book) -> Iterator[Recount]:
    """How many criteria the profile shows on each level."""
    levels = [score.level for score in book.data.score.criteria]
    for level in LEVELS:
        word = book.words.level(level)
        formula = f"COUNTIFS({book.spans['scores', 'level']},{level})"
        yield Recount(book.words.annex("check_level", word=word), levels.count(level), formula)


def _totals(book: Book) -> Iterator[Recount]:
    """The totals of people, from the counts in the sheet of the data."""
    groups = groups_of(book)
    spans = {name: book.spans["data", name] for name in ("value", "question", "row", "group")}
    for view, position, row in counted_rows(book.data):
        cells = summands(view, row, groups)
        total = total_of(list(cells.values()))
        if total is None:
            continue
        where = f"{spans['question']},{_quoted(view.question.code)},{spans['row']},{position},{spans['group']}"
        formula = "+".join(
            f"SUMIFS({spans['value']},{where},{_quoted(group.value)})"
            for group, cell in cells.items()
            if cell is not None and cell.value is not None
        )
        label = book.words.annex("check_total", number=view.number, row=row_label(book, view, row, position))
        yield Recount(label, total, formula)
