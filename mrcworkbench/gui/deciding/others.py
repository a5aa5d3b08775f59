"""The other centres that one may be the same as: those of nearly its name first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mrcworkbench.domain.merging.duplicates import CentrePeriod, KnownCentres
from mrcworkbench.domain.reading.folding import fold
from mrcworkbench.gui.words.countries import country_name

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import CentreInfo
    from mrcworkbench.services.session.session import Session


def rounds_by_centre(session: Session) -> dict[str, set[str]]:
    """The rounds of each centre's own assessments."""
    found: dict[str, set[str]] = {}
    for one in session.assessments():
        if not one.about:
            found.setdefault(one.centre.id, set()).add(one.round)
    return found


def other_centres(session: Session, centre: CentreInfo) -> list[tuple[CentreInfo, str]]:
    """With the name of their country."""
    others = [one for one in session.centres() if one.id != centre.id and one.joined_into is None]
    rounds = rounds_by_centre(session)
    known = KnownCentres(
        CentrePeriod(one.id, one.name, one.country, round_) for one in others for round_ in rounds.get(one.id, ())
    )
    near = set(known.like(centre.id, centre.name, centre.country, rounds.get(centre.id, ())).others)
    countries = {code: country_name(code, session.language) for code in {one.country for one in others}}
    others.sort(key=lambda one: (one.id not in near, one.country != centre.country, fold(one.name), one.id))
    return [(one, countries[one.country]) for one in others]
