"""One open database: the only thing that window, command line and exchange talk to.

An answer is in memory and scored at once; it is durable when `saver.on_saved` says so. See `saving` for what happens in
between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Self, TypeVar

from mrcworkbench import clocks
from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.revisions.translation import is_kept
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.attachments import AttachedFiles
from mrcworkbench.services.session.choice import choose_assessment
from mrcworkbench.services.session.databases import create, create_sample, new_id, now
from mrcworkbench.services.session.drafts import Drafts, FieldKey, stored, superseded
from mrcworkbench.services.session.holding import Hold, open_held
from mrcworkbench.services.session.open_file import OpenFile
from mrcworkbench.services.session.saving import Saver, edits, timestamp
from mrcworkbench.services.session.settings import LookAgain, Settings
from mrcworkbench.services.session.unreadable import unfit, unreadable_error
from mrcworkbench.services.session.working import opened_one, texts_in, working_copy_of
from mrcworkbench.services.session.writer import ImmediateWriter, Job, Writer
from mrcworkbench.systems import is_same_file

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.domain.questionnaire.checking import Checked
    from mrcworkbench.domain.questionnaire.model import Questionnaire
    from mrcworkbench.domain.scoring.working_copy import Change, WorkingCopy
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.session.copying import CopyReceipt
    from mrcworkbench.storage.store import Contents, Store

__all__ = ["AssessmentInfo", "CentreInfo", "Session", "create", "create_sample", "open_session"]

T = TypeVar("T")
Clock = Callable[[], datetime]


class Session(OpenFile):
    """Made by `open_session`, ended by `close`. For one thread; the callbacks come on the writer's."""

    def __init__(
        self, path: Path, store: Store, contents: Contents, *, writer: Writer, hold: Hold, language: str, clock: Clock
    ) -> None:
        super().__init__(path, store, contents, writer, hold)
        self.language = language
        self._clock = clock
        self.saver = Saver(store, writer, clock)
        """What is on its way to the disk, and what could not be written."""
        self.settings = Settings(contents.settings, self.saver, read_only=self.read_only)
        self.look_again = LookAgain(self.settings)
        """Answers from before the assessment moved on that wait for a person to say whether they still hold."""
        self.drafts = Drafts(self.require_editable, lambda drafts: self.saver.put(edits(drafts=drafts)))
        """Texts kept as typed because they failed their check."""
        self.files = AttachedFiles(store, writer, clock, self.require_editable)
        self.conflicts: Mapping[str, tuple[str, ...]] = MappingProxyType({})
        """Ids of the open conflicts by question; their answers take no edit. See `services.merging.resolving`."""
        self.unreadable: frozenset[str] = frozenset()
        """Questions whose stored answer cannot be read and counts as blank; see `services.session.unreadable`."""
        self.kept_answers: Mapping[str, Answer] = MappingProxyType({})
        """What has no place in this version of the questionnaire, as an earlier one said it, by `CODE@VERSION`."""
        self.resume_at: str | None = None
        """The question that was saved last, if whoever had this centre's file open before was cut short; else None."""
        self.is_only_read = False
        """Whether the open assessment is a centre's in a collection: its answers are corrected there, never edited."""
        self._assessment: AssessmentInfo | None = None
        self._working_copy: WorkingCopy | None = None

    # The open assessment

    def open_assessment(self, id_: str | None) -> None:
        """Read an assessment and score it. None takes the only one.

        Raises `UsageError` assessment_ambiguous or assessment_unknown, with the list; `UserError` unsaved_answers if
        edits of the one open now could not be written, questionnaire_unknown. `unreadable` says what it lacks.
        """
        chosen = choose_assessment(self._contents.assessments, id_)
        self.saver.require_saved(self.path)
        make_copy = working_copy_of(chosen, self.language, clocks.local(self._clock()).date(), self.path)
        loaded = self._on_writer(lambda: self._store.load(chosen.id))
        self._working_copy = make_copy(loaded)
        self.drafts.read(loaded.drafts)
        self.conflicts = loaded.conflicts
        self.files.begin(chosen.id, loaded.attached)
        self.look_again.begin(chosen.id)
        self.kept_answers = {code: answer for code, answer in loaded.answers.items() if is_kept(code)}
        self.unreadable = unfit(self.questionnaire, loaded.answers) | loaded.damaged
        self.resume_at = loaded.last_saved if self._hold.interrupted and not self.file_use.collects else None
        self._assessment = chosen
        self.is_only_read = chosen.id in self.only_read
        self.saver.assessment_id = chosen.id

    @property
    def assessment(self) -> AssessmentInfo:
        return opened_one(self._assessment)

    @property
    def has_assessment(self) -> bool:
        """Whether an assessment is open; there is none in a database that is still empty."""
        return self._assessment is not None

    @property
    def working_copy(self) -> WorkingCopy:
        """The answers in memory, with score, progress and notices. Change them by `set_answer` only."""
        return opened_one(self._working_copy)

    @property
    def questionnaire(self) -> Questionnaire:
        return self.working_copy.questionnaire

    @property
    def texts(self) -> Texts:
        """The texts in the language of this session."""
        return texts_in(self.language)

    # Answers

    def check(self, code: str, raw: object) -> Checked:
        """Check what was typed or chosen, in any form of mrcworkbench/cli/README.md, Answers 1. Raises `KeyError` for
        an unknown code."""
        from mrcworkbench.domain.questionnaire.checking import check_answer

        return check_answer(self.questionnaire[code], raw, self.working_copy.answer(code), new_row_id=new_id)

    def set_answer(self, code: str, answer: Answer, drafts: Mapping[FieldKey, str] = MappingProxyType({})) -> Change:
        """Take a checked answer: into memory and score at once, onto the disk by the writer. `drafts` are texts of its
        fields to keep, or with "" to forget, in the same transaction.

        Raises `UserError` only where nothing can be changed at all (`require_editable`, answer_in_conflict); a write
        that fails later keeps the answer in memory and its code in `saver.unsaved`.
        """
        self.require_editable((code,))
        before = self.working_copy.answer(code)
        self.unreadable -= {code}
        kept = {key: text for key, text in drafts.items() if text}
        changed = superseded(self.drafts, code, before, answer) | dict.fromkeys(drafts) | kept
        self.drafts.change(changed)
        self.saver.put(edits({code: answer}, changed))
        self.look_again.done((code,))
        return self.working_copy.set(code, answer, self._today())  # scored while the disk is busy

    def set_answers(self, answers: Mapping[str, Answer]) -> tuple[Change, ...]:
        """Take several checked answers, all or none, and wait until they are durable.

        Raises `UserError` if they cannot be written; then memory is as it was. `KeyError` for an unknown code.
        """
        self.require_editable(answers)
        drafts: dict[FieldKey, str | None] = {}
        for code, answer in answers.items():
            drafts.update(superseded(self.drafts, code, self.working_copy.answer(code), answer))
        self.saver.put_whole(edits(answers, drafts))
        self.look_again.done(answers)
        self.unreadable -= answers.keys()
        self.drafts.change(drafts)
        today = self._today()
        return tuple(self.working_copy.set(code, answer, today) for code, answer in answers.items())

    def unreadable_error(self) -> UserError | None:
        """What to say about `unreadable`; None where all is well."""
        return unreadable_error(self.questionnaire, self.unreadable, self.path) if self.unreadable else None

    # The whole file

    def save_copy(self, path: Path, *, overwrite: bool = False) -> CopyReceipt:
        """Write the whole database to another file, with everything that is in memory.

        Works where the open file cannot be written; where it cannot be read either, the copy holds what is in memory.
        Raises `UserError` copy_onto_itself, exists and what the new place says.
        """
        from mrcworkbench.services.session.copying import CopyReceipt, InMemory, save_copy

        if is_same_file(path, self.path):
            raise UserError("copy_onto_itself", path=str(path))
        answers = {} if self._working_copy is None else dict(self._working_copy.answers)
        texts, settings, at = stored(self.drafts), self.settings.all(), timestamp(self._clock())
        memory = InMemory(self._contents, self._assessment, answers, texts, settings, self.saver.unacknowledged)
        complete = self._on_writer(lambda: save_copy(self._store, path, memory, at, overwrite=overwrite))
        return CopyReceipt(path, complete)

    def work(self, job: Callable[[Store], T]) -> Job[T]:
        """Run a job on the writer's thread, once everything is saved: merging, settling. Where it may have changed
        something, `refresh` afterwards. Raises `UserError` unsaved_answers, and why nothing can be saved.
        """
        self.saver.require_saved(self.path)
        return self._writer.submit(lambda: job(self._store))

    def refresh(self) -> None:
        """Read again what a job may have changed. If the open assessment is gone or withdrawn, none is open then."""
        self._contents = self._on_writer(self._store.contents)
        opened, self._assessment, self._working_copy = self._assessment, None, None
        if opened is not None and any(one.id == opened.id and not one.centre.withdrawn for one in self.assessments()):
            self.open_assessment(opened.id)

    # The end

    def close(self) -> None:
        """Wait for the writer, close the file and give up the lock. What could not be written is tried a last time."""
        try:
            if self.saver.unsaved:
                self.saver.retry()
            self.saver.wait()
            self._on_writer(self._end)
        finally:
            self._hold.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _end(self) -> None:
        try:
            if self.files.changed and not self.read_only and not self.saver.unsaved and not self.unreadable:
                with suppress(UserError):  # what is not tidied now is tidied the next time
                    self._store.attachments.forget_unused()
        finally:
            self._store.close()

    def _today(self) -> date:
        """The day of an edit, as the file keeps it: in UTC."""
        return clocks.in_bounds(self._clock()).date()

    def require_editable(self, codes: Iterable[str] = ()) -> None:
        """Raises `UserError` that says why nothing of the open assessment, or none of these answers, can be changed, if
        so."""
        self.require_writable()
        if self.is_only_read:
            raise UserError("answers_of_centre", centre=self.assessment.centre.name)
        if not self.conflicts.keys().isdisjoint(codes):
            raise UserError("answer_in_conflict")


def open_session(
    path: Path,
    *,
    language: str = "en",
    writer: Writer | None = None,
    read_only: bool = False,
    as_sent: bool = False,
    anywhere: bool = False,
    clock: Clock = now,
) -> Session:
    """Open a database. `language` is that of questionnaire and reasons. `as_sent`: a submission is only read.
    `anywhere`: the data folder need take no lock. Without `writer`, work is done at once on the calling thread.

    Where another window or computer has the file, no lock can be had, or it cannot be written, the session is read-only
    and says why. Raises `UserError` for what cannot be opened: missing, is_folder, not_a_database, encrypted, ….
    """
    path = path.absolute()
    work = writer if writer is not None else ImmediateWriter()
    store, contents, hold = open_held(path, work, clock(), read_only=read_only, as_sent=as_sent, anywhere=anywhere)
    return Session(path, store, contents, writer=work, hold=hold, language=language, clock=clock)
