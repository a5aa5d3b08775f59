"""Undo commands: thin, since the session keeps the answers and the domain says what a change touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from mrcworkbench.domain.answers import Answer

if TYPE_CHECKING:
    from mrcworkbench.gui.bridge import Bridge


class SetAnswer(QUndoCommand):
    """Replaces one answer by another, both checked before the command was made."""

    def __init__(self, bridge: Bridge, code: str, before: Answer, after: Answer, text: str) -> None:
        super().__init__(text)
        self._bridge, self._code, self._before, self._after = bridge, code, before, after

    def redo(self) -> None:
        self._put(self._after)

    def undo(self) -> None:
        self._put(self._before)

    def _put(self, answer: Answer) -> None:
        # An exception inside push() would leave the command on the stack as if it had happened.
        if not self._bridge.put(self._code, answer):
            self.setObsolete(True)
