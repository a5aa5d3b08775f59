"""The answers of one assessment in a file from elsewhere: revisions, decisions, and a draft that nobody sealed.

Nearly all files have one revision, or a few of which each goes on from the one before. For those, all there is to see
is that each name is that of the content, that each goes on from what was there (`chains`), and that the answers are
such as the questionnaire takes. Everything else goes the whole way through `domain.verification.histories`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, get_args

from mrcworkbench.domain.revisions.canonical import NotCanonical, all_canonical
from mrcworkbench.domain.revisions.decisions import ROUND, DecisionKind, TakeBack
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.lifting import about
from mrcworkbench.domain.revisions.revision import (
    FIRST_FORMAT,
    FIRST_VERSION,
    FORMAT,
    AttestationKind,
    Header,
    UnitRow,
    revision_id,
)
from mrcworkbench.domain.revisions.translation import newest_version
from mrcworkbench.domain.revisions.units import CARRIED_OVER, NO_ATTACHMENTS
from mrcworkbench.domain.verification.content_rules import ContentRules
from mrcworkbench.domain.verification.histories import MOST_LINKS, MOST_REVISIONS, faults_of_history
from mrcworkbench.storage.database.checksums import checksum
from mrcworkbench.storage.merged_sets.attachment_names import Attached, FileName, attached_in
from mrcworkbench.storage.merged_sets.histories import history_of_rows
from mrcworkbench.storage.strangers.chains import is_sound_chain
from mrcworkbench.storage.strangers.contents import (
    STAMPED,
    SmallTables,
    first_names,
    read_names,
    require_person,
    require_questionnaire,
    require_stamps,
)
from mrcworkbench.storage.strangers.incoming import IncomingAssessment, NullableRow, TextRow, unit_rows_of
from mrcworkbench.storage.strangers.knowledge import Knowledge
from mrcworkbench.storage.strangers.limits import MOST_ATTESTATIONS, MOST_DECISIONS, Deadline, Limits
from mrcworkbench.storage.strangers.other_assessments import EarlierRound, carries_over
from mrcworkbench.storage.strangers.refusals import RefusedError
from mrcworkbench.storage.strangers.unsealed import Draft, seal_draft
from mrcworkbench.storage.strangers.values import (
    LONGEST_NAME,
    invalid,
    require_field,
    require_first_format,
    require_hashes,
    require_line,
    require_texts,
    require_time,
)
from mrcworkbench.storage.strangers.weights import require_bounded_answers, require_bounded_headers

_REVISIONS = (
    "SELECT id, assessment_id, centre_id, centre_name, country, round, questionnaire_id, questionnaire_version, "
    "{more} FROM revisions WHERE assessment_id = ? ORDER BY id"
)
_UNITS = (
    "SELECT question, row, state, value, reason, comment, attachments, origin "
    "FROM revision_units WHERE revision = ? ORDER BY question, row"
)
_PARENTS = "SELECT revision, parent FROM revision_parents WHERE revision = ? ORDER BY parent"
_TAKEN_IN = "SELECT revision, decision FROM revision_decisions WHERE revision = ? ORDER BY decision"
_ATTESTATIONS = (
    "SELECT revision, author, sealed_at, kind, {stamp} FROM attestations WHERE revision = ? "
    "ORDER BY author, sealed_at, kind"
)
_DECISIONS = (
    "SELECT id, assessment_id, question, row, settles, state, value, reason, comment, attachments, because, author, "
    "decided_at, {more} FROM decisions WHERE assessment_id = ? ORDER BY id"
)
_DRAFT = (
    "SELECT question, row, state, value, reason, comment, attachments, origin, changed_at, {stamp} "
    "FROM units WHERE assessment_id = ? ORDER BY question, row"
)
_WORKING_PARENTS = "SELECT revision FROM working_parents WHERE assessment_id = ? ORDER BY revision"
_NULLABLE = (3, 4, 7)
"""Value, reason and origin among the columns of a unit."""
_CHANGED_AT, _STAMP = 8, 9
"""Behind them in a draft."""
_DECISION_NULLABLE = (6, 7)
_KINDS = frozenset(get_args(AttestationKind))
_VERSION = 7
"""Column of a revision: the version of its questionnaire."""
_LATER_KIND = "plan_update"
"""Which the first schema has not."""
_DECISION_KINDS = frozenset(get_args(DecisionKind))
_DAMAGED = frozenset({"id_differs", "not_canonical"})
_TOO_MUCH = "too_many"


class PartReader:
    """Reads the assessments of one file, one by one."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        contents: SmallTables,
        knowledge: Knowledge,
        limits: Limits,
        time: Deadline,
        *,
        version: int,
        weigh: bool,
    ) -> None:
        self._connection = connection
        self._contents = contents
        self._knowledge = knowledge
        self._limits = limits
        self._time = time
        self._weigh = weigh
        self._centres = {row[0]: row for row in contents.centres}
        self._unread = [contents.count[name] for name in ("revisions", "decisions", "attestations")]
        self._unread_names = contents.count.get("attachment_names", 0)
        self._version = version
        self._before: tuple[str, EarlierRound] | None = None
        """The round before that was asked for last, by its id."""
        self.is_as_sealed = True
        """Whether all working copies read so far are as `submit` of the first format wrote them: word for word what was
        sealed, all of it at the moment at which the file was made."""
        is_first = version < STAMPED
        stamp = "NULL" if is_first else "checksum"
        self._draft_rows, self._attestation_rows = _DRAFT.format(stamp=stamp), _ATTESTATIONS.format(stamp=stamp)
        self._revision_rows = _REVISIONS.format(more="'', '', '1'" if is_first else "about, follows, format")
        of_first = f"'{FIRST_VERSION}', 'settled', '1'"
        self._decision_rows = _DECISIONS.format(more=of_first if is_first else "questionnaire_version, kind, format")

    def read(self, row: TextRow) -> IncomingAssessment:
        """One assessment, with its draft sealed. Raises `RefusedError`."""
        revisions = self._revisions(row[0])
        units = {header[0]: self._units(header, row) for header in revisions}
        parents = self._linked(_PARENTS, units) if self._contents.count["revision_parents"] else []
        taken_in = self._linked(_TAKEN_IN, units) if self._contents.count["revision_decisions"] else []
        decisions = self._decisions(row) if self._contents.count["decisions"] else []
        history, translator = None, self._knowledge.translator
        take_backs: Mapping[str, TakeBack] = {}
        if taken_in or decisions:
            take_backs = self._take_backs_of(row[1], decisions)
            rows = (revisions, unit_rows_of(units), parents, taken_in, decisions)
            history = history_of_rows(*rows, translator, take_backs)
            self._require_sound(history)
        else:
            _require_names(revisions, units, parents)
            if len({header[_VERSION] for header in revisions}) > 1 or not is_sound_chain(units, parents):
                history = history_of_rows(revisions, unit_rows_of(units), parents, (), (), translator)
                self._require_sound(history)
        draft = None if self._contents.manifest is not None else self._draft(row, units)
        attestations = self._attestations(units)
        said = [unit for those in (*units.values(), draft.rows if draft is not None else ()) for unit in those]
        places = [(unit[0], unit[1], unit[6]) for unit in said if unit[6] != NO_ATTACHMENTS]
        places += [(str(one[2]), str(one[3]), str(one[9])) for one in decisions]
        attached = frozenset(attached_in(row[0], places))
        read = (len(revisions), len(decisions), len(attestations))
        self._unread = [unread - count for unread, count in zip(self._unread, read, strict=True)]
        sealed = IncomingAssessment(
            row,
            tuple(revisions),
            units,
            tuple(parents),
            tuple(taken_in),
            tuple(attestations),
            tuple(decisions),
            attached,
            self._names(row[0], attached),
            take_backs,
        )
        if draft is None:
            if newest_version(header[_VERSION] for header in revisions) not in ("", row[4]):
                raise invalid("mixed_up")
            return sealed
        if history is not None:
            history = self._in_effect(history)
        part = seal_draft(sealed, draft, history, self._knowledge.questionnaires[row[3], row[4]], translator)
        self.is_as_sealed &= draft.is_made_at(self._contents.meta.get("made_at")) and part is sealed
        return part

    def require_all_read(self) -> None:
        """Raises `RefusedError` if something belongs to no assessment of the file. Ask after the last one."""
        if any(self._unread) or self._unread_names:
            raise invalid("dangling")

    def _rows(self, statement: str, key: str) -> list[Any]:
        return self._connection.execute(statement, (key,)).fetchall()

    def _some(self, statement: str, key: str, most: int) -> list[Any]:
        """The rows, of which there must not be more than anyone makes."""
        found = self._connection.execute(statement, (key,)).fetchmany(most + 1)
        if len(found) > most:
            raise RefusedError("too_large", "needs_too_much")
        return found

    def _revisions(self, assessment: str) -> list[TextRow]:
        """Their headers; and that what stands in memory together is not too much, before it is read."""
        if self._weigh:
            require_bounded_headers(self._connection, assessment, self._limits, self._version)
        found: list[TextRow] = self._some(self._revision_rows, assessment, MOST_REVISIONS)
        require_texts(found)
        if self._weigh:
            ids = [row[0] for row in found]
            require_bounded_answers(self._connection, assessment, ids, self._limits, self._version)
        return found

    def _units(self, header: TextRow, row: TextRow) -> list[UnitRow]:
        id_, assessment, centre, name, country, round_, questionnaire, version, about, follows, format_ = header
        if (assessment, centre, questionnaire, about, follows) != (row[0], row[1], row[3], row[5], row[6]):
            raise invalid("mixed_up")
        self._time.check()
        for field, text in (("centre_name", name), ("country", country), ("round", round_)):
            require_field(field, text)
        units: list[UnitRow] = self._rows(_UNITS, id_)
        require_texts(units, _NULLABLE)
        if format_ == FIRST_FORMAT:
            require_first_format(version, is_right=not (about or follows or carries_over(units)))
        elif format_ != FORMAT:
            raise invalid("forbidden_value")
        self._require_answers(units, questionnaire, version, follows)
        return units

    def _require_answers(self, units: Sequence[UnitRow], questionnaire: str, version: str, follows: str) -> None:
        """That these units are answers, and what is carried over what the round before said."""
        rules = rules_of(self._knowledge, questionnaire, version)
        fault = rules.first_fault(units)
        if fault is not None:
            raise invalid("answer_wrong", number=rules.number(fault.question), fault=fault.code)
        if not carries_over(units):
            return
        if not follows:
            raise invalid("carried_over_wrong")
        if self._before is None or self._before[0] != follows:
            self._before = follows, EarlierRound(self._connection, follows, self._knowledge)
        self._before[1].require_said(units, questionnaire, version)

    def _linked(self, statement: str, revisions: Iterable[str]) -> list[TextRow]:
        found: list[TextRow] = [link for id_ in revisions for link in self._some(statement, id_, MOST_LINKS)]
        require_texts(found)
        return found

    def _attestations(self, revisions: Iterable[str]) -> list[TextRow]:
        stamped = [one for id_ in revisions for one in self._some(self._attestation_rows, id_, MOST_ATTESTATIONS)]
        found: list[TextRow] = [row[:4] for row in stamped]
        require_texts(found)
        for _, author, sealed_at, kind in found:
            if kind not in _KINDS or (kind == _LATER_KIND and self._version < STAMPED):
                raise invalid("forbidden_value")
            require_line(author, LONGEST_NAME, may_be_empty=True)
            require_time(sealed_at)
        require_stamps(stamped, self._version)
        return found

    def _decisions(self, row: TextRow) -> list[NullableRow]:
        found: list[Any] = self._some(self._decision_rows, row[0], MOST_DECISIONS)
        require_texts(found, _DECISION_NULLABLE)
        for decision in found:
            require_hashes(decision[4])
            require_person(decision[10:13])
            *_, version, kind, format_ = decision
            if format_ == FIRST_FORMAT:
                is_right = kind == "settled" and bool(decision[2]) and decision[5] != CARRIED_OVER
                require_first_format(version, is_right=is_right)
            elif format_ != FORMAT or kind not in _DECISION_KINDS:
                raise invalid("forbidden_value")
            require_questionnaire(self._knowledge, row[3], version)
            if decision[2]:
                unit: UnitRow = (*decision[2:4], *decision[5:10], None)
                self._require_answers([unit], row[3], version, row[6])
            elif decision[3] == ROUND:
                require_field(ROUND, _text_of(decision[6]))
            else:
                raise invalid("forbidden_value")
        return found

    def _names(self, assessment: str, attached: frozenset[Attached]) -> tuple[FileName, ...]:
        """What files are called where something that leaves names them."""
        if self._version < STAMPED:
            return tuple(sorted(first_names(self._connection, attached)))
        if not self._contents.count["attachment_names"]:
            return ()
        found = read_names(self._connection, assessment)
        self._unread_names -= len(found)
        names = tuple(name for name in found if name.place in attached)
        if self._contents.manifest is not None and len(names) < len(found):
            raise invalid("dangling")
        return names

    def _take_backs_of(self, centre: str, decisions: Iterable[NullableRow]) -> Mapping[str, TakeBack]:
        """Those that take back one of these decisions, by id."""
        rows = self._contents.records.get(TakeBack.kind, ())
        known = {row[0]: TakeBack(*row[1:]) for row in rows}
        return about(centre, [str(decision[0]) for decision in decisions], known) if known else {}

    def _in_effect(self, history: History) -> History:
        """What its own persons confirmed, so that it is in a working copy of this file; in the first format all."""
        return history if self._version < STAMPED else history.in_effect(self._contents.confirmed)

    def _require_sound(self, history: History) -> None:
        for fault in faults_of_history(history, step=self._time.check):
            if fault.code in _DAMAGED:
                raise RefusedError("corrupt", "changed_content")
            if fault.code == _TOO_MUCH:
                raise RefusedError("too_large", "needs_too_much")
            raise invalid("history_wrong", fault=fault.code)

    def _draft(self, row: TextRow, sealed: Mapping[str, Sequence[UnitRow]]) -> Draft:
        stored = self._rows(self._draft_rows, row[0])
        parents = self._rows(_WORKING_PARENTS, row[0])
        require_texts(parents)
        _, centre, round_, questionnaire, version, about, follows, created_at = row
        _, name, country, _ = self._centres[centre]
        header = Header(row[0], centre, name, country, round_, questionnaire, version, about, follows)
        parent_ids = tuple(parent for (parent,) in parents)
        rows: list[UnitRow] = [one[:_CHANGED_AT] for one in stored]
        require_texts(rows, _NULLABLE)
        times = [one[_CHANGED_AT] for one in stored]
        require_texts([(time,) for time in times])
        self._require_unchanged(row[0], stored)
        if len(parents) == 1 and _taken_over(sealed.get(parent_ids[0], ()), parent_ids[0]) == rows:
            return Draft(header, rows, parent_ids, frozenset(times), created_at)
        self._require_answers(rows, questionnaire, version, follows)
        for time in set(times):
            require_time(time)
        return Draft(header, rows, parent_ids, frozenset(times), created_at)

    def _require_unchanged(self, assessment: str, stored: Sequence[tuple[Any, ...]]) -> None:
        """That each edit is what its checksum answers for. What has an origin is compared with that, see
        `unsealed`."""
        if self._version < STAMPED:
            return
        for *content, origin, changed_at, stamp in stored:
            right = None if origin is not None else checksum((assessment, *content, changed_at))
            if stamp != right:
                raise RefusedError("corrupt", "changed_content")


