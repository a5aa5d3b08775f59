"""Commands about centres whose files are in: which assessment counts, what they are called, what is taken back."""

from __future__ import annotations

from argparse import Namespace

from mrcworkbench.cli.output import Output
from mrcworkbench.domain.files.names import on_one_line
from mrcworkbench.services.backups import backups_of
from mrcworkbench.services.merging import deciding, erasing, renaming
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


def rename(options: Namespace, output: Output) -> int:
    """Call a centre, or its country, otherwise."""
    with open_session(options.database) as session:
        new = renaming.rename(
            session,
            options.centre,
            name=options.name,
            country=options.country,
            reason=options.reason,
            author=options.author,
        )
        called = next((one for one in session.centres() if one.id == options.centre), None)
    name, country = ("", "") if called is None else (called.name, called.country)
    output.say("deciding.renamed" if new else "deciding.renamed_before", name=name, country=country)
    if output.as_json:
        output.document({"renamed": options.centre, "name": name, "country": country, "new": new})
    return 0


def erase(options: Namespace, output: Output) -> int:
    """Take the data of a centre out of the file for good."""
    with open_session(options.database) as session:
        done = erasing.erase(session, options.centre, reason=options.reason, author=options.author)
        backups = [str(one.path) for one in backups_of(session.path)]
    output.say("deciding.erased", centres=", ".join(done.centres))
    for key, paths in (("deciding.in_backups", backups), ("deciding.in_files", done.files)):
        if paths:
            output.say(key)
            for path in paths:
                output.line(f"    {on_one_line(path)}")
    output.say("deciding.sent_on")
    if output.as_json:
        output.document({"erased": list(done.centres), "remains_in": {"backups": backups, "files": list(done.files)}})
    return 0


def lift_erasure(options: Namespace, output: Output) -> int:
    """Let data of an erased centre come in again."""
    with open_session(options.database) as session:
        lifted = erasing.lift_erasure(session, options.centre, reason=options.reason, author=options.author)
    output.say("deciding.erasure_lifted", centre=", ".join(lifted))
    if output.as_json:
        output.document({"lifted": list(lifted)})
    return 0
