"""Submitting: every assessment sealed, one clean file to send, and a receipt. And what will leave, shown before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench import log, paths
from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.earlier import earlier_answers
from mrcworkbench.domain.disclosure.submission_preview import preview_of
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.revisions.respondents import as_name
from mrcworkbench.errors import Fault, UsageError, UserError
from mrcworkbench.leftovers import private_folder
from mrcworkbench.services.collection.listing import listing
from mrcworkbench.services.merging.checking_files import knowledge, room_for
from mrcworkbench.services.session.authors import respondent
from mrcworkbench.services.session.copying import require_replaceable
from mrcworkbench.services.session.databases import new_id, now
from mrcworkbench.services.session.file_use import sent_centres
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.services.session.unreadable import require_readable
from mrcworkbench.services.steps import SilentReporter
from mrcworkbench.storage.database.header import SECOND_FILES
from mrcworkbench.storage.strangers.reading import read_incoming
from mrcworkbench.storage.strangers.refusals import Refusal
from mrcworkbench.storage.submissions.writing import Sealing
from mrcworkbench.systems import is_same_file

if TYPE_CHECKING:
    from mrcworkbench.domain.disclosure.earlier import Earlier
    from mrcworkbench.domain.disclosure.submission_preview import SubmissionPreview
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.services.session.writer import Job
    from mrcworkbench.services.steps import StepReporter
    from mrcworkbench.storage.answers.sealing import Sealed
    from mrcworkbench.storage.store import Store
    from mrcworkbench.storage.strangers.incoming import Incoming


@dataclass(frozen=True, slots=True)
class SubmittedAssessment:
    """The revision that was sent of an assessment; not `is_new` if it had been sealed before."""

    id: str
    centre: str
    centre_name: str
    round: str
    revision: str
    is_new: bool
    answered: int
    applicable: int
    is_view: bool = False
    """Whether it is a view of the centre, from outside."""

    def title(self, texts: Texts) -> str:
        """Which of its centre's assessments it is."""
        return texts.text("submission.view", round=self.round) if self.is_view else self.round


@dataclass(frozen=True)
class Receipt:
    """To keep, and to paste into an e-mail. `sha256` is that of the whole file, `size` its bytes."""

    file: Path
    sha256: str
    size: int
    author: str
    sealed_at: str
    assessments: tuple[SubmittedAssessment, ...]
    files: int = 0
    """Attached files that went along."""
    centres: Mapping[str, str] = field(default_factory=dict)
    """Name by id."""
    set_aside: int = 0
    """Merged files that are set aside, so that nothing of them was sent."""


def preview(session: Session, earlier: Iterable[Earlier] = ()) -> SubmissionPreview:
    """What leaves of the open assessment, and what is open in it; `earlier` is what `read_earlier` gives."""
    copy = session.working_copy
    conflicts = [code for code, answer in copy.answers.items() if answer.state is AnswerState.CONFLICT]
    return preview_of(copy, session.drafts, conflicts, earlier)


def read_earlier(session: Session) -> tuple[Earlier, ...]:
    """What leaves of the open assessment because it was sealed or decided before, after everything that is being
    saved. Waits for the disk."""
    id_ = session.assessment.id
    stored = session.read_file(lambda store: store.submissions.earlier(id_))
    found = earlier_answers(session.questionnaire, stored)
    files = {file for one in found for file in one.files}
    session.files.remember(session.read_file(lambda store: store.attachments.listed(files)))
    return found


def submission_file(target: Path) -> Path:
    """The file that is written where a person names this one: it always ends in `.mrcw`, by which folders are read.

    A name that can be none is left as it is, to be refused.
    """
    if target.name.lower().endswith(paths.DATABASE_SUFFIX) or target.name.endswith((" ", ".", *SECOND_FILES)):
        return target
    try:
        is_folder = target.is_dir()
    except OSError:  # a name that the system does not take: whoever makes the file says so
        is_folder = False
    return target if is_folder else target.with_name(f"{target.name}{paths.DATABASE_SUFFIX}")


def submit(
    session: Session,
    target: Path,
    *,
    author: str | None = None,
    progress: StepReporter | None = None,
    overwrite: bool = False,
    clock: Callable[[], datetime] = now,
) -> Receipt:
    """Seal and write, and wait for it; see `start_submitting`."""
    started = start_submitting(session, target, author=author, progress=progress, overwrite=overwrite, clock=clock)
    return started.result()


