"""What a person decides of a centre after its files are in: which assessment counts, and what is taken back.

Each is a decision that travels with the data, and has effect where a person made or confirmed it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING

from mrcworkbench.domain.merging.counting import rivals_of
from mrcworkbench.domain.revisions.decisions import Choice
from mrcworkbench.errors import UserError
from mrcworkbench.services.merging.resolving import require_reason
from mrcworkbench.services.session.authors import require_author
from mrcworkbench.services.session.choice import choose_assessment
from mrcworkbench.services.session.databases import now
from mrcworkbench.services.session.saving import timestamp

if TYPE_CHECKING:
    from mrcworkbench.domain.revisions.decisions import TakeBack
    from mrcworkbench.services.session.session import Session


def choose(session: Session, assessment: str, *, reason: str, author: str, clock: Callable[[], datetime] = now) -> bool:
    """Let this assessment count for its round; False if it was chosen before.

    Raises `UserError` choice_of_one where there is no other of the round, reason_missing, reason_too_long, and where
    nothing can be written; `UsageError` assessment_unknown, author_missing.
    """
    session.require_writable()
    known = session.assessments()
    chosen = choose_assessment(known, assessment)
    rivals = rivals_of(chosen, known)
    if not rivals:
        raise UserError("choice_of_one", centre=chosen.centre.name, round=chosen.round)
    choice = Choice(chosen.centre.id, chosen.id, require_reason(reason), require_author(author), timestamp(clock()))
    done = session.work(lambda store: store.decisions.choose(choice, [one.id for one in rivals])).result()
    session.refresh()
    return done


def take_back(
    session: Session, ids: Collection[str], *, reason: str, author: str, clock: Callable[[], datetime] = now
) -> tuple[TakeBack, ...]:
    """Take back what was decided here, or what was said here to a proposal, which waits again then: all or none.

    Raises `UserError` decision_unknown, decision_taken_back, decision_waits, reason_missing, reason_too_long, and where
    nothing can be written; `UsageError` author_missing.
    """
    session.require_writable()
    author, reason, moment = require_author(author), require_reason(reason), timestamp(clock())
    made = session.work(
        lambda store: store.decisions.take_back(ids, reason=reason, author=author, moment=moment)
    ).result()
    session.refresh()
    return made
