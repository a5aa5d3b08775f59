"""Calling a centre otherwise, in the file: db/README.md, Views 6 and 7."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from mrcworkbench.domain.merging.headers import CENTRE_NAME, COUNTRY, field_text
from mrcworkbench.domain.merging.naming import Naming, in_the_way, said_before
from mrcworkbench.domain.revisions.decisions import Rename
from mrcworkbench.errors import UserError
from mrcworkbench.storage.answers.naming import load_naming
from mrcworkbench.storage.database.checksums import stamp
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.tables import assessments, centres, revisions
from mrcworkbench.storage.merged_sets.verdicts import renames_in_effect
from mrcworkbench.storage.merging.proposals import decide, require_centres
from mrcworkbench.storage.merging.taking_back import take_back
from mrcworkbench.storage.strangers.values import LONGEST_REASON


@dataclass(frozen=True)
class Renaming:
    """What a person says that a centre is called, and where it lies; "" leaves a part as it is."""

    centre: str
    name: str
    country: str
    reason: str
    author: str
    moment: str


def rename(connection: Connection, wanted: Renaming) -> bool:
    """Call a centre so from now on; False if it is, and nobody says otherwise. What nobody sealed yet is written anew,
    and no decision is needed. Raises `UserError` centre_unknown, names_too_many."""
    require_centres(connection, (wanted.centre,))
    naming = load_naming(connection, wanted.centre)
    if naming is None:
        return _write_anew(connection, wanted)
    name = wanted.name if _is_news(naming, CENTRE_NAME, naming.name, wanted.name) else ""
    country = wanted.country if _is_news(naming, COUNTRY, naming.country, wanted.country) else ""
    if not name and not country:
        return False
    renames = renames_in_effect(connection, wanted.centre)
    obsolete = in_the_way(renames, name, country)
    if obsolete:  # what else they said goes on being said
        name = name or _certain(naming, CENTRE_NAME, naming.name)
        country = country or _certain(naming, COUNTRY, naming.country)
    names_before, countries_before = (
        said_before(field, _said(naming, field, now), renames, new) if new else ""
        for field, now, new in ((CENTRE_NAME, naming.name, name), (COUNTRY, naming.country, country))
    )
    if max(len(names_before), len(countries_before)) > LONGEST_REASON:
        raise UserError("names_too_many")
    if obsolete:
        ids = [one.id for one in obsolete]
        take_back(connection, ids, reason=wanted.reason, author=wanted.author, moment=wanted.moment)
    said = (wanted.reason, wanted.author, wanted.moment)
    return decide(connection, Rename(wanted.centre, name, country, names_before, countries_before, *said))


def relabel(connection: Connection, assessment_id: str, label: str) -> None:
    """Call a round otherwise. Raises `UserError` round_sealed where something of it was sealed."""
    if connection.execute(select(revisions.c.id).where(revisions.c.assessment_id == assessment_id)).first():
        raise UserError("round_sealed")
    connection.execute(update(assessments).where(assessments.c.id == assessment_id).values(round=label))
    stamp(driver(connection), "assessments", assessment_id)


def _write_anew(connection: Connection, wanted: Renaming) -> bool:
    found = select(centres.c.name, centres.c.country).where(centres.c.id == wanted.centre)
    before = tuple(connection.execute(found).one())
    after = (wanted.name or before[0], wanted.country or before[1])
    if before == after:
        return False
    connection.execute(update(centres).where(centres.c.id == wanted.centre).values(name=after[0], country=after[1]))
    stamp(driver(connection), "centres", wanted.centre)
    return True


def _is_news(naming: Naming, field: str, now: str, new: str) -> bool:
    return bool(new) and (now != new or not _certain(naming, field, now))


def _certain(naming: Naming, field: str, now: str) -> str:
    """What a field says; "" while that is in conflict."""
    return "" if any(one.row == field for one in naming.conflicts) else now


def _said(naming: Naming, field: str, now: str) -> set[str]:
    return {now, *(field_text(side.unit) for one in naming.conflicts if one.row == field for side in one.values)}
