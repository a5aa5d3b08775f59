"""What persons decide in an open database: conflicts, and centres that withdraw or turn out to be one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from mrcworkbench.domain.merging.proposals import Proposal
from mrcworkbench.domain.revisions.decisions import Choice, Decision, Join, Record, TakeBack, Withdrawal
from mrcworkbench.storage.answers.local_records import ErasedCentre, load_erased
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.merged_sets.histories import content_told
from mrcworkbench.storage.merging import conflicts, erasing, proposals, renaming, taking_back
from mrcworkbench.storage.merging.conflicts import StoredConflicts
from mrcworkbench.storage.merging.correcting import StoredCorrection, load_corrections
from mrcworkbench.storage.merging.erasing import Erased
from mrcworkbench.storage.merging.log import LogLine, load_log
from mrcworkbench.storage.merging.proposals import Saying, WaitingProposal
from mrcworkbench.storage.merging.renaming import Renaming


class DecisionTransaction:
    """One transaction in which conflicts are settled and answers corrected. What is raised in it undoes all of it."""

    def __init__(self, connection: Connection, author: str, moment: str) -> None:
        self._connection = connection
        self._author, self._moment = author, moment

    def assessment_of(self, conflict: str) -> str | None:
        """The assessment that an open conflict is in; None if no such conflict is open."""
        return conflicts.assessment_of_conflict(self._connection, conflict)

    def who_settled(self, ids: Collection[str]) -> dict[str, Decision]:
        """By conflict that is not open any more, the first decision that settled it."""
        return conflicts.who_settled(self._connection, ids)

    def conflicts_of(self, assessment: str) -> StoredConflicts:
        """The open conflicts of an assessment; what was edited in it is sealed before."""
        conflicts.seal_before_decision(self._connection, assessment, author=self._author, moment=self._moment)
        return conflicts.load_conflicts_of(self._connection, assessment)

    def add(self, assessment: str, decisions: Sequence[Decision]) -> None:
        """Record decisions and take the view that follows from them; after `conflicts_of`."""
        proposals.add_decisions(self._connection, assessment, decisions, self._moment)

    def rename(self, centre: str, name: str, country: str, reason: str) -> None:
        """Record what a centre is called, and where it lies; "" leaves a part as it is."""
        renaming.rename(self._connection, Renaming(centre, name, country, reason, self._author, self._moment))


class DecisionStore:
    """Each method is one transaction. Raises `UserError` as the disk does."""

    def __init__(self, database: Database, before_writing: Callable[[], None]) -> None:
        """`before_writing` hears that any answer may change."""
        self._database, self._before_writing = database, before_writing

    def open_conflicts(self) -> list[StoredConflicts]:
        """Those of every assessment that has any; not of centres that have withdrawn. Raises `UserError` corrupt."""
        with self._database.reading() as connection, content_told():
            found = conflicts.assessments_in_conflict(connection)
            return [conflicts.load_conflicts_of(connection, id_) for id_ in found]

    def corrections(self, assessment: str) -> dict[str, StoredCorrection]:
        """By question, the answers that stand as officers corrected them. Raises `UserError` corrupt."""
        with self._database.reading() as connection, content_told():
            return load_corrections(connection, assessment)

    @contextmanager
    def settling(self, *, author: str, moment: str) -> Iterator[DecisionTransaction]:
        """All that is settled in the block is durable when it ends, or nothing of it if it raises."""
        self._before_writing()
        with self._database.writing() as connection:
            yield DecisionTransaction(connection, author, moment)

    def withdraw(self, withdrawal: Withdrawal) -> bool:
        """Record that a centre withdraws; False if it has before. Raises `UserError` centre_unknown."""
        self._before_writing()
        with self._database.writing() as connection:
            return conflicts.add_withdrawal(connection, withdrawal)

    def decide(self, record: Record) -> bool:
        """Record what a person of this database says of a centre: it has effect here. False if it is known. Withdrawals
        and joins have ways of their own. Raises `UserError` centre_unknown."""
        self._before_writing()
        with self._database.writing() as connection:
            return proposals.decide(connection, record)

    def rename(self, wanted: Renaming) -> bool:
        """Record what a centre is called; False if it is. Raises `UserError` centre_unknown, names_too_many."""
        self._before_writing()
        with self._database.writing() as connection, content_told():
            return renaming.rename(connection, wanted)

    def relabel(self, assessment: str, label: str) -> None:
        """Call a round otherwise of which nothing was sealed. Raises `UserError` round_sealed."""
        with self._database.writing() as connection:
            renaming.relabel(connection, assessment, label)

    def take_back(self, ids: Collection[str], *, reason: str, author: str, moment: str) -> tuple[TakeBack, ...]:
        """Lift what was decided or said here, all or none. Raises `UserError` decision_unknown, decision_taken_back,
        decision_waits."""
        self._before_writing()
        with self._database.writing() as connection, content_told():
            return taking_back.take_back(connection, ids, reason=reason, author=author, moment=moment)

    def choose(self, choice: Choice, rivals: Sequence[str]) -> bool:
        """Record which assessment of a round counts, instead of what was chosen before among these; False if it is
        known. Raises `UserError` centre_unknown."""
        self._before_writing()
        with self._database.writing() as connection:
            return taking_back.choose(connection, choice, rivals)

    def erase(self, withdrawal: Withdrawal) -> Erased:
        """Take all that is of a centre out of the file for good; a withdrawal stays. Raises `UserError`
        centre_unknown."""
        self._before_writing()
        with self._database.writing() as connection:
            return erasing.erase(connection, withdrawal)

    def goes_by(self, centre: str) -> tuple[str, ...]:
        """Every id under which a centre goes. Raises `UserError` centre_unknown."""
        with self._database.reading() as connection:
            return erasing.goes_by(connection, centre)

    def brought_by(self, centre: str) -> tuple[str, ...]:
        """The paths of the files that brought a centre. Raises `UserError` centre_unknown."""
        with self._database.reading() as connection:
            return erasing.brought_by(connection, centre)

    def lift_erasure(self, centre: str, *, reason: str, author: str, moment: str) -> tuple[str, ...]:
        """Let data of an erased centre come in again, under each id that was erased with it; the ids. Raises
        `UserError` centre_not_erased."""
        self._before_writing()
        with self._database.writing() as connection:
            return erasing.lift_erasure(connection, centre, reason=reason, author=author, moment=moment)

    def erased(self) -> tuple[ErasedCentre, ...]:
        """The centres that were erased here, by id."""
        with self._database.reading() as connection:
            return tuple(load_erased(connection).values())

    def to_decide(self) -> tuple[int, int]:
        """How many conflicts are open, and how many proposals wait."""
        with self._database.reading() as connection, content_told():
            return conflicts.count_open(connection), proposals.count_waiting(connection)

    def proposals(self) -> tuple[WaitingProposal, ...]:
        """What came in files and waits for a person of this database."""
        with self._database.reading() as connection, content_told():
            return proposals.waiting(connection)

    def log(self, centres: Collection[str] | None = None) -> tuple[LogLine, ...]:
        """Everything that was decided and does not wait, newest last; None: of all centres. Raises `UserError`
        corrupt."""
        with self._database.reading() as connection, content_told():
            return load_log(connection, centres)

    def say(self, ids: Collection[str], saying: Saying) -> tuple[Proposal, ...]:
        """Confirm or decline proposals, all or none; what they were. Raises `UserError` proposal_unknown."""
        self._before_writing()
        with self._database.writing() as connection, content_told():
            return proposals.say(connection, ids, saying)

    def join(self, join: Join) -> bool:
        """Record that two ids are one centre; False if it is known. Raises `UserError` centre_unknown."""
        self._before_writing()
        with self._database.writing() as connection:
            return conflicts.add_join(connection, join)
