"""How full an assessment of this database is, against what the check of a file lets through: whatever is taken in must
be sent on, and leave room for others. db/README.md, Merging 9.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import Connection

from mrcworkbench.domain.merging.loads import FULL, Load, has_room, nearest, share
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.verification import histories
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.strangers.refusals import RefusedError
from mrcworkbench.storage.strangers.weights import load_of, most, weigh_revision

FIRST_BROUGHT = """
SELECT path, kind, id, min(import_id || printf(' %09d', number))
FROM import_additions JOIN import_files USING (import_id, number)
WHERE {} GROUP BY kind, id
"""
"""Of each, the path of the file with which it came first: a bare column beside `min` is of the row that has it."""
_BROUGHT = FIRST_BROUGHT.format(
    "(kind = 'revision' AND id IN (SELECT id FROM revisions WHERE assessment_id = ?1)) "
    "OR (kind = 'decision' AND id IN (SELECT id FROM decisions WHERE assessment_id = ?1)) "
    "OR (kind = 'attestation' AND json_extract(id, '$[0]') IN (SELECT id FROM revisions WHERE assessment_id = ?1))"
)
_KINDS = {
    "revisions": ("revision",),
    "links": ("revision", "decision"),
    "decisions": ("decision",),
    "about one": ("decision",),
    "attestations": ("attestation",),
}
"""What is counted of a file, by the limit that is nearest; elsewhere the bytes of its revisions."""
_FILES = 3
"""Files that are named."""


@dataclass(frozen=True)
class Heavy:
    """An assessment, or with None the whole, that is so full that it is said: `share` of the limit that is nearest, and
    the files that brought most of it, the heaviest first."""

    assessment: str | None
    centre: str
    share: float
    files: tuple[str, ...]


def require_room(connection: Connection, assessment: str, before: Load | None, after: Load) -> bool:
    """Whether the assessment is so full now that it is said. Raises `RefusedError` where it would be too full."""
    if not has_room(before, after, most()):
        raise no_room(connection, assessment, before)
    return share(after, most()) >= FULL


def require_judged(connection: Connection, assessment: str, before: History | None, after: History, view: View) -> None:
    """Raises `RefusedError` where judging all of it, as our own check does, would take long: `view` is of `after`."""
    limit = {"units": histories.MOST_LOOKED_UP}
    load = {"units": histories.looked_up(after, view)}
    if share(load, limit) <= FULL:
        return
    load_before = None if before is None else {"units": histories.looked_up(before, current_view(before))}
    if not has_room(load_before, load, limit):
        raise no_room(connection, assessment, load_of(driver(connection), assessment))


def no_room(connection: Connection, assessment: str, before: Load | None) -> RefusedError:
    """A file would make an assessment too full; `before` is what is here without it, None for nothing."""
    heavy = heavy_one(connection, assessment, before or {"bytes": 0})
    return refusal(heavy, "no_room", "too_much_at_once")


def refusal(heavy: Heavy, full: str, at_once: str) -> RefusedError:
    """Which of two codes it is. Where little is here, setting other files aside helps nobody: this one is too heavy."""
    code = full if heavy.files and heavy.share > FULL / 2 else at_once
    facts = {"centre": heavy.centre, "percent": round(100 * heavy.share), "files": ", ".join(heavy.files)}
    return RefusedError("too_large", code, **facts)


def heavy_one(connection: Connection, assessment: str, load: Load) -> Heavy:
    """What is to be said of an assessment that holds so much."""
    raw = driver(connection)
    found = "SELECT name FROM centres JOIN assessments ON centre_id = centres.id WHERE assessments.id = ?"
    (centre,) = raw.execute(found, (assessment,)).fetchone()
    kinds = _KINDS.get(nearest(load, most()), ())
    brought: Counter[str] = Counter()
    for path, kind, id_, _ in raw.execute(_BROUGHT, (assessment,)).fetchall():
        if kind in kinds:
            brought[path] += 1
        elif not kinds and kind == "revision":
            brought[path] += weigh_revision(raw, id_)
    return Heavy(assessment, centre, share(load, most()), heaviest(brought))


def heaviest(brought: Mapping[str, int]) -> tuple[str, ...]:
    """The files that brought most of something: those with at least half as much as the one that brought most."""
    ordered = sorted(brought.items(), key=itemgetter(1), reverse=True)[:_FILES]
    return tuple(path for path, amount in ordered if 2 * amount >= ordered[0][1])
