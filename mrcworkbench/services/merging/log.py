"""The log of what persons decided, with who, when, why, and what was said before: db/README.md, The log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, assert_never

from mrcworkbench.domain.merging.logged import Act, Erasure, kind_of, reason_of
from mrcworkbench.domain.merging.settling import settling_of
from mrcworkbench.domain.merging.views import View
from mrcworkbench.domain.revisions.decisions import (
    Choice,
    Confirmation,
    Decision,
    Join,
    Rename,
    TakeBack,
    Withdrawal,
)
from mrcworkbench.domain.revisions.units import ORDER, Unit
from mrcworkbench.services.merging.correcting import question_of
from mrcworkbench.services.merging.resolving import Origin, Side, origin_to_json
from mrcworkbench.storage.database.failures import told_to_user
from mrcworkbench.storage.merged_sets.histories import content_told

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
    from mrcworkbench.domain.merging.logged import LogKind
    from mrcworkbench.domain.questionnaire.model import Question
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.merging.log import LoggedSide, LogLine

_NOTHING = View(None, {}, {}, frozenset())


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who said a thing, when (UTC, as their own clock told) and why."""

    author: str
    at: str
    reason: str


@dataclass(frozen=True)
class LoggedDecision:
    """A line of the log as it is shown. What was taken back, confirmed or declined stands in `of`; assessment,
    question, values and `proposed` are those of what that was.

    `before` is what was said before: the sides of a conflict, the answer that was corrected, the names. `value` is what
    holds instead; both in the forms of the command line.
    """

    id: str
    kind: LogKind
    centres: tuple[str, ...]
    """Ids; of a join both."""
    names: tuple[str, ...]
    """What they are called here; ids, where they are not here."""
    said: Spoken
    in_effect: bool
    of: LogKind | None = None
    lifts: tuple[str, ...] = ()
    assessment: AssessmentInfo | None = None
    question: str | None = None
    field: str | None = None
    """Of the header, where there is no question."""
    asked: Question | None = None
    row: str | None = None
    before: tuple[Side, ...] = ()
    value: object = None
    rows: tuple[Mapping[str, object], ...] = ()
    """Of a table whose order was decided, each with its id."""
    confirmed: Spoken | None = None
    confirmation: str | None = None
    """Id of what was said here to a proposal that has effect: taken back, that waits again."""
    taken_back: Spoken | None = None
    proposed: Spoken | None = None
    file: str | None = None
    """Path of the file that it, or what was proposed, came in."""


def decisions(session: Session, centre: str | None = None) -> tuple[LoggedDecision, ...]:
    """Everything that was decided, newest last, as the clocks of those told who decided; of one centre, under all ids
    that it goes by, where one is given. Raises `UserError` corrupt."""
    same = None if centre is None else _together(session.centres(), centre)
    lines = session.read_file(lambda store: store.decisions.log(same))
    infos = {one.id: one for one in session.assessments()}
    names = {one.id: one.name for one in session.centres()}
    with told_to_user(session.path), content_told():
        return tuple(_shown(line, infos, names) for line in lines)


def decisions_to_json(found: Iterable[LoggedDecision]) -> dict[str, Any]:
    """As JSON: mrcworkbench/cli/README.md, Between files."""
    return {
        "decisions": [
            {
                "id": one.id,
                "kind": one.kind,
                "of": one.of,
                "lifts": list(one.lifts),
                "centre": one.centres[0] if one.centres else None,
                "centres": list(one.centres),
                "names": list(one.names),
                "assessment": None if one.assessment is None else one.assessment.id,
                "question": one.question,
                "field": one.field,
                "row": one.row,
                "before": [side.value for side in one.before],
                "sides": [
                    {
                        "value": side.value,
                        "attachments": list(side.attachments),
                        "said": [origin_to_json(who) for who in side.said],
                    }
                    for side in one.before
                ],
                "value": one.value,
                "reason": one.said.reason,
                "author": one.said.author,
                "at": one.said.at,
                "in_effect": one.in_effect,
                "confirmed": _spoken_to_json(one.confirmed),
                "confirmation": one.confirmation,
                "taken_back": _spoken_to_json(one.taken_back),
                "proposed": _spoken_to_json(one.proposed),
                "from": one.file,
            }
            for one in found
        ]
    }


