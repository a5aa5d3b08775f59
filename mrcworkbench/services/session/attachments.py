"""Files that show what an answer says: read once, kept in the database by their content."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from mrcworkbench import systems
from mrcworkbench.errors import UserError
from mrcworkbench.foreign_files import mark_as_foreign
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.services.session.writer import Writer
from mrcworkbench.storage.answers.attachments import AttachedFile, Attachment
from mrcworkbench.storage.database.failures import told_to_user
from mrcworkbench.storage.database.schema import MAX_ATTACHMENT

if TYPE_CHECKING:
    from mrcworkbench.domain.files.kinds import Danger
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.storage.answers.attachments import Place
    from mrcworkbench.storage.store import Store

_ROOM = 32 * 1024 * 1024
"""Bytes that should be free for copies to look at."""


class AttachedFiles:
    """The attached files of one open database, each named where it is attached: by the question of an answer, and the
    id of the row if it belongs to one. `keep` and `read` wait for the disk, on whatever thread calls them."""

    def __init__(
        self, store: Store, writer: Writer, clock: Callable[[], datetime], require_writable: Callable[[], None]
    ) -> None:
        self._store, self._writer, self._clock = store, writer, clock
        self._require_writable = require_writable
        self._assessment = ""
        self._named: dict[tuple[Place, str], AttachedFile] = {}
        self._known: dict[str, AttachedFile] = {}
        """By content alone: a row may have been copied since, and other assessments have files too."""
        self.changed = False
        """Whether there may be files now that nothing names any more."""

    def begin(self, assessment: str, named: Mapping[tuple[Place, str], AttachedFile]) -> None:
        """Another assessment is open, with these files by place and SHA-256."""
        self._assessment, self._named = assessment, dict(named)
        self._known.update({sha256: file for (_, sha256), file in named.items()})

    def keep(self, file: Path, question: str, row: str | None = None) -> str:
        """Store a file and give its SHA-256, for `with_file`. Raises `UserError` as `read_attachment` and the disk
        do, and where nothing can be saved."""
        self._require_writable()
        attachment = read_attachment(file, timestamp(self._clock()))
        self.store(attachment, question, row)
        return attachment.sha256

    def store(self, attachment: Attachment, question: str, row: str | None = None) -> None:
        """Store a file that has been read. Raises `UserError` as the disk does."""
        self.changed = True
        place = question, row or ""
        self._writer.submit(lambda: self._store.attachments.add(attachment, self._assessment, place)).result()
        before, file = self._named.get((place, attachment.sha256)), AttachedFile(attachment.name, attachment.size)
        self._named[place, attachment.sha256] = file if before is None else min(before, file, key=lambda one: one.name)
        self._known.setdefault(attachment.sha256, file)

    def read(self, sha256: str, question: str = "", row: str | None = None) -> Attachment | None:
        """A file with its content, called as it is there, or None if the database does not hold it."""
        place = question, row or ""
        return self._writer.submit(lambda: self._store.attachments.load(sha256, self._assessment, place)).result()

    def remember(self, known: Mapping[str, AttachedFile]) -> None:
        """Name and size of files by SHA-256, so that they can be shown without the disk."""
        self._known = {**known, **self._known}

    def known(self, sha256: str, question: str = "", row: str | None = None) -> AttachedFile | None:
        """Name and size of a file, as it is called there; None if the database does not hold it."""
        return self._named.get(((question, row or ""), sha256)) or self._known.get(sha256)

    def without(self, answer: Answer, sha256: str, row: str | None = None) -> Answer:
        """The answer, or a row of it, with one file less. What nothing names any more goes with the session."""
        self.changed = True
        return _with_files(answer, row, lambda files: tuple(one for one in files if one != sha256))


def with_file(answer: Answer, sha256: str, row: str | None = None) -> Answer:
    """The answer, or a row of a register, with one file more; as it is where it has no such row."""
    return _with_files(answer, row, lambda files: tuple(dict.fromkeys((*files, sha256))))


def _with_files(answer: Answer, row: str | None, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Answer:
    if row is None:
        return replace(answer, attachments=change(answer.attachments))
    changed = (replace(one, attachments=change(one.attachments)) if one.id == row else one for one in answer.rows)
    return replace(answer, value=tuple(changed) or answer.value)


def read_attachment(file: Path, added_at: str) -> Attachment:
    """Read a file to attach. Raises `UserError` attachment_too_large, attachment_empty, attachment_no_file,
    no_permission."""
    with told_to_user(file):
        if not file.is_file():
            raise UserError("attachment_no_file", path=str(file))
        with file.open("rb") as source:
            content = source.read(MAX_ATTACHMENT + 1)
    if len(content) > MAX_ATTACHMENT:
        raise UserError("attachment_too_large", name=file.name, most=MAX_ATTACHMENT // (1024 * 1024))
    if not content:
        raise UserError("attachment_empty", name=file.name)
    name = _shown_name(file.name)
    return Attachment(
        sha256=hashlib.sha256(content).hexdigest(),
        name=name,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=len(content),
        added_at=added_at,
        content=content,
    )


class ViewedCopies:
    """A private folder for copies to look at, made when the first is asked for, on whatever thread that is."""

    def __init__(self) -> None:
        self._stack, self._lock = ExitStack(), Lock()
        self._folder: Path | None = None
        self._kept: dict[Path, tuple[Path, str]] = {}
        """Per changed copy where it is kept, and the mark of what was kept."""

    def folder(self) -> Path:
        """Raises `UserError` no_private_folder."""
        with self._lock:
            if self._folder is None:
                from mrcworkbench import leftovers

                self._folder = self._stack.enter_context(leftovers.private_folder(_ROOM))
            return self._folder

    def keep_changed(self) -> tuple[tuple[Path, Path], ...]:
        """Keep what other programs have changed since the last look: each copy, and where it is kept now.

        Raises `UserError` as the disk does.
        """
        from mrcworkbench import changed_copies, leftovers

        with self._lock:
            folder = self._folder
            if folder is None:
                return ()
            found = []
            with told_to_user(folder):
                for file in changed_copies.changed_in(folder):
                    place, mark = self._kept.get(file, (None, ""))
                    now = _mark(file)
                    if now == mark:
                        continue
                    if place is not None and (not place.exists() or _mark(place) != mark):
                        place = None  # the person has gone on with it, or taken it away
                    kept = leftovers.keep_changed(file, place)
                    self._kept[file] = kept, now
                    found.append((file, kept))
            return tuple(found)

    def close(self) -> tuple[Path, ...]:
        """The copies go; those that another program holds open (Windows), at the next start. What was changed since the
        last look is kept; what no disk takes now stays for the next start."""
        kept: tuple[Path, ...] = ()
        with suppress(UserError):  # a full disk: the folder stays as long as there is something changed in it
            kept = tuple(place for _, place in self.keep_changed())
        with self._lock:
            for file in self._kept:
                with suppress(OSError):
                    file.unlink()
            self._folder = None
            self._kept.clear()
            self._stack.close()
        return kept


def danger_in(attachment: Attachment) -> Danger | None:
    """Why a kept file is only saved and not opened; None if it may be handed to the system to open."""
    from mrcworkbench.domain.files.kinds import danger_of

    return danger_of(safe_name(attachment.name), attachment.content)


def write_copy(attachment: Attachment, folder: Path) -> Path:
    """Write a kept file to a private folder, to be looked at: marked as one from elsewhere, and only to be read.

    One that is there is given again, unless it was changed: then another is written elsewhere. Raises `UserError` as
    the disk does.
    """
    from mrcworkbench import changed_copies, leftovers

    name = safe_name(attachment.name)
    with told_to_user(folder / name):
        for place in changed_copies.places_for(folder, attachment.content):
            target = place / name
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not target.exists():
                draft = leftovers.unfinished_name(place)  # which goes with the private folder
                draft.touch(mode=0o600)
                draft.write_bytes(attachment.content)
                systems.sync_file(draft)  # so that half a copy is never taken for a changed one
                mark_as_foreign(draft)
                draft.chmod(0o400)
                systems.place_new(draft, target)
            if changed_copies.is_untouched(target):
                return target
    raise UserError("exists", path=str(folder / name))


def save_attachment(attachment: Attachment, target: Path, database: Path) -> None:
    """Write a file that is kept in `database` where the person wants it, whole or not at all, marked as one from
    elsewhere.

    What is there is replaced; the person has been asked. Raises `UserError` copy_onto_itself, as `require_replaceable`,
    and as the disk does.
    """
    from mrcworkbench import leftovers
    from mrcworkbench.services.session.copying import require_replaceable

    if systems.is_same_file(target, database):
        raise UserError("copy_onto_itself", path=str(target))
    require_replaceable(target)
    draft = leftovers.unfinished_name(target.absolute().parent)
    with leftovers.claimed(draft), told_to_user(target):
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_bytes(attachment.content)
        systems.sync_file(draft)
        mark_as_foreign(draft)
        systems.replace(draft, target)


def _mark(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _shown_name(name: str) -> str:
    """Storable text: a name may hold bytes that are no characters."""
    return name.encode("utf-8", "replace").decode("utf-8")[:255]


def safe_name(name: str) -> str:
    """A name that a file can have on every system, and that shows its real ending."""
    bare = "".join("_" if ch in '<>:"/\\|?*' or not ch.isprintable() else ch for ch in name).strip(" .")
    stem, dot, ending = bare.rpartition(".")
    short = f"{stem[:80]}{dot}{ending[:10]}" if stem else bare[:80]
    return f"file {short}" if not short or systems.path_problem(Path(short)) else short
