"""One open database: the only thing that window, command line and exchange talk to.

An answer is in memory and scored at once; it is durable when `on_saved` says so. See `saving` for what happens in
between.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.errors import Fault, UsageError, UserError
from mrcworkbench.services import attachments as files
from mrcworkbench.services.databases import SAMPLE_MARK, create, create_sample, lock_of, new_id, now
from mrcworkbench.services.saving import Saver, timestamp
from mrcworkbench.services.writer import ImmediateWriter, Writer
from mrcworkbench.systems import FileLock

if TYPE_CHECKING:
    from mrcworkbench.domain.answers import Answer
    from mrcworkbench.domain.checking import Checked
    from mrcworkbench.domain.criteria import CriteriaSet
    from mrcworkbench.domain.questionnaire import Questionnaire
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.domain.working_copy import Change, WorkingCopy
    from mrcworkbench.storage.answers import DraftKey
    from mrcworkbench.storage.records import Attachment
    from mrcworkbench.storage.store import Batch, Contents, NewContents, Store

__all__ = ["AssessmentInfo", "CentreInfo", "CopyReceipt", "Session", "create", "create_sample", "open_session"]

T = TypeVar("T")
V = TypeVar("V")
FieldKey = tuple[str, str | None, str | None]
"""Question, row id and column of a field."""


class HasLanguage(Protocol):
    """What a session needs of the window's content."""

    @property
    def language(self) -> str: ...


@dataclass(frozen=True, slots=True)
class CopyReceipt:
    """Where a copy is. Not `complete`: the open file could not be read, so the copy holds what was in memory."""

    path: Path
    complete: bool


