"""Comments of 0.1.0, which sent every comment along: whoever wrote them is asked once whether they still do.

The upgrade leaves a setting where there are any. Its value is `ask`, and behind it the assessments of which the person
has said it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.answers import Answer, comment_kept

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session

KEY = "earlier_comments"


def is_asked(session: Session) -> bool:
    """Whether the question is open for some assessment. A collection holds what others have sent: there nobody is
    asked."""
    return session.settings.get(KEY) is not None and not session.file_use.collects


def earlier_comments(session: Session) -> tuple[str, ...]:
    """The questions of the open assessment with a comment that waits for this, in the questionnaire's order."""
    if not is_asked(session) or session.assessment.id in _said(session):
        return ()
    copy = session.working_copy
    return tuple(question.code for question in session.questionnaire.questions() if copy.answer(question.code).comment)


def kept_here(session: Session, going: Collection[str]) -> dict[str, Answer]:
    """The answers whose comments stay here, where those of `going` go along."""
    answers = session.working_copy.answers
    return {code: comment_kept(answers[code]) for code in earlier_comments(session) if code not in going}


def do_not_ask_again(session: Session) -> None:
    """The person has said it of the open assessment."""
    said = {*_said(session), session.assessment.id}
    left = {one.id for one in session.assessments()} - said
    session.settings.set(KEY, " ".join(("ask", *sorted(said))) if left else None)


def _said(session: Session) -> list[str]:
    return (session.settings.get(KEY) or "").split()[1:]
