"""The card "Before you send": what to look at, each leading to its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mrcworkbench.domain.disclosure.report_parts import Audience, TextPreview, Withheld
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.finding import needing_a_look, place_of, unanswered
from mrcworkbench.gui.widgets import isolate
from mrcworkbench.gui.widgets.leaving.checks_card import CheckLine
from mrcworkbench.services.reporting import ReportPreview

_MOST = 6
"""Question numbers that are named; more are counted."""
SHOW_TEXTS = Place("report", only="texts")
"""Leads to the list of free texts on this page itself."""


def checks(bridge: Bridge, preview: ReportPreview | None, audience: Audience, texts: Texts) -> Iterator[CheckLine]:
    """What a sender should know, the open points first; without a preview, nothing about what leaves."""
    found = [*_answers(bridge, texts), *_levels(bridge, texts)]
    if preview is not None:
        found += _disclosure(bridge, preview, audience, texts)
    yield from sorted(found, key=lambda check: check.tone != "warn")


def _answers(bridge: Bridge, texts: Texts) -> Iterator[CheckLine]:
    questionnaire = bridge.session.questionnaire
    wrong = needing_a_look(bridge)
    if wrong:
        numbers = ", ".join(isolate(questionnaire.number(code)) for code in wrong[:_MOST])
        key = "look_more" if len(wrong) > _MOST else "look_text"
        yield CheckLine(
            "look",
            "warn",
            texts.plural("report_page.look", len(wrong)),
            texts.text(f"report_page.{key}", numbers=numbers),
            texts.text("report_page.look_link"),
            place_of(questionnaire, wrong[0], "problems"),
        )
    else:
        yield CheckLine("look", "ok", texts.text("report_page.look_ok"))
    waiting = unanswered(bridge)
    if waiting:
        place = place_of(questionnaire, waiting[0], "unanswered")
        title = texts.plural("report_page.unanswered", len(waiting))
        link = texts.text("report_page.unanswered_link")
        yield CheckLine("unanswered", "warn", title, texts.text("report_page.unanswered_text"), link, place)
    else:
        yield CheckLine("unanswered", "ok", texts.text("report_page.unanswered_ok"))


def _levels(bridge: Bridge, texts: Texts) -> Iterator[CheckLine]:
    hollow = [score.id for score in bridge.working_copy.score().criteria if score.hollow]
    if hollow:
        yield CheckLine(
            "hollow",
            "warn",
            texts.plural("report_page.hollow", len(hollow)),
            texts.text("report_page.hollow_text"),
            texts.text("report_page.hollow_link"),
            Place("results", criterion=hollow[0]),
        )
    else:
        yield CheckLine("hollow", "ok", texts.text("report_page.hollow_ok"))


def _disclosure(bridge: Bridge, preview: ReportPreview, audience: Audience, texts: Texts) -> Iterator[CheckLine]:
    if audience is Audience.INTERNAL:
        yield CheckLine(
            "internal", "warn", texts.text("report_page.internal_warn"), texts.text("report_page.internal_warn_text")
        )
        return
    consent = bridge.session.questionnaire.tagged(Tag.CONSENT)
    if consent is not None and preview.consent is None:
        yield CheckLine(
            "consent",
            "warn",
            texts.text("report_page.consent"),
            texts.text("report_page.consent_text"),
            texts.text("report_page.consent_link"),
            place_of(bridge.session.questionnaire, consent.code),
        )
    contacts = [text for text in preview.texts if text.released and text.may_name_person]
    if contacts:
        title = texts.plural("report_page.contacts", len(contacts))
        said = texts.text("report_page.contacts_text", numbers=_numbers(contacts))
        yield CheckLine("contacts", "warn", title, said, texts.text("report_page.contacts_link"), SHOW_TEXTS)
    held = [text for text in preview.texts if not text.released]
    if held:
        title = texts.plural("report_page.held", len(held))
        said = texts.text("report_page.held_text_numbers", numbers=_numbers(held))
        yield CheckLine("held", "warn", title, said, texts.text("report_page.held_link"), SHOW_TEXTS)
    yield CheckLine("stays", "ok", texts.text("report_page.stays"), texts.text("report_page.stays_text"))
    small = preview.held.get(Withheld.SMALL, 0)
    title = texts.plural("report_page.small", small) if small else texts.text("report_page.small_ok")
    yield CheckLine("small", "ok", title, texts.text("report_page.small_text") if small else "")


def _numbers(texts: Sequence[TextPreview]) -> str:
    """The questions of these texts; of many the first, and that there are more."""
    numbers = list(dict.fromkeys(isolate(text.number) for text in texts))
    return ", ".join(numbers[:_MOST]) + (", \u2026" if len(numbers) > _MOST else "")
