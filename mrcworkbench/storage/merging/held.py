"""An assessment of a file that is here already, as one of another centre: nothing of the file is taken in then, and the
one that is here stays as it is. db/README.md, Merging 4."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.database.tables import assessments, centres
from mrcworkbench.storage.imports.log import files_that_brought
from mrcworkbench.storage.strangers.incoming import IncomingAssessment

_HOLDER = Prepared(
    select(centres.c.name)
    .join(assessments, assessments.c.centre_id == centres.c.id)
    .where(assessments.c.id == bindparam("of"))
)


@dataclass(frozen=True)
class HeldByAnother:
    """Who holds the id of an assessment here; `file`: the path with which it came, None where it was begun here."""

    assessment: str
    centre: str
    file: str | None


class HeldByAnotherError(Exception):
    """Ends the taking in of a file; never leaves this package."""

    def __init__(self, held: HeldByAnother) -> None:
        super().__init__(held)
        self.held = held


def require_own(connection: Connection, part: IncomingAssessment, there: tuple[str, str, str, str]) -> None:
    """Raises `HeldByAnotherError` unless the assessment that is `there` is of the same centre and questionnaire, and
    about and after the same, as each of its revisions says too."""
    if there != (part.centre, part.row[3], *part.row[5:7]):
        (centre,) = _HOLDER.run(connection, {"of": part.id}).fetchone()
        file = files_that_brought(connection, [part.id]).get(part.id)
        raise HeldByAnotherError(HeldByAnother(part.id, centre, file))
