"""The cover: which centre and round, who answered on what basis, what is held back, and what the sheets are."""

from __future__ import annotations

from collections.abc import Iterator

from mrcworkbench.domain.disclosure.consent import passes_on
from mrcworkbench.domain.disclosure.report_parts import Withheld
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import (
    BODY,
    COVER_TITLE,
    HEADING,
    NOTICE,
    PLAIN,
    QUIET,
    RULE,
    SAMPLE,
    STRONG,
    SUBTITLE,
)

SHEETS = (
    "summary",
    "profile",
    "criteria",
    "compare",
    "sources",
    "gaps",
    "figures",
    "answers",
    "method",
    "levels",
    "dictionary",
    "check",
)
"""The sheets after the cover, in their order."""


def write(book: Book) -> None:
    data, words = book.data, book.words
    sheet = book.sheet("cover", (30, 68), landscape=False, one_page=True)
    sheet.line([None, None], RULE)
    sheet.skip()
    sheet.wide(data.centre, COVER_TITLE, typed=True)
    sheet.wide(words.say("cover_subtitle", round=data.round), SUBTITLE)
    sheet.skip()
    if data.is_sample:
        sheet.wide(book.sample_line, SAMPLE)
        sheet.skip()
    sheet.wide(words.say("cover_profile"), NOTICE)
    sheet.skip()
    for label, value, typed in _facts(book):
        sheet.line([label, value], (QUIET, BODY), typed=(2,) if typed else ())
    sheet.skip()
    sheet.wide(words.say("cover_basis"), HEADING)
    of_study = data.is_sample and not data.is_practice
    for key in ("basis_sample" if of_study else "basis_self", "basis_levels", "basis_evidence", "basis_no_rank"):
        sheet.wide(words.say(key), PLAIN)
    sheet.skip()
    sheet.wide(words.say("cover_held"), HEADING)
    for sentence in _held(book):
        sheet.wide(sentence, PLAIN)
    sheet.skip()
    sheet.wide(words.say("cover_sheets"), HEADING)
    for name in SHEETS:
        sheet.line([words.say(f"sheet_{name}"), words.say(f"about_{name}")], (STRONG, BODY))


def _facts(book: Book) -> Iterator[tuple[str, str, bool]]:
    """Label, value, and whether a person typed it."""
    data, words = book.data, book.words
    yield words.say("fact_centre"), data.centre, True
    yield words.say("fact_country"), data.country, True
    yield words.say("fact_round"), data.round, True
    yield words.say("fact_reviewed"), _answer(book, Tag.REVIEWED_ON), True
    yield words.say("fact_made"), data.made_on.isoformat(), False
    yield words.say("fact_audience"), words.say("audience_donor" if book.for_donor else "audience_internal"), False
    yield (
        words.say("fact_questionnaire"),
        words.say("questionnaire_version", title=data.questionnaire.title, version=data.questionnaire.version),
        False,
    )
    yield words.say("fact_program"), words.say("program_version", version=data.program_version), False
    yield words.say("fact_study"), data.study.publication.citation, False
    yield (
        words.say("fact_progress"),
        words.say("answered_of", answered=data.answered, applicable=data.applicable),
        False,
    )
    yield words.say("fact_who"), _who(book), True
    yield words.say("fact_scope"), _answer(book, Tag.ANSWERS_FOR), False
    yield words.say("fact_sources"), _answer(book, Tag.SOURCES), False
    yield words.say("fact_consent"), _consent(book), False


def _answer(book: Book, tag: Tag) -> str:
    view = book.data.tagged(tag)
    value = view.cell.value if view else None
    return str(value) if value is not None else book.words.say("not_said")


def _who(book: Book) -> str:
    """How many people answered, and their tasks where these may be seen; names only inside the centre."""
    words = book.words
    view = book.data.tagged(Tag.RESPONDENTS)
    if view is None or not view.rows:
        return words.say("not_said")
    tasks = []
    for row in view.rows:
        shown = [row.cells[column.code] for column in view.columns if column.code in row.cells]
        seen = [str(cell.value) for cell in shown[:2] if cell.held is None and isinstance(cell.value, str)]
        if seen:
            tasks.append(words.say("list_separator").join(seen))
    people = words.count("people_answered", len(view.rows))
    return words.say("people_and_tasks", people=people, tasks="; ".join(tasks)) if tasks else people


def _consent(book: Book) -> str:
    questionnaire, consent = book.data.questionnaire, book.data.consent
    question = questionnaire.tagged(Tag.CONSENT)
    if question is None or consent is None:
        return book.words.say("consent_blank")
    option = question.option_text(consent)
    if not passes_on(questionnaire, consent):
        return book.words.say("consent_do_not_pass_on", option=option)
    return option


def _held(book: Book) -> Iterator[str]:
    """What this workbook does not show, and why."""
    words, held = book.words, book.data.held
    if not book.for_donor:
        yield words.say("held_internal")
        return
    yield words.say("held_always")
    if held[Withheld.TEXT]:
        yield words.count("held_texts", held[Withheld.TEXT], mark=words.held(Withheld.TEXT))
    if held[Withheld.SMALL]:
        yield words.count("held_small_counts", held[Withheld.SMALL], mark=words.held(Withheld.SMALL))
    if held[Withheld.WOULD_TELL]:
        yield words.count("held_would_tell_counts", held[Withheld.WOULD_TELL], mark=words.held(Withheld.WOULD_TELL))
    if held[Withheld.AT_RISK]:
        yield words.say("held_risk")
