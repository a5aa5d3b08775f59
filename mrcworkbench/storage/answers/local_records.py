"""What a file notes for itself: centres that were erased from it, reports that were made of it. Never sent or merged;
copies of the whole file have it too."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from sqlalchemy import Connection, delete, insert, select

from mrcworkbench.storage.database.checksums import checksum, stamped
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.tables import erased, reports


@dataclass(frozen=True, slots=True)
class ErasedCentre:
    """A centre whose data was taken out of this file for good; why, by whom and when."""

    centre: str
    reason: str
    author: str
    erased_at: str

    def same_act(self, other: ErasedCentre) -> bool:
        """Whether both were erased at once, as ids of one centre."""
        return (self.reason, self.author, self.erased_at) == (other.reason, other.author, other.erased_at)


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report that was made: the hash of its file and, as canonical text, what it was made of and what it told."""

    id: str
    kind: str
    made_at: str
    author: str
    sha256: str
    content: str


def note_erased(connection: Connection, one: ErasedCentre) -> None:
    """What was noted of the same centre before is replaced."""
    forget_erased(connection, one.centre)
    connection.execute(insert(erased).values(astuple(one)))


def forget_erased(connection: Connection, centre: str) -> None:
    """The centre may come in again."""
    connection.execute(delete(erased).where(erased.c.centre_id == centre))


def load_erased(connection: Connection) -> dict[str, ErasedCentre]:
    """By id of the centre."""
    return {row[0]: ErasedCentre(*row) for row in connection.execute(select(erased))}


def note_report(connection: Connection, report: MadeReport) -> None:
    """Raises `Fault` if there is one with this id."""
    connection.execute(insert(reports).values(stamped(astuple(report))))


def load_reports(connection: Connection) -> tuple[MadeReport, ...]:
    """The oldest first. One that is not what was noted is left out: nothing may be concluded from it."""
    found = connection.execute(select(reports).order_by(reports.c.made_at, reports.c.id))
    return tuple(MadeReport(*row[:-1]) for row in map(tuple, found) if checksum(row[:-1]) == row[-1])


class ReportStore:
    """The reports that were made of one file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self) -> tuple[MadeReport, ...]:
        """As `load_reports`."""
        with self._database.reading() as connection:
            return load_reports(connection)

    def note(self, report: MadeReport) -> None:
        """Note a report, in place of one with the same id: the same was made again."""
        with self._database.writing() as connection:
            connection.execute(delete(reports).where(reports.c.id == report.id))
            note_report(connection, report)
