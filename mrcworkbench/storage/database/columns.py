"""Columns and constraints that several tables have in common."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, MetaData, Table, Text, text

from mrcworkbench.storage.database.checksums import LENGTH
from mrcworkbench.storage.database.schema import MAX_TEXT

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

FORMATS = "'1', '2'"
STATES = "'answered', 'blank', 'not_applicable', 'not_known', 'declined', 'carried_over'"


def length(column: str, longest: int, shortest: int = 1) -> CheckConstraint:
    return CheckConstraint(f"length({column}) BETWEEN {shortest} AND {longest}", name=column)


def hash_of(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 64 AND {column} NOT GLOB '*[^0-9a-f]*'", name=column)


def checksum_columns(condition: str = "") -> tuple[Any, ...]:
    """The checksum of the row, see `storage.database.checksums`. With a condition only rows that fulfil it have one."""
    right = f"length(checksum) = {LENGTH} AND checksum NOT GLOB '*[^0-9a-f]*'"
    if not condition:
        return text_column("checksum"), CheckConstraint(right, name="checksum")
    return (
        Column("checksum", Text),
        CheckConstraint(f"(checksum IS NOT NULL) = ({condition})", name="checksum_there"),
        CheckConstraint(f"checksum IS NULL OR ({right})", name="checksum"),
    )


def text_column(name: str, *references: ForeignKey, **more: Any) -> Column[str]:
    return Column(name, Text, *references, nullable=False, **more)


def key(name: str, *references: ForeignKey) -> Column[str]:
    return Column(name, Text, *references, primary_key=True, nullable=False)


def records(name: str, *columns: str, by_centre: bool = False) -> Table:
    """A set of records about centres, declared in `merged_sets.record_sets`; `by_centre`: with an index of those."""
    texts = [text_column(column) for column in ("centre_id", *columns)]
    index = [Index(None, "centre_id")] if by_centre else []
    return Table(name, metadata, key("id"), *texts, *index, sqlite_with_rowid=False)


def other_assessments() -> tuple[Any, ...]:
    """The assessment that a stakeholder's view is about, and that of the round before; '' for none."""
    return (
        text_column("about", server_default=text("''")),
        text_column("follows", server_default=text("''")),
        length("about", 64, 0),
        length("follows", 64, 0),
    )


def unit_columns() -> tuple[Any, ...]:
    """What one unit holds: an answer (row ''), the row order of a table (row '*'), or a table row as JSON."""
    return (
        text_column("state"),
        Column("value", Text),
        Column("reason", Text),
        text_column("comment", server_default=text("''")),
        text_column("attachments", server_default=text("'[]'")),
        Column("origin", Text),
        CheckConstraint(f"state IN ({STATES}) OR (state = 'removed' AND row NOT IN ('', '*'))", name="state"),
        CheckConstraint("(value IS NULL) OR state IN ('answered', 'carried_over')", name="value_state"),
        CheckConstraint(f"value IS NULL OR length(value) <= {MAX_TEXT}", name="value"),
        CheckConstraint(
            "CASE state WHEN 'not_applicable' THEN reason IS NOT NULL "
            "WHEN 'carried_over' THEN value IS NULL OR reason IS NULL ELSE reason IS NULL END",
            name="reason",
        ),
        length("question", 80),
        length("row", 64, 0),
        length("comment", MAX_TEXT, 0),
    )
