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

from mrcworkbench.domain.revisions.decisions import (
    Choice,
    Confirmation,
    Expectation,
    Join,
    Query,
    Record,
    Rename,
    Reply,
    Signature,
    TakeBack,
    Withdrawal,
)
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
    DAY = auto()
    """A day as "2026-11-30", or nothing."""
    COUNTRY = auto()
    """Two capital letters, or nothing."""
    LANGUAGE = auto()
    """The code of a language, or nothing."""
    CODE = auto()
    """The code of a question or row, or nothing."""
    HASH = auto()
    """The name of something by its content, which need not be here."""
    HASHES = auto()
    """Several of them, sorted, one space between; or nothing."""
    BASE64 = auto()
    """Bytes in base64."""


@dataclass(frozen=True)
class Reference:
    """The id of something in another table. `is_here`: every file that holds the record holds that too, and of the same
    centre where it has one: for a centre's file holds no other."""

    table: Table
    is_here: bool = True


@dataclass(frozen=True)
class OneOf:
    """One of these words."""

    words: frozenset[str]


Column: TypeAlias = Form | Reference | OneOf


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
        return {**self.more, "centre_id": self._centre}

    @property
    def _centre(self) -> Column:
        return Reference(tables.centres, self.record.centre_is_here) if self.record.of_centre else Form.CODE

    @property
    def naming(self) -> Iterator[str]:
        """The columns that name something, or several things with a space between."""
        named = (Form.HASH, Form.HASHES)
        return (name for name, one in self.columns.items() if isinstance(one, Reference) or one in named)

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
_SAID: Mapping[str, Column] = {"reason": Form.LINES, "author": Form.NAME, "decided_at": Form.TIME}
RENAMES = RecordSet(
    tables.renames,
    Rename,
    {
        "name": Form.NAME,
        "country": Form.COUNTRY,
        "names_before": Form.LINES,
        "countries_before": Form.LINES,
        **_SAID,
    },
    since=2,
)
CHOICES = RecordSet(
    tables.choices, Choice, {"assessment_id": Reference(tables.assessments, is_here=False), **_SAID}, since=2
)
"""The assessment may be that of another id of the centre, which does not leave with this one."""
TAKE_BACKS = RecordSet(tables.take_backs, TakeBack, {"lifts": Form.HASHES, **_SAID}, since=2)
CONFIRMATIONS = RecordSet(
    tables.confirmations,
    Confirmation,
    {
        "subject": Form.HASH,
        "verdict": OneOf(frozenset({"confirmed", "declined"})),
        "database": Form.CODE,
        **_SAID,
    },
    since=2,
)
QUERIES = RecordSet(
    tables.queries,
    Query,
    {
        "assessment_id": Reference(tables.assessments),
        "revision": Form.HASH,
        "question": Form.CODE,
        "row": Form.CODE,
        "text": Form.LINES,
        "author": Form.NAME,
        "decided_at": Form.TIME,
    },
    since=2,
)
REPLIES = RecordSet(
    tables.replies,
    Reply,
    {
        "query": Form.HASH,
        "state": OneOf(frozenset({"answered", "settled"})),
        "text": Form.LINES,
        "author": Form.NAME,
        "decided_at": Form.TIME,
    },
    since=2,
)
EXPECTATIONS = RecordSet(
    tables.expectations,
    Expectation,
    {
        "code": Form.CODE,
        "name": Form.NAME,
        "country": Form.COUNTRY,
        "contact": Form.LINES,
        "due": Form.DAY,
        "language": Form.LANGUAGE,
        "state": OneOf(frozenset({"expected", "not_expected"})),
        "replaces": Form.HASHES,
        **_SAID,
    },
    since=2,
)
SIGNATURES = RecordSet(
    tables.signatures,
    Signature,
    {
        "subject_kind": OneOf(frozenset({"attestation", "decision", "statement"})),
        "subject": Form.HASH,
        "algorithm": OneOf(frozenset({"ed25519"})),
        "public_key": Form.BASE64,
        "signature": Form.BASE64,
    },
    since=2,
)
RECORD_SETS: tuple[RecordSet[Any], ...] = (
    WITHDRAWALS,
    JOINS,
    RENAMES,
    CHOICES,
    TAKE_BACKS,
    CONFIRMATIONS,
    QUERIES,
    REPLIES,
    EXPECTATIONS,
    SIGNATURES,
)
"""In the order in which they are read and written."""


@cache
def record_sets(version: int) -> tuple[RecordSet[Any], ...]:
    """Those that a file with this version of the schema has."""
    return tuple(one for one in RECORD_SETS if one.since <= version)


def set_of(record: Record) -> RecordSet[Any]:
    """The set that a record belongs to."""
    return next(one for one in RECORD_SETS if one.record is type(record))
