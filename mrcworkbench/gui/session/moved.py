"""Moving on to a newer version as one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QUndoCommand, QUndoStack

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.moving import Moved, move_back, move_on

if TYPE_CHECKING:
    from mrcworkbench.gui.session.bridge import Bridge


class MoveStep(QUndoCommand):
    """MoveStep(bridge, moved, go_home, text): a move that has been made. Pages of the other version give way to Home,
    whichever way it goes."""

    def __init__(self, bridge: Bridge, moved: Moved, go_home: Callable[[], object], text: str) -> None:
        super().__init__(text)
        self._bridge, self.moved, self._go_home = bridge, moved, go_home
        self._is_made = True

    def redo(self) -> None:
        if not self._is_made:
            self._do(self._move_on, made=True)

    def undo(self) -> None:
        self._do(self._move_back, made=False)

    def _move_on(self) -> None:
        self.moved = move_on(self._bridge.session, self.moved.preview.new.version)

    def _move_back(self) -> None:
        move_back(self._bridge.session, self.moved)

    def _do(self, act: Callable[[], None], *, made: bool) -> None:
        try:
            act()
        except UserError as error:
            self._fail(error)
            return
        self._is_made = made
        self._bridge.announce_reload(keeps_undo=True)
        self._go_home()

    def _fail(self, error: UserError) -> None:
        """The stack takes the step for done: it is put there anew, to be tried again, unless it never will go."""
        self._bridge.refused.emit(error)
        self.setObsolete(True)
        if self._is_made and error.code != "moved_on_since":
            stack, again = self._bridge.undo_stack, MoveStep(self._bridge, self.moved, self._go_home, self.text())
            QTimer.singleShot(0, stack, lambda: stack.push(again))


def step_text(texts: Texts, version: str) -> str:
    """What the step of moving on to a version is called."""
    return texts.text("move_page.undo_step", version=version)


def is_move_last(stack: QUndoStack, texts: Texts, version: str) -> bool:
    """Whether the next undo takes back a move to this version. Told by its name: no step is asked for, as what the
    stack gives out may be gone with the next one."""
    return stack.canUndo() and stack.undoText() == step_text(texts, version)
