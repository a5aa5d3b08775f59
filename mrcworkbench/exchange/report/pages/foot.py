"""Whom to ask, who signed, what others may see, and who checked; and the number of the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mrcworkbench.domain.disclosure.report_parts import QuestionView, ReportData
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.scoring.results import Basis
from mrcworkbench.exchange.report.layout import Box, Leaf
from mrcworkbench.exchange.report.looks import INK
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.pages.wording import cut_at_word, day, listed
from mrcworkbench.exchange.report.words import Words

_GREY = "F4F6F8"
_BLOCKS = ((1, 5), (6, 10), (11, 13))
_HEAD = replace(marks.STRONG, fill=_GREY, top=("medium", INK), vertical="bottom", horizontal="left", indent=1)
_TEXT = replace(marks.BODY, size=9, fill=_GREY, horizontal="left", indent=1)
_LABEL = replace(marks.CAPTION, fill=_GREY, vertical="center", horizontal="left", indent=1)
_NUMBER = replace(marks.STRONG, fill=_GREY, vertical="center", horizontal="left", indent=1)
_MOST, _HEAD_HEIGHT = 2, 21.0


def foot(leaf: Leaf, data: ReportData, words: Words, longest: int) -> None:
    """Three blocks, and a line for the number where there is one. Texts are cut after `longest` letters."""
    texts = (_ask(data, words, longest), _signed(data, words, longest), _checks(data, words))
    heads = (words.text(f"report_glance.{name}") for name in ("ask", "signed", "checks"))
    leaf.add(
        *(Box(*block, head, _HEAD) for block, head in zip(_BLOCKS, heads, strict=True)), least=_HEAD_HEIGHT, keep=True
    )
    leaf.add(*(Box(*block, text, _TEXT) for block, text in zip(_BLOCKS, texts, strict=True)), keep=bool(data.number))
    if data.number:
        leaf.add(
            Box(*_BLOCKS[0], words.text("report_glance.number"), _LABEL),
            Box(*_BLOCKS[1], data.number, _NUMBER),
            Box(*_BLOCKS[2], words.text("report_glance.number_help"), _LABEL),
            least=_HEAD_HEIGHT,
        )


def _ask(data: ReportData, words: Words, longest: int) -> str:
    """Addresses that are public, never a person."""
    sites = list(dict.fromkeys(_first_texts(data.tagged(Tag.WEBSITES))))
    if not sites:
        return words.text("report_glance.ask_none")
    return listed(words, [cut_at_word(site, longest) for site in sites], _MOST)


def _signed(data: ReportData, words: Words, longest: int) -> str:
    if data.is_of_study:
        return words.text("report_glance.signed_study")
    sealed = words.text("report_glance.not_sealed")
    if data.sealed_on:
        sealed = words.text("report_glance.sealed", day=day(words, data.sealed_on))
    posts = [cut_at_word(post, longest) for post in _first_texts(data.tagged(Tag.AGREED))]
    agreed = words.text("report_glance.agreed", posts=listed(words, posts, _MOST)) if posts else ""
    return "\n".join(filter(None, (sealed, agreed)))


def _checks(data: ReportData, words: Words) -> str:
    if data.is_of_study:
        return words.text("report_glance.checked_study")
    question = data.questionnaire.tagged(Tag.CONSENT)
    consent = words.text("report_glance.consent_none")
    if question is not None and data.consent is not None:
        consent = words.text("report_glance.consent", consent=question.option_text(data.consent))
    return "\n".join((consent, _checked(data, words)))


def _checked(data: ReportData, words: Words) -> str:
    confirmed = sum(score.basis is Basis.CONFIRMED for score in data.score.criteria)
    if confirmed:
        return words.plural("report_glance.checked_some", confirmed)
    return words.text("report_glance.checked_nobody")


def _first_texts(view: QuestionView | None) -> Iterator[str]:
    """The first column of every row, as far as it may be seen."""
    for row in view.rows if view else ():
        cell = row.cells.get(view.question.columns[0].code) if view else None
        if cell is not None and cell.value is not None:
            yield " ".join(str(cell.value).split())