def rules_of(knowledge: Knowledge, questionnaire: str, version: str) -> ContentRules:
    """The rules of a questionnaire. Raises `RefusedError` if this program does not have it."""
    require_questionnaire(knowledge, questionnaire, version)
    rules = knowledge.rules(questionnaire, version)
    if rules is None:
        raise invalid("questionnaire_unknown")
    return rules


def _text_of(value: str | None) -> str:
    """What a decision on the header says, in its canonical text."""
    said = json.loads(value) if value is not None and all_canonical([value]) else None
    if not isinstance(said, str):
        raise invalid("forbidden_value")
    return said


def _require_names(
    revisions: Sequence[TextRow], units: Mapping[str, Sequence[UnitRow]], parents: Sequence[TextRow]
) -> None:
    """The name of each revision is that of its content."""
    parents_of = {id_: [parent for _, parent in links] for id_, links in groupby(parents, itemgetter(0))}
    for id_, *header, format_ in revisions:
        try:
            named = revision_id(Header(*header), parents_of.get(id_, ()), (), units[id_], format_)
        except NotCanonical:
            raise invalid("not_text") from None
        if named != id_:
            raise RefusedError("corrupt", "changed_content")


def _taken_over(units: Sequence[UnitRow], revision: str) -> list[UnitRow]:
    """The units of a revision as the working copy holds them that goes on from it alone."""
    return [unit if unit[7] is not None else (*unit[:7], revision) for unit in units]
