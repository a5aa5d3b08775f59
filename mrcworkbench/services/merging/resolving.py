"""Conflicts, shown and settled, with corrections of answers; and what else persons decide about centres: that one
withdraws, that two are one.

A decision travels with the data: whoever merges it later has it too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mrcworkbench.content.instruments import questionnaire_of
from mrcworkbench.domain.merging.conflicts import are_alike, settle
from mrcworkbench.domain.merging.headers import field_text, field_unit
from mrcworkbench.domain.merging.settling import Settling, rows_said
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.references import with_names
from mrcworkbench.domain.revisions.decisions import ROUND, Join, Withdrawal
from mrcworkbench.domain.revisions.units import ORDER
from mrcworkbench.errors import ProblemsError, UsageError, UserError
from mrcworkbench.services.merging.correcting import (
    LONGEST_REASON,
    Correction,
    corrected_by,
    is_wrong_reason,
    misplaced,
    question_of,
    require_correctable,
)
from mrcworkbench.services.merging.renaming import field_chosen, names_chosen
from mrcworkbench.services.session.authors import require_author
from mrcworkbench.services.session.databases import now
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.storage.backups.making import keep
from mrcworkbench.storage.backups.names import BEFORE_WITHDRAWAL
from mrcworkbench.storage.database.failures import told_to_user
from mrcworkbench.storage.merged_sets.histories import content_told

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.domain.merging.conflicts import Conflict
    from mrcworkbench.domain.merging.views import View
    from mrcworkbench.domain.questionnaire.model import Question
    from mrcworkbench.domain.revisions.decisions import Decision
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.merging.conflicts import StoredConflicts
    from mrcworkbench.storage.store import Store


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a side of a conflict comes from: a revision or a decision, by whom, when, from which file if it came by an
    import, and, of a decision, because of what."""

    id: str
    author: str
    at: str
    file: str | None
    reason: str | None = None


@dataclass(frozen=True)
class Side:
    """One side of a conflict: what it says in the forms of the command line, and everyone who said it, the first
    first."""

    value: object
    attachments: tuple[str, ...]
    said: tuple[Origin, ...]


@dataclass(frozen=True)
class OpenConflict:
    """A conflict as it is shown. `question` is "" where it is about the header; `row` is None where the whole answer is
    in conflict, "*" where the order of rows is.

    `base` is what all sides had before (None where that is not one thing). `alike`: the sides differ only in space,
    case or composed letters.
    """

    id: str
    assessment: AssessmentInfo
    question: str
    asked: Question | None
    row: str | None
    base: object
    sides: tuple[Side, ...]
    alike: bool
    rows: tuple[Mapping[str, object], ...] = ()
    """Where the order is in conflict: the rows of the table, each with its id."""
    field: str | None = None
    """Of a conflict about the header, which has no question, what it is about: see `headers.FIELDS`."""

    @property
    def is_of_decisions(self) -> bool:
        """Whether persons decided differently: each side is said in a decision, and maybe taken over from it."""
        return all(any(who.reason is not None for who in side.said) for side in self.sides)


@dataclass(frozen=True)
class Resolution:
    """A choice in a conflict: a side as it is shown, or another value, and why."""

    conflict: str
    value: object
    because: str


def open_conflicts(session: Session) -> tuple[OpenConflict, ...]:
    """Every open conflict of the database: by assessment, then in the order of the questionnaire, then by row. Raises
    `UserError` corrupt where a side of one cannot be read."""
    infos = {one.id: one for one in session.assessments()}
    stored = session.read_file(lambda store: store.decisions.open_conflicts())
    with told_to_user(session.path), content_told():
        return tuple(
            _shown(infos[one.assessment], one, conflict) for one in stored for conflict in _in_order(infos, one)
        )


def resolve(
    session: Session,
    resolutions: Sequence[Resolution | Correction],
    *,
    author: str,
    clock: Callable[[], datetime] = now,
) -> int:
    """Settle conflicts and correct answers, all or none, and say how many.

    Raises `ProblemsError` resolutions_invalid with every problem; `UserError` where nothing can be written, and
    correct_in_submission.
    """
    session.require_writable()
    author = require_author(author)
    if any(isinstance(one, Correction) for one in resolutions):
        require_correctable(session)
    infos = {one.id: one for one in session.assessments()}
    only_read = session.only_read
    moment = timestamp(clock())

    def job(store: Store) -> int:
        return _resolve(store, infos, only_read, resolutions, author, moment)

    count = session.work(job).result()
    session.refresh()
    return count


def alike(conflicts: Iterable[OpenConflict], because: str) -> tuple[Resolution, ...]:
    """Resolutions of those conflicts whose sides differ in nothing that matters: what most have said, then what was
    said first."""
    return tuple(
        Resolution(one.id, min(one.sides, key=lambda side: (-len(side.said), side.said[0].at)).value, because)
        for one in conflicts
        if one.alike
    )


