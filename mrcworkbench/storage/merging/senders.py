"""Who speaks for a centre that is here already, and was never seen before. db/README.md, Merging 10."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Connection, bindparam, func, select

from mrcworkbench.domain.merging.proposals import Proposal
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.prepared import Prepared
from mrcworkbench.storage.database.tables import assessments, attestations, centres, revisions
from mrcworkbench.storage.imports.log import Line
from mrcworkbench.storage.merged_sets.histories import decision_of_row
from mrcworkbench.storage.merging.bringing import attestation_id
from mrcworkbench.storage.strangers.incoming import IncomingAssessment

_CALLED = Prepared(select(centres.c.name).where(centres.c.id == bindparam("of")))
_SEEN = Prepared(
    select(attestations.c.author, func.max(attestations.c.sealed_at))
    .join(revisions, revisions.c.id == attestations.c.revision)
    .join(assessments, assessments.c.id == revisions.c.assessment_id)
    .where(assessments.c.centre_id == bindparam("of"))
    .group_by(attestations.c.author)
    .order_by(func.max(attestations.c.sealed_at).desc(), attestations.c.author)
)
_ATTESTED = Prepared(
    select(attestations.c.revision, attestations.c.author, attestations.c.sealed_at, attestations.c.kind)
    .join(revisions, revisions.c.id == attestations.c.revision)
    .join(assessments, assessments.c.id == revisions.c.assessment_id)
    .where(assessments.c.centre_id == bindparam("of"))
)
_FIRST_FILE = "SELECT import_id, number FROM import_additions WHERE kind = ? AND id = ? ORDER BY 1, 2 LIMIT 1"
_FIRST_WITH = """
SELECT id FROM import_additions AS one
WHERE import_id = ? AND number = ? AND kind IN ('revision', 'attestation') AND NOT EXISTS (
    SELECT 1 FROM import_additions AS other
    WHERE other.kind = one.kind AND other.id = one.id
        AND (other.import_id, other.number) < (one.import_id, one.number)
)
"""
"""What a file was the first to bring."""


@dataclass(frozen=True)
class SpeaksFor:
    """A centre that was here before, for which a file speaks in names that never sealed anything of it.

    `name` is what it is called here. `seen` are those who did, each with the time of the last (UTC, as their own clock
    said), the latest first.
    """

    centre: str
    name: str
    authors: tuple[str, ...]
    seen: tuple[tuple[str, str], ...]


@dataclass
class Senders:
    """Who sealed and said what one file brings; asked before any of it is in."""

    _seen: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _strangers: dict[str, set[str]] = field(default_factory=dict)

    def sealed(self, connection: Connection, centre: str, authors: Iterable[str]) -> None:
        """Remember those of these authors whom this centre's data does not know. A centre that is not here is known to
        nobody."""
        if centre not in self._seen:
            called = _CALLED.run(connection, {"of": centre}).fetchone()
            self._names[centre] = "" if called is None else called[0]
            self._seen[centre] = () if called is None else tuple(_SEEN.run(connection, {"of": centre}))
        seen = self._seen[centre]
        if seen:
            strangers = set(authors) - {author for author, _ in seen}
            if strangers:
                self._strangers.setdefault(centre, set()).update(strangers)

    def attested(self, connection: Connection, centre: str, attestations: Iterable[Sequence[str]]) -> None:
        """The same of these rows of `attestations`, without their checksums."""
        self.sealed(connection, centre, {row[1] for row in attestations})

    def said(
        self,
        connection: Connection,
        part: IncomingAssessment,
        revisions: Iterable[Sequence[str | None]],
        decisions: Iterable[Sequence[str | None]],
    ) -> None:
        """The same of who decided, and of nobody where nobody attests one of these revisions."""
        attested = {row[0] for row in part.attestations}
        authors = {decision_of_row(row).author for row in decisions}
        nobody = {"" for row in revisions if row[0] not in attested}
        self.sealed(connection, part.centre, authors | nobody)

    def speaks_for(self) -> tuple[SpeaksFor, ...]:
        """By centre."""
        return tuple(
            SpeaksFor(centre, self._names[centre], tuple(sorted(authors)), self._seen[centre])
            for centre, authors in sorted(self._strangers.items())
        )


class Strangers:
    """Who speaks in proposals. What it reads, it reads once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._seen = cache(self._load_seen)

    def of(self, proposal: Proposal) -> SpeaksFor | None:
        """Who speaks, where it is about a centre of which nobody of that name ever sealed anything; what the file that
        brought it brought beside it does not count."""
        file = driver(self._connection).execute(_FIRST_FILE, (proposal.logged_kind, proposal.id)).fetchone()
        for centre in proposal.centres:
            name, seen = self._seen(file, centre)
            if seen and all(author != proposal.what.author for author, _ in seen):
                return SpeaksFor(centre, name, (proposal.what.author,), seen)
        return None

    def _load_seen(self, file: Line | None, centre: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What a centre is called, and who sealed something of it before that file, the latest first."""
        raw = driver(self._connection)
        brought = set() if file is None else {id_ for (id_,) in raw.execute(_FIRST_WITH, file)}
        called = _CALLED.run(self._connection, {"of": centre}).fetchone()
        seen: dict[str, str] = {}
        for row in _ATTESTED.run(self._connection, {"of": centre}):
            revision, author, at, _ = row
            if revision not in brought and attestation_id(row) not in brought:
                seen[author] = max(at, seen.get(author, ""))
        if called is None:
            return "", ()
        return called[0], tuple(sorted(seen.items(), key=lambda one: (one[1], one[0]), reverse=True))
