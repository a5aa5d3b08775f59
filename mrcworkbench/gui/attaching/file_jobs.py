"""What is done with attached files off the window's thread: storing, looking through, writing copies.

Files are read and stored there because ten megabytes take a second on an old disk.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mrcworkbench.errors import UserError
from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.services.session.attachments import ViewedCopies, danger_in, save_attachment, write_copy

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session


class FilePlace(NamedTuple):
    """What a file is attached to: the answer to a question, or a row of it."""

    question: str
    row: str | None = None


@dataclass(frozen=True)
class ToAttach:
    """Files to attach to one place, and how it ended."""

    session: Session
    place: FilePlace
    paths: tuple[Path, ...]
    kept: tuple[str, ...] = ()
    """SHA-256 of those that were stored."""
    refused: tuple[UserError, ...] = ()
    telling: tuple[str, ...] = ()
    """Names of those that say more than they show."""


@dataclass(frozen=True)
class ToOpen:
    """What came of a file that was to be opened: a copy, or why there is none. Without either it is not there."""

    session: Session
    place: FilePlace
    sha256: str
    name: str
    copy: Path | None = None
    danger: str | None = None
    """A code of `Danger`: the file is only saved."""
    error: UserError | None = None


def find_changed(copies: ViewedCopies, _: Task) -> tuple[tuple[Path, Path], ...] | UserError:
    """On the runner's thread: compares the copies with what was written."""
    try:
        return copies.keep_changed()
    except UserError as error:
        return error


def attach(asked: ToAttach, _: Task) -> ToAttach:
    """On the runner's thread: stores each file, and looks into it."""
    from mrcworkbench.services.inside_files.attached import names_of_telling

    kept, refused = [], []
    for path in asked.paths:
        try:
            kept.append(asked.session.files.keep(path, *asked.place))
        except UserError as error:
            refused.append(error)
    telling = names_of_telling(asked.session, kept, *asked.place)
    return replace(asked, kept=tuple(kept), refused=tuple(refused), telling=telling)


def prepare(asked: ToOpen, copies: ViewedCopies, _: Task) -> ToOpen:
    """On the runner's thread: looks through the file, and writes a copy to open where that shows it harmless."""
    try:
        attachment = asked.session.files.read(asked.sha256, *asked.place)
        if attachment is None:
            return asked
        danger = danger_in(attachment)
        if danger is not None:
            return replace(asked, danger=danger.value)
        return replace(asked, copy=write_copy(attachment, copies.folder()))
    except UserError as error:
        return replace(asked, error=error)


def save(asked: ToOpen, target: Path, _: Task) -> ToOpen:
    """On the runner's thread: writes the file where the person wants it."""
    try:
        attachment = asked.session.files.read(asked.sha256, *asked.place)
        if attachment is None:
            return asked
        save_attachment(attachment, target, asked.session.path)
        return replace(asked, copy=target)
    except UserError as error:
        return replace(asked, error=error)
