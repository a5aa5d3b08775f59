"""Commands that make a file to send, and check files that came."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from mrcworkbench.cli.output import Output
from mrcworkbench.cli.passed_over import list_passed_over, passed_over_to_json, say_passed_over
from mrcworkbench.cli.submission_notes import notes_on, say_notes
from mrcworkbench.domain.files.names import on_one_line
from mrcworkbench.services import submitting
from mrcworkbench.services.merging.checking_files import REFUSED, check_files, unsealed_note
from mrcworkbench.services.merging.sources import files_to_read
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
        if len(sent) == 1:
            _say_to_look_at(session, sent[0], output)
        notes = notes_on(session, receipt, output.texts)
        say_notes(notes, output)
    if output.as_json:
        output.document({**submitting.receipt_to_json(receipt), "notes": notes})
    return 0


def check(options: Namespace, output: Output) -> int:
    """Whether each file, and each of a folder, could be merged; 1 if any could not."""
    found = files_to_read(options.files)
    checked = list(check_files(found.files, output.texts))
    for file in checked:
        output.line(f"{output.texts.text(f'submission.verdict_{file.verdict}')}  {on_one_line(str(file.path))}")
        if file.message is not None:
            output.line(f"    {file.message}")
        note = unsealed_note(file.sealed, file.proved)
        if note is not None:
            output.line(f"    {output.texts.text(note)}")
    list_passed_over(found.passed_over, output)
    refused = sum(file.verdict == REFUSED for file in checked)
    output.say_count("submission.checked", len(checked), refused=refused)
    say_passed_over(found.passed_over, output)
    if output.as_json:
        output.document(
            {
                "files": [
                    {
                        "path": str(file.path),
                        "verdict": file.verdict,
                        "reason": file.reason,
                        "message": file.message,
                        "assessments": file.assessments,
                        "sha256": file.sha256,
                        "sealed": bool(file.sealed),
                        "proved": bool(file.proved),
                    }
                    for file in checked
                ],
                "passed_over": passed_over_to_json(found.passed_over, output),
                "totals": {
                    "new": len(checked) - refused,
                    "refused": refused,
                    "passed_over": len(found.passed_over),
                },
            }
        )
    return 1 if refused else 0


def _say_receipt(receipt: Receipt, output: Output) -> None:
    output.say("submission.done", path=receipt.file, size=-(-receipt.size // 1024))
    for one in receipt.assessments:
        output.say(
            "submission.line",
            centre=one.centre_name,
            round=one.round,
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
        "conflicts": len(seen.conflicts),
        "contradictory": len({problem.question for problem in seen.contradictory}),
        "unevidenced": len(seen.unevidenced),
        "not_sent": len(seen.not_sent),
        "personal": len(seen.personal),
        "earlier": len(seen.earlier),
        "comments": len(seen.comments),
    }
    if any(counts.values()):
        output.say("submission.to_look_at")
    for key, count in counts.items():
        if count:
            output.say_count(f"submission.{key}", count)
