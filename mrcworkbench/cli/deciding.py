"""Commands about centres whose files are in: which assessment counts, and what is taken back."""

from __future__ import annotations

from argparse import Namespace

from mrcworkbench.cli.output import Output
from mrcworkbench.services.merging import deciding
from mrcworkbench.services.session.session import open_session


def choose(options: Namespace, output: Output) -> int:
    """Let an assessment count for its round."""
    with open_session(options.database) as session:
        new = deciding.choose(session, options.assessment, reason=options.reason, author=options.author)
    output.say("deciding.chosen" if new else "deciding.chosen_before", assessment=options.assessment)
    if output.as_json:
        output.document({"chosen": options.assessment, "new": new})
    return 0


def take_back(options: Namespace, output: Output) -> int:
    """Take back decisions; what was said to a proposal waits again then."""
    with open_session(options.database) as session:
        made = deciding.take_back(session, options.decisions, reason=options.reason, author=options.author)
    output.say_count("deciding.taken_back", len(options.decisions))
    if output.as_json:
        output.document({"taken_back": options.decisions, "decisions": [one.id for one in made]})
    return 0
