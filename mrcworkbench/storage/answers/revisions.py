"""Sealed revisions in the file, as they are listed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from mrcworkbench.storage.database.tables import attestations, revision_parents, revisions


@dataclass(frozen=True, slots=True)
class RevisionInfo:
    """A revision as it is listed. `author` and `sealed_at` are those of its first attestation, '' if it has none."""

    id: str
    parents: tuple[str, ...]
    author: str
    sealed_at: str


def load_revisions(connection: Connection) -> dict[str, tuple[RevisionInfo, ...]]:
    """Every revision by assessment, sorted by time and id: three statements, however many there are."""
    parents: dict[str, list[str]] = {}
    for revision, parent in connection.execute(
        select(revision_parents.c.revision, revision_parents.c.parent).order_by(revision_parents.c.parent)
    ):
        parents.setdefault(revision, []).append(parent)
    first: dict[str, tuple[str, str]] = {}
    for revision, sealed_at, author in connection.execute(
        select(attestations.c.revision, attestations.c.sealed_at, attestations.c.author)
    ):
        first[revision] = min(first.get(revision, (sealed_at, author)), (sealed_at, author))
    found: dict[str, list[RevisionInfo]] = {}
    for id_, assessment in connection.execute(select(revisions.c.id, revisions.c.assessment_id)):
        sealed_at, author = first.get(id_, ("", ""))
        found.setdefault(assessment, []).append(RevisionInfo(id_, tuple(parents.get(id_, ())), author, sealed_at))
    return {key: tuple(sorted(those, key=lambda one: (one.sealed_at, one.id))) for key, those in found.items()}
