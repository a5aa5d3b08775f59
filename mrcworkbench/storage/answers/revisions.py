"""Sealed revisions in the file, as they are listed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, exists, func, select

from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.database.tables import attestations, revision_parents, revisions, working_parents

_LAST_SEAL = Prepared(
    select(func.max(attestations.c.sealed_at))
    .join(revisions, revisions.c.id == attestations.c.revision)
    .where(revisions.c.assessment_id == bindparam("assessment_id"))
)
_other = attestations.alias()
_UNSEALED = Prepared(
    select(revisions.c.assessment_id)
    .distinct()
    .select_from(attestations)
    .join(revisions, revisions.c.id == attestations.c.revision)
    .join(
        working_parents,
        and_(
            working_parents.c.assessment_id == revisions.c.assessment_id,
            working_parents.c.revision == attestations.c.revision,
        ),
    )
    .where(
        attestations.c.kind == "unsealed_copy",
        ~exists().where(_other.c.revision == attestations.c.revision, _other.c.kind != "unsealed_copy"),
    )
)


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


def last_seal(connection: Connection, assessment_id: str) -> str:
    """When the newest revision of an assessment was sealed; '' if nothing was."""
    return str(_LAST_SEAL.run(connection, {"assessment_id": assessment_id}).fetchone()[0] or "")


def unsealed_ids(connection: Connection) -> frozenset[str]:
    """The assessments of which a newest revision came as a raw copy of a database in use, and nobody has sealed it."""
    return frozenset(id_ for (id_,) in _UNSEALED.run(connection))
