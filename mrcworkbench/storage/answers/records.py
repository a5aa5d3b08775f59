"""Centres, assessments and settings in the file."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.storage.database.checksums import stamped
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.failures import WrongRowError
from mrcworkbench.storage.database.tables import assessments, centres, settings

_CENTRES = select(centres.c.id, centres.c.name, centres.c.country, centres.c.is_sample).order_by(
    centres.c.name, centres.c.id
)
_ASSESSMENTS = select(
    assessments.c.id,
    assessments.c.centre_id,
    assessments.c.round,
    assessments.c.questionnaire_id,
    assessments.c.questionnaire_version,
    assessments.c.created_at,
    assessments.c.about,
    assessments.c.follows,
).order_by(assessments.c.created_at, assessments.c.id)
_insert_setting = insert(settings)
_SAVE_SETTING = _insert_setting.on_conflict_do_update(
    index_elements=["key"], set_={"value": _insert_setting.excluded.value}
)
_DROP_SETTING = delete(settings).where(settings.c.key == bindparam("k"))


def load_centres(connection: Connection) -> tuple[CentreInfo, ...]:
    """Every centre by name, also those that were joined with another."""
    found = list(connection.execute(_CENTRES))
    withdrawn, goes_under = _decided(connection)
    ids = {id_ for id_, *_ in found}
    return tuple(
        CentreInfo(id_, name, country, bool(sample), id_ in withdrawn, _joined_into(id_, goes_under, ids))
        for id_, name, country, sample in found
    )


def load_assessments(connection: Connection, by_id: Mapping[str, CentreInfo]) -> tuple[AssessmentInfo, ...]:
    """Every assessment, in the order in which they were begun; of a centre that was joined with another, under that.

    Raises `WrongRowError` for one of a centre that is not there.
    """
    try:
        found = tuple(
            AssessmentInfo(id_, _shown_as(by_id[centre_id], by_id), *more)
            for id_, centre_id, *more in connection.execute(_ASSESSMENTS)
        )
    except KeyError as error:
        raise WrongRowError("an assessment belongs to no centre") from error
    if len(found) == 1:
        return found
    from mrcworkbench.domain.merging.counting import with_counts
    from mrcworkbench.storage.merged_sets.verdicts import load_effects

    return with_counts(found, load_effects(connection).choices)


def _decided(connection: Connection) -> tuple[frozenset[str], Mapping[str, str]]:
    """The centres that withdrew, and under which id those go that were joined."""
    if driver(connection).execute("SELECT 1 FROM verdicts LIMIT 1").fetchone() is None:
        return frozenset(), {}  # a centre's own database, which need not load what merging needs
    from mrcworkbench.storage.merged_sets.verdicts import load_effects

    known = load_effects(connection)
    return known.withdrawn, known.goes_under


def _joined_into(id_: str, goes_under: Mapping[str, str], known: set[str]) -> str | None:
    """The centre that this one goes under, if that is another, and here."""
    under = goes_under.get(id_, id_)
    return under if under != id_ and under in known else None


def _shown_as(centre: CentreInfo, by_id: Mapping[str, CentreInfo]) -> CentreInfo:
    return centre if centre.joined_into is None else by_id[centre.joined_into]


def add_centre(connection: Connection, centre: CentreInfo, created_at: str) -> None:
    """Raises `Fault` if the centre is there already."""
    row = (centre.id, centre.name, centre.country, int(centre.is_sample), created_at)
    connection.execute(centres.insert().values(stamped(row)))


def centre_of(connection: Connection, assessment_id: str) -> str:
    """The id of the centre that an assessment was begun under; another than it goes under where centres were joined."""
    of_this = assessments.c.id == assessment_id
    return str(connection.execute(select(assessments.c.centre_id).where(of_this)).scalar_one())


def add_assessment(connection: Connection, assessment: AssessmentInfo, centre_id: str) -> None:
    """Begin an assessment of this centre. Raises `Fault` if it is there already or its centre is not."""
    row = (
        assessment.id,
        centre_id,
        assessment.round,
        assessment.questionnaire_id,
        assessment.questionnaire_version,
        assessment.about,
        assessment.follows,
        assessment.created_at,
    )
    connection.execute(assessments.insert().values(stamped(row)))


def load_settings(connection: Connection) -> dict[str, str]:
    """What is kept with this file, but belongs to nobody's answers."""
    return {row.key: row.value for row in connection.execute(select(settings.c.key, settings.c.value))}


def save_settings(connection: Connection, changes: Mapping[str, str | None]) -> None:
    """Keep each value, or forget the key where the value is None."""
    for key, value in changes.items():
        if value is None:
            connection.execute(_DROP_SETTING, {"k": key})
        else:
            connection.execute(_SAVE_SETTING, {"key": key, "value": value})
