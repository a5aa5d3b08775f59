"""The command that makes a file to send."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from mrcworkbench.cli.output import Output
from mrcworkbench.cli.submission_notes import notes_on, say_notes
from mrcworkbench.domain.assessments import last_rounds
from mrcworkbench.services import submitting
from mrcworkbench.services.session.file_use import sent_assessments, sent_centres
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.submitting import preview, read_earlier

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.services.submitting import Receipt


def submit(options: Namespace, output: Output) -> int:
    """Seal every assessment and write one clean file, with a receipt."""
    with open_session(options.database) as session:
        receipt = submitting.submit(session, options.output, author=options.author)
        _say_receipt(receipt, output)
        sent, ids = sent_assessments(session), sent_centres(session)
        withdrawn = sum(one.withdrawn for one in session.centres() if ids is None or one.id in ids)
        if withdrawn:
            output.say_count("submission.withdrawn", withdrawn)
        if len(last := last_rounds(sent)) == 1:
            _say_to_look_at(session, last[0], output)
        notes = notes_on(session, receipt, output.texts)
        say_notes(notes, output)
    if output.as_json:
        output.document({**submitting.receipt_to_json(receipt), "notes": notes})
    return 0


def _say_receipt(receipt: Receipt, output: Output) -> None:
    output.say("submission.done", path=receipt.file, size=-(-receipt.size // 1024))
    for one in receipt.assessments:
        output.say(
            "submission.line",
            centre=one.centre_name,
            round=one.title(output.texts),
            answered=one.answered,
            applicable=one.applicable,
            revision=one.revision[:12],
        )
    if not any(one.is_new for one in receipt.assessments):
        output.say("submission.done_sealed_before")
    output.say("submission.sha256", sha256=receipt.sha256)


def _say_to_look_at(session: Session, sent: AssessmentInfo, output: Output) -> None:
    """What is open in it, as a hint: nothing of this stops a submission."""
    if sent.centre.withdrawn:
        return
    session.open_assessment(sent.id)
    seen = preview(session, read_earlier(session))
    counts = {
        "unanswered": len(seen.unanswered),
        "carried_over": len(seen.carried_over),
        "conflicts": len(seen.conflicts),
        "contradictory": len({problem.question for problem in seen.contradictory}),
        "unevidenced": len(seen.unevidenced),
        "not_sent": len(seen.not_sent),
        "personal": len(seen.personal),
        "earlier": len(seen.earlier),
        "comments": len(seen.comments),
        "kept_comments": seen.kept_comments,
        "kept_rows": seen.kept_rows,
    }
    if any(counts.values()):
        output.say("submission.to_look_at")
    for key, count in counts.items():
        if count:
            output.say_count(f"submission.{key}", count)
