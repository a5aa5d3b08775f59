"""Proposals: what came in files and waits for a person of this database. Shown, confirmed, declined.

db/README.md, Decisions 6 to 8.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mrcworkbench.content.instruments import questionnaire, versions
from mrcworkbench.domain.merging.conflicts import Conflict
from mrcworkbench.domain.merging.headers import field_text
from mrcworkbench.domain.merging.settling import Settling
from mrcworkbench.domain.revisions.decisions import Choice, Decision, Join, Record, Rename
from mrcworkbench.services.merging.resolving import require_reason
from mrcworkbench.services.session.authors import require_author
from mrcworkbench.services.session.databases import now
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.storage.merged_sets.verdicts import CONFIRMED, DECLINED
from mrcworkbench.storage.merging.proposals import Saying

if TYPE_CHECKING:
    from mrcworkbench.domain.merging.proposals import ProposalKind, Said
    from mrcworkbench.domain.questionnaire.model import Question
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.merging.proposals import WaitingProposal
    from mrcworkbench.storage.merging.senders import SpeaksFor
    from mrcworkbench.storage.store import Store


@dataclass(frozen=True)
class OpenProposal:
    """A proposal as it is shown. `centres` are ids, of a join both, and `names` what they are called here; `said` is
    what takes effect; `stranger` tells who speaks, where nobody of that name ever sealed anything of the centre."""

    id: str
    kind: ProposalKind
    centres: tuple[str, ...]
    names: tuple[str, ...]
    author: str
    at: str
    """UTC, as the clock of whoever said it told."""
    reason: str
    file: str | None
    """Path of the file that brought it."""
    said: Said
    stranger: SpeaksFor | None = None
    rounds: tuple[tuple[str, ...], ...] = ()
    """Of each of its centres, the labels of the rounds that are here."""
    round: str = ""
    """Of the assessment that a decision on an answer is about."""
    asked: Question | None = None
    """The question of such a decision; None where it is not known here."""
    number: str = ""
    """Of that question."""
    before: object = None
    value: object = None
    """What is said now, and what would hold instead, in the forms of the command line."""
    lifts: tuple[Said, ...] = ()
    """What a take-back lifts, as far as it is here."""

    @property
    def speaks_for(self) -> bool:
        """Whether its author was never seen here for this centre."""
        return self.stranger is not None

    @property
    def assessment(self) -> str | None:
        """That of an answer's decision."""
        return self.said.assessment if isinstance(self.said, Decision) else None

    @property
    def question(self) -> str | None:
        """That of an answer's decision; none where it is about the round."""
        return self.said.question or None if isinstance(self.said, Decision) else None


@dataclass(frozen=True, slots=True)
class Response:
    """What a person says to a proposal, and why."""

    confirmed: bool
    reason: str


def open_proposals(session: Session) -> tuple[OpenProposal, ...]:
    """Everything that waits, in the order of its times. Raises `UserError` corrupt."""
    return session.read_file(shown_proposals)


def shown_proposals(store: Store) -> tuple[OpenProposal, ...]:
    """The same, for whoever is on the writer's thread."""
    return shown(store.decisions.proposals())


def shown(waiting: Iterable[WaitingProposal]) -> tuple[OpenProposal, ...]:
    return tuple(map(_shown, waiting))


def _shown(one: WaitingProposal) -> OpenProposal:
    what = one.proposal.what
    found = OpenProposal(
        one.proposal.id,
        one.proposal.kind,
        one.proposal.centres,
        one.names,
        what.author,
        what.decided_at,
        one.proposal.reason,
        one.file,
        what,
        one.stranger,
        one.rounds,
    )
    if not isinstance(what, Decision):
        return _shown_record(replace(found, lifts=one.lifts), what, one.country)
    if one.stands is None:
        return found
    if not what.question:  # about the round
        return replace(found, round=one.stands.round, before=one.stands.round, value=field_text(what.unit))
    known = what.version in versions(one.stands.questionnaire)
    asked = questionnaire(one.stands.questionnaire, what.version) if known else None
    question = asked[what.question] if asked is not None and what.question in asked else None
    conflict = Conflict(what.id, what.assessment, what.question, what.row, None, (), what.version)
    settling = Settling(conflict, one.stands.view, question)
    return replace(
        found,
        round=one.stands.round,
        asked=question,
        number="" if asked is None or question is None else asked.number(what.question),
        before=None if one.stands.unit is None else settling.shown(one.stands.unit),
        value=settling.shown(what.unit),
    )


def _shown_record(found: OpenProposal, what: Record, country: str) -> OpenProposal:
    """What a record would change."""
    match what:
        case Rename():
            before = {"name": found.names[0], "country": country}
            return replace(
                found, before=before, value={"name": what.name or found.names[0], "country": what.country or country}
            )
        case Join():
            return replace(found, value=what.into)
        case Choice():
            return replace(found, value=what.assessment)
    return found


def confirm(
    session: Session, ids: Collection[str], *, reason: str, author: str, clock: Callable[[], datetime] = now
) -> int:
    """Let proposals take effect here, all or none, and say how many.

    Raises `UserError` proposal_unknown, reason_missing, reason_too_long, and where nothing can be written; `UsageError`
    author_missing.
    """
    return _say(session, ids, CONFIRMED, reason, author, clock)


def decline(
    session: Session, ids: Collection[str], *, reason: str, author: str, clock: Callable[[], datetime] = now
) -> int:
    """Say that proposals do not take effect here. Raises as `confirm` does."""
    return _say(session, ids, DECLINED, reason, author, clock)


def sayings(responses: Mapping[str, Response], *, author: str, moment: str) -> dict[Saying, list[str]]:
    """What is said in one way belongs together. Raises `UserError` reason_missing, reason_too_long."""
    found: dict[Saying, list[str]] = {}
    for id_, response in responses.items():
        verdict = CONFIRMED if response.confirmed else DECLINED
        found.setdefault(Saying(verdict, author, require_reason(response.reason), moment), []).append(id_)
    return found


def proposals_to_json(proposals: Iterable[OpenProposal]) -> list[dict[str, Any]]:
    """As JSON: mrcworkbench/cli/README.md, Between files."""
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "centre": one.centres[0],
            "centres": list(one.centres),
            "names": list(one.names),
            "author": one.author,
            "at": one.at,
            "reason": one.reason,
            "from": one.file,
            "speaks_for": one.speaks_for,
            "assessment": one.assessment,
            "question": one.question,
            "row": one.said.row or None if isinstance(one.said, Decision) else None,
            "before": one.before,
            "value": one.value,
            "lifts": [lifted.id for lifted in one.lifts],
        }
        for one in proposals
    ]


def _say(
    session: Session,
    ids: Collection[str],
    verdict: str,
    reason: str,
    author: str,
    clock: Callable[[], datetime],
) -> int:
    session.require_writable()
    saying = Saying(verdict, require_author(author), require_reason(reason), timestamp(clock()))

    def job(store: Store) -> Sequence[object]:
        return store.decisions.say(ids, saying)

    said = session.work(job).result()
    session.refresh()
    return len(said)