def start_submitting(
    session: Session,
    target: Path,
    *,
    author: str | None = None,
    progress: StepReporter | None = None,
    overwrite: bool = False,
    clock: Callable[[], datetime] = now,
) -> Job[Receipt]:
    """Seal every assessment and write `submission_file(target)` on the writer's thread; who seals is the author, or
    the respondent where none is named. From a centre's file only the work of one centre goes; see `sent_centres`.

    All or nothing: where the file cannot be written, is not accepted by our own check, or `progress` raises, nothing is
    sealed and no file is there. Raises `UserError` sample_not_submitted, copy_onto_itself, as `require_replaceable`,
    unsaved_answers, answers_unreadable, why nothing can be saved, and what the new place says; `UsageError`
    author_missing.
    """
    if session.is_studied or any(centre.is_sample is not session.is_practice for centre in session.centres()):
        raise UserError("sample_not_submitted")
    target = submission_file(target)
    if is_same_file(target, session.path):
        raise UserError("copy_onto_itself", path=str(target))
    if overwrite:
        require_replaceable(target)
    session.require_writable()
    name = respondent(session) if author is None else as_name(author)
    if not name:
        raise UsageError("author_missing")
    moment, going, practice = timestamp(clock()), sent_centres(session), session.is_practice
    sealing = Sealing(name, moment, new_id(), going, session.only_read)
    work = _Submitting(session.path, target, sealing, progress or SilentReporter(), overwrite, practice)
    return session.work(work.run)


@dataclass
class _Submitting:
    """One submission under way, of the database `source`."""

    source: Path
    target: Path
    sealing: Sealing
    progress: StepReporter
    overwrite: bool
    practice: bool
    checked: Incoming | None = None

    def run(self, store: Store) -> Receipt:
        require_readable(store, self.source)
        sealed = store.submissions.write(
            self.target, self.sealing, verify=self._verify, step=self._step, overwrite=self.overwrite
        )
        receipt = self._receipt(store, sealed)
        log.event("submitted", assessments=len(sealed), bytes=receipt.size, files=receipt.files)
        return receipt

    def _step(self, done: int, total: int) -> None:
        self.progress.step(done, total + 1)  # the check of the file is the last

    def _verify(self, file: Path) -> None:
        """Read the finished file as whoever gets it will."""
        with private_folder(room_for([file])) as folder:
            found = read_incoming(file, folder, knowledge(practice=self.practice))
        if isinstance(found, Refusal):
            log.event("submission_refused", reason=found.code)
            reason = catalogue().text(f"errors.refused_{found.code}", **found.facts)
            raise UserError("submission_refused", reason=reason)
        self.checked = found

    def _receipt(self, store: Store, sealed: tuple[Sealed, ...]) -> Receipt:
        if self.checked is None:
            raise Fault("a submission was written and not read back")
        counts = {one["id"]: (centre, one) for centre in listing(store)["centres"] for one in centre["assessments"]}
        assessments = []
        for one in sealed:
            centre, listed = counts[one.assessment]
            assessments.append(
                SubmittedAssessment(
                    one.assessment,
                    centre["id"],
                    centre["name"],
                    listed["round"],
                    one.revision,
                    one.is_new,
                    listed["answered"],
                    listed["applicable"],
                    listed["about"] is not None,
                )
            )
        return Receipt(
            self.target,
            self.checked.sha256,
            self.checked.size,
            self.sealing.author,
            self.sealing.sealed_at,
            tuple(assessments),
            len(self.checked.attachments),
            {row[0]: row[1] for row in self.checked.centres},
            len(store.imports.set_aside_files()),
        )


def receipt_to_json(receipt: Receipt) -> dict[str, object]:
    """In the form of the command `submit`."""
    centres = [{"id": id_, "name": name} for id_, name in receipt.centres.items()]
    return {
        "file": str(receipt.file),
        "sha256": receipt.sha256,
        "size": receipt.size,
        "centre": centres[0]["id"] if len(centres) == 1 else None,
        "centres": centres,
        "author": receipt.author,
        "sealed_at": receipt.sealed_at,
        "files": receipt.files,
        "assessments": [
            {
                "id": one.id,
                "centre": one.centre,
                "round": one.round,
                "revision": one.revision,
                "new": one.is_new,
                "answered": one.answered,
                "applicable": one.applicable,
            }
            for one in receipt.assessments
        ],
    }
