"""What to look at before a file is made: nothing blocks, and each leads to its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.finding import place_of
from mrcworkbench.gui.widgets.leaving.checks_card import CheckLine

if TYPE_CHECKING:
    from mrcworkbench.domain.disclosure.submission_preview import SubmissionPreview

SHOW_EARLIER = Place("submit", only="earlier")
SHOW_COMMENTS = Place("submit", only="comments")
SHOW_FILES = Place("submit", only="files")
"""Lead to what leaves, on this page itself."""


def checks(
    preview: SubmissionPreview, questionnaire: Questionnaire, texts: Texts, telling: int = 0
) -> tuple[CheckLine, ...]:
    """Every check, the open ones first; `telling` is the number of files that say more than they show."""
    found = [*_on_what_leaves(preview, texts, telling), *_checks(preview, questionnaire, texts)]
    return tuple(sorted(found, key=lambda one: one.tone != "warn"))


def _on_what_leaves(preview: SubmissionPreview, texts: Texts, telling: int) -> Iterator[CheckLine]:
    if preview.is_empty:
        yield CheckLine("empty", "warn", texts.text("submit_page.empty"), texts.text("submit_page.empty_text"))
    groups = {"telling": (telling, SHOW_FILES), "comments": (len(preview.comments), SHOW_COMMENTS)}
    for name, (count, place) in groups.items():
        if count:
            title, text = texts.plural(f"submit_page.{name}", count), texts.text(f"submit_page.{name}_text")
            yield CheckLine(name, "warn", title, text, texts.text(f"submit_page.{name}_link"), place)


def _checks(preview: SubmissionPreview, questionnaire: Questionnaire, texts: Texts) -> Iterator[CheckLine]:
    def question(code: str, only: str | None) -> Place:
        return place_of(questionnaire, code, only)

    groups: dict[str, tuple[int, Place | None]] = {
        "unanswered": _first([question(code, "unanswered") for code in preview.unanswered]),
        "carried_over": _first([question(code, "unanswered") for code in preview.carried_over]),
        "contradictory": _first([question(one.question, "problems") for one in preview.contradictory]),
        "not_sent": _first([question(one.question, "problems") for one in preview.not_sent]),
        "unevidenced": _first([Place("results", criterion=one.criterion) for one in preview.unevidenced]),
        "conflicts": _first([Place("conflicts") for _ in preview.conflicts]),
    }
    judged = any(section.criterion is not None for section in questionnaire.sections)
    fine = ("unanswered", "contradictory", *(("unevidenced",) if judged else ()))
    for name, (count, place) in groups.items():
        if count:
            title = texts.plural(f"submit_page.{name}", count)
            link = texts.text(f"submit_page.{name}_link")
            yield CheckLine(name, "warn", title, texts.text(f"submit_page.{name}_text"), link, place)
        elif name in fine:
            yield CheckLine(name, "ok", texts.text(f"submit_page.{name}_ok"))
    if preview.earlier:
        title = texts.plural("submit_page.earlier", len(preview.earlier))
        text, link = texts.text("submit_page.earlier_text"), texts.text("submit_page.earlier_link")
        yield CheckLine("earlier", "warn", title, text, link, SHOW_EARLIER)
    for name, count in (("kept_comments", preview.kept_comments), ("kept_rows", preview.kept_rows)):
        if count:
            yield CheckLine(name, "ok", texts.plural(f"submit_page.{name}", count))
    consent = questionnaire.tagged(Tag.CONSENT)
    if consent is None:
        return
    there, link = place_of(questionnaire, consent.code), texts.text("submit_page.consent_link")
    if preview.consent is None:
        text = texts.text("submit_page.consent_text")
        yield CheckLine("consent", "warn", texts.text("submit_page.consent"), text, link, there)
    else:
        said = consent.option_text(preview.consent)
        yield CheckLine("consent", "ok", texts.text("submit_page.consent_ok"), said, link, there)


def _first(places: list[Place]) -> tuple[int, Place | None]:
    return len(places), places[0] if places else None
