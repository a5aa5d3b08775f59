"""Sealed revisions in the file."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from mrcworkbench.storage.tables import attestations, revision_parents, revisions


@dataclass(frozen=True, slots=True)
class RevisionInfo:
    """A revision as it is listed. `author` and `sealed_at` are those of its first attestation, '' if it has none."""

    id: str
    parents: tuple[str, ...]
    author: str
    sealed_at: str


def load_revisions(connection: Connection, assessment_id: str) -> tuple[RevisionInfo, ...]:
    """The revisions of an assessment, by id."""
    ids = list(
        connection.execute(
            select(revisions.c.id).where(revisions.c.assessment_id == assessment_id).order_by(revisions.c.id)
        ).scalars()
    )
    return tuple(_revision(connection, id_) for id_ in ids)


def _revision(connection: Connection, id_: str) -> RevisionInfo:
    parents = connection.execute(
        select(revision_parents.c.parent).where(revision_parents.c.revision == id_).order_by(revision_parents.c.parent)
    ).scalars()
    first = connection.execute(
        select(attestations.c.author, attestations.c.sealed_at)
        .where(attestations.c.revision == id_)
        .order_by(attestations.c.sealed_at, attestations.c.author)
        .limit(1)
    ).one_or_none()
    author, sealed_at = first if first is not None else ("", "")
    return RevisionInfo(id_, tuple(parents), author, sealed_at)
