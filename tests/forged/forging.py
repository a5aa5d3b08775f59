"""Files as a forger makes them, who knows the format and whatever ids and files he has seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from mrcworkbench.domain.revisions.decisions import Decision, Record
from mrcworkbench.domain.revisions.revision import Attestation, Header, Revision, make_revision
from mrcworkbench.domain.revisions.units import WHOLE, HeldUnit, Unit
from mrcworkbench.storage.database.checksums import stamped
from mrcworkbench.storage.merged_sets.record_sets import set_of
from tests.submitted_files import MOMENT, reseal, write_history

MALLORY = Header(
    "aaaaaaaa-0000-4000-8000-00000000000a",
    "aaaaaaaa-0000-4000-8000-000000000001",
    "Centre A",
    "AL",
    "2026",
    "manager",
    "1.0.0",
)
"""A centre of the forger's own."""


def an_answer(header: Header = MALLORY, text: str = "A", parents: Sequence[str] = ()) -> Revision:
    """Says this one thing."""
    return make_revision(header, parents, (), {("prof_body", WHOLE): HeldUnit(Unit("answered", f'"{text}"'))})


def forge(
    path: Path,
    *revisions: Revision,
    decisions: Sequence[Decision] = (),
    records: Iterable[Record] = (),
    centres: Iterable[str] = (),
    attested: bool = True,
) -> Path:
    """A file that passes as a submission; `centres` are ids of others that its records name."""
    write_history(path, *(revisions or (an_answer(),)), decisions=decisions, file_id=path.stem)
    raw = sqlite3.connect(path)
    with raw:
        if not attested:
            raw.execute("DELETE FROM attestations")
        for id_ in centres:
            raw.execute("INSERT INTO centres VALUES (?, ?, ?, ?, ?, ?)", stamped((id_, "Whoever", "AL", 0, MOMENT)))
        for record in records:
            row = set_of(record).row(record)
            places = ", ".join("?" * len(row))
            raw.execute(f"INSERT INTO {set_of(record).table.name} VALUES ({places})", row)  # noqa: S608 - our own words
        reseal(raw)
    raw.close()
    return path


def attest(path: Path, attestation: Attestation) -> Path:
    """Somebody says to have sealed what is in a file."""
    raw = sqlite3.connect(path)
    with raw:
        who = (attestation.revision, attestation.author, attestation.sealed_at, attestation.kind)
        raw.execute("INSERT INTO attestations VALUES (?, ?, ?, ?, ?)", stamped(who))
        reseal(raw)
    raw.close()
    return path
