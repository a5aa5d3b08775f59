"""Drop-down lists that only change when a person means it, and are called by their label."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QToolTip

from mrcworkbench import systems
from mrcworkbench.gui.words.texts import plain_tooltip


class ComboBox(QComboBox):
    """The wheel scrolls the page and never changes a choice; Enter opens the list, as it presses a button. The list is
    as wide as its longest choice, be the box narrower; where the box cuts the choice, its tip says the whole.

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

    def showPopup(self) -> None:
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        needed = self.view().sizeHintForColumn(self.modelColumn()) + 2 * self.view().frameWidth()
        needed += bar if self.count() > self.maxVisibleItems() else 0
        self.view().setMinimumWidth(min(needed, self.screen().availableGeometry().width()))
        super().showPopup()

    def is_cut(self) -> bool:
        """Whether the box is too narrow for what is chosen."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        return self.fontMetrics().horizontalAdvance(self.currentText()) > room.width()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self.is_cut():
            QToolTip.showText(event.globalPos(), plain_tooltip(self.currentText()), self)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isEditable():
            self.showPopup()
        else:
            super().keyPressEvent(event)
