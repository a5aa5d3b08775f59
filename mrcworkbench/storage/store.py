"""One open database as the services use it: the only way from them to what is stored.

`Store` is about the file itself and the working copies in it. What else can be asked stands in its parts, each in the
room that it is about: `attachments`, `moving`, `reports`, `rounds` (`answers/`), `backups` (`backups/`), `collection`
(`collection/`), `decisions` and `imports` (`merging/`), `submissions` (`submissions/`). Every method is one transaction
and says what it does; no connection is given away, and what is, is immutable. All of it lives on the writer's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.file_use import FileUse, MadeAs, made_as_of_unmarked
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, going_along
from mrcworkbench.errors import Fault
from mrcworkbench.storage.answers import records
from mrcworkbench.storage.answers.attachments import AttachedFile, AttachmentStore, Place, attached_files, name_files
from mrcworkbench.storage.answers.encoding import to_units
from mrcworkbench.storage.answers.kept import drop_damaged, kept_parts, save_kept
from mrcworkbench.storage.answers.revisions import last_seal
from mrcworkbench.storage.answers.working_copy import (
    DraftKey,
    StoredAnswers,
    last_edits,
    last_saved_question,
    load_answers,
    load_conflicts,
    load_drafts,
    load_edit_times,
    save_answer,
    save_drafts,
)
from mrcworkbench.storage.database.connection import Database
from mrcworkbench.storage.database.copies import copy_with_changes
from mrcworkbench.storage.database.creation import create_database
from mrcworkbench.storage.database.driver import keep_translator
from mrcworkbench.storage.database.file_use import keep_made_as, load_file_use
from mrcworkbench.storage.database.meta import add_meta, load_meta
from mrcworkbench.storage.merged_sets.manifests import KEY as MANIFEST
from mrcworkbench.storage.opening.opening import open_database
from mrcworkbench.storage.opening.rows import require_bounded_history, require_typed, require_typed_assessment

if TYPE_CHECKING:
    from mrcworkbench.domain.revisions.translation import Translator
    from mrcworkbench.storage.answers.local_records import ReportStore
    from mrcworkbench.storage.answers.moving import MovingStore
    from mrcworkbench.storage.answers.rounds import RoundStore
    from mrcworkbench.storage.answers.sealing import Sealed
    from mrcworkbench.storage.backups.backup_store import BackupStore
    from mrcworkbench.storage.collection.reader import CollectionReader
    from mrcworkbench.storage.merging.decisions import DecisionStore
    from mrcworkbench.storage.merging.import_store import ImportStore
    from mrcworkbench.storage.submissions.submissions import SubmissionStore


@dataclass(frozen=True)
class Edits:
    """Edits that are saved together. None drops a draft or a setting."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    drafts: Mapping[DraftKey, str | None] = field(default_factory=dict)
    settings: Mapping[str, str | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.answers or self.drafts or self.settings)

    def then(self, later: Edits) -> Edits:
        """Both, where the later edit of the same thing wins."""
        return Edits(
            {**self.answers, **later.answers}, {**self.drafts, **later.drafts}, {**self.settings, **later.settings}
        )

    def without(self, done: Edits) -> Edits:
        """What is left when the edits of the same things in `done` have been written."""
        return Edits(
            {key: value for key, value in self.answers.items() if key not in done.answers},
            {key: value for key, value in self.drafts.items() if key not in done.drafts},
            {key: value for key, value in self.settings.items() if key not in done.settings},
        )

    def parts(self) -> tuple[Edits, ...]:
        """Each edit by itself."""
        return (
            *(Edits(answers={key: answer}) for key, answer in self.answers.items()),
            *(Edits(drafts={key: text}) for key, text in self.drafts.items()),
            *(Edits(settings={key: value}) for key, value in self.settings.items()),
        )


@dataclass(frozen=True)
class Contents:
    """What a database holds, without the answers."""

    centres: tuple[CentreInfo, ...]
    assessments: tuple[AssessmentInfo, ...]
    meta: Mapping[str, str]
    settings: Mapping[str, str]
    file_use: FileUse