def _spoken_to_json(said: Spoken | None) -> dict[str, str] | None:
    return None if said is None else {"author": said.author, "at": said.at, "reason": said.reason}


def _together(known: Sequence[CentreInfo], centre: str) -> frozenset[str]:
    """The ids that go under one with this."""
    under = {one.id: one.joined_into or one.id for one in known}
    return frozenset({centre, *(id_ for id_ in under if under[id_] == under.get(centre, centre))})


def _shown(line: LogLine, infos: Mapping[str, AssessmentInfo], names: Mapping[str, str]) -> LoggedDecision:
    logged, what = line.logged, line.logged.what
    subject = what if logged.subject is None else logged.subject
    proposed = logged.about if isinstance(what, Confirmation) else None
    return LoggedDecision(
        logged.id,
        logged.kind,
        line.centres,
        tuple(names.get(centre, centre) for centre in line.centres),
        _spoken(what),
        logged.in_effect,
        None if logged.about is None else kind_of(logged.about),
        tuple(what.lifts.split()) if isinstance(what, TakeBack) else (),
        confirmed=None if logged.confirmed is None else _spoken(logged.confirmed),
        confirmation=None if logged.confirmed is None else logged.confirmed.id,
        taken_back=None if logged.taken_back is None else _spoken(logged.taken_back),
        proposed=None if proposed is None else _spoken(proposed),
        file=line.file,
        **_content(subject, line, infos, names),
    )


def _spoken(what: Act) -> Spoken:
    return Spoken(what.author, what.decided_at, reason_of(what))


def _content(
    subject: Act, line: LogLine, infos: Mapping[str, AssessmentInfo], names: Mapping[str, str]
) -> dict[str, Any]:
    """What was decided, by the names of the fields."""
    match subject:
        case Decision():
            return _of_answer(subject, line.sides, infos.get(subject.assessment))
        case Join():
            said = (names.get(one, one) for one in (subject.centre, subject.into))
            return {"before": tuple(Side(name, (), ()) for name in said), "value": subject.into}
        case Rename():
            before = [*subject.names_before.splitlines(), *subject.countries_before.splitlines()]
            value = {"name": subject.name or None, "country": subject.country or None}
            return {"before": tuple(Side(name, (), ()) for name in before), "value": value}
        case Choice():
            return {"assessment": infos.get(subject.assessment), "value": subject.assessment}
        case Withdrawal() | TakeBack() | Confirmation() | Erasure():
            return {}
        case never:
            assert_never(never)


def _of_answer(decision: Decision, sides: Iterable[LoggedSide], info: AssessmentInfo | None) -> dict[str, Any]:
    if not decision.question:
        before = tuple(_side(side, _text(side.unit)) for side in sides)
        return {"assessment": info, "field": decision.row, "before": before, "value": _text(decision.unit)}
    said_in = None if info is None else replace(info, questionnaire_version=decision.version)
    question = None if said_in is None else question_of(said_in, decision.question)
    settlings = [(side, settling_of(decision, side.view, question)) for side in sides]
    first = next((one for side, one in settlings if side.unit.is_table), settling_of(decision, _NOTHING, question))
    return {
        "assessment": info,
        "question": decision.question,
        "asked": question,
        "row": decision.row or None,
        "before": tuple(_side(side, settling.shown(side.unit)) for side, settling in settlings),
        "value": first.shown(decision.unit),
        "rows": settlings[0][1].rows() if decision.row == ORDER and settlings else (),
    }


def _side(side: LoggedSide, value: object) -> Side:
    said = tuple(Origin(who.origin, who.author, who.at, None, who.reason) for who in side.said)
    return Side(value, tuple(json.loads(side.unit.attachments)), said)


def _text(unit: Unit) -> object:
    """What a field of the header is called."""
    return json.loads(unit.value or "null")
