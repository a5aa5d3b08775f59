"""What the open database is for, and changing that: nothing that it holds changes, only the pages that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mrcworkbench.domain.file_use import MadeAs, own_assessments, require_one_centre
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.choice import newest_shown

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.services.session.session import Session


def first_shown(session: Session) -> AssessmentInfo | None:
    """The assessment to begin with: the newest of the centre whose file this is, or of all if that centre withdrew.
    None if there is none; and in a collection, which begins with its centres."""
    if session.file_use.collects:
        return None
    known = session.assessments()
    return newest_shown(own_assessments(session.file_use, known)) or newest_shown(known)


def other_centres(session: Session) -> int:
    """How many further centres a centre's file holds."""
    known = session.assessments()
    own = {one.centre.id for one in own_assessments(session.file_use, known)}
    return len({one.centre.id for one in known} - own)


def is_own(session: Session, assessment: AssessmentInfo) -> bool:
    """Whether it is the work of the centre whose file this is."""
    use = session.file_use
    return not use.collects and assessment in own_assessments(use, session.assessments())


def sent_centres(session: Session) -> frozenset[str] | None:
    """The ids of the centre that a submission of a centre's file is about: that of the open assessment, else the one
    whose file it is, with all that were joined with it. None, for all that there is, in a collection."""
    use = session.file_use
    if use.collects:
        return None
    chosen = (session.assessment,) if session.has_assessment else own_assessments(use, session.assessments())
    shown = {one.centre.id for one in chosen}
    return frozenset(one.id for one in session.centres() if (one.joined_into or one.id) in shown)


def sent_assessments(session: Session) -> tuple[AssessmentInfo, ...]:
    """What goes into a submission of this file."""
    sent = sent_centres(session)
    return tuple(one for one in session.assessments() if sent is None or one.centre.id in sent)


def require_use(session: Session, made_as: MadeAs) -> None:
    """Raises `UserError` where the file cannot have this use: use_of_sample, no_centre_in_file, not_one_centre, and why
    nothing can be saved."""
    if session.is_sample:
        raise UserError("use_of_sample")
    session.require_writable()
    if made_as is MadeAs.CENTRE:
        require_one_centre(session.file_use, session.centres(), session.assessments())


def use_as(session: Session, made_as: MadeAs) -> None:
    """Use the file for one centre, or to collect, from now on. Raises `UserError` as `require_use`, and
    unsaved_answers."""
    require_use(session, made_as)
    session.work(lambda store: store.make(made_as)).result()
    session.refresh()
