"""Whether revisions and decisions from a stranger are what our own sealing makes.

Names that match the content only prove that nothing was damaged. A file can still be made to say that an old value is
the newest, or that somebody else's answer was replaced knowingly: so each revision is compared with what its parents
held. What questions exist, and which values they take, is checked elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeGuard

from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.revisions.canonical import NotCanonical, read_canonical
from mrcworkbench.domain.revisions.decisions import ROUND, Decision
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.merged_sets import MergedSet
from mrcworkbench.domain.revisions.revision import Revision, make_revision
from mrcworkbench.domain.revisions.translation import is_newer
from mrcworkbench.domain.revisions.units import NO_ATTACHMENTS, ORDER, REMOVED, WHOLE, Key, Unit, is_row

MOST_REVISIONS = 500
"""Of one assessment: far more than anyone seals, few enough to be judged in a second or two."""
MOST_LINKS = 2_000
"""Parents, and decisions taken in, that all revisions of one assessment name together."""
MOST_DECISIONS = 100
"""About one unit: each settles a conflict between those before it."""
MOST_LOOKED_UP = 5_000_000
"""Units that the views of all revisions look up in older ones, because a revision leaves them out."""
_STATES = frozenset(AnswerState) - {AnswerState.CONFLICT}
_WITH_VALUE = (AnswerState.ANSWERED, AnswerState.CARRIED_OVER)


@dataclass(frozen=True, slots=True)
class ContentFault:
    """What is wrong with a revision, decision or other record `id`; `question` and `row` where one unit is."""

    code: str
    id: str
    question: str | None = None
    row: str | None = None


def faults_of_set(content: MergedSet) -> tuple[ContentFault, ...]:
    """Everything wrong with the content of one file, which must hold all that it names."""
    found: list[ContentFault] = []
    for history in content.histories.values():
        found.extend(faults_of_history(history))
    for id_, decision in content.decisions.items():
        if decision.assessment not in content.histories:
            found.append(ContentFault("assessment_missing", id_))
    for attestation in content.attestations:
        if attestation.revision not in content.revisions:
            found.append(ContentFault("revision_missing", attestation.revision))
    centres = {revision.header.centre for revision in content.revisions.values()}
    for one in content.records:
        if one.of_centre and one.centre not in centres:
            found.append(ContentFault("centre_missing", one.id))
    return tuple(found)


def faults_of_history(history: History, *, step: Callable[[], None] = lambda: None) -> tuple[ContentFault, ...]:
    """Everything wrong with an assessment. Whatever can be judged only once the names are right is judged only then.

    `step` is called before each revision and decision, and ends the work by raising.
    """
    if is_too_much(history):
        return (ContentFault("too_many", min(history.revisions)),)
    found: list[ContentFault] = []
    for revision in history.revisions.values():
        step()
        found.extend(_faults_of_names(revision, history))
    for id_, decision in history.decisions.items():
        step()
        found.extend(_faults_of_decision(id_, decision, history))
    if found:
        return tuple(found)
    for revision in history.revisions.values():
        step()
        found.extend(_faults_of_line(revision, history))
    return (*found, *_faults_of_identity(history))


def is_too_much(history: History) -> bool:
    """Whether judging would take long: work grows with the square of these numbers."""
    links = sum(len(revision.parents) + len(revision.decisions) for revision in history.revisions.values())
    about = Counter(decision.key for decision in history.decisions.values())
    return (
        len(history.revisions) > MOST_REVISIONS
        or links > MOST_LINKS
        or max(about.values(), default=0) > MOST_DECISIONS
        or _left_out(history) * len(history.revisions) > MOST_LOOKED_UP
    )


def looked_up(history: History, view: View) -> int:
    """What judging it would look up once all of it is sealed, of at most MOST_LOOKED_UP: that leaves out whatever is in
    conflict in its `view`, or follows from others."""
    return (_left_out(history) + len(view.contested) + len(view.derived)) * (len(history.revisions) + 1)


def _left_out(history: History) -> int:
    """How many units revisions leave out that were there before them, each to be looked up for a view. It is counted
    until that is too much."""
    missing_in: dict[str, set[Key]] = {}
    count = 0
    for revision in history.from_oldest:
        missing: set[Key] = set()
        for parent in revision.parents:
            if parent in history.revisions:
                missing |= history.revisions[parent].units.keys() | missing_in[parent]
        missing_in[revision.id] = missing - revision.units.keys()
        count += len(missing_in[revision.id])
        if count * len(history.revisions) > MOST_LOOKED_UP:
            break
    return count


def unit_fault(key: Key, unit: Unit) -> str | None:
    """What is wrong with a unit in itself, as a code; None where it is one that we make."""
    question, row = key
    if not question:
        return None if _is_field(row, unit) else "field_wrong"
    if unit.state not in _STATES and not (unit.state == REMOVED and is_row(key)):
        return "unit_state"
    if unit.state == AnswerState.CARRIED_OVER:
        if unit.reason is not None and (unit.value is not None or row != WHOLE):
            return "unit_reason"
    elif (unit.reason is not None) != (unit.state == AnswerState.NOT_APPLICABLE):
        return "unit_reason"
    if unit.value is not None and unit.state not in _WITH_VALUE:
        return "unit_value"
    if (row == ORDER or unit.is_removed) and (unit.comment or unit.attachments != NO_ATTACHMENTS):
        return "unit_comment"
    if row != WHOLE and unit.state != REMOVED and (unit.state not in _WITH_VALUE[: 1 if row == ORDER else 2]):
        return "unit_state"
    try:
        return _value_fault(row, unit)
    except NotCanonical:
        return "not_canonical"


def _is_field(name: str, unit: Unit) -> bool:
    """Whether a decision says what the round is called; nothing but a decision has a unit without a question."""
    if name != ROUND or unit != Unit(AnswerState.ANSWERED, unit.value) or unit.value is None:
        return False
    try:
        return isinstance(read_canonical(unit.value), str)
    except NotCanonical:
        return False


def _value_fault(row: str, unit: Unit) -> str | None:
    files = read_canonical(unit.attachments)
    if not _are_texts(files) or len(set(files)) != len(files):
        return "unit_attachments"
    if unit.value is None:
        return None if row == WHOLE or unit.state == REMOVED else "unit_value"
    value = read_canonical(unit.value)
    if row == ORDER:
        return None if _are_texts(value) and len(set(value)) == len(value) else "unit_order"
    if row != WHOLE:
        return None if isinstance(value, dict) and all(map(_is_cell, value.values())) else "unit_value"
    return None if _is_cell(value) else "unit_value"


def _is_cell(value: object) -> bool:
    return _are_texts(value) or (isinstance(value, str | int | float) and not isinstance(value, bool))


def _are_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _faults_of_names(revision: Revision, history: History) -> Iterator[ContentFault]:
    id_ = revision.id
    try:
        again = make_revision(revision.header, revision.parents, revision.decisions, revision.units, revision.format)
        if again.id != id_ or (again.parents, again.decisions) != (revision.parents, revision.decisions):
            yield ContentFault("id_differs", id_)
    except NotCanonical:
        yield ContentFault("not_canonical", id_)
    if any(parent not in history.revisions for parent in revision.parents):
        yield ContentFault("parent_missing", id_)
    if not history.decided.issuperset(revision.decisions):
        yield ContentFault("decision_missing", id_)
    for key, held in revision.units.items():
        code = unit_fault(key, held.unit) if key[0] else "field_wrong"
        if code is not None:
            yield ContentFault(code, id_, *key)


def _faults_of_decision(id_: str, decision: Decision, history: History) -> Iterator[ContentFault]:
    try:
        if decision.id != id_ or decision.settles != tuple(sorted(set(decision.settles))):
            yield ContentFault("id_differs", id_)
    except NotCanonical:
        yield ContentFault("not_canonical", id_)
    code = unit_fault(decision.key, decision.unit)
    if code is not None:
        yield ContentFault(code, id_, *decision.key)
    if is_newer(history.only(decision.settles).version, decision.version):
        yield ContentFault("version_older", id_)
    if not decision.settles or any(
        one not in history.revisions and one not in history.decisions for one in decision.settles
    ):
        yield ContentFault("settles_missing", id_)


def _faults_of_line(revision: Revision, history: History) -> Iterator[ContentFault]:
    """What a revision says to have taken over must be what its parents held, and nothing of that may be missing."""
    known, version = history.known_to(revision.parents, revision.decisions), revision.header.questionnaire_version
    if is_newer(known.version, version):
        yield ContentFault("version_older", revision.id)
        return
    base = current_view(known.in_version(version))
    for key, held in revision.units.items():
        if held.origins and base.units.get(key) != held:
            yield ContentFault("origin_differs", revision.id, *key)
    for key in base.units.keys() - revision.units.keys() - base.derived:
        yield ContentFault("unit_missing", revision.id, *key)


def _faults_of_identity(history: History) -> Iterator[ContentFault]:
    identities = {one.header.identity for one in history.revisions.values()}
    if len(identities) > 1:
        yield ContentFault("belongs_to_another", min(history.revisions))
