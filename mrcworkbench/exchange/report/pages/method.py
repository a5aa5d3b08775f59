"""Method and limits, on one page: what levels and marks mean, what is held back, what nobody checked, what the study
says of its own limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mrcworkbench.domain.disclosure.report_parts import Audience, ReportData, Withheld
from mrcworkbench.domain.scoring.results import LEVELS, Basis
from mrcworkbench.exchange.report.layout import Box, Leaf
from mrcworkbench.exchange.report.looks import Line
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.words import Words

_WIDTHS = (40.0, 140.0)
_LIMITS = ("not_comparable", "self_reported", "blank", "clients")
"""What the study says of itself that a reader of this report must know; the annex has all of it."""
_RULE: Line = ("thin", marks.PALE)
_LABEL, _TEXT = replace(marks.STRONG, bottom=_RULE), replace(marks.BODY, bottom=_RULE)


def arrange(data: ReportData, words: Words) -> Leaf:
    leaf = Leaf("method", words.text("report_pages.sheet_method"), _WIDTHS)
    checked = any(score.basis is Basis.CONFIRMED for score in data.score.criteria)
    nobody = "nobody_checked_study" if data.is_of_study else "nobody_checked"
    marks.top(leaf, words, "method", words.text(f"report_pages.{'some_confirmed' if checked else nobody}"))
    parts = {
        "judged": _judged(data, words),
        "levels": ((words.level(level), words.text(f"report_pages.level_means_{level}")) for level in LEVELS),
        "marks": _marks(data, words),
        "held": _held(data, words),
        "study": ((words.text(f"report_pages.limit_{note}"), text) for note, text in _limits(data)),
        "check": _check(data, words),
    }
    for name, lines in parts.items():
        leaf.wide(words.text(f"report_pages.method_{name}"), marks.HEADING, keep=True)
        for label, text in lines:
            leaf.add(Box(1, 1, label, _LABEL), Box(2, 2, text, _TEXT))
        leaf.gap(4)
    return leaf


def _judged(data: ReportData, words: Words) -> Iterator[tuple[str, str]]:
    for name, key in (
        ("answers", "answers_of_study" if data.is_of_study else "answers"),
        ("rules", "rules"),
        ("status", "status" if data.criteria.names_documents else "status_early"),
        ("no_rank", "no_rank"),
    ):
        yield words.text(f"report_pages.method_{name}_title"), words.text(f"report_pages.method_{key}")


def _marks(data: ReportData, words: Words) -> Iterator[tuple[str, str]]:
    early = "" if data.criteria.names_documents else "_early"
    for sign, name in (
        (marks.DOCUMENTED, f"documented{early}"),
        (marks.OWN_WORD, "own_word_study" if data.is_of_study else "own_word"),
        (marks.CONFIRMED, "confirmed"),
    ):
        yield (
            words.text("report_pages.mark_and_word", mark=sign, word=words.text(f"report_pages.mark_{name}")),
            words.text(f"report_pages.mark_means_{name}"),
        )


def _held(data: ReportData, words: Words) -> Iterator[tuple[str, str]]:
    """What this audience does not see. Of answers that were not given, or that nobody may know of, no count is told."""
    if data.audience is Audience.INTERNAL:
        yield words.text("report_pages.held_nothing_title"), words.text("report_pages.held_nothing")
        return
    yield words.text("report_pages.held_always_title"), words.text("report_pages.held_always")
    texts, counts = data.held[Withheld.TEXT], data.held[Withheld.SMALL] + data.held[Withheld.WOULD_TELL]
    if texts:
        yield words.text("report_pages.held_texts_title"), words.plural("report_pages.held_texts", texts)
    if counts:
        yield words.text("report_pages.held_counts_title"), words.plural("report_pages.held_counts", counts)
    if data.held[Withheld.AT_RISK]:
        yield words.text("report_pages.held_risk_title"), words.text("report_pages.held_risk")


def _limits(data: ReportData) -> Iterator[tuple[str, str]]:
    notes = {note.id: note.text for note in data.study.limits}
    return ((note, notes[note]) for note in _LIMITS if note in notes)


def _check(data: ReportData, words: Words) -> Iterator[tuple[str, str]]:
    if data.number:
        yield words.text("report_pages.check_number_title"), words.text("report_pages.check_number")
    yield words.text("report_pages.check_annex_title"), words.text("report_pages.check_annex")
    yield (
        words.text("report_pages.check_versions_title"),
        words.text(
            "report_pages.check_versions",
            title=data.questionnaire.title,
            version=data.questionnaire.version,
            program=data.program_version,
        ),
    )
