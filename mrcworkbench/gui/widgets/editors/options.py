"""Check boxes and radio buttons whose text breaks into lines, which Qt's own do not: long languages are never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from mrcworkbench.gui.theme import Theme

BOX = 20
"""Side of the box or ring with its edge, in pixels: the style sheet's 18 + 2."""
_GAP, _PAD, _EDGE = 10, 5, 3
_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    _Base = object  # two Qt classes cannot both be bases


class _Option(_Base):
    """What both have in common; mixed into Qt's class, whose painting and size it replaces."""

    _theme: Theme
    _words: str

    def _begin(self, theme: Theme, text: str) -> None:
        self._theme, self._words = theme, text
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def heightForWidth(self, width: int) -> int:
        return max(BOX, self._text_height(width)) + 2 * _PAD

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self._words) + BOX + _GAP + 2 * _EDGE, max(BOX, metrics.height()) + 2 * _PAD
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(BOX + _GAP + 60, BOX + 2 * _PAD)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        option.initFrom(self)
        option.state |= QStyle.StateFlag.State_On if self.isChecked() else QStyle.StateFlag.State_Off
        line = max(BOX, self.fontMetrics().height())
        box = QRect(_EDGE, _PAD + (line - BOX) // 2, BOX, BOX)
        direction = self.layoutDirection()
        option.rect = QStyle.visualRect(direction, self.rect(), box)
        radio = isinstance(self, QRadioButton)
        element = (
            QStyle.PrimitiveElement.PE_IndicatorRadioButton if radio else QStyle.PrimitiveElement.PE_IndicatorCheckBox
        )
        self.style().drawPrimitive(element, option, painter, self)
        text = QRect(_EDGE + BOX + _GAP, _PAD, self.width() - 2 * _EDGE - BOX - _GAP, self.height() - 2 * _PAD)
        if text.height() <= line:
            text.setHeight(line)
        flags = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._theme.color("ink" if self.isEnabled() else "muted"))
        painter.drawText(
            QStyle.visualRect(direction, self.rect(), text), int(flags) | int(Qt.TextFlag.TextWordWrap), self._words
        )
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _text_height(self, width: int) -> int:
        room = QRect(0, 0, max(40, width - 2 * _EDGE - BOX - _GAP), 10_000)
        return self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._words).height()


class CheckOption(_Option, QCheckBox):
    """A check box with a text of any length. A double click leaves it ticked, whatever it was: people who press
    everything twice lose nothing."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begin(theme, text)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.isChecked():  # the first click has ticked it
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)


class RadioOption(_Option, QRadioButton):
    """A radio button with a text of any length. Arrows move between the options of its parent, Space chooses.

    It stays exclusive, since only then a screen reader hears a radio button.
    """

    left = Signal()
    """The focus has gone elsewhere, perhaps to another option."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begin(theme, text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _KEYS.get(Qt.Key(event.key()))
        parent = self.parentWidget()
        if step is None or parent is None:
            super().keyPressEvent(event)
            return
        siblings = parent.findChildren(RadioOption, options=Qt.FindChildOption.FindDirectChildrenOnly)
        target = siblings[(siblings.index(self) + step) % len(siblings)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