class Session:
    """Made by `open_session`, ended by `close`. For one thread; the callbacks come on the writer's."""

    def __init__(
        self,
        path: Path,
        store: Store,
        contents: Contents,
        *,
        writer: Writer,
        lock: FileLock,
        language: str,
        clock: Callable[[], datetime],
    ) -> None:
        self.path = path
        self.read_only_reason = store.read_only_reason
        """The code of the error that explains why nothing can be saved here, or None."""
        self._store = store
        self._contents = contents
        self._settings = dict(contents.settings)
        self._writer = writer
        self._lock = lock
        self._language = language
        self._clock = clock
        self._drafts: dict[FieldKey, str] = {}
        self._saver = Saver(store, writer, clock)
        self._assessment: AssessmentInfo | None = None
        self._working_copy: WorkingCopy | None = None
        self._tidy = False

    # What is in the database

    @property
    def read_only(self) -> bool:
        return self.read_only_reason is not None

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample, as its file says."""
        return SAMPLE_MARK in self._contents.meta

    def centres(self) -> tuple[CentreInfo, ...]:
        return self._contents.centres

    def assessments(self) -> tuple[AssessmentInfo, ...]:
        return self._contents.assessments

    def listing(self) -> dict[str, Any]:
        """Centres and assessments with their ids and counts, in the form of the command `list`."""
        from mrcworkbench.services.listing import listing

        return self._on_writer(lambda: listing(self._contents, self._store))

    # The open assessment

    def open_assessment(self, id_: str | None) -> None:
        """Read an assessment and score it. None takes the only one.

        Raises `UsageError` assessment_ambiguous or assessment_unknown, with the list; `UserError` unsaved_answers if
        edits of the one open now could not be written, questionnaire_unknown, corrupt.
        """
        from mrcworkbench.content import questionnaires
        from mrcworkbench.content.catalogue import catalogue
        from mrcworkbench.domain.working_copy import WorkingCopy

        chosen = self._choose(id_)
        if not self.wait_saved():
            raise UserError("unsaved_answers", path=str(self.path), n=len(self.unsaved))
        if chosen.questionnaire_id not in questionnaires.KINDS:
            raise UserError("questionnaire_unknown", questionnaire=chosen.questionnaire_id, path=str(self.path))
        loaded = self._on_writer(lambda: self._store.load(chosen.id))
        self._working_copy = WorkingCopy(
            questionnaires.questionnaire(chosen.questionnaire_id, self._language),
            questionnaires.criteria_set(self._language),
            loaded.answers,
            catalogue(self._language),
            self._clock().astimezone().date(),
        )
        self._drafts = {_field(key): text for key, text in loaded.drafts.items()}
        self._assessment = chosen
        self._saver.assessment_id = chosen.id

    @property
    def assessment(self) -> AssessmentInfo:
        return _opened(self._assessment)

    @property
    def working_copy(self) -> WorkingCopy:
        """The answers in memory, with score, progress and notices. Change them by `set_answer` only."""
        return _opened(self._working_copy)

    @property
    def questionnaire(self) -> Questionnaire:
        return self.working_copy.questionnaire

    @property
    def criteria(self) -> CriteriaSet:
        return self.working_copy.criteria_set

    @property
    def texts(self) -> Texts:
        """The texts in the language of this session."""
        from mrcworkbench.content.catalogue import catalogue

        return catalogue(self._language)

    # Answers

    def check(self, code: str, raw: object) -> Checked:
        """Check what was typed or chosen, in any form of the contract. Raises `KeyError` for a code that does not
        exist."""
        from mrcworkbench.domain.checking import check_answer

        before = self.working_copy.answer(code)
        return check_answer(self.questionnaire[code], raw, before, new_row_id=new_id)

    def set_answer(self, code: str, answer: Answer) -> Change:
        """Take a checked answer: into memory and score at once, onto the disk by the writer.

        Raises `UserError` only where nothing can be saved at all (the session is read-only); a write that fails later
        keeps the answer in memory and its code in `unsaved`.
        """
        self._require_writable()
        change = self.working_copy.set(code, answer)
        self._put(answers={code: answer}, drafts=self._superseded(change.before, answer, code))
        return change

    def set_answers(self, answers: Mapping[str, Answer]) -> tuple[Change, ...]:
        """Take several checked answers, all or none, and wait until they are durable.

        Raises `UserError` if they cannot be written; then memory is as it was. `KeyError` for a code that does not
        exist.
        """
        self._require_writable()
        drafts: dict[FieldKey, str | None] = {}
        for code, answer in answers.items():
            drafts.update(self._superseded(self.working_copy.answer(code), answer, code))
        self._saver.put_whole(_batch(answers, drafts, {}))
        for key in drafts:
            self._drafts.pop(key, None)
        return tuple(self.working_copy.set(code, answer) for code, answer in answers.items())

    # Text that failed its check

    @property
    def drafts(self) -> Mapping[FieldKey, str]:
        """Texts kept as typed because they failed their check, by field; a view."""
        return MappingProxyType(self._drafts)

    def keep_draft(self, code: str, row: str | None, column: str | None, text: str) -> None:
        """Keep a text that failed its check, so that it is there after a restart. Empty text drops the draft."""
        self._require_writable()
        if not text:
            self.drop_draft(code, row, column)
            return
        self._drafts[code, row, column] = text
        self._put(drafts={(code, row, column): text})

    def drop_draft(self, code: str, row: str | None = None, column: str | None = None) -> None:
        """Forget a kept text; nothing happens if there is none."""
        if self._drafts.pop((code, row, column), None) is not None:
            self._put(drafts={(code, row, column): None})

    # Saving

    @property
    def unsaved(self) -> frozenset[str]:
        """Codes of the questions whose last write, or the last write of a draft, failed."""
        failed = self._saver.failed
        return frozenset(failed.answers) | {key[0] for key in failed.drafts}

    @property
    def saving(self) -> bool:
        """Whether something is on its way to the disk."""
        return self._saver.busy

    @property
    def saved_at(self) -> datetime | None:
        """When everything was last known to be durable; None before the first write. UTC."""
        return self._saver.saved_at

    @property
    def on_saved(self) -> Callable[[], None] | None:
        """Called on the writer's thread when everything that was entered is durable."""
        return self._saver.on_saved

    @on_saved.setter
    def on_saved(self, callback: Callable[[], None] | None) -> None:
        self._saver.on_saved = callback

    @property
    def on_save_failed(self) -> Callable[[UserError], None] | None:
        """Called on the writer's thread with what went wrong; the edits stay in memory."""
        return self._saver.on_failed

    @on_save_failed.setter
    def on_save_failed(self, callback: Callable[[UserError], None] | None) -> None:
        self._saver.on_failed = callback

    def wait_saved(self) -> bool:
        """Wait until nothing is on its way. Whether everything is saved."""
        return self._saver.wait()

    def retry_unsaved(self) -> None:
        """Try again to write what failed; the callbacks tell how it went."""
        self._saver.retry()

    def save_copy(self, path: Path, *, overwrite: bool = False) -> CopyReceipt:
        """Write the whole database to another file, with everything that is in memory.

        Works where the open file cannot be written; where it cannot be read either, the copy holds what is in memory:
        centres, assessments, and the answers of the open one. Raises `UserError` copy_onto_itself, exists and what the
        new place says.
        """
        from mrcworkbench.services.copying import InMemory, save_copy

        if path.absolute() == self.path.absolute():
            raise UserError("copy_onto_itself", path=str(path))
        opened = None if self._assessment is None else self._assessment.id
        memory = InMemory(opened, self._saver.unacknowledged, self._memory())
        moment = timestamp(self._clock())
        complete = self._on_writer(lambda: save_copy(self._store, path, memory, moment, overwrite=overwrite))
        return CopyReceipt(path, complete)

    # Attached files

    def attach(self, code: str, file: Path) -> Answer:
        """Keep a file, and give the answer with it; the answer is set by `set_answer`, so that it can be undone.

        Raises `UserError` attachment_too_large, attachment_empty, attachment_no_file, and what the disk says.
        """
        self._require_writable()
        attachment = files.read_attachment(file, timestamp(self._clock()))
        self._on_writer(lambda: self._store.add_attachment(attachment))
        self._tidy = True
        answer = self.working_copy.answer(code)
        if attachment.sha256 in answer.attachments:
            return answer
        return replace(answer, attachments=(*answer.attachments, attachment.sha256))

    def attachment(self, sha256: str) -> Attachment | None:
        """An attached file with name, size and content, or None if the database does not hold it."""
        return self._on_writer(lambda: self._store.attachment(sha256))

    def remove_attachment(self, code: str, sha256: str) -> Answer:
        """The answer without a file, to be set by `set_answer`. The file goes when the session ends and nothing names
        it."""
        self._tidy = True
        answer = self.working_copy.answer(code)
        return replace(answer, attachments=tuple(one for one in answer.attachments if one != sha256))

    # Settings of this file

    def get_setting(self, key: str) -> str | None:
        """What was kept with this file under a key: local, never merged or sent."""
        return self._settings.get(key)

    def set_setting(self, key: str, value: str | None) -> None:
        """Keep a value with this file, or forget it; a read-only file keeps it for this session only."""
        if self._settings.get(key) == value:
            return
        if value is None:
            self._settings.pop(key, None)
        else:
            self._settings[key] = value
        if not self.read_only:
            self._put(settings={key: value})

    # The end

    def close(self) -> None:
        """Wait for the writer, close the file and give up the lock. What is in `unsaved` is tried a last time."""
        try:
            if self.unsaved:
                self.retry_unsaved()
            self.wait_saved()
            self._on_writer(self._end)
        finally:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _end(self) -> None:
        from contextlib import suppress

        try:
            if self._tidy and not self.read_only and not self.unsaved:
                with suppress(UserError):  # what is not tidied now is tidied the next time
                    self._store.forget_unused_attachments()
        finally:
            self._store.close()

    def _on_writer(self, job: Callable[[], T]) -> T:
        return self._writer.submit(job).result()

    def _choose(self, id_: str | None) -> AssessmentInfo:
        known = self._contents.assessments
        listed = "\n".join(f"{one.id}  {one.centre.name}, {one.round}" for one in known)
        if id_ is None:
            if len(known) != 1:
                raise UsageError("assessment_ambiguous", assessments=listed, n=len(known), choices=known)
            return known[0]
        for one in known:
            if one.id == id_:
                return one
        raise UsageError("assessment_unknown", assessment=id_, assessments=listed, choices=known)

    def _require_writable(self) -> None:
        if self.read_only_reason is not None:
            raise UserError(self.read_only_reason, path=str(self.path))

    def _put(
        self,
        answers: Mapping[str, Answer] = MappingProxyType({}),
        drafts: Mapping[FieldKey, str | None] = MappingProxyType({}),
        settings: Mapping[str, str | None] = MappingProxyType({}),
    ) -> None:
        for key in [key for key, text in drafts.items() if text is None]:
            self._drafts.pop(key, None)
        self._saver.put(_batch(answers, drafts, settings))

    def _superseded(self, before: Answer, after: Answer, code: str) -> dict[FieldKey, str | None]:
        """Kept texts whose field has got another value, or whose row is gone."""
        kept = [key for key in self._drafts if key[0] == code]
        if not kept:
            return {}
        return {key: None for key in kept if _cell(before, key) != _cell(after, key) or _row_gone(after, key)}

    def _memory(self) -> NewContents:
        """Everything that is in memory, as a new database would be filled with it."""
        from mrcworkbench.storage.store import NewContents

        opened = self._assessment
        return NewContents(
            centres=self._contents.centres,
            assessments=self._contents.assessments,
            answers={} if opened is None else {opened.id: dict(self.working_copy.answers)},
            drafts=_stored_drafts(self._drafts),
            settings=dict(self._settings),
            meta={key: value for key, value in self._contents.meta.items() if key == SAMPLE_MARK},
        )


