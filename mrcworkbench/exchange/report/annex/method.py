"""How this was judged and what it cannot say; the wording of the levels; and every question that can be asked."""

from __future__ import annotations

from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.scoring.results import LEVELS
from mrcworkbench.exchange.report import looks
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import BAND, BODY, CENTRED, HEADER, HEADING, PLACE, PLAIN, QUIET, STRONG
from mrcworkbench.exchange.report.sheet import Sheet

_METHOD = (
    "self",
    "levels",
    "thresholds",
    "hollow",
    "claims",
    "status",
    "planned",
    "not_applicable",
    "open",
    "median",
    "no_rank",
    "hidden",
    "sex",
)
_DONOR = ("donor_people", "donor_texts", "donor_small", "donor_declined", "donor_risk")
_ASKED_LESS = ("status", "claims")
"""What versions that do not ask for documents say otherwise."""


def write(book: Book) -> None:
    """Method and limits."""
    words = book.words
    sheet = book.sheet("method", (30, 66), landscape=False)
    book.top(sheet, "method")
    sheet.wide(words.say("method_judged"), HEADING)
    for key in (*_METHOD, *(_DONOR if book.for_donor else ())):
        of_study = key == "self" and book.data.is_sample and not book.data.is_practice
        early = "_early" if key in _ASKED_LESS and not book.data.criteria.names_documents else ""
        text = words.say("basis_sample" if of_study else f"method_{key}{early}")
        sheet.line([words.say(f"method_{key}_title"), text], (STRONG, BODY))
    sheet.skip()
    sheet.wide(words.say("method_levels_heading"), HEADING)
    for level in LEVELS:
        sheet.line(
            [words.say("level_and_word", level=level, word=words.level(level)), words.level_means(level)],
            (looks.LEVELS[level], BODY),
        )
    sheet.skip()
    sheet.wide(words.say("method_grades_heading"), HEADING)
    for grade in book.data.criteria.evidence_order:
        sheet.line([grade, words.say(f"grade_means_{grade}")], (STRONG, BODY))
    sheet.skip()
    sheet.wide(words.say("method_study_heading"), HEADING)
    sheet.wide(words.say("method_study"), PLAIN)
    sheet.wide(words.say("published_edition", publication=book.data.study.publication.citation), PLAIN)
    for note in book.data.study.limits:
        sheet.line([words.sources(note.sources), note.text], (QUIET, BODY))


def write_levels(book: Book) -> None:
    """What each level means for each criterion."""
    data, words = book.data, book.words
    sheet = book.sheet("levels", (5, 28, *[34.0] * len(LEVELS)))
    book.top(sheet, "levels")
    header = sheet.line(
        [
            words.say("column_number"),
            words.say("column_criterion"),
            *(words.say("level_and_word", level=level, word=words.level(level)) for level in LEVELS),
        ],
        (HEADER, HEADER, *looks.LEVELS),
    )
    sheet.freeze(header + 1, 3)
    sheet.repeat(header, header)
    for dimension in data.criteria.dimensions:
        band = sheet.band(dimension.title, BAND)
        if band > header + 1:
            sheet.break_before(band)
        for criterion in data.criteria.criteria:
            if criterion.dimension == dimension.id:
                sheet.line([criterion.number, criterion.title, *criterion.levels], (PLACE, STRONG, *[BODY] * 5))


def write_dictionary(book: Book) -> None:
    """Every question and column, with its kind, its choices and when it is asked to whom."""
    data, words = book.data, book.words
    sheet = book.sheet("dictionary", (7, 44, 28, 14, 68, 26))
    book.top(sheet, "dictionary")
    names = ("number", "question", "field", "type", "options", "remarks")
    header = sheet.line([words.say(f"column_{name}") for name in names], HEADER)
    sheet.freeze(header + 1, 3)
    sheet.repeat(header, header)
    first, count = sheet.row, 0
    for section in data.questionnaire.sections:
        sheet.band(words.section(section), BAND)
        for question in section.questions:
            number = data.questionnaire.number(question.code)
            _entry(book, sheet, number, question, None)
            count += 1
            for column in question.columns:
                _entry(book, sheet, number, question, column)
                count += 1
    last = sheet.row - 1
    sheet.skip()
    sheet.line([None, words.say("dictionary_count"), None, None, count], (QUIET, QUIET, QUIET, QUIET, CENTRED))
    book.check(words.say("dictionary_count"), count, f'COUNTIF({sheet.span(first, last, 4)},"?*")')


def _entry(book: Book, sheet: Sheet, number: str, question: Question, column: Question | None) -> None:
    item = column or question
    sheet.line(
        [
            number,
            question.text if column is None else None,
            column.text if column is not None else None,
            book.words.type(item.type),
            words_of(book, item),
            "\n".join(_remarks(book, item)) or None,
        ],
        (BODY if column is None else QUIET, BODY, BODY, QUIET, QUIET, QUIET),
    )


def words_of(book: Book, item: Question) -> str | None:
    """The choices of a question in one text."""
    return book.words.say("field_separator").join(option.text for option in item.options) or None


def _remarks(book: Book, item: Question) -> list[str]:
    words = book.words
    remarks = (
        ("remark_personal", item.personal),
        ("remark_people", Tag.PEOPLE in item.tags),
        ("remark_risk", Tag.AT_RISK in item.tags),
        ("remark_conditional", item.relevant is not None),
        ("remark_not_applicable", bool(item.not_applicable_reasons)),
    )
    return [words.say(key) for key, holds in remarks if holds]