def withdraw(session: Session, centre: str, *, reason: str, author: str, clock: Callable[[], datetime] = now) -> bool:
    """Record that a centre withdraws its consent, after a backup; False if it has before. Raises `UserError`
    reason_missing, reason_too_long, centre_unknown, no_backup, and where nothing can be written."""
    session.require_writable()
    moment = clock()
    withdrawal = Withdrawal(centre, require_reason(reason), require_author(author), timestamp(moment))
    is_new = any(one.id == centre and not one.withdrawn for one in session.centres())

    def job(store: Store) -> bool:
        backup = store.backups.make(BEFORE_WITHDRAWAL, moment) if is_new else None
        done = store.decisions.withdraw(withdrawal)
        if backup is not None:
            keep(session.path, backup, needed=done)
        return done

    done = session.work(job).result()
    session.refresh()
    return done


def join(
    session: Session, centre: str, into: str, *, reason: str, author: str, clock: Callable[[], datetime] = now
) -> bool:
    """Record that what is filed under one id belongs to another; False if that is known. Raises as `withdraw` does,
    and `UsageError` join_itself."""
    session.require_writable()
    decided = same_centre(centre, into, reason=reason, author=author, clock=clock)
    done = session.work(lambda store: store.decisions.join(decided)).result()
    session.refresh()
    return done


def same_centre(centre: str, into: str, *, reason: str, author: str, clock: Callable[[], datetime] = now) -> Join:
    """The decision that what is filed under one id belongs to another, not yet recorded. Raises `UserError`
    reason_missing, reason_too_long, author_too_long; `UsageError` join_itself."""
    if centre == into:
        raise UsageError("join_itself")
    return Join(centre, into, require_reason(reason), require_author(author), timestamp(clock()))


def conflicts_to_json(conflicts: Iterable[OpenConflict]) -> dict[str, Any]:
    """As JSON: mrcworkbench/cli/README.md, Between files 4. `revision` is the first that said it: maybe a decision."""
    return {
        "conflicts": [
            {
                "id": one.id,
                "assessment": one.assessment.id,
                "question": one.question or None,
                "row": one.row,
                "field": one.field,
                "base": one.base,
                "alike": one.alike,
                "values": [
                    {
                        "value": side.value,
                        "attachments": list(side.attachments),
                        "revision": side.said[0].id,
                        "author": side.said[0].author,
                        "sealed_at": side.said[0].at,
                        "reason": side.said[0].reason,
                        "said": [origin_to_json(who) for who in side.said],
                    }
                    for side in one.sides
                ],
            }
            for one in conflicts
        ]
    }


def origin_to_json(who: Origin) -> dict[str, Any]:
    """`reason` is null where a revision said it."""
    return {"revision": who.id, "author": who.author, "sealed_at": who.at, "reason": who.reason}


def _shown(info: AssessmentInfo, stored: StoredConflicts, conflict: Conflict) -> OpenConflict:
    if not conflict.question:
        return _shown_field(info, stored, conflict)
    question = question_of(info, conflict.question)
    settling = Settling(conflict, stored.view, question)
    before = Settling(conflict, stored.before.get(conflict.id, stored.view), question)
    sides = tuple(
        Side(settling.shown(value.unit), tuple(json.loads(value.unit.attachments)), _said_by(stored, value.origins))
        for value in conflict.values
    )
    return OpenConflict(
        id=conflict.id,
        assessment=info,
        question=conflict.question,
        asked=None if question is None else _with_names(info, question, stored.view),
        row=conflict.row or None,
        base=None if conflict.base is None else before.shown(conflict.base),
        sides=sides,
        alike=are_alike(conflict),
        rows=settling.rows() if conflict.row == ORDER else (),
    )


def _shown_field(info: AssessmentInfo, stored: StoredConflicts, conflict: Conflict) -> OpenConflict:
    return OpenConflict(
        id=conflict.id,
        assessment=info,
        question="",
        asked=None,
        row=None,
        base=None if conflict.base is None else field_text(conflict.base),
        sides=tuple(Side(field_text(one.unit), (), _said_by(stored, one.origins)) for one in conflict.values),
        alike=are_alike(conflict),
        field=conflict.row,
    )


def _with_names(info: AssessmentInfo, question: Question, view: View) -> Question:
    """The question as it is shown: rows of registers that it refers to by their names."""
    asked = questionnaire_of(info)
    if asked is None:
        return question
    named = {column.refers_to for column in question.columns if column.refers_to in asked}
    rows = {code: Answer(AnswerState.ANSWERED, rows_said(view, code)) for code in named if code is not None}
    return with_names(question, asked, rows)


def _said_by(stored: StoredConflicts, origins: Iterable[str]) -> tuple[Origin, ...]:
    return tuple(sorted((_said(stored, origin) for origin in origins), key=lambda who: (who.at, who.author)))