@dataclass(frozen=True)
class Loaded:
    """The working copy of one assessment."""

    answers: Mapping[str, Answer]
    drafts: Mapping[DraftKey, str]
    conflicts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the open conflicts by question."""
    last_saved: str | None = None
    """The question whose answer was written last."""
    damaged: frozenset[str] = frozenset()
    """Questions whose stored answer cannot be read; it stays in the file until somebody gives another."""
    attached: Mapping[tuple[Place, str], AttachedFile] = field(default_factory=dict)
    """Its files, by where they are attached and SHA-256."""
    sealed_at: str = ""
    """When its newest revision was sealed, UTC; '' if nothing was."""
    edited_at: str = ""
    """When it was last edited since, UTC; '' if it was not."""


class Store:
    """An open file. Every method raises `UserError` for what the user can mend; see `storage.database.failures`."""

    def __init__(
        self, path: Path, *, read_only_reason: str | None, alone: bool, translator: Translator | None = None
    ) -> None:
        """`translator` reads several versions of a questionnaire together; without it there may be one only."""
        self._translator = translator
        opened = open_database(path, read_only_reason=read_only_reason, alone=alone)
        self._database: Database = opened.database
        self.read_only_reason = opened.read_only_reason
        self.recovered = opened.recovered
        """Whether a save had been interrupted, and is undone."""
        self.in_memory = opened.in_memory
        """Whether it is undone only in what is read here, since the file cannot be written."""
        self._stored: dict[str, StoredAnswers] = {}
        """What the file holds of the assessments that are being edited; the parts that may change it say so."""
        self.attachments = AttachmentStore(self._database)
        try:
            self._judge()
        except BaseException:
            self.close()
            raise

    def _judge(self) -> None:
        database = self._database
        with database.reading() as connection:
            keep_translator(connection, self._translator)
            require_typed(database.raw(), database.size, database.path)
            self.is_submission = MANIFEST in load_meta(connection)
            if self.is_submission:
                from mrcworkbench.storage.merged_sets.histories import content_told
                from mrcworkbench.storage.submissions.views import keep_view, show_view

                require_bounded_history(database.raw(), database.size, database.path)
                with content_told():
                    show_view(connection, database.path)
                database.before_first_write = keep_view

    def contents(self) -> Contents:
        """What is in the file, without the answers. Raises `UserError` where it cannot be read."""
        with self._database.reading() as connection:
            centres = records.load_centres(connection)
            by_id, kept = {centre.id: centre for centre in centres}, load_meta(connection)
            return Contents(
                centres,
                records.load_assessments(connection, by_id),
                kept,
                records.load_settings(connection),
                load_file_use(connection, kept),
            )

    @cached_property
    def collection(self) -> CollectionReader:
        """Many assessments at once, for lists, views and exports."""
        from mrcworkbench.storage.collection.reader import CollectionReader

        return CollectionReader(self._database)

    @cached_property
    def decisions(self) -> DecisionStore:
        """Open conflicts, and what persons decide."""
        from mrcworkbench.storage.merging.decisions import DecisionStore

        return DecisionStore(self._database, self._stored.clear)

    @cached_property
    def backups(self) -> BackupStore:
        """What the file is before it is changed as a whole."""
        from mrcworkbench.storage.backups.backup_store import BackupStore

        return BackupStore(self._database)

    @cached_property
    def imports(self) -> ImportStore:
        """Files from elsewhere: taken in, logged, undone."""
        from mrcworkbench.storage.merging.import_store import ImportStore

        return ImportStore(self._database, self._stored.clear)

    @cached_property
    def submissions(self) -> SubmissionStore:
        """Files to send."""
        from mrcworkbench.storage.submissions.submissions import SubmissionStore

        return SubmissionStore(self._database, self._stored.clear)

    @cached_property
    def reports(self) -> ReportStore:
        """Reports that were made of it."""
        from mrcworkbench.storage.answers.local_records import ReportStore

        return ReportStore(self._database)

    @cached_property
    def rounds(self) -> RoundStore:
        """Rounds as they were sealed."""
        from mrcworkbench.storage.answers.rounds import RoundStore

        return RoundStore(self._database)

    @cached_property
    def moving(self) -> MovingStore:
        """Assessments that move on to a newer version of their questionnaire."""
        from mrcworkbench.storage.answers.moving import MovingStore

        return MovingStore(self._database, self._stored.clear)

    def make(self, made_as: MadeAs) -> None:
        """Keep in the file what it is for from now on."""
        with self._database.writing() as connection:
            keep_made_as(connection, made_as)

    def load(self, assessment_id: str) -> Loaded:
        """Every answer and draft of an assessment. Raises `UserError` where the file cannot be read."""
        database = self._database
        with database.reading() as connection:
            require_typed_assessment(database.raw(), assessment_id, database.size, database.path)
            stored = load_answers(connection, assessment_id)
            drafts = load_drafts(connection, assessment_id)
            conflicts = load_conflicts(connection, assessment_id)
            last_saved = last_saved_question(connection, assessment_id)
            attached = attached_files(connection, assessment_id)
            sealed_at = last_seal(connection, assessment_id)
            edited_at = last_edits(connection, [assessment_id]).get(assessment_id, "")
        self._stored[assessment_id] = stored
        return Loaded(
            stored.answers, drafts, conflicts, last_saved, frozenset(stored.damaged), attached, sealed_at, edited_at
        )

    def begin_round(
        self, new: AssessmentInfo, first: Callable[[Mapping[str, Answer]], Mapping[str, Answer]], *, author: str
    ) -> str:
        """Seal the assessment that the new one follows, and begin the new one with what `first` makes of the sealed
        answers in its version, which is sealed at once: equal rounds begun on two machines are one revision. All of it
        or nothing. The id of that revision.

        Raises `UserError` answers_unreadable, and as the disk does.
        """
        from mrcworkbench.storage.answers.rounds import load_answers_in
        from mrcworkbench.storage.answers.sealing import seal_working_copy

        def seal(connection: Connection, id_: str) -> Sealed | None:
            return seal_working_copy(
                connection, id_, author=author, sealed_at=new.created_at, kind="round", gather=True
            )

        self._stored.clear()
        with self._database.writing() as connection:
            seal(connection, new.follows)
            answers = first(load_answers_in(connection, new.follows, new.questionnaire_version))
            records.add_assessment(connection, new, records.centre_of(connection, new.follows))
            _write_batch(connection, new.id, StoredAnswers(), Edits(answers), new.created_at)
            for code, answer in answers.items():
                name_files(connection, new.id, code, answer, like=new.follows)
            sealed = seal(connection, new.id)
        if sealed is None:
            raise Fault("a round was begun and not sealed")
        return sealed.revision

    def begin_view(self, view: AssessmentInfo) -> None:
        """Begin a view about an assessment of this file, of whose centre it is."""
        with self._database.writing() as connection:
            records.add_assessment(connection, view, records.centre_of(connection, view.about))

    def edit_times(self, assessment_id: str) -> dict[str, str]:
        """When each answer was last saved, as it is written in the file, by question."""
        with self._database.reading() as connection:
            return load_edit_times(connection, assessment_id)

    def save(self, assessment_id: str, batch: Edits, changed_at: str) -> None:
        """Write all edits of the batch in one transaction: all of them are durable afterwards, or none is there."""
        try:
            with self._database.writing() as connection:
                self._write(connection, assessment_id, batch, changed_at)
        except BaseException:
            self._stored.pop(assessment_id, None)  # a commit that failed may have happened: read again before comparing
            raise
        self._stored[assessment_id] = self._stored[assessment_id].then(batch.answers)

    def save_copy(self, target: Path, assessment_id: str, batch: Edits, changed_at: str, *, overwrite: bool) -> None:
        """Write the whole database to another file, with edits that are not in this one."""

        def change(connection: Connection) -> None:
            from mrcworkbench.storage.submissions.views import make_working_copy

            keep_translator(connection, self._translator)
            make_working_copy(connection, self._database.path)
            if batch:
                stored = load_answers(connection, assessment_id)
                _write_batch(connection, assessment_id, stored, batch, changed_at)

        with self._database.reading_own():  # SQLite copies as long as another program locks the file, for ever
            copy_with_changes(self._database.raw(), target, change, overwrite=overwrite)

    def close(self) -> None:
        self._database.close()

    def _write(self, connection: Connection, assessment_id: str, batch: Edits, changed_at: str) -> None:
        if assessment_id not in self._stored:
            self._stored[assessment_id] = load_answers(connection, assessment_id)
        _write_batch(connection, assessment_id, self._stored[assessment_id], batch, changed_at)


def _write_batch(
    connection: Connection, assessment_id: str, stored: StoredAnswers, batch: Edits, changed_at: str
) -> None:
    for code, answer in batch.answers.items():
        old, anew = stored.units(code), code in stored.damaged
        if old or going_along(answer) != BLANK:
            save_answer(connection, assessment_id, code, old, to_units(answer), changed_at, anew=anew)
        if anew:
            drop_damaged(connection, assessment_id, code)
        if answer.all_attachments:
            name_files(connection, assessment_id, code, answer, like=assessment_id)
        was_kept = kept_parts(stored.answers.get(code, BLANK))
        save_kept(connection, assessment_id, code, was_kept, kept_parts(answer), changed_at)
    save_drafts(connection, assessment_id, batch.drafts, changed_at)
    records.save_settings(connection, batch.settings)


@dataclass(frozen=True)
class NewContents:
    """What a new database is filled with."""

    centres: tuple[CentreInfo, ...]
    assessments: tuple[AssessmentInfo, ...]
    answers: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)
    """By assessment."""
    drafts: Mapping[DraftKey, str] = field(default_factory=dict)
    """Of the first assessment with answers."""
    settings: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    made_as: MadeAs | None = None
    """None: as its centres tell."""


def open_store(
    path: Path, *, read_only_reason: str | None, alone: bool, translator: Translator | None
) -> tuple[Store, Contents]:
    """Open a database and say what it holds. Raises `UserError` with the file closed again."""
    store = Store(path, read_only_reason=read_only_reason, alone=alone, translator=translator)
    try:
        return store, store.contents()
    except BaseException:
        store.close()
        raise


def create_store(path: Path, contents: NewContents, *, file_id: str, made_at: str, overwrite: bool = False) -> None:
    """Make a database with these contents, whole or not at all. Raises `UserError`; see `storage.database.creation`."""

    def fill(connection: Connection) -> None:
        if contents.meta:
            add_meta(connection, contents.meta)
        keep_made_as(connection, contents.made_as or made_as_of_unmarked(len(contents.centres)))
        for centre in contents.centres:
            records.add_centre(connection, centre, made_at)
        for assessment in contents.assessments:
            records.add_assessment(connection, assessment, assessment.centre.id)
        for assessment_id, answers in contents.answers.items():
            batch = Edits(answers, dict(contents.drafts), dict(contents.settings))
            _write_batch(connection, assessment_id, StoredAnswers(), batch, made_at)

    create_database(path, fill, file_id=file_id, made_at=made_at, overwrite=overwrite)
