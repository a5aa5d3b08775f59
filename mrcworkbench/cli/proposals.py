"""Commands about what came in files and waits for a person: shown, confirmed, declined."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from mrcworkbench.cli.output import Output
from mrcworkbench.errors import UsageError
from mrcworkbench.services.merging import proposals as waiting
from mrcworkbench.services.merging.resolving import require_reason
from mrcworkbench.services.session.authors import require_author
from mrcworkbench.services.session.session import open_session

if TYPE_CHECKING:
    from mrcworkbench.domain.merging.proposals import ProposalKind
    from mrcworkbench.services.merging.proposals import OpenProposal, Response

_LONGEST = 300
"""Characters of a value."""
_PLURALS: Mapping[str, ProposalKind] = {
    "withdrawals": "withdrawal",
    "joins": "join",
    "renames": "rename",
    "choices": "choice",
    "take-backs": "take_back",
    "corrections": "correction",
    "decisions": "decision",
}


def proposals(options: Namespace, output: Output) -> int:
    """Everything that waits."""
    with open_session(options.database, read_only=True) as session:
        found = waiting.open_proposals(session)
    list_proposals(found, output)
    if not found:
        output.say("proposals.none")
    if output.as_json:
        output.document({"proposals": waiting.proposals_to_json(found)})
    return 0


def confirm(options: Namespace, output: Output) -> int:
    """Let proposals take effect in this database."""
    return _say(options, output, confirmed=True)


def decline(options: Namespace, output: Output) -> int:
    """Say that proposals do not take effect in this database."""
    return _say(options, output, confirmed=False)


def _say(options: Namespace, output: Output, *, confirmed: bool) -> int:
    say = waiting.confirm if confirmed else waiting.decline
    with open_session(options.database) as session:
        count = say(session, options.proposals, reason=options.reason, author=options.author)
        left = len(waiting.open_proposals(session))
    output.say_count("proposals.confirmed" if confirmed else "proposals.declined", count)
    if output.as_json:
        output.document({"confirmed" if confirmed else "declined": options.proposals, "waiting": left})
    return 0


def accepted(options: Namespace) -> dict[ProposalKind, Response]:
    """What `--accept` says, by kind. Raises `UsageError` accept_unknown, author_missing."""
    unknown = [word for word in options.accept if word not in _PLURALS]
    if unknown:
        raise UsageError("accept_unknown", words=", ".join(unknown), known=", ".join(_PLURALS))
    if options.accept:
        require_author(options.author or "")
        require_reason(options.reason)
    return {_PLURALS[word]: waiting.Response(confirmed=True, reason=options.reason) for word in options.accept}


def _details(one: OpenProposal) -> Iterator[str]:
    """The ids of its centres, and what would change: as JSON, of long texts the beginning."""
    yield " / ".join(one.centres)
    if one.question:
        yield one.question
    if one.value is not None:
        yield f"{_short(one.before)} → {_short(one.value)}"
    for lifted in one.lifts:
        yield f"{lifted.id}: {lifted.author}, {lifted.decided_at}"


def _short(value: object) -> str:
    return shorten(json.dumps(value, ensure_ascii=False), _LONGEST, placeholder="…")


def list_proposals(found: Sequence[OpenProposal], output: Output) -> None:
    """A line for each; below what would change, why, who speaks, and its id."""
    for one in found:
        names = " / ".join(one.names)
        facts = {"names": names, "author": one.author or output.texts.text("merging.nobody"), "at": one.at}
        output.line(output.texts.text(f"proposals.line_{one.kind}", **facts))
        for detail in (*_details(one), *one.reason.splitlines()):
            output.line(f"    {detail}")
        if one.stranger is not None:
            seen = ", ".join(author or output.texts.text("merging.nobody") for author, _ in one.stranger.seen)
            output.line("    " + output.texts.text("proposals.stranger", seen=seen))
        output.line(f"    {one.id}")
