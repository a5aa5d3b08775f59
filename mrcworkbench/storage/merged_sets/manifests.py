"""The manifest of a submission: one SHA-256 that answers for every row that left. db/README.md, Submissions 3.

Revisions, decisions, records and attached files stand in it by their names, which are hashes of their content;
everything else (who sealed, when, what centre and assessment are called, the file's own id) as it is. Whoever reads a
submission makes it anew from the rows as they were read: what is damaged, lost or added is noticed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from mrcworkbench.storage.database.checksums import row_as_bytes
from mrcworkbench.storage.merged_sets.attachment_names import OF_ASSESSMENT as NAMES
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS

KEY = "manifest"
"""In `meta`; a file with it is a submission, and has no working copy."""
SENT_BY = "sent_by"
"""In `meta` of a submission: the `file_id` of the database that it was sent from."""
_HEAD = "mrcworkbench manifest 1"
_META = f"SELECT key, value FROM meta WHERE key <> '{KEY}' ORDER BY key"  # noqa: S608 - our own word
_CENTRES = "SELECT id, name, country, created_at FROM centres ORDER BY id"
_ASSESSMENTS = (
    "SELECT id, centre_id, round, questionnaire_id, questionnaire_version, about, follows, created_at "
    "FROM assessments ORDER BY id"
)
_REVISIONS = "SELECT id FROM revisions WHERE assessment_id = ? ORDER BY id"
_ATTESTATIONS = (
    "SELECT revision, author, sealed_at, kind FROM attestations JOIN revisions ON id = revision "
    "WHERE assessment_id = ? ORDER BY revision, author, sealed_at, kind"
)
_DECISIONS = "SELECT id FROM decisions WHERE assessment_id = ? ORDER BY id"
_ATTACHMENTS = "SELECT sha256, size FROM attachments ORDER BY sha256"
_Rows = Iterable[Sequence[str | int | None]]
_BEGAN = 2
"""The version of the schema in which manifests began. Its sets of records stand in every manifest, and those of later
versions only where they hold something: so it is the same when the file is brought to a newer schema."""


class Manifest:
    """Made row by row, in this order: `head`, `assessment` for each by id, `end`."""

    def __init__(self) -> None:
        self._hash = sha256(_HEAD.encode())

    def head(self, meta: _Rows, centres: _Rows, assessments: _Rows, records: Mapping[str, Iterable[str]]) -> None:
        """The small tables, by key: `meta` without the manifest, `centres` without mark and checksum, `assessments`
        without checksum, of each kind of records the ids."""
        content: list[object] = [list(meta), list(centres), list(assessments)]
        for one in RECORD_SETS:
            ids = [[id_] for id_ in records.get(one.kind, ())]
            if one.since <= _BEGAN:
                content.append(ids)
            elif ids:
                content.append([one.kind, ids])
        self._add(content)

    def assessment(self, revisions: Iterable[str], attestations: _Rows, decisions: Iterable[str], names: _Rows) -> None:
        """What is said in one assessment: ids of revisions and decisions, each attestation (revision, author, sealed
        at, kind), and the names of attached files (all columns)."""
        self._add([list(revisions), list(attestations), list(decisions), list(names)])

    def end(self, attachments: _Rows) -> str:
        """The manifest. `attachments` are all columns but the content."""
        self._add(list(attachments))
        return self._hash.hexdigest()

    def _add(self, content: list[object]) -> None:
        self._hash.update(b"\n" + row_as_bytes(content))


def manifest_of(connection: sqlite3.Connection) -> str:
    """The manifest of the file behind a connection."""

    def rows(statement: str, *key: str) -> list[tuple[str | int | None, ...]]:
        return connection.execute(statement, key).fetchall()

    def ids(statement: str, *key: str) -> list[str]:
        return [id_ for (id_,) in connection.execute(statement, key)]

    made = Manifest()
    assessments = rows(_ASSESSMENTS)
    records = {one.kind: ids(f"SELECT id FROM {one.table.name} ORDER BY id") for one in RECORD_SETS}  # noqa: S608
    made.head(rows(_META), rows(_CENTRES), assessments, records)
    for id_, *_ in assessments:
        of = str(id_)
        made.assessment(ids(_REVISIONS, of), rows(_ATTESTATIONS, of), ids(_DECISIONS, of), rows(NAMES, of))
    return made.end(rows(_ATTACHMENTS))
