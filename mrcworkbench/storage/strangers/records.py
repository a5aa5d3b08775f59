"""The records of a file from elsewhere: what each says and names, and who signed what."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from mrcworkbench.domain.revisions.canonical import NotCanonical
from mrcworkbench.domain.revisions.decisions import Decision, Record, Signature
from mrcworkbench.domain.revisions.revision import Attestation
from mrcworkbench.storage.merged_sets.histories import attestation_of_row, decision_of_row
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS, SIGNATURES, Column, Form, OneOf, RecordSet
from mrcworkbench.storage.strangers.incoming import IncomingAssessment, TextRow
from mrcworkbench.storage.strangers.limits import Deadline
from mrcworkbench.storage.strangers.refusals import RefusedError
from mrcworkbench.storage.strangers.values import (
    LONGEST_NAME,
    invalid,
    require_base64,
    require_code,
    require_country,
    require_day,
    require_hash,
    require_hashes,
    require_id,
    require_language,
    require_line,
    require_reason,
    require_texts,
    require_time,
    require_unique,
)

_FORMS: Mapping[Form, Callable[[str], None]] = {
    Form.NAME: partial(require_line, longest=LONGEST_NAME, may_be_empty=True),
    Form.LINES: require_reason,
    Form.TIME: require_time,
    Form.DAY: require_day,
    Form.COUNTRY: partial(require_country, may_be_empty=True),
    Form.LANGUAGE: require_language,
    Form.CODE: require_code,
    Form.HASH: require_hash,
    Form.HASHES: partial(require_hashes, may_be_empty=True),
    Form.BASE64: require_base64,
}


def read_records(connection: sqlite3.Connection, which: RecordSet[Any]) -> tuple[TextRow, ...]:
    """All records of one set: what they say in its form, what they name in the file, each under its own name. Raises
    `RefusedError`."""
    rows: tuple[TextRow, ...] = tuple(connection.execute(f"{which.select} ORDER BY id"))
    require_texts(rows)
    columns = which.columns
    for row, record in zip(rows, which.records(rows), strict=True):
        texts = dict(zip(("id", "centre_id", *which.more), row, strict=True))
        for name, column in columns.items():
            _require_column(connection, column, texts[name], texts["centre_id"])
        _require_named(record, row[0])
    require_unique([row[0] for row in rows])
    return rows


def _require_column(connection: sqlite3.Connection, column: Column, text: str, centre: str) -> None:
    if isinstance(column, Form):
        _FORMS[column](text)
    elif isinstance(column, OneOf):
        if text not in column.words:
            raise invalid("forbidden_value")
    elif not column.is_here:
        require_id(text)
    else:
        of_centre = " AND centre_id = ?2" if "centre_id" in column.table.c else ""
        statement = f"SELECT 1 FROM {column.table.name} WHERE id = ?1{of_centre}"  # noqa: S608 - our own words
        if connection.execute(statement, (text, centre)[: 2 if of_centre else 1]).fetchone() is None:
            raise invalid("dangling")


def _require_named(record: Record, name: str) -> None:
    try:
        named = record.id
    except NotCanonical:
        raise invalid("not_text") from None
    if named != name:
        raise RefusedError("corrupt", "changed_content")


class SignedSubjects:
    """What the signatures of a file sign: all of it is in the file, of the same centre, and signed indeed. Nothing is
    asked where there is no signature. Methods raise `RefusedError`."""

    def __init__(self, records: Mapping[str, tuple[TextRow, ...]], time: Deadline) -> None:
        self._unseen: dict[tuple[str, str], list[Signature]] = {}
        self._time = time
        for one in SIGNATURES.records(records.get(Signature.kind, ())):
            self._unseen.setdefault((one.subject_kind, one.subject), []).append(one)
        if self._unseen:
            for which in RECORD_SETS:
                if which.record.of_centre and which is not SIGNATURES:
                    for record in which.records(records.get(which.kind, ())):
                        self._see("statement", record, record.centre)

    def see(self, part: IncomingAssessment) -> None:
        """What is said in an assessment."""
        if not self._unseen:
            return
        for attestation in map(attestation_of_row, part.attestations):
            self._see("attestation", attestation, part.centre)
        for row in part.decisions:
            self._see("decision", decision_of_row(row), part.centre)

    def require_all_seen(self) -> None:
        """Ask at the end."""
        if self._unseen:
            raise invalid("dangling")

    def _see(self, kind: str, subject: Attestation | Decision | Record, centre: str) -> None:
        for signature in self._unseen.pop((kind, subject.id), ()):
            from mrcworkbench.domain.verification.signatures import is_right

            self._time.check()
            if signature.centre != centre:
                raise invalid("mixed_up")
            if not is_right(signature, subject.canonical):
                raise RefusedError("corrupt", "changed_content")
