"""Plain text in which some parts are bold and underlined: what differs from another text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrcworkbench.gui.theme import Theme

_PAD = 12


class MarkedText(QWidget):
    """MarkedText(theme): `set_text(text, parts)`, each part a start and a length. As high as its width asks for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text, self._parts = "", ()  # type: tuple[str, Sequence[tuple[int, int]]]
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._on_theme)

    @property
    def text(self) -> str:
        return self._text

    @property
    def marked(self) -> tuple[str, ...]:
        """The parts that stand out."""
        return tuple(self._text[start : start + length] for start, length in self._parts)

    def set_text(self, text: str, parts: Sequence[tuple[int, int]] = ()) -> None:
        self._text, self._parts = text, tuple(parts)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        _, height = self._laid_out(width)
        return round(height) + 2 * _PAD

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(self.width() or 240))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._theme.px(40))

    def _laid_out(self, width: int) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self._text.replace("\n", "\u2028"), self._theme.font())
        option = QTextOption(Qt.AlignmentFlag.AlignLeading)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self.layoutDirection())
        layout.setTextOption(option)
        layout.setFormats([self._range(start, length) for start, length in self._parts])
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width - 2 * _PAD))
            line.setPosition(QPointF(0, y))
            y += line.height() + 2
        layout.endLayout()
        return layout, y

    def _range(self, start: int, length: int) -> QTextLayout.FormatRange:
        shape = QTextCharFormat()
        shape.setFontWeight(QFont.Weight.Bold)
        shape.setFontUnderline(True)
        shape.setBackground(self._theme.color("conflict_soft"))
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = start, length, shape
        return made

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("canvas"))
        painter.drawRoundedRect(self.rect(), 6, 6)
        painter.setPen(self._theme.color("ink"))
        layout, _ = self._laid_out(self.width())
        layout.draw(painter, QPointF(_PAD, _PAD))

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
