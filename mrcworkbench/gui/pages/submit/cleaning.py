"""Looking into the attached files and putting cleaned copies in their place, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.pages.submit.inside import FileShown, InsideCard
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.tasks import Runner, Task

if TYPE_CHECKING:
    from mrcworkbench.domain.disclosure.submission_preview import SubmissionPreview
    from mrcworkbench.services.inside_files import Bar, Inside
    from mrcworkbench.services.session.session import Session

Name = Callable[[str], str]


@dataclass(frozen=True)
class _FileRead:
    session: Session
    insides: Mapping[str, Inside]
    sealed: frozenset[str]


@dataclass(frozen=True)
class _Cleaned:
    """SHA-256 of each cleaned copy by that of its file, and why others were not."""

    session: Session
    copies: dict[str, str] = field(default_factory=dict)
    barred: dict[str, Bar] = field(default_factory=dict)
    error: UserError | None = None


class Cleaning(QObject):
    """Between the card and the session. What was read of a file holds as long as its content, so it is kept."""

    changed = Signal()
    """Something is known that was not before: the page counts anew."""

    def __init__(self, bridge: Bridge, runner: Runner, texts: Texts, card: InsideCard, name_of: Name) -> None:
        super().__init__(card)
        self._bridge, self._runner, self._texts, self._card, self._name_of = bridge, runner, texts, card, name_of
        self._insides: dict[str, Inside] = {}
        self._barred: dict[str, Bar] = {}
        self._sealed: frozenset[str] = frozenset()
        self._preview: SubmissionPreview | None = None
        self._made: frozenset[str] = frozenset()
        """The copies of which the card says that they were made."""
        self._session: Session | None = None
        """Of which something is being read or cleaned."""
        self._busy = False
        card.remove_pressed.connect(self.remove)

    def show(self, preview: SubmissionPreview) -> None:
        """Shows what is known of the files that leave."""
        self._preview = preview
        if not self._made <= set(preview.files):  # undone
            self._made = frozenset()
            self._card.say("")
        now = {file for one in preview.leaving for file in one.files}
        shown = [
            FileShown(
                file,
                self._name_of(file),
                self._insides.get(file),
                file in now,
                file in self._sealed,
                self._texts.text(f"inside_files.bar_{self._barred[file]}") if file in self._barred else "",
            )
            for file in preview.files
            if file in self._insides or not self._is_held(file)
        ]
        self._card.show_files(shown, locked=self._bridge.session.read_only)

    def look(self, preview: SubmissionPreview) -> None:
        """Looks into those that are new, and tells when they can be shown."""
        if not preview.files:
            return
        wanted = [file for file in preview.files if file not in self._insides and self._is_held(file)]
        if wanted:
            self._card.show_reading()
        self._start(partial(_look, self._bridge.session, tuple(wanted)), self._on_read)

    def telling(self) -> int:
        """How many of the files that leave lead to a person or a place."""
        files = () if self._preview is None else self._preview.files
        return sum(bool(self._insides[file].telling) for file in files if file in self._insides)

    def inside(self, sha256: str) -> Inside | None:
        """What is known of a file."""
        return self._insides.get(sha256)

    def remove(self, files: Sequence[str]) -> None:
        """Puts cleaned copies in the place of files, in every answer that names them, as one step of undo."""
        if self._busy or not files:
            return
        self._busy = True
        self._card.say(self._texts.text("submit_page.inside_removing"))
        self._card.set_busy(busy=True)
        self._start(partial(_clean, self._bridge.session, tuple(files)), self._on_cleaned)

    def _start(self, work: Callable[[Task], object], done: Callable[[Any], None]) -> None:
        self._session = self._bridge.session
        task = Task(work)  # without a parent: it outlives a page that is thrown away meanwhile
        task.done.connect(done)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    def _on_read(self, read: _FileRead) -> None:
        if not self._is_open(read.session):
            return
        self._insides.update(read.insides)
        self._sealed = read.sealed
        self.changed.emit()

    def _on_cleaned(self, cleaned: _Cleaned) -> None:
        from mrcworkbench.services.inside_files.attached import answers_with

        self._busy = False
        self._card.set_busy(busy=False)
        if not self._is_open(cleaned.session):
            return
        self._barred.update(cleaned.barred)
        answers = answers_with(self._bridge.working_copy.answers, cleaned.copies)
        count = len(cleaned.copies)
        if answers:
            self._bridge.set_together(answers, self._texts.plural("submit_page.inside_undo", count))
            self._card.say(self._texts.plural("submit_page.inside_removed", count))
            self._made = frozenset(cleaned.copies.values())
        else:
            self._card.say("")
        if cleaned.error is not None:
            self._card.fail(in_words(self._texts, cleaned.error))
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._card.set_busy(busy=False)
        if self._session is None or not self._is_open(self._session):
            return  # the file was closed meanwhile, and could not be read any more
        if not isinstance(error, UserError):
            raise error  # the window's last resort shows it
        self._card.fail(in_words(self._texts, error))

    def _is_held(self, file: str) -> bool:
        return self._bridge.session.files.known(file) is not None

    def _is_open(self, session: Session) -> bool:
        return self._bridge.is_open and self._bridge.session is session and self._bridge.has_assessment


def _look(session: Session, files: tuple[str, ...], task: Task) -> _FileRead:
    """On the runner's thread; a window that closes waits for one file, not for all."""
    from mrcworkbench.services.inside_files.attached import look_into, sealed_files

    insides = {}
    for done, (file, inside) in enumerate(look_into(session, files), 1):
        insides[file] = inside
        task.step(done, len(files))
    return _FileRead(session, insides, sealed_files(session))


def _clean(session: Session, files: tuple[str, ...], task: Task) -> _Cleaned:
    """On the runner's thread. What one file does not let happen is no reason to leave the others as they are."""
    from mrcworkbench.services.inside_files import CannotRemoveError
    from mrcworkbench.services.inside_files.attached import keep_cleaned

    cleaned = _Cleaned(session)
    for done, file in enumerate(files):
        task.step(done, len(files))
        try:
            copy = keep_cleaned(session, file)
        except CannotRemoveError as error:
            cleaned.barred[file] = error.bar
        except UserError as error:
            return _Cleaned(session, cleaned.copies, cleaned.barred, error)
        else:
            if copy is not None:
                cleaned.copies[file] = copy
    return cleaned
