"""Finding the open conflicts and settling them, off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from mrcworkbench.gui.widgets.decisions.work import DecidingWork
from mrcworkbench.services.merging.resolving import open_conflicts, resolve

if TYPE_CHECKING:
    from mrcworkbench.services.merging.resolving import Resolution


class ConflictSettling(DecidingWork):
    """`find` looks for what is open, a tuple of `OpenConflict`; `settle` stores what a person has decided."""

    settled = Signal(int)
    """How many have been settled."""

    def find(self) -> None:
        """Looks for open conflicts."""
        session = self._bridge.session
        self.look_up(lambda: open_conflicts(session))

    def settle(self, resolutions: Sequence[Resolution], author: str) -> None:
        """Stores them all or none."""
        session = self._bridge.session
        self.store(author, lambda: resolve(session, resolutions, author=author), self.settled.emit)
