"""A kind of file that the window makes: report, submission, export, and what may follow.

Only what differs is said here. Choosing the place, making it, progress, cancelling, how it ended and opening it are the
same for all, in `Maker`; how that looks is `MakingCard`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.gui.outside.destinations import is_there
from mrcworkbench.gui.outside.save_dialog import with_ending
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.session.tasks import Task

Job = Callable[[Task], object]
"""Makes the file, on another thread; steps of the task tell how far it is. What it gives is told by `WayOut.told`."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a file that was made."""

    path: Path
    where: str
    facts: str = ""
    note: str = ""
    """What else has to be known, such as an answer that could not be read."""
    details: str = ""
    """What only few want to know, behind a button."""


class WayOut(QObject):
    """A subclass sets `name` and `suffix`, and fills `suggested_name`, `work` and `told`; the rest as it needs.

    Its texts stand in the catalogue as `<name>_page.<key>`: title, lead, make, change, replaces, choose, files, button,
    working, stopped, failed, saved, cannot_open, and one for each of `after`.
    """

    name: ClassVar[str]
    """Of its page, and in the settings of the open file that say where it went last."""
    suffix: ClassVar[str]
    icon: ClassVar[str] = "file-spreadsheet"
    button_icon: ClassVar[str] = "download"
    after: ClassVar[Sequence[tuple[str, str]]] = (("open", "external-link"), ("folder", "folder-open"))
    """What can be done with the file once it is there, each with its icon."""
    takes_whole_file: ClassVar[bool] = False
    """Whether nothing else can be done with the open database meanwhile, which is read again afterwards."""

    chosen = Signal()
    """Something else will be made than what was: how that ended is no longer shown."""
    readiness_changed = Signal()
    pressed = Signal()
    """It is to be made, as by the button."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.bridge, self.content, self.theme = context.bridge, context.content, context.theme
        self.texts, self.choose = context.texts, context.choose
        self.locked: list[QWidget] = []
        """What cannot be changed while the file is made."""

    def say(self, key: str, **facts: object) -> str:
        """One of its texts."""
        return self.texts.text(f"{self.name}_page.{key}", **facts)

    # What is made, and where

    def fill(self, body: QVBoxLayout) -> None:
        """Puts what can be chosen into the card, above the file."""

    def show(self) -> None:
        """Shows what is chosen now."""

    def has_matter(self) -> bool:
        """Whether there is anything to make it of: the assessment that is open."""
        return self.bridge.has_assessment

    def why_not(self) -> str:
        """Why it cannot be made at all; "" where it can."""
        return ""

    def is_ready(self) -> bool:
        """Whether what is needed has been given."""
        return True

    def variant(self) -> str:
        """What keeps a name of its own among the files of this kind, such as the audience of a report."""
        return ""

    def suggested_name(self) -> str:
        """The name of the file before one is chosen, with its ending."""
        raise NotImplementedError

    def is_folder(self) -> bool:
        """Whether a folder is made and no file."""
        return False

    def replaces(self, target: Path) -> bool:
        """Whether something that is there would be replaced."""
        return is_there(target)

    def ask_where(self, parent: QWidget, target: Path) -> Path | None:
        """Where a person wants it; None if they leave that."""
        chosen = self.choose(parent, self.say("choose"), target, self.say("files"))
        return None if chosen is None else with_ending(chosen, self.suffix)

    # Making it

    def confirm(self, target: Path, go: Callable[[], None]) -> None:  # noqa: ARG002
        """Calls `go` when a person is sure, which for most files they are once they have pressed the button."""
        go()

    def work(self, target: Path) -> Job:
        """Fixes, on the window's thread, what is made. Raises `UserError` where it cannot be."""
        raise NotImplementedError

    def told(self, made: Any) -> Told:
        """What is said of what `work` has given."""
        raise NotImplementedError

    def do(self, action: str, parent: QWidget) -> str:
        """Does one of `after` that is neither "open" nor "folder", and gives a note to show, or ""."""
        raise NotImplementedError
