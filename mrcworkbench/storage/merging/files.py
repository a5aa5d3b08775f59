"""One file taken into a database: wholly, or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from mrcworkbench.domain.merging.duplicates import CentrePeriod, KnownCentres, Suspicion
from mrcworkbench.domain.merging.headers import joined_header
from mrcworkbench.domain.merging.loads import Load
from mrcworkbench.domain.merging.plans import (
    AnswerCounts,
    AssessmentPlan,
    Verdict,
    counts_as_answer,
    first_verdict,
    plan_assessment,
)
from mrcworkbench.domain.merging.proposals import proposal_of
from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.domain.revisions.revision import Header
from mrcworkbench.domain.revisions.translation import VersionsUnreadError
from mrcworkbench.domain.verification.histories import is_too_much
from mrcworkbench.storage.answers.local_records import load_erased
from mrcworkbench.storage.answers.names import file_assessment, may_be_edited
from mrcworkbench.storage.answers.naming import is_name_contested, name_centre
from mrcworkbench.storage.answers.sealing import load_whole_history, take_view
from mrcworkbench.storage.database import tables
from mrcworkbench.storage.database.checksums import stamped
from mrcworkbench.storage.database.driver import driver, translator_of
from mrcworkbench.storage.database.meta import load_meta
from mrcworkbench.storage.database.schema import WHOLE
from mrcworkbench.storage.imports.log import Brought, SetAside
from mrcworkbench.storage.merged_sets.attachment_names import OF_ASSESSMENT, FileName
from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS
from mrcworkbench.storage.merged_sets.rows import decision_ids, insert, insert_missing, revision_ids
from mrcworkbench.storage.merged_sets.verdicts import WITH_EFFECT, confirmed_among, load_effects
from mrcworkbench.storage.merging import file_statements as asked
from mrcworkbench.storage.merging.bringing import Bringing, attestation_id, name_id
from mrcworkbench.storage.merging.collection_room import CollectionRoom
from mrcworkbench.storage.merging.first_revisions import is_its_own_view, take_own_view
from mrcworkbench.storage.merging.held import HeldByAnother, HeldByAnotherError, require_own
from mrcworkbench.storage.merging.loading import no_room, require_judged, require_room
from mrcworkbench.storage.merging.own_answers import require_readable, seal_own
from mrcworkbench.storage.merging.senders import Senders, SpeaksFor
from mrcworkbench.storage.strangers.contents import require_questionnaire
from mrcworkbench.storage.strangers.incoming import Incoming, IncomingAssessment, NullableRow, TextRow
from mrcworkbench.storage.strangers.knowledge import Knowledge
from mrcworkbench.storage.strangers.refusals import Refusal, RefusedError
from mrcworkbench.storage.strangers.weights import load_of


@dataclass(frozen=True)
class Taken:
    """What became of a file that was taken in. `suspected`: its new centres that may be others. `names`: what its
    centres are called now, name and country by id."""

    verdict: Verdict
    assessments: int
    suspected: tuple[Suspicion, ...] = ()
    brought: Brought = field(default_factory=Brought)
    answers: AnswerCounts = field(default_factory=AnswerCounts)
    speaks_for: tuple[SpeaksFor, ...] = ()
    proposed: frozenset[str] = frozenset()
    """Ids of all decisions and records in the file that a person may have to confirm."""
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    erased: frozenset[str] = frozenset()
    """Ids of the centres in the file that were erased here: nothing of them goes in."""
    set_aside: SetAside | None = None
    """Where it was passed over, since it is set aside."""


@dataclass
class _Taking(Bringing):
    """What has been found so far in one file."""

    knowledge: Knowledge = field(kw_only=True)
    verdicts: list[Verdict] = field(default_factory=list)
    new_rounds: dict[str, list[str]] = field(default_factory=dict)
    """By centre, the rounds of assessments that are new."""
    proposed: set[str] = field(default_factory=set)
    to_name: set[str] = field(default_factory=set)
    heavy: set[str] = field(default_factory=set)
    """Assessments that are so full now that it is said."""
    load: dict[str, int] = field(default_factory=dict)
    """How much is here with this file."""
    answers: AnswerCounts = field(default_factory=AnswerCounts)
    senders: Senders = field(default_factory=Senders)


class FileMerger:
    """Takes files into a database, one after the other, each under a savepoint of the transaction under way.

    It remembers what it reads of the database, so it serves many transactions; after one that was rolled back it must
    not be used again.
    """

    def __init__(self, connection: Connection, *, author: str, moment: str) -> None:
        self._author = author
        self._moment = moment
        self._effects = load_effects(connection)
        self._known = KnownCentres(CentrePeriod(*row) for row in asked.KNOWN_CENTRES.run(connection))
        self._erased = frozenset(load_erased(connection))
        self._database = load_meta(connection)["file_id"]
        self.room = CollectionRoom(connection)
        self.heavy: set[str] = set()
        """Assessments that are so full now that it is said."""

    def take_in(self, connection: Connection, incoming: Incoming) -> Taken | Refusal | HeldByAnother:
        """Add what is new in a file. Whatever else than `Taken` leaves the database as it was; after anything raised,
        the transaction must be given up."""
        raw = driver(connection)
        taking = _Taking(knowledge=incoming.knowledge)
        gone = self._erased and self._erased & {row[0] for row in incoming.centres}
        if gone:
            incoming = incoming.without(gone)
        incoming = incoming.told_by_others(self._database)
        raw.execute("SAVEPOINT one_file")
        try:
            self._take_in(connection, incoming, taking)
        except RefusedError as error:
            _roll_back(raw)
            return error.refusal
        except HeldByAnotherError as error:
            _roll_back(raw)
            return error.held
        except VersionsUnreadError as error:  # what is here already, or with what comes
            _roll_back(raw)
            return Refusal("unknown_version", error.code, error.facts)
        except (sqlite3.IntegrityError, ValueError, TypeError, KeyError, RecursionError) as error:
            _roll_back(raw)  # content that passed every check, and that we cannot take in all the same
            return Refusal("invalid_content", "not_storable", {"detail": f"{type(error).__name__}: {error}"})
        raw.execute("RELEASE one_file")
        self.room.remember(taking.load)
        self.heavy |= taking.heavy
        names = {row[0]: _called(connection, row) for row in incoming.centres}
        return Taken(
            first_verdict(taking.verdicts),
            len(incoming.assessments),
            tuple(self._suspected(taking, names)),
            taking.brought,
            taking.answers,
            taking.senders.speaks_for(),
            frozenset(taking.proposed),
            names,
            gone,
        )

    def _take_in(self, connection: Connection, incoming: Incoming, taking: _Taking) -> None:
        self._look_at_records(connection, incoming, taking)
        centres = {row[0]: row for row in incoming.centres}
        for part in incoming.parts():
            taking.proposed.update(str(row[0]) for row in part.decisions)
            taking.verdicts.append(self._take_part(connection, part, centres, taking))
        self._take_records(connection, incoming, taking)
        for centre in sorted(taking.to_name):
            if name_centre(connection, centre) and centre not in self._effects.withdrawn:
                taking.verdicts.append(Verdict.CONFLICT)
        self._take_attachments(connection, incoming, taking)
        taking.load = self.room.require(connection, incoming, taking.brought.added)

    def _look_at_records(self, connection: Connection, incoming: Incoming, taking: _Taking) -> None:
        """Who says something of whom, before any of it goes in."""
        for which in WITH_EFFECT if incoming.records else ():
            for record in which.records(incoming.records.get(which.kind, ())):
                proposal = proposal_of(record)
                if proposal is not None:
                    taking.proposed.add(proposal.id)
                    for centre in proposal.centres:
                        taking.senders.sealed(connection, centre, {proposal.what.author})

    def _take_records(self, connection: Connection, incoming: Incoming, taking: _Taking) -> None:
        is_news = False
        for which in RECORD_SETS if incoming.records else ():
            rows = incoming.records.get(which.kind, ())
            new = insert_missing(connection, which, rows)
            taking.add(which.kind, (row[0] for row in new))
            taking.hold(which.kind, (row[0] for row in rows if len(rows) > len(new)))
            is_news |= bool(new)
        if is_news and first_verdict(taking.verdicts) is Verdict.KNOWN:
            taking.verdicts.append(Verdict.UPDATED)

    def _take_part(
        self,
        connection: Connection,
        part: IncomingAssessment,
        centres: dict[str, TextRow],
        taking: _Taking,
    ) -> Verdict:
        there = asked.FILED.run(connection, {"of": part.id}).fetchone()
        if there is None:
            return self._take_new(connection, part, centres, taking)
        require_own(connection, part, there)
        taking.hold_all(part)
        taking.first_begun(connection, "assessments", part.id, part.row[-1])
        taking.first_begun(connection, "centres", part.centre, centres[part.centre][3])
        names = _new_names(connection, part)
        if not (names or _has_news(connection, part) or _new_attestations(connection, part)):
            return Verdict.KNOWN
        load = load_of(driver(connection), part.id)
        verdict = self._take_more(connection, part, taking)
        _take_names(connection, names, taking)
        self._require_room(connection, part, load, taking)
        return verdict

    def _take_more(self, connection: Connection, part: IncomingAssessment, taking: _Taking) -> Verdict:
        """Add to an assessment that is here."""
        if not _has_news(connection, part):
            _take_attestations(connection, part, taking)
            return Verdict.KNOWN
        require_questionnaire(taking.knowledge, *asked.ANSWERED.run(connection, {"of": part.id}).fetchone())
        if may_be_edited(connection, part.id):
            require_readable(connection, part, taking.knowledge)
            seal_own(connection, part.id, author=self._author, moment=self._moment)
        _take_attestations(connection, part, taking)
        if not _has_news(connection, part):
            return Verdict.KNOWN
        before, coming = load_whole_history(connection, part.id), part.history(translator_of(connection))
        after = before.union(coming)
        if is_too_much(after):  # to be judged at all
            raise no_room(connection, part.id, load_of(driver(connection), part.id))
        confirmed = confirmed_among(connection, after.decided)
        is_shown = part.centre not in self._effects.withdrawn
        plan = plan_assessment(part.id, before, coming, confirmed, is_shown=is_shown)
        taking.answers += plan.answers
        _insert_content(connection, part, taking, plan)
        after = after.in_effect(confirmed)
        view = current_view(after)
        require_judged(connection, part.id, before, after, view)
        take_view(connection, part.id, view, after.heads, self._moment)
        if view.header is not None:
            file_assessment(connection, view.header, self._moment)
        self._rename(connection, part, plan.revisions, taking)
        return plan.verdict

    def _take_new(
        self,
        connection: Connection,
        part: IncomingAssessment,
        centres: dict[str, TextRow],
        taking: _Taking,
    ) -> Verdict:
        simple = is_its_own_view(part)
        coming = None if simple else part.history(translator_of(connection)).in_effect(())
        header = Header(*part.revisions[0][1:-1]) if coming is None else joined_header(coming)
        if header is None:
            raise RefusedError("invalid_content", "nothing_sealed", assessment=part.id)
        taking.senders.attested(connection, part.centre, part.attestations)
        if len({row[3:5] for row in part.revisions}) > 1:
            taking.to_name.add(part.centre)
        self._take_centre(connection, centres[part.centre], header, taking)
        row = (part.id, part.centre, header.round, part.row[3], header.questionnaire_version, *part.row[5:])
        insert(connection, tables.assessments, [stamped(row)])
        taking.add("assessment", [part.id])
        taking.new_rounds.setdefault(part.centre, []).append(header.round)
        taking.tell_begun("assessments", part.id, part.row[-1])
        _insert_content(connection, part, taking)
        insert(connection, tables.attestations, [stamped(row) for row in part.attestations])
        taking.add("attestation", map(attestation_id, part.attestations))
        _take_names(connection, part.names, taking)
        if coming is None:
            take_own_view(connection, part, self._moment)
            taking.answers += AnswerCounts(new=_answered(part))
            return Verdict.NEW
        plan = plan_assessment(part.id, None, coming, is_shown=part.centre not in self._effects.withdrawn)
        view = current_view(coming)
        require_judged(connection, part.id, None, coming, view)
        take_view(connection, part.id, view, coming.heads, self._moment)
        self._require_room(connection, part, None, taking)
        taking.answers += plan.answers
        return plan.verdict

    def _take_centre(self, connection: Connection, row: TextRow, header: Header, taking: _Taking) -> None:
        id_, created_at, name = row[0], row[3], (header.centre_name, header.country)
        found = asked.CALLED.run(connection, {"of": id_}).fetchone()
        if found is None:
            insert(connection, tables.centres, [stamped((id_, *name, int(taking.knowledge.practice), created_at))])
            taking.add("centre", [id_])
            taking.tell_begun("centres", id_, created_at)
            return
        taking.hold("centre", [id_])
        taking.first_begun(connection, "centres", id_, created_at)
        if found != name or is_name_contested(connection, id_):
            taking.to_name.add(id_)

    def _rename(
        self, connection: Connection, part: IncomingAssessment, revisions: frozenset[str], taking: _Taking
    ) -> None:
        """A centre is named anew only where something that came calls it otherwise, or may settle how it is called."""
        name = asked.CALLED.run(connection, {"of": part.centre}).fetchone()
        says_otherwise = any(row[3:5] != name for row in part.revisions if row[0] in revisions)
        if says_otherwise or (revisions and is_name_contested(connection, part.centre)):
            taking.to_name.add(part.centre)

    def _suspected(self, taking: _Taking, names: Mapping[str, tuple[str, str]]) -> Iterator[Suspicion]:
        """The new centres that may be others, as they are called now; and each is known from now on."""
        new = {id_ for kind, id_ in taking.added if kind == "centre"}
        for centre, rounds in sorted(taking.new_rounds.items()):
            if centre in new:
                found = self._known.like(centre, *names[centre], rounds)
                found = found.without({other for other in found.others if self._effects.together(other, centre)})
                if found.others:
                    yield found
            for round_ in rounds:
                self._known.add(CentrePeriod(centre, *names[centre], round_))

    def _require_room(
        self, connection: Connection, part: IncomingAssessment, before: Load | None, taking: _Taking
    ) -> None:
        if require_room(connection, part.id, before, load_of(driver(connection), part.id)):
            taking.heavy.add(part.id)

    def _take_attachments(self, connection: Connection, incoming: Incoming, taking: _Taking) -> None:
        missing = {row[0]: row for row in incoming.attachments if not _has_attachment(connection, row[0])}
        taking.hold("attachment", (sha256 for sha256, _ in incoming.attachments if sha256 not in missing))
        if not missing:
            return
        for sha256, content in incoming.attachment_contents():
            if sha256 in missing:
                insert(connection, tables.attachments, [(*missing[sha256], content)])
                taking.add("attachment", [sha256])


def _roll_back(raw: sqlite3.Connection) -> None:
    raw.execute("ROLLBACK TO one_file")
    raw.execute("RELEASE one_file")


def _has_news(connection: Connection, part: IncomingAssessment) -> bool:
    """Whether a revision or decision of it is not here."""
    revisions = {row[0] for row in part.revisions}
    if not revisions <= revision_ids(connection, part.id):
        return True
    return bool(part.decisions) and not {row[0] for row in part.decisions} <= decision_ids(connection, part.id)


def _new_attestations(connection: Connection, part: IncomingAssessment) -> list[TextRow]:
    known = set(asked.ATTESTED.run(connection, {"of": part.id}))
    return [row for row in part.attestations if row not in known]


def _take_attestations(connection: Connection, part: IncomingAssessment, taking: _Taking) -> None:
    new = _new_attestations(connection, part)
    taking.senders.attested(connection, part.centre, new)
    insert(connection, tables.attestations, [stamped(row) for row in new])
    taking.add("attestation", map(attestation_id, new))


def _new_names(connection: Connection, part: IncomingAssessment) -> list[FileName]:
    if not part.names:
        return []
    known = set(driver(connection).execute(OF_ASSESSMENT, (part.id,)))
    return [name for name in part.names if name not in known]


def _take_names(connection: Connection, names: Sequence[FileName], taking: _Taking) -> None:
    insert(connection, tables.attachment_names, [stamped(name) for name in names])
    taking.add("attachment_name", map(name_id, names))


def _insert_content(
    connection: Connection, part: IncomingAssessment, taking: _Taking, plan: AssessmentPlan | None = None
) -> None:
    """Add what the plan says; without one, everything."""
    revisions = None if plan is None else plan.revisions
    decisions = None if plan is None else plan.decisions
    new_revisions, new_decisions = _of(revisions, part.revisions), _of(decisions, part.decisions)
    taking.senders.said(connection, part, new_revisions, new_decisions)
    insert(connection, tables.revisions, new_revisions)
    insert(connection, tables.revision_units, _of(revisions, part.units))
    insert(connection, tables.revision_parents, _of(revisions, part.parents))
    insert(connection, tables.revision_decisions, _of(revisions, part.taken_in))
    insert(connection, tables.decisions, new_decisions)
    taking.add("revision", (str(row[0]) for row in new_revisions))
    taking.add("decision", (str(row[0]) for row in new_decisions))


def _of(ids: frozenset[str] | None, rows: Sequence[TextRow] | Sequence[NullableRow]) -> Sequence[Sequence[str | None]]:
    """The rows that begin with one of these ids; all of them for None."""
    return rows if ids is None else [row for row in rows if row[0] in ids]


def _called(connection: Connection, row: TextRow) -> tuple[str, str]:
    """Name and country of a centre now; of one that has no assessment here, as its file says."""
    found: tuple[str, str] | None = asked.CALLED.run(connection, {"of": row[0]}).fetchone()
    return found or (row[1], row[2])


def _answered(part: IncomingAssessment) -> int:
    """How many questions the only revision of an assessment answers."""
    (units,) = part.units_of.values()
    return sum(unit[1] == WHOLE and counts_as_answer(unit[2]) for unit in units)


def _has_attachment(connection: Connection, sha256: str) -> bool:
    return asked.IS_ATTACHED.run(connection, {"of": sha256}).fetchone() is not None