def _said(stored: StoredConflicts, origin: str) -> Origin:
    at, author = stored.said.get(origin, ("", ""))
    return Origin(origin, author, at, stored.files.get(origin), stored.reasons.get(origin))


def _in_order(infos: Mapping[str, AssessmentInfo], stored: StoredConflicts) -> Sequence[Conflict]:
    asked = questionnaire_of(infos[stored.assessment])
    places = {} if asked is None else {question.code: place for place, question in enumerate(asked.all_questions())}
    return sorted(stored.conflicts, key=lambda one: places.get(one.question, len(places)) if one.question else -1)


def _resolve(
    store: Store,
    infos: Mapping[str, AssessmentInfo],
    only_read: frozenset[str],
    given: Sequence[Resolution | Correction],
    author: str,
    moment: str,
) -> int:
    """In one transaction, given up where anything is wrong."""
    resolutions = [one for one in given if isinstance(one, Resolution)]
    corrections = [one for one in given if isinstance(one, Correction)]
    with store.decisions.settling(author=author, moment=moment) as settling:
        problems = [*_repeated(resolutions), *_without_reason(given), *misplaced(corrections, infos, only_read)]
        by_assessment: dict[str, list[Resolution]] = {}
        lost: list[str] = []
        for one in resolutions:
            place = settling.assessment_of(one.conflict)
            if place is None or infos[place].centre.withdrawn:
                lost.append(one.conflict)
            else:
                by_assessment.setdefault(place, []).append(one)
        problems += _not_open(lost, settling.who_settled(set(lost)))
        for correction in corrections:
            if correction.assessment in infos:
                by_assessment.setdefault(correction.assessment, [])
        for place, those in by_assessment.items():
            found = settling.conflicts_of(place)
            decisions, wrong = _decide(infos[place], found, those, author, moment)
            names, wrong_names = names_chosen(found.conflicts, those)
            corrected, more = corrected_by(infos[place], found, corrections, author, moment)
            problems += (*wrong, *wrong_names, *more)
            if not problems:
                settling.add(place, (*decisions, *corrected))
                for name, country, because in names:
                    settling.rename(found.centre, name, country, because)
        if problems:
            raise ProblemsError("resolutions_invalid", problems, n=len(problems))
    return len(given)


def _decide(
    info: AssessmentInfo, stored: StoredConflicts, resolutions: Iterable[Resolution], author: str, moment: str
) -> tuple[list[Decision], list[Problem]]:
    conflicts = {one.id: one for one in stored.conflicts}
    decisions: list[Decision] = []
    problems: list[Problem] = []
    for one in resolutions:
        conflict = conflicts.get(one.conflict)
        if conflict is None:  # sealing what was edited here has made it another one
            problems.append(Problem("", "conflict_unknown", {"conflict": one.conflict}))
            continue
        if is_wrong_reason(one.because):
            problems.append(Problem(conflict.question, "because_wrong", {"longest": LONGEST_REASON}))
        if conflict.question:
            unit, wrong = Settling(conflict, stored.view, question_of(info, conflict.question)).chosen(one.value)
        elif conflict.row == ROUND:
            label, wrong = field_chosen(conflict, one.value)
            unit = None if wrong else field_unit(label)
        else:
            continue
        problems += wrong
        if unit is not None:
            decisions.append(settle(conflict, unit, because=one.because.strip(), author=author, decided_at=moment))
    return decisions, problems


def _repeated(resolutions: Iterable[Resolution]) -> list[Problem]:
    counts = Counter(one.conflict for one in resolutions)
    return [Problem("", "conflict_given_twice", {"conflict": id_}) for id_, count in counts.items() if count > 1]


def _without_reason(given: Iterable[Resolution | Correction]) -> Iterator[Problem]:
    for number, one in enumerate(given, 1):
        if one.because.strip():
            continue
        if isinstance(one, Resolution):
            yield Problem("", "because_missing", {"number": number, "conflict": one.conflict})
        else:
            yield Problem(one.question, "correction_without_reason", {"number": number}, one.row)


def _not_open(lost: Iterable[str], settled: Mapping[str, Decision]) -> list[Problem]:
    problems: list[Problem] = []
    for id_ in dict.fromkeys(lost):
        if id_ in settled:
            by = settled[id_]
            facts = {"conflict": id_, "author": by.author, "at": by.decided_at}
            problems.append(Problem(by.question, "conflict_settled", facts, by.row or None))
        else:
            problems.append(Problem("", "conflict_unknown", {"conflict": id_}))
    return problems


def require_reason(given: str) -> str:
    """Why something is decided. Raises `UserError` reason_missing, reason_too_long."""
    reason = given.strip()
    if not reason:
        raise UserError("reason_missing")
    if is_wrong_reason(reason):
        raise UserError("reason_too_long", longest=LONGEST_REASON)
    return reason
