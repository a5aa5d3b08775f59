"""What a criterion rests on, by name: documents, files, and what persons from outside say of it."""

from __future__ import annotations

from collections.abc import Iterator

from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.domain.scoring.criteria import Criterion
from mrcworkbench.domain.scoring.results import Basis, CriterionScore, NamedDocument, Status
from mrcworkbench.exchange.report.layout import Content, Run
from mrcworkbench.exchange.report.looks import MUTED
from mrcworkbench.exchange.report.pages import marks
from mrcworkbench.exchange.report.pages.wording import day, shortened
from mrcworkbench.exchange.report.words import Words

_DOCUMENTS = 2
_TITLE, _PLACE = 110, 60
"""Characters of a title and of a place that are shown; longer ones are whole in the annex."""


def evidence(words: Words, data: ReportData, criterion: Criterion, score: CriterionScore) -> Iterator[Content]:
    """Text by text; nothing for what is only planned. Titles that are held back are counted."""
    if score.basis is not None and score.status is Status.IN_PLACE:
        match score.basis:
            case Basis.OWN_WORD:
                yield _quiet(words.text(f"report_pages.own_word_alone{'_study' if data.is_of_study else ''}"))
            case Basis.UNNAMED:
                yield _quiet(words.text("report_pages.can_show_unnamed"))
            case Basis.CONFIRMED | Basis.ATTACHED | Basis.NAMED:
                yield from _documents(words, data, criterion, score)
    if score.basis is Basis.CONFIRMED:
        yield _voices(words, "confirmed_by", score.confirmed_by)
    if score.contested:
        yield _voices(words, "contradicted_by", score.contradicted_by)


def _documents(words: Words, data: ReportData, criterion: Criterion, score: CriterionScore) -> Iterator[Content]:
    view = data.by_code.get(criterion.documents_question or "")
    number = "" if view is None else view.number
    titled = [document for document in score.documents if document.title]
    held = [document for document in score.documents if not document.title]
    told = [
        (shortened(words, document.title, _TITLE, number), _kept(words, document, number))
        for document in titled[:_DOCUMENTS]
    ]
    if held:
        dates = words.names([day(words, document.date) for document in held], most=_DOCUMENTS)
        told.append((words.plural("report_pages.titles_held", len(held)), dates))
    attached = (
        words.plural("report_pages.files_attached", score.attached)
        if score.attached
        else words.text("report_pages.not_attached")
    )
    if not told:
        yield (_small(attached),)
    for place, (title, kept) in enumerate(told, 1):
        below = words.text("report_pages.beside", first=kept, second=attached) if place == len(told) else kept
        yield (Run(title), _small("\n" + below))
    if len(titled) > _DOCUMENTS:
        yield (_small(words.plural("report_pages.more_documents", len(titled) - _DOCUMENTS, number=number)),)


def _kept(words: Words, document: NamedDocument, number: str) -> str:
    """Its date, and where it is kept if that is said."""
    when, place = day(words, document.date), shortened(words, document.place, _PLACE, number)
    return words.text("report_pages.beside", first=when, second=place) if place else when


def _voices(words: Words, key: str, voices: int | None) -> Content:
    """How many persons from outside say so; not told where it could show who said what."""
    if voices:
        return words.plural(f"report_pages.{key}", voices)
    return words.text(f"report_pages.{key}_some")


def _quiet(text: str) -> Content:
    return (Run(text, colour=MUTED),)


def _small(text: str) -> Run:
    return Run(text, colour=MUTED, size=marks.CAPTION.size)
