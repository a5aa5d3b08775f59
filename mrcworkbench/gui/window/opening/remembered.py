"""What one start of the program leaves for the next: the files opened lately, and the look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mrcworkbench.gui import preferences
from mrcworkbench.gui.session.tasks import Runner, Task

if TYPE_CHECKING:
    from mrcworkbench.gui.theme import Theme
    from mrcworkbench.services.session.session import Session


class Remembered(QObject):
    """The user's preferences, changed off the window's thread. With `remembers` false nothing is read or kept."""

    def __init__(self, runner: Runner, theme: Theme, *, remembers: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner, self._theme, self._remembers = runner, theme, remembers
        theme.changed.connect(self._keep_look)

    def last(self, kept: preferences.Preferences | None) -> str:
        """The file that was open last, "" for none; `kept` are the preferences, where they have been read already."""
        return (kept or preferences.load()).last if self._remembers else ""

    def recent(self) -> Sequence[str]:
        """The files opened lately."""
        return preferences.load().recent if self._remembers else ()

    def keep_opened(self, session: Session) -> None:
        """A file has been opened. The next start opens it too, unless it was only looked at."""
        if session.read_only_reason != "temporary_copy":
            own = session.read_only_reason not in ("submission_opened", "backup_opened")
            self._change(lambda kept: kept.opened(session.path, next_start=own))

    def _keep_look(self) -> None:
        """Light or dark, and the size of the text."""
        theme, scale = self._theme.choice.value, self._theme.scale
        self._change(lambda kept: kept._replace(theme=theme, scale=scale))

    def _change(self, how: Callable[[preferences.Preferences], preferences.Preferences]) -> None:
        if self._remembers:
            self._runner.start(Task(lambda _: preferences.change(how), self))
