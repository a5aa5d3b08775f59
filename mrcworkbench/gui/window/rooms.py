"""What fills the window: the shell with its pages, or the first start in its place."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from mrcworkbench.gui.focus import give_focus, move_between
from mrcworkbench.gui.window.frame.shell import Shell
from mrcworkbench.gui.window.navigator import Navigator


class Rooms(QStackedWidget):
    """Rooms(shell, navigator): the shell is shown until `setCurrentWidget` shows something else."""

    def __init__(self, shell: Shell, navigator: Navigator) -> None:
        super().__init__()
        self.shell, self._navigator = shell, navigator
        self.addWidget(shell)

    @property
    def is_in_shell(self) -> bool:
        """Whether the pages are on screen."""
        return self.currentWidget() is self.shell

    def show_shell(self) -> None:
        self.setCurrentWidget(self.shell)

    def move_region(self, step: int) -> None:
        """Goes to the next part of what is shown (1), or to the one before (-1)."""
        here = self.currentWidget()
        move_between(self._navigator.regions() if here is self.shell or here is None else [here], step)

    def give_focus(self) -> None:
        """Gives the focus to what is shown beside the sidebar, unless it has it."""
        give_focus(self._navigator.current() if self.is_in_shell else self.currentWidget())
