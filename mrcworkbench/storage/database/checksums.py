"""Checksums of single rows that no name of a revision covers: so that a bit that flips on a disk is not taken for an
answer.

A revision is named by its content, and a submission by its manifest. What is still worked on has neither: each unit
that was edited since the last sealing, each attestation, and the row of each centre and assessment carries the checksum
of its own values. It is against damage, not against people: whoever edits a row by hand can make it anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from hashlib import blake2b
from typing import Protocol

_BYTES = 8
LENGTH = 2 * _BYTES
"""Hexadecimal digits of a checksum."""
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=repr).encode
"""Of bytes where a text should be, too: they have a checksum, and not that of any text."""
_STAMPED = {
    "centres": "id, name, country, is_sample, created_at",
    "assessments": "id, centre_id, round, questionnaire_id, questionnaire_version, about, follows, created_at",
}


def row_as_bytes(row: object) -> bytes:
    """Values, and lists of them, in one form for all hashes. Bytes that were no text, read as lone surrogates, count as
    they are."""
    return _encode(row).encode("utf-8", "surrogatepass")


def checksum(row: Sequence[str | int | None]) -> str:
    """The checksum of these values, in their order."""
    return blake2b(row_as_bytes(row), digest_size=_BYTES).hexdigest()


class UnitContent(Protocol):
    """What a unit says, in whichever form."""

    @property
    def state(self) -> str: ...
    @property
    def value(self) -> str | None: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def comment(self) -> str: ...
    @property
    def attachments(self) -> str: ...


def unit_checksum(assessment: str, question: str, row: str, unit: UnitContent, changed_at: str) -> str:
    """The checksum of a unit that was edited since the last sealing."""
    content = (unit.state, unit.value, unit.reason, unit.comment, unit.attachments)
    return checksum((assessment, question, row, *content, changed_at))


def stamped(row: Sequence[str | int]) -> tuple[str | int, ...]:
    """The row with its checksum behind it."""
    return (*row, checksum(row))


def stamp(connection: sqlite3.Connection, table: str, id_: str) -> None:
    """Make the checksum of a centre or an assessment anew, after one of its columns was changed."""
    row = connection.execute(f"SELECT {_STAMPED[table]} FROM {table} WHERE id = ?", (id_,)).fetchone()  # noqa: S608
    connection.execute(f"UPDATE {table} SET checksum = ? WHERE id = ?", (checksum(row), id_))  # noqa: S608
