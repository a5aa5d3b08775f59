"""The line below the name of a centre: where it lies, which round, and when it was sealed and came here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.words.countries import country_name
from mrcworkbench.gui.words.local_time import local_day
from mrcworkbench.services.collection.overview import when_sealed_and_received

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session


def heading_line(session: Session, texts: Texts) -> str:
    """Of the assessment that is open."""
    one, say = session.assessment, texts.text
    sealed, received = when_sealed_and_received(session)
    parts = [country_name(one.centre.country, session.language), say("centre_page.round", round=one.round)]
    if one.about:
        parts.append(say("centre_page.view"))
    if sealed:
        parts.append(say("centre_page.sealed", date=local_day(sealed)))
    if received:
        parts.append(say("centre_page.received", date=local_day(received)))
    return " · ".join(parts)
