"""The command that moves an assessment on to a newer version of its questionnaire."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from mrcworkbench.cli.output import Output
from mrcworkbench.domain.questionnaire.checking import answer_to_json
from mrcworkbench.domain.versions.moving import Becomes
from mrcworkbench.services.session.moving import MovePreview, preview_move
from mrcworkbench.services.session.moving import move_on as move_session_on
from mrcworkbench.services.session.session import open_session


def move_on(options: Namespace, output: Output) -> int:
    """To the newest version, or the one that is named; with `--dry-run` it is only told."""
    with open_session(options.database, read_only=options.dry_run) as session:
        session.open_assessment(options.assessment)
        preview = preview_move(session, options.to) if options.dry_run else move_session_on(session, options.to).preview
    said = "cli.would_move_on" if options.dry_run else "cli.moved_on"
    output.say(said, before=preview.old.version, now=preview.new.version)
    kept = preview.became.of(Becomes.NEEDS_A_LOOK, Becomes.KEPT)
    for one in kept:
        output.say("cli.kept_answer", text=preview.old[one.question].text)
    if output.as_json:
        output.document(move_document(preview))
    return 0


def move_document(preview: MovePreview) -> dict[str, Any]:
    """mrcworkbench/cli/README.md, Databases 5."""
    became = preview.became
    return {
        "from": preview.old.version,
        "to": preview.new.version,
        "same": len(became.of(Becomes.SAME)),
        "renamed": [one.question for one in became.of(Becomes.RENAMED)],
        "retired": [
            {
                "question": one.question,
                "kept": answer_to_json(preview.old[one.question], preview.answers[one.question]),
            }
            for one in became.of(Becomes.KEPT)
        ],
        "needs_a_look": [one.question for one in became.of(Becomes.NEEDS_A_LOOK, Becomes.LOOK_AGAIN)],
        "opened": list(preview.opened),
    }
