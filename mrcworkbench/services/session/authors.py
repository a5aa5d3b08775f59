"""Who seals and who decides: a person says so. The name under which somebody uses the computer is not taken for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mrcworkbench.content.instruments import questionnaire_of
from mrcworkbench.domain.assessments import last_rounds
from mrcworkbench.domain.revisions.respondents import respondent_of
from mrcworkbench.errors import UsageError, UserError

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session

LONGEST_AUTHOR = 200


def require_author(given: str) -> str:
    """The name of who decides, as one line. Raises `UsageError` author_missing, `UserError` author_too_long."""
    author = " ".join(given.encode("utf-8", "replace").decode("utf-8").split())
    if not author:
        raise UsageError("author_missing")
    if len(author) > LONGEST_AUTHOR:
        raise UserError("author_too_long", longest=LONGEST_AUTHOR)
    return author


def respondent(session: Session) -> str:
    """The first respondent where the database holds one assessment, or one with views and the rounds before it, of a
    centre that has not withdrawn; else ""."""
    known = last_rounds(session.assessments())
    if len(known) != 1 or known[0].centre.withdrawn:
        return ""
    opened = session.has_assessment and session.assessment.id == known[0].id
    if opened:
        return respondent_of(session.questionnaire, session.working_copy.answers)
    asked = questionnaire_of(known[0])
    if asked is None:
        return ""
    stored = session.read_file(lambda store: store.load(known[0].id))
    return respondent_of(asked, stored.answers)
