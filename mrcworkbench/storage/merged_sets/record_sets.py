"""The sets of records, each declared once: what reads, checks, weighs, takes in, undoes and submits them follows.

A record is what a person said of a centre (`domain.revisions.decisions.Record`), named by the hash of its content: so
it needs no checksum, and a manifest answers for it by its name. Everything that is declared here merges, and leaves
with its centre. Revisions, decisions of conflicts and attestations are read assembled, by assessment, and are no
records.

How to add one: db/README.md, How to add.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from enum import Enum, auto
from functools import cache
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import Table

from mrcworkbench.domain.revisions.decisions import Join, Record, Withdrawal
from mrcworkbench.storage.database import tables

R = TypeVar("R", bound=Record)


class Form(Enum):
    """What a text of a record may be."""

    NAME = auto()
    """One line that can be shown, or nothing."""
    LINES = auto()
    """What a person wrote in several lines, or nothing."""
    TIME = auto()
    """A UTC timestamp."""


@dataclass(frozen=True)
class Reference:
    """The id of something in another table. `is_here`: every file that holds the record holds that too."""

    table: Table
    is_here: bool = True


Column: TypeAlias = Form | Reference


@dataclass(frozen=True)
class RecordSet(Generic[R]):
    """One set. The columns of its table are `id`, `centre_id`, and one for each further field of the record, in their
    order."""

    table: Table
    record: type[R]
    more: Mapping[str, Column]
    """What stands in the columns behind `centre_id`."""
    since: int
    """The first version of the schema that has the table."""

    @property
    def kind(self) -> str:
        return self.record.kind

    @property
    def columns(self) -> Mapping[str, Column]:
        """All but the id; the centre last, since it is looked for when the rest is known to be right."""
        return {**self.more, "centre_id": Reference(tables.centres)}

    @property
    def references(self) -> Iterator[str]:
        """The columns that name something."""
        return (name for name, one in self.columns.items() if isinstance(one, Reference))

    @property
    def select(self) -> str:
        """The statement that reads its rows."""
        return f"SELECT id, centre_id, {', '.join(self.more)} FROM {self.table.name}"  # noqa: S608 - our own words

    def records(self, rows: Iterable[Sequence[str]]) -> Iterator[R]:
        """The records that these rows are."""
        make: Any = self.record  # no type checker knows the fields of every class of records
        return (make(*row[1:]) for row in rows)

    def row(self, record: R) -> tuple[str, ...]:
        """The columns of a record."""
        return (record.id, *astuple(record))


WITHDRAWALS = RecordSet(
    tables.withdrawals, Withdrawal, {"reason": Form.LINES, "author": Form.NAME, "decided_at": Form.TIME}, since=1
)
JOINS = RecordSet(
    tables.joins,
    Join,
    {
        "into_id": Reference(tables.centres, is_here=False),
        "reason": Form.LINES,
        "author": Form.NAME,
        "decided_at": Form.TIME,
    },
    since=1,
)
RECORD_SETS: tuple[RecordSet[Any], ...] = (WITHDRAWALS, JOINS)
"""In the order in which they are read and written."""


@cache
def record_sets(version: int) -> tuple[RecordSet[Any], ...]:
    """Those that a file with this version of the schema has."""
    return tuple(one for one in RECORD_SETS if one.since <= version)