def open_session(
    path: Path,
    *,
    content: HasLanguage | None = None,
    language: str = "en",
    writer: Writer | None = None,
    read_only: bool = False,
    clock: Callable[[], datetime] = now,
) -> Session:
    """Open a database. `language` (or that of `content`) is the one of questionnaire and reasons.

    Without `writer`, work is done at once on the calling thread. Where another window has the file, or it cannot be
    written, the session is read-only and says why. Raises `UserError` for what cannot be opened: missing, is_folder,
    not_a_database, encrypted, empty_file, other_application, newer_version, corrupt, locked, no_permission,
    upgrade_failed, ….
    """
    from mrcworkbench.storage.store import Store

    work = writer if writer is not None else ImmediateWriter()
    lock = lock_of(path)
    alone = _acquire(lock)
    reason = "read_only_asked" if read_only else None if alone else "open_elsewhere"
    try:
        store = work.submit(lambda: Store(path, read_only_reason=reason, alone=alone)).result()
        if store.read_only_reason is not None:
            lock.release()
        contents = work.submit(store.contents).result()
    except BaseException:
        lock.release()
        raise
    return Session(
        path,
        store,
        contents,
        writer=work,
        lock=lock,
        language=language if content is None else content.language,
        clock=clock,
    )


def _acquire(lock: FileLock) -> bool:
    """Where no lock can be made (the user's folder is not writable), SQLite's own locks and the check before each save
    must do."""
    try:
        return lock.acquire()
    except OSError:
        return True


def _opened(thing: T | None) -> T:
    if thing is None:
        raise Fault("no assessment is open")
    return thing


def _field(key: DraftKey) -> FieldKey:
    code, row, column = key
    return code, row or None, column or None


def _stored_drafts(drafts: Mapping[FieldKey, V]) -> dict[DraftKey, V]:
    return {(code, row or "", column or ""): text for (code, row, column), text in drafts.items()}


def _batch(
    answers: Mapping[str, Answer], drafts: Mapping[FieldKey, str | None], settings: Mapping[str, str | None]
) -> Batch:
    from mrcworkbench.storage.store import Batch

    return Batch(dict(answers), _stored_drafts(drafts), dict(settings))


def _cell(answer: Answer, key: FieldKey) -> object:
    _, row_id, column = key
    if row_id is None:
        return answer.state, answer.value
    return next((row.cells.get(column or "") for row in answer.rows if row.id == row_id), None)


def _row_gone(answer: Answer, key: FieldKey) -> bool:
    return key[1] is not None and all(row.id != key[1] for row in answer.rows)
