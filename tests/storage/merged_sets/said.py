"""Records of every kind, made by their declaration alone: a further set needs nothing here."""

from __future__ import annotations

import sqlite3
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mrcworkbench.content.instruments import translator
from mrcworkbench.domain.revisions.decisions import Decision, Record, Signature
from mrcworkbench.domain.revisions.revision import Attestation
from mrcworkbench.storage.merged_sets.histories import attestation_of_row
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS, Column, Form, OneOf, RecordSet
from mrcworkbench.storage.merged_sets.rows import add_record
from mrcworkbench.storage.store import open_store

WRONG: Mapping[Form, tuple[str, ...]] = {
    Form.NAME: ("two\nlines", " space", "\x07", "x" * 201),
    Form.LINES: ("\x07", "x" * 10_001, "\u202e"),
    Form.TIME: ("", "soon", "2026-02-30T10:00:00.000Z"),
    Form.DAY: ("soon", "2026-02-30", "2026-2-3"),
    Form.COUNTRY: ("al", "Albania"),
    Form.LANGUAGE: ("English", "x"),
    Form.CODE: ("two words", "../..", "x" * 81),
    Form.HASH: ("", "f" * 63, "F" * 64),
    Form.HASHES: ("x", f"{'f' * 64}  {'f' * 64}", f"{'f' * 64} {'a' * 64}", f"{'a' * 64} {'a' * 64}"),
    Form.BASE64: ("", "AAA", "no", "!!!!"),
}


@dataclass(frozen=True)
class Centre:
    """What a record can name of one centre's file."""

    id: str
    assessment: str
    attestation: Attestation

    @property
    def revision(self) -> str:
        return self.attestation.revision


def centre_in(path: Path) -> Centre:
    """The only centre of a file, whose only revision is attested once."""
    raw = sqlite3.connect(path)
    ((centre, assessment),) = raw.execute("SELECT centre_id, id FROM assessments").fetchall()
    (attested,) = raw.execute("SELECT revision, author, sealed_at, kind FROM attestations").fetchall()
    raw.close()
    return Centre(centre, assessment, attestation_of_row(attested))


def said(which: RecordSet[Any], of: Centre, number: int = 0) -> Record:
    """A record of this set; others for other numbers."""
    if which.record is Signature:
        return signed("attestation", of.attestation, of.id, number)
    columns = [_value(name, column, of, number) for name, column in which.more.items()]
    made: Record = which.record(of.id, *columns)
    return made


def signed(kind: str, subject: Attestation | Decision | Record, centre: str, number: int = 0) -> Signature:
    """By a key of its own for each number."""
    key = Ed25519PrivateKey.from_private_bytes(number.to_bytes(32, "big"))
    public, signature = key.public_key().public_bytes_raw(), key.sign(subject.canonical)
    return Signature(centre, kind, subject.id, "ed25519", b64encode(public).decode(), b64encode(signature).decode())


def _value(name: str, column: Column, of: Centre, number: int) -> str:
    if isinstance(column, OneOf):
        return sorted(column.words)[number % len(column.words)]
    if not isinstance(column, Form):
        return {"assessments": of.assessment, "revisions": of.revision}.get(column.table.name, of.id)
    some = sorted(sha256(f"{name} {number} {one}".encode()).hexdigest() for one in (1, 2))
    return {
        Form.NAME: f"Officer {number}",
        Form.LINES: f"Ж {name}\n\tand {number}" if number else "",
        Form.TIME: f"2026-06-01T08:00:{number % 60:02}.000Z",
        Form.DAY: "2026-11-30" if number else "",
        Form.COUNTRY: "AL" if number else "",
        Form.LANGUAGE: "pt_BR" if number else "",
        Form.CODE: f"code_{number}",
        Form.HASH: some[0],
        Form.HASHES: " ".join(some[: number % 3]),
        Form.BASE64: b64encode(some[0].encode()).decode(),
    }[column]


def say(path: Path, *records: Record) -> list[bool]:
    """Put records into a database in use, as what others said, and say of each whether it is new there."""
    store, _ = open_store(path, read_only_reason=None, alone=True, translator=translator())
    try:
        with store._database.writing() as connection:
            return [add_record(connection, one) for one in records]
    finally:
        store.close()


def decide(path: Path, *records: Record) -> list[bool]:
    """Write down what persons of this database say, and say of each record whether it is new there."""
    store, _ = open_store(path, read_only_reason=None, alone=True, translator=translator())
    try:
        return [store.decisions.decide(one) for one in records]
    finally:
        store.close()


def records_in(path: Path) -> set[Record]:
    """Every record of a file."""
    raw = sqlite3.connect(path)
    found = {one for which in RECORD_SETS for one in which.records(raw.execute(which.select).fetchall())}
    raw.close()
    return found
