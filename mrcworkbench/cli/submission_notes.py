"""What to know of a submission before it is sent, though nothing of it is wrong: no answer in it, comments, and files
that say more than they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mrcworkbench.errors import UserError
from mrcworkbench.services.inside_files import What
from mrcworkbench.services.inside_files.attached import look_into, sealed_files
from mrcworkbench.services.session.earlier_comments import earlier_comments, is_asked
from mrcworkbench.services.submitting import preview

if TYPE_CHECKING:
    from mrcworkbench.cli.output import Output
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.services.submitting import Receipt

Note: TypeAlias = dict[str, str]
"""Code, message, and what it is about: an assessment's id or a file's name."""


def notes_on(session: Session, receipt: Receipt, texts: Texts) -> list[Note]:
    """The notes on what has just been submitted from this session."""
    return [*_of_each(session, receipt, texts), *_left_out(receipt, texts), *_telling(session, texts)]


def say_notes(notes: list[Note], output: Output) -> None:
    for note in notes:
        output.say("submission.note", message=note["message"])


def _of_each(session: Session, receipt: Receipt, texts: Texts) -> list[Note]:
    withdrawn = {one.id for one in session.assessments() if one.centre.withdrawn}
    found: list[Note] = []
    asked = is_asked(session)
    for one in receipt.assessments:
        if one.id in withdrawn or (one.answered and not asked):
            continue
        try:
            session.open_assessment(one.id)
        except UserError:  # of a questionnaire that this version does not know: nobody can say
            continue
        names = {"centre": one.centre_name, "round": one.title(texts)}
        if not one.answered and preview(session).is_empty:
            message = texts.text("submission.empty", **names)
            found.append({"code": "empty_assessment", "message": message, "assessment": one.id})
        comments = len(earlier_comments(session))
        if comments:
            message = texts.plural(
                "submission.earlier_comments", comments, centre=one.centre_name, round=one.title(texts)
            )
            found.append({"code": "earlier_comments", "message": message, "assessment": one.id})
    return found


def _left_out(receipt: Receipt, texts: Texts) -> list[Note]:
    count = receipt.set_aside
    return [{"code": "set_aside", "message": texts.plural("submission.set_aside", count)}] if count else []


def _telling(session: Session, texts: Texts) -> list[Note]:
    sent = sealed_files(session)
    session.files.remember(session.read_file(lambda store: store.attachments.listed(sent)))
    found: list[Note] = []
    for sha256, inside in look_into(session, sorted(sent)):
        kinds = {one.what for one in inside.telling}
        known = session.files.known(sha256)
        if kinds and known is not None:
            what = ", ".join(texts.text(f"inside_files.of_{kind}") for kind in What if kind in kinds)
            message = texts.text("submission.telling", name=known.name, what=what)
            found.append({"code": "file_says_more", "message": message, "file": known.name, "sha256": sha256})
    return sorted(found, key=lambda note: note["file"])
