"""Taking all that is of a centre out of this file for good: what would go, what cannot be reached, and letting it in
again. db/README.md, Decisions 12."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.domain.revisions.decisions import Withdrawal
from mrcworkbench.services.merging.resolving import require_reason
from mrcworkbench.services.session.authors import require_author
from mrcworkbench.services.session.databases import now
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.storage.backups.listing import backups_of
from mrcworkbench.storage.backups.thinning import remove

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.backups.listing import Backup
    from mrcworkbench.storage.merging.erasing import Erased


@dataclass(frozen=True)
class Erasing:
    """What erasing a centre takes out: every id that it goes by, and all their assessments. It does not reach `backups`
    of this database, and files that were received, by the paths that they had then."""

    centres: tuple[CentreInfo, ...]
    assessments: tuple[AssessmentInfo, ...]
    backups: tuple[Backup, ...]
    files: tuple[str, ...]


@dataclass(frozen=True)
class ErasedTogether:
    """The ids that were erased in one act; by whom, when (UTC) and why."""

    centres: tuple[str, ...]
    author: str
    at: str
    reason: str


def would_erase(session: Session, centre: str) -> Erasing:
    """What `erase` would take out. Raises `UserError` centre_unknown."""
    ids = session.read_file(lambda store: store.decisions.goes_by(centre))
    return Erasing(
        tuple(one for one in session.centres() if one.id in ids),
        tuple(one for one in session.assessments() if one.centre.id in ids or one.centre.id == centre),
        backups_of(session.path),
        session.read_file(lambda store: store.decisions.brought_by(centre)),
    )


def erase(session: Session, centre: str, *, reason: str, author: str, clock: Callable[[], datetime] = now) -> Erased:
    """Take all that is of a centre out of this file for good, under each id that it goes by, and withdraw it elsewhere.

    What it cannot reach, backups and files that were received or sent on, is for who asks: see `would_erase`. Raises
    `UserError` centre_unknown, reason_missing, reason_too_long, and where nothing can be written; `UsageError`
    author_missing.
    """
    session.require_writable()
    withdrawal = Withdrawal(centre, require_reason(reason), require_author(author), timestamp(clock()))
    erased = session.work(lambda store: store.decisions.erase(withdrawal)).result()
    session.refresh()
    return erased


def delete_backups(backups: Iterable[Backup]) -> tuple[Path, ...]:
    """Delete backups; those that could not be."""
    those = tuple(backups)
    for one in those:
        with suppress(OSError):
            remove(one.path)
    return tuple(one.path for one in those if one.path.exists())


def erasures(session: Session) -> tuple[ErasedTogether, ...]:
    """What was erased here, the latest last."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for one in session.read_file(lambda store: store.decisions.erased()):
        found.setdefault((one.erased_at, one.author, one.reason), []).append(one.centre)
    return tuple(ErasedTogether(tuple(ids), said[1], said[0], said[2]) for said, ids in sorted(found.items()))


def lift_erasure(
    session: Session, centre: str, *, reason: str, author: str, clock: Callable[[], datetime] = now
) -> tuple[str, ...]:
    """Let data of an erased centre come in again, under each id that was erased with it; the ids. Raises as `erase`
    does, and `UserError` centre_not_erased."""
    session.require_writable()
    author, reason, moment = require_author(author), require_reason(reason), timestamp(clock())
    ids = session.work(
        lambda store: store.decisions.lift_erasure(centre, reason=reason, author=author, moment=moment)
    ).result()
    session.refresh()
    return ids
