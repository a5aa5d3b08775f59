"""Commands on whole databases: make one, fill the sample, list what is in it, and what it was before."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from mrcworkbench import clocks
from mrcworkbench.cli.output import Output
from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.services import backups
from mrcworkbench.services.collection.listing import listing
from mrcworkbench.services.session.databases import create, create_sample
from mrcworkbench.services.session.earlier_comments import earlier_comments
from mrcworkbench.services.session.rounds import new_round
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.views import new_view


def new(options: Namespace, output: Output) -> int:
    """A database with one centre and one assessment; refuses to overwrite."""
    label = options.round or str(clocks.today().year)
    create(options.database, options.centre, options.country, label)
    return _made(options, output)


def sample(options: Namespace, output: Output) -> int:
    """The sample centre, as the study describes it."""
    create_sample(options.database)
    return _made(options, output)


def sample_collection(options: Namespace, output: Output) -> int:
    """A collection of made-up centres, and files to merge into it, in a folder that is new or empty."""
    from mrcworkbench.services.practice.sample_collection import make_sample_collection

    made = make_sample_collection(options.folder, catalogue(options.language))
    output.say("cli.sample_collection_made", path=made.database, read_me=made.read_me)
    if output.as_json:
        output.document({key: str(path) for key, path in asdict(made).items()})
    return 0


def _made(options: Namespace, output: Output) -> int:
    output.say("cli.made", path=options.database)
    if output.as_json:
        return list_centres(options, output)
    return 0


def begin_round(options: Namespace, output: Output) -> int:
    """The next round of an assessment, with answers carried over."""
    with open_session(options.database) as session:
        was_submission = session.read_file(lambda store: store.is_submission)
        session.open_assessment(options.assessment)
        comments = len(earlier_comments(session))
        begun = new_round(session, options.assessment, options.round)
    one = begun.assessment
    output.say_count("cli.round_begun", begun.carried_over, round=one.round)
    if comments:
        output.say_count("cli.earlier_comments_sealed", comments)
    if was_submission:
        output.say("cli.submission_in_use", path=options.database)
    if output.as_json:
        output.document({"assessment": one.id, "follows": one.follows, "carried_over": begun.carried_over})
    return 0


def begin_view(options: Namespace, output: Output) -> int:
    """A stakeholder's view about an assessment."""
    with open_session(options.database) as session:
        was_submission = session.read_file(lambda store: store.is_submission)
        view = new_view(session, options.about)
    output.say("cli.view_begun", assessment=view.id)
    if was_submission:
        output.say("cli.submission_in_use", path=options.database)
    if output.as_json:
        output.document({"assessment": view.id, "about": view.about})
    return 0


def list_centres(options: Namespace, output: Output) -> int:
    """Centres and assessments with their ids."""
    with open_session(options.database, read_only=True) as session:
        listed = session.read_file(listing)
    if output.as_json:
        output.document(listed)
        return 0
    for centre in listed["centres"]:
        output.line(f"{centre['name']} ({centre['country']})  {centre['id']}")
        for assessment in centre["assessments"]:
            counts = f"{assessment['answered']}/{assessment['applicable']}"
            round_ = assessment["round"]
            name = round_ if assessment["about"] is None else output.texts.text("submission.view", round=round_)
            output.line(f"  {name}  {counts}  {assessment['id']}")
    return 0


def list_backups(options: Namespace, output: Output) -> int:
    """The backups of a database, the latest first; it need not be there any more."""
    found = backups.backups_of(options.database)
    for one in found:
        output.line(_backup_line(one, output))
    if not found:
        output.say("backups.none", path=options.database)
    output.say("backups.kept", **backups.load_limits()._asdict())
    if output.as_json:
        output.document({"backups": [_backup(one) for one in found]})
    return 0


def restore_backup(options: Namespace, output: Output) -> int:
    """A new file from a backup."""
    backup = backups.restore_backup(options.database, options.backup, options.output)
    output.say("backups.restored", target=options.output, backup=backup)
    if output.as_json:
        output.document({"restored": str(options.output), "backup": str(backup)})
    return 0


def _backup_line(one: backups.Backup, output: Output) -> str:
    kind = "unusable" if not one.is_usable else "whole" if one.is_whole else "difference"
    at = clocks.local(one.made_at).strftime("%Y-%m-%d %H:%M")
    words = {"reason": output.texts.text(f"backups.reason_{one.reason}"), "kind": output.texts.text(f"backups.{kind}")}
    return output.texts.text("backups.line", at=at, size=f"{one.size / 1_000_000:.1f}", id=one.id, **words)


def _backup(one: backups.Backup) -> dict[str, object]:
    return {
        "id": one.id,
        "made_at": timestamp(one.made_at),
        "reason": one.reason,
        "bytes": one.size,
        "whole": one.is_whole,
        "usable": one.is_usable,
        "path": str(one.path),
    }
