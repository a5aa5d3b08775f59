"""From the open assessment to what a report shows, and the centre's own decisions on which texts may leave."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mrcworkbench import __version__
from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.content.study import study
from mrcworkbench.domain.disclosure.by_audience import kept_back, prepare, preview_texts
from mrcworkbench.domain.disclosure.made_reports import told_of
from mrcworkbench.domain.disclosure.report_parts import (
    NOTHING_MORE,
    Audience,
    Letting,
    Release,
    ReportData,
    ReportSource,
    TextPlace,
    TextPreview,
    Withheld,
    text_digest,
)
from mrcworkbench.services.comparing import own_profile
from mrcworkbench.services.countries import country_name
from mrcworkbench.services.made_reports import told_to_donors
from mrcworkbench.services.rounds_before import earlier_round, sealed_day
from mrcworkbench.services.session.file_use import is_own
from mrcworkbench.services.session.working import require_levels

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session

_SETTING = "released_texts:{assessment}"
_PUBLIC = "released_public_facts"


@dataclass(frozen=True, slots=True)
class ReportPreview:
    """What will leave for a donor:

    every free text with the decision on it, and what is held back, counted by reason.
    """

    texts: tuple[TextPreview, ...]
    held: Mapping[Withheld, int]
    consent: str | None
    """Option of the question on consent, or None."""
    answered: int
    applicable: int


def report_source(session: Session, language: str | None = None) -> ReportSource:
    """The open assessment whole, in the language of the report (that of the session by default).

    Raises `UsageError` language_unknown for one that is not shipped; `UserError` not_scored.
    """
    require_levels(session.working_copy)
    language = catalogue(language or session.texts.language).language
    copy = session.working_copy
    assessment = session.assessment
    asked = assessment.questionnaire_id, assessment.questionnaire_version
    before, told = earlier_round(session, language), told_to_donors(session)
    return ReportSource(
        centre=assessment.centre.name,
        country=country_name(assessment.centre.country, language),
        country_code=assessment.centre.country,
        round=assessment.round,
        is_sample=session.is_sample,
        is_practice=session.is_practice,
        made_by_centre=is_own(session, assessment),
        questionnaire=questionnaire(*asked, language),
        criteria=criteria_set(*asked, language),
        study=study(language),
        answers=copy.answers,
        today=copy.today,
        as_of=copy.as_of,
        views=copy.views,
        program_version=__version__,
        language=language,
        releases=releases(session),
        public=lets_public_go(session),
        file_names=_file_names(session),
        own=own_profile(session),
        sealed_on=sealed_day(session),
        before=None if before is None else replace(before, told=told_of(assessment.follows, told)),
        told=told_of(assessment.id, told),
    )


def report_data(
    session: Session, audience: Audience, letting: Letting = NOTHING_MORE, language: str | None = None
) -> ReportData:
    """What this audience sees. Raises `UserError` as `domain.disclosure.by_audience.prepare` does."""
    source = report_source(session, language)
    return prepare(source, audience, catalogue(source.language), letting)


def preview(session: Session, letting: Letting = NOTHING_MORE) -> ReportPreview:
    """What a donor's report would hold and hold back, before it is made. Raises as `report_data`."""
    source = report_source(session)
    data = prepare(source, Audience.DONOR, catalogue(source.language), letting)
    kept = kept_back(source, letting)
    shown_as_held = (Withheld.TEXT, Withheld.SMALL, Withheld.WOULD_TELL)
    held = {**kept, **{why: kept[why] + data.held[why] for why in shown_as_held}}
    return ReportPreview(preview_texts(source, letting), held, data.consent, data.answered, data.applicable)


def leaving_that_may_name_persons(session: Session, letting: Letting = NOTHING_MORE) -> tuple[str, ...]:
    """Codes of the questions with texts that go to a donor and may name a person, or say how to reach one."""
    texts = preview_texts(report_source(session), letting)
    return tuple(dict.fromkeys(text.place[0] for text in texts if text.released and text.may_name_person))


def releases(session: Session, assessment: str | None = None) -> frozenset[Release]:
    """The texts of an assessment (by default the open one) that the centre lets go, each as it stood when it was
    released."""
    stored = session.settings.get(_key(session) if assessment is None else _SETTING.format(assessment=assessment))
    if not stored:
        return frozenset()
    return frozenset(Release((question, row, column), digest) for question, row, column, digest in json.loads(stored))


def set_released(session: Session, texts: Iterable[TextPreview], *, released: bool) -> None:
    """Let texts go, or keep them, from now on. A release ends by itself when its text is changed."""
    chosen = tuple(texts)
    places: frozenset[TextPlace] = frozenset(text.place for text in chosen)
    kept = {release for release in releases(session) if release.place not in places}
    if released:
        kept |= {Release(text.place, text_digest(text.text)) for text in chosen}
    stored = sorted(
        ([*release.place, release.digest] for release in kept), key=lambda item: [part or "" for part in item]
    )
    session.settings.set(_key(session), json.dumps(stored, separators=(",", ":")) if stored else None)


def lets_public_go(session: Session) -> bool:
    """Whether the centre lets the public facts of this file go, see `Letting`."""
    return session.settings.get(_PUBLIC) is not None


def let_public_go(session: Session, go: bool) -> None:
    """Let the public facts go, or keep them, from now on."""
    session.settings.set(_PUBLIC, "yes" if go else None)


def _key(session: Session) -> str:
    return _SETTING.format(assessment=session.assessment.id)


def _file_names(session: Session) -> Mapping[tuple[str, str], str]:
    """The names of the files of all answers, by question and SHA-256."""
    places = [(code, file) for code, answer in session.working_copy.answers.items() for file in answer.all_attachments]
    found = {(code, file): session.files.known(file, code) for code, file in places}
    return {place: file.name for place, file in found.items() if file is not None}
