"""How full an assessment of this database is, against what the check of a file lets through: whatever is taken in must
be sent on, and leave room for others. db/README.md, Merging 9.

What the next sealing adds counts, too: it gathers all heads, and takes in every decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import Connection

from mrcworkbench.domain.merging.loads import FULL, LITTLE, Load, has_room, share
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.verification import histories
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.schema import MAX_TEXT
from mrcworkbench.storage.strangers import limits
from mrcworkbench.storage.strangers.refusals import RefusedError
from mrcworkbench.storage.strangers.weights import weigh

_SEALED = ("revision_units", "revision_parents", "revision_decisions", "attestations")
_REVISIONS = "SELECT id FROM revisions WHERE assessment_id = ?"
_LINK = 200 + 2 * 64
"""Bytes that a revision takes for each that it goes on from or takes in."""
_COUNTED = """
WITH own AS (SELECT id FROM revisions WHERE assessment_id = ?1)
SELECT
    (SELECT count(*) FROM own),
    (SELECT count(*) FROM own JOIN revision_parents ON revision = id),
    (SELECT count(*) FROM own JOIN revision_decisions ON revision = id),
    (SELECT count(*) FROM own WHERE id NOT IN (
        SELECT parent FROM revision_parents WHERE revision IN (SELECT id FROM own))),
    (SELECT coalesce(max(said), 0) FROM (
        SELECT count(*) AS said FROM own JOIN attestations ON revision = id GROUP BY id)),
    (SELECT count(*) FROM decisions WHERE assessment_id = ?1),
    (SELECT coalesce(max(said), 0) FROM (
        SELECT count(*) AS said FROM decisions WHERE assessment_id = ?1 GROUP BY question, "row")),
    (SELECT count(*) FROM decisions WHERE assessment_id = ?1 AND id NOT IN (
        SELECT decision FROM own JOIN revision_decisions ON revision = id)),
    (SELECT coalesce(max(length(value)), 0) FROM units WHERE assessment_id = ?1)
"""
_BROUGHT = """
SELECT path, kind, id, min(import_id || printf(' %09d', number))
FROM import_additions JOIN import_files USING (import_id, number)
WHERE (kind = 'revision' AND id IN (SELECT id FROM revisions WHERE assessment_id = ?1))
   OR (kind = 'decision' AND id IN (SELECT id FROM decisions WHERE assessment_id = ?1))
   OR (kind = 'attestation' AND json_extract(id, '$[0]') IN (SELECT id FROM revisions WHERE assessment_id = ?1))
GROUP BY kind, id
"""
"""Of each, the path of the file with which it came first: a bare column beside `min` is of the row that has it."""
_FILES = 3
"""Files that are named."""


@dataclass(frozen=True)
class Heavy:
    """An assessment that is so full that it is said: `share` of the limit that is nearest, and the files that brought
    most of it, the heaviest first."""

    assessment: str
    centre: str
    share: float
    files: tuple[str, ...]


def most() -> Load:
    """The limits of one assessment."""
    known = limits.Limits()
    return {
        "revisions": histories.MOST_REVISIONS,
        "links": histories.MOST_LINKS,
        "decisions": limits.MOST_DECISIONS,
        "about one": histories.MOST_DECISIONS,
        "attestations": limits.MOST_ATTESTATIONS,
        "text": MAX_TEXT,
        "headers": known.revision,
        "revision": known.revision,
        "bytes": known.assessment,
    }


def load_of(connection: Connection, assessment: str) -> dict[str, int]:
    """How much of each there is."""
    raw = driver(connection)
    found = raw.execute(_COUNTED, (assessment,)).fetchone()
    revisions, parents, taken_in, heads, attestations, decisions, about_one, pending, text = found
    gathers = heads > 1 or pending > 0
    sealed = [weigh(raw, *_SEALED, of=id_) for (id_,) in raw.execute(_REVISIONS, (assessment,)).fetchall()]
    next_one = weigh(raw, "units", of=assessment) + (heads + pending) * _LINK
    return {
        "revisions": revisions + gathers,
        "links": parents + taken_in + (heads + pending if gathers else 0),
        "decisions": decisions,
        "about one": about_one,
        "attestations": attestations,
        "text": text,
        "headers": weigh(raw, "revisions", of=assessment),
        "revision": max((next_one, *sealed)),
        "bytes": sum(sealed) + next_one + weigh(raw, "decisions", of=assessment),
    }


def require_room(connection: Connection, assessment: str, before: Load | None, after: Load) -> bool:
    """Whether the assessment is so full now that it is said. Raises `RefusedError` where it would be too full."""
    if not has_room(before, after, most()):
        raise no_room(connection, assessment, 0 if before is None else share(before, most()))
    return share(after, most()) >= FULL


def require_judged(connection: Connection, assessment: str, before: History | None, after: History, view: View) -> None:
    """Raises `RefusedError` where judging all of it, as our own check does, would take long: `view` is of `after`."""
    limit = {"units": histories.MOST_LOOKED_UP}
    load = {"units": histories.looked_up(after, view)}
    if share(load, limit) <= FULL:
        return
    load_before = None if before is None else {"units": histories.looked_up(before, current_view(before))}
    if not has_room(load_before, load, limit):
        raise no_room(connection, assessment, share(load_before or {"units": 0}, limit))


def no_room(connection: Connection, assessment: str, part: float) -> RefusedError:
    """A file would make an assessment too full that is full to this part without it. Where that is little, setting
    others aside helps nobody: the file itself is too heavy."""
    heavy = heavy_one(connection, assessment, part)
    code = "no_room" if heavy.files and part > FULL / 2 else "too_much_at_once"
    return RefusedError("too_large", code, centre=heavy.centre, percent=round(100 * part), files=", ".join(heavy.files))


def heavy_one(connection: Connection, assessment: str, part: float) -> Heavy:
    """What is to be said of an assessment that is full to this part."""
    raw = driver(connection)
    found = "SELECT name FROM centres JOIN assessments ON centre_id = centres.id WHERE assessments.id = ?"
    (centre,) = raw.execute(found, (assessment,)).fetchone()
    brought: dict[str, Counter[str]] = {}
    for path, kind, id_, _ in raw.execute(_BROUGHT, (assessment,)).fetchall():
        of_file = brought.setdefault(path, Counter())
        of_file[f"{kind}s"] += 1
        if kind == "revision":
            of_file["bytes"] += weigh(raw, *_SEALED, of=id_)
    return Heavy(assessment, centre, part, heaviest({path: share(one, most()) for path, one in brought.items()}))


def heaviest(shares: Mapping[str, float]) -> tuple[str, ...]:
    """The files that brought most, and more than a little, or the one that did."""
    ordered: Iterable[tuple[str, float]] = sorted(shares.items(), key=itemgetter(1), reverse=True)
    return tuple(path for at, (path, part) in enumerate(ordered) if at < _FILES and (at == 0 or part > LITTLE))
