"""Drop-down lists that only change when a person means it, and are called by their label."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from mrcworkbench import systems


class ComboBox(QComboBox):
    """The wheel scrolls the page and never changes a choice; Enter opens the list, as it presses a button.

    Where Qt gives screen readers the choice in place of the name, the description begins with the name.
    """

    _described = ""

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setAccessibleDescription(self._described)

    def setAccessibleDescription(self, description: str) -> None:
        self._described = description
        named = systems.speaks_choice_for_name()
        words = (self.accessibleName() if named else "", description)
        super().setAccessibleDescription(". ".join(filter(None, words)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isEditable():
            self.showPopup()
        else:
            super().keyPressEvent(event)
