"""A stakeholder's view: an assessment of its own about that of the centre. db/README.md, Views from outside 1."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from mrcworkbench.content.instruments import is_view, newest, unscored
from mrcworkbench.domain.assessments import AssessmentInfo
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.choice import choose_assessment
from mrcworkbench.services.session.databases import new_id, now
from mrcworkbench.services.session.saving import timestamp

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session


def may_have_view(session: Session, about: AssessmentInfo) -> bool:
    """Whether a view can be begun about an assessment of this file."""
    return not session.read_only and _refusal(session, about) is None


def new_view(session: Session, about_id: str, *, clock: Callable[[], datetime] = now) -> AssessmentInfo:
    """Begin a view about an assessment; there may be several. What is open in the session stays open.

    Raises `UsageError` assessment_unknown; `UserError` centre_withdrawn, view_of_sample, view_of_view,
    answers_of_centre, unsaved_answers, and why nothing can be saved.
    """
    about = choose_assessment(session.assessments(), about_id)
    refusal = _refusal(session, about)
    if refusal is not None:
        raise UserError(refusal, centre=about.centre.name)
    session.require_writable()
    asked = unscored().id
    view = AssessmentInfo(new_id(), about.centre, about.round, asked, newest(asked), timestamp(clock()), about=about.id)
    session.work(lambda store: store.begin_view(view)).result()
    session.refresh()
    return view


def _refusal(session: Session, about: AssessmentInfo) -> str | None:
    if session.is_sample or about.centre.is_sample:
        return "view_of_sample"
    if about.id in session.only_read:
        return "answers_of_centre"
    return "view_of_view" if is_view(about) else None
