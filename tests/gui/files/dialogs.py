"""Hands for the real dialog for saving: a name is typed, *Save* pressed, and every question answered in one way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox

_PATIENCE = 20


class Typing:
    """Types `name` into the next dialog; `asked` are the questions about files that are there."""

    def __init__(self, app: QApplication, name: str, answer: QMessageBox.StandardButton) -> None:
        self._app, self._name, self._answer = app, name, answer
        self.asked: list[str] = []
        self.ending = ""
        self._typed, self._ticks = False, 0
        self._ended = False

    def during(self, act: Callable[[], object]) -> None:
        """Does something that asks for a file."""
        QTimer.singleShot(0, self._tick)
        try:
            act()
        finally:
            self._ended = True
        assert self._typed, "nothing was asked"

    def _tick(self) -> None:
        if self._ended:
            return
        QTimer.singleShot(1, self._tick)  # another one: a press may open a question, and returns when that is answered
        shown = [window for window in self._app.topLevelWidgets() if window.isVisible()]
        for box in shown:
            if isinstance(box, QMessageBox):
                self.asked.append(box.text())
                button = box.button(self._answer)
                box.reject() if button is None else button.click()  # what only tells something has no such button
                return
        dialog = next((window for window in shown if isinstance(window, QFileDialog)), None)
        if dialog is None:
            return
        if not self._typed:
            self._typed = True
            self.ending = dialog.defaultSuffix()
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            field.setText(self._name)
            dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).click()
            return
        self._ticks += 1
        if self._ticks > _PATIENCE:  # a No leaves Qt's dialog open
            dialog.reject()


def typing(app: QApplication, name: str | Path, *, yes: bool = False) -> Typing:
    return Typing(app, str(name), QMessageBox.StandardButton.Yes if yes else QMessageBox.StandardButton.No)
