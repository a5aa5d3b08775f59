"""What waits for a person of this database, and what persons say: decided here, confirmed, declined.

db/README.md, Decisions 6 to 8.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from sqlalchemy import Connection, exists, select

from mrcworkbench.domain.merging.naming import name_of_centre
from mrcworkbench.domain.merging.proposals import Proposal, Said, already_holds, proposal_of
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.revisions.decisions import Choice, Confirmation, Decision, Record, Rename, TakeBack
from mrcworkbench.domain.revisions.units import Unit
from mrcworkbench.errors import UserError
from mrcworkbench.storage.answers.names import file_assessment
from mrcworkbench.storage.answers.naming import load_names_said, name_centre
from mrcworkbench.storage.answers.sealing import load_history, load_shown, seal_working_copy, take_view
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.database.meta import load_meta
from mrcworkbench.storage.database.prepared import listed
from mrcworkbench.storage.database.tables import (
    assessments,
    centres,
    confirmations,
    decisions,
    revision_decisions,
)
from mrcworkbench.storage.database.tables import verdicts as said_here
from mrcworkbench.storage.imports.log import Addition, Line, files_that_brought, lines_that_brought
from mrcworkbench.storage.merged_sets.histories import decision_of_row
from mrcworkbench.storage.merged_sets.rows import add_record, insert_decisions, load_records
from mrcworkbench.storage.merged_sets.verdicts import (
    CONFIRMED,
    WITH_EFFECT,
    confirmed_among,
    keep_verdict,
    load_effects,
    load_take_backs,
)
from mrcworkbench.storage.merging.senders import SpeaksFor, Strangers

_WAITING = (
    select(decisions, assessments.c.centre_id)
    .join(assessments, assessments.c.id == decisions.c.assessment_id)
    .where(
        ~exists().where(said_here.c.subject == decisions.c.id),
        ~exists().where(revision_decisions.c.decision == decisions.c.id),
    )
    .order_by(decisions.c.decided_at, decisions.c.id)
)

_CALLED = select(centres.c.id, centres.c.name, centres.c.country)
_THESE = select(decisions).where(decisions.c.id.in_(listed("ids")))


@dataclass(frozen=True)
class StandingUnit:
    """What stands for a unit: None where it is in conflict, or nobody spoke of it; `view` is all that stands in its
    assessment, whose `round` has this label."""

    questionnaire: str
    round: str
    unit: Unit | None
    view: View


@dataclass(frozen=True)
class WaitingProposal:
    """A proposal with the path of the file that brought it, if an import did, what its centres are called here (their
    ids, where they are not here), and who speaks, where nobody of that name ever sealed anything of one of them: what
    the same file brought does not count."""

    proposal: Proposal
    file: str | None
    names: tuple[str, ...]
    stranger: SpeaksFor | None
    rounds: tuple[tuple[str, ...], ...]
    """Of each of its centres, the labels of the rounds that are here."""
    stands: StandingUnit | None = None
    """Of a decision on an answer, what is said now."""
    country: str = ""
    """Where its first centre lies now; "" where that is not here."""
    lifts: tuple[Said, ...] = ()
    """What a take-back lifts, as far as it is here."""


@dataclass(frozen=True)
class Saying:
    """What a person says to proposals: CONFIRMED or DECLINED, who, why and when (a UTC timestamp)."""

    verdict: str
    author: str
    reason: str
    moment: str


def waiting(connection: Connection) -> tuple[WaitingProposal, ...]:
    """Every proposal that nobody here spoke of, and that would change something; in the order of their times."""
    found = _to_answer(connection)
    if not found:
        return ()
    files = files_that_brought(connection, [one.id for one in found])
    called = {id_: (name, country) for id_, name, country in connection.execute(_CALLED)}
    lifted = _lifted(connection, found)
    strangers = Strangers(connection)
    rounds = cache(partial(_rounds, connection))
    filed = cache(partial(_filed, connection))
    return tuple(
        WaitingProposal(
            one,
            files.get(one.id),
            tuple(called.get(centre, (centre, ""))[0] for centre in one.centres),
            strangers.of(one),
            tuple(rounds(centre) for centre in one.centres),
            _standing(one.what, *filed(one.what.assessment)) if isinstance(one.what, Decision) else None,
            called.get(one.centre, ("", ""))[1],
            tuple(lifted[id_] for id_ in _named(one) if id_ in lifted),
        )
        for one in found
    )


def count_waiting(connection: Connection) -> int:
    """How many there are."""
    return len(_to_answer(connection))


def _to_answer(connection: Connection) -> Sequence[Proposal]:
    every = sorted(_waiting(connection), key=lambda one: (one.what.decided_at, one.id))
    return _changing(connection, tuple(_still_meant(connection, every)))


def _rounds(connection: Connection, centre: str) -> tuple[str, ...]:
    of_this = assessments.c.centre_id == centre, assessments.c.about == ""
    return tuple(
        connection.execute(select(assessments.c.round).where(*of_this).order_by(assessments.c.round)).scalars()
    )


def _filed(connection: Connection, assessment: str) -> tuple[str, str, View]:
    """Questionnaire and round of an assessment, and all that stands in it."""
    of_this = select(assessments.c.questionnaire_id, assessments.c.round).where(assessments.c.id == assessment)
    questionnaire, label = connection.execute(of_this).one()
    return questionnaire, label, current_view(load_shown(connection, assessment))


def _standing(decision: Decision, questionnaire: str, label: str, view: View) -> StandingUnit:
    held = view.units.get(decision.key)
    return StandingUnit(questionnaire, label, None if held is None else held.unit, view)


def _waiting(connection: Connection) -> Iterator[Proposal]:
    known = load_effects(connection)
    here = set(connection.execute(select(centres.c.id)).scalars())
    spoken_of = set(connection.execute(select(said_here.c.subject)).scalars())
    for which in WITH_EFFECT:
        for id_, record in load_records(connection, which).items():
            proposal = proposal_of(record)
            is_news = proposal is not None and id_ not in spoken_of and not here.isdisjoint(proposal.centres)
            if proposal is not None and is_news and not already_holds(proposal, known):
                yield proposal
    for *row, centre in connection.execute(_WAITING):
        proposal = Proposal(decision_of_row(row), centre)
        if not already_holds(proposal, known):
            yield proposal


def _still_meant(connection: Connection, those: Sequence[Proposal]) -> Iterator[Proposal]:
    """Without those that their author took back in every file that holds them: nobody there wants them any more. Where
    one file holds a proposal as it is, another does not hide it."""
    lifting: dict[str, list[Proposal]] = {}
    for one in those:
        if isinstance(one.what, TakeBack):
            for lifted in one.what.lifts.split():
                lifting.setdefault(lifted, []).append(one)
    for one in those:
        by = [other for other in lifting.get(one.id, ()) if other.what.author == one.what.author]
        if not by or not _lines(connection, one) <= frozenset[Line]().union(*(_lines(connection, o) for o in by)):
            yield one


def _lines(connection: Connection, one: Proposal) -> frozenset[Line]:
    return lines_that_brought(connection, one.logged_kind, one.id)


def _named(one: Proposal) -> Sequence[str]:
    """What it lifts."""
    return one.what.lifts.split() if isinstance(one.what, TakeBack) else ()


def _lifted(connection: Connection, those: Iterable[Proposal]) -> dict[str, Said]:
    """By id, all that these lift."""
    ids = {id_ for one in those for id_ in _named(one)}
    if not ids:
        return {}
    rows = connection.execute(_THESE, {"ids": json.dumps(sorted(ids))})
    found: dict[str, Said] = {row[0]: decision_of_row(row) for row in rows}
    for which in WITH_EFFECT:
        found |= {id_: one for id_, one in load_records(connection, which).items() if id_ in ids}
    return found


def _changing(connection: Connection, those: Sequence[Proposal]) -> Sequence[Proposal]:
    """Without take-backs of what has no effect here, choices of an assessment that the centre has not here, and renames
    after which a centre would be called as it is, with the same conflicts about that."""
    lifted = sorted({id_ for one in those for id_ in _named(one)})
    known = load_effects(connection)
    filed = cache(partial(_centre_of, connection))
    holds = confirmed_among(connection, lifted) | _taken_in_among(connection, lifted)
    said = cache(partial(load_names_said, connection))
    found = []
    for one in those:
        if isinstance(one.what, TakeBack) and holds.isdisjoint(_named(one)):
            continue
        if isinstance(one.what, Choice) and not known.together(filed(one.what.assessment), one.centre):
            continue
        if isinstance(one.what, Rename):
            histories, renames = said(one.centre)
            now, then = name_of_centre(histories, renames), name_of_centre(histories, (*renames, one.what))
            if now is None or then is None or now.said == then.said:
                continue
        found.append(one)
    return found


def _centre_of(connection: Connection, assessment: str) -> str:
    """ "" where it is not here."""
    of_this = select(assessments.c.centre_id).where(assessments.c.id == assessment)
    return connection.execute(of_this).scalar() or ""


def _taken_in_among(connection: Connection, decided: Sequence[str]) -> frozenset[str]:
    """Those of these decisions that some revision took in."""
    asked = "SELECT DISTINCT decision FROM revision_decisions WHERE decision IN (SELECT value FROM json_each(?))"
    return (
        frozenset(id_ for (id_,) in driver(connection).execute(asked, (json.dumps(decided),)))
        if decided
        else frozenset()
    )


def decide(connection: Connection, record: Record) -> bool:
    """Record what a person of this database says of a centre: it has effect. False if it is known. Raises `UserError`
    centre_unknown."""
    if record.of_centre and record.centre_is_here:
        require_centres(connection, (record.centre,))
    proposal = proposal_of(record)
    if proposal is None:
        return add_record(connection, record)
    what = proposal.what
    _seal_touched(connection, [proposal], author=what.author, moment=what.decided_at)
    is_new = add_record(connection, record)
    _keep(connection, [proposal], Saying(CONFIRMED, what.author, "", what.decided_at))
    return is_new


def add_decisions(connection: Connection, assessment_id: str, decided: Sequence[Decision], moment: str) -> None:
    """Record what a person of this database decided of answers, and take the view that follows. Everything edited must
    be sealed."""
    insert_decisions(connection, decided)
    of_this = select(assessments.c.centre_id).where(assessments.c.id == assessment_id)
    centre = str(connection.execute(of_this).scalar_one())
    for one in decided:
        _tell(connection, Proposal(one, centre), Saying(CONFIRMED, one.author, "", moment))
    _take_anew(connection, assessment_id, moment)


def say(connection: Connection, ids: Collection[str], saying: Saying) -> tuple[Proposal, ...]:
    """Confirm or decline what waits, all or none; what it was. Raises `UserError` proposal_unknown."""
    known = {one.proposal.id: one.proposal for one in waiting(connection)}
    missing = [id_ for id_ in ids if id_ not in known]
    if missing:
        raise UserError("proposal_unknown", proposals=", ".join(missing), n=len(missing))
    those = tuple(known[id_] for id_ in dict.fromkeys(ids))
    _seal_touched(connection, those, author=saying.author, moment=saying.moment)
    _keep(connection, those, saying)
    return those


def verdict_additions(connection: Connection, subject: str) -> tuple[Addition, ...]:
    """What stands here because a person spoke of this decision or record, as the log of imports names it."""
    own = load_meta(connection)["file_id"]
    told = select(confirmations.c.id).where(confirmations.c.subject == subject, confirmations.c.database == own)
    return (("verdict", subject), *((Confirmation.kind, id_) for id_ in connection.execute(told).scalars()))


def require_centres(connection: Connection, ids: Iterable[str]) -> None:
    """Raises `UserError` centre_unknown."""
    for id_ in ids:
        if connection.execute(select(centres.c.id).where(centres.c.id == id_)).first() is None:
            raise UserError("centre_unknown", centre=id_)


def assessments_of(connection: Connection, centre_id: str) -> Sequence[str]:
    of_this = assessments.c.centre_id == centre_id
    return connection.execute(select(assessments.c.id).where(of_this).order_by(assessments.c.id)).scalars().all()


def retake(connection: Connection, subjects: Collection[str], moment: str) -> None:
    """Let the views follow after something other is said of these decisions and records."""
    for assessment_id in _decided_about(connection, subjects):
        _take_anew(connection, assessment_id, moment)
    known = {id_: one for which in WITH_EFFECT for id_, one in load_records(connection, which).items()}
    those = [known[id_] for id_ in subjects if id_ in known]
    touched = {one.centre for one in those}
    if any(isinstance(one, TakeBack) for one in those):  # of a rename, maybe
        touched.update(one.centre for one in known.values() if isinstance(one, Rename))
    for centre in sorted(touched):
        name_centre(connection, centre)


def _keep(connection: Connection, those: Iterable[Proposal], saying: Saying) -> None:
    """Write down what is said, tell others, and let the views follow."""
    those = tuple(those)
    for one in those:
        _tell(connection, one, saying)
    retake(connection, [one.id for one in those], saying.moment)


def _tell(connection: Connection, one: Proposal, saying: Saying) -> None:
    keep_verdict(connection, one.id, saying.verdict)
    database = load_meta(connection)["file_id"]
    add_record(
        connection,
        Confirmation(one.centre, one.id, saying.verdict, database, saying.reason, saying.author, saying.moment),
    )


def _seal_touched(connection: Connection, those: Iterable[Proposal], *, author: str, moment: str) -> None:
    """What is being edited is kept before the views change. No view changes by a rename."""
    centres_of = {centre for one in those if one.kind != "rename" for centre in one.centres}
    touched = {id_ for centre in centres_of for id_ in assessments_of(connection, centre)}
    for id_ in sorted(touched):
        seal_working_copy(connection, id_, author=author, sealed_at=moment)


def _decided_about(connection: Connection, subjects: Iterable[str]) -> Sequence[str]:
    """The assessments whose answers these decisions, or what these take-backs lift, are about."""
    known = load_take_backs(connection)
    left = list(subjects)
    seen: set[str] = set()
    found: set[str] = set()
    while left:
        id_ = left.pop()
        if id_ in known and id_ not in seen:
            seen.add(id_)
            left += known[id_].lifts.split()
        elif id_ not in known:
            about = select(decisions.c.assessment_id).where(decisions.c.id == id_)
            found.update(connection.execute(about).scalars())
    return sorted(found)


def _take_anew(connection: Connection, assessment_id: str, moment: str) -> None:
    """Let the working copy stand where everything that has effect puts it."""
    history = load_history(connection, assessment_id)
    view = current_view(history)
    take_view(connection, assessment_id, view, history.heads, moment)
    if view.header is not None:
        file_assessment(connection, view.header, moment)
