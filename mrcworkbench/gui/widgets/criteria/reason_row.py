"""One sentence of the score, painted with its icon and the number of its question, which it leads to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mrcworkbench.content.directions import isolate
from mrcworkbench.gui.theme import Theme

_ICON, _GAP, _PAD = 16, 10, 4


class ReasonRow(QAbstractButton):
    """ReasonRow(theme, icon, colour, text, [(code, number), …], spoken): emits `chosen(code)` of the question pressed.

    Enter or the space bar leads to the first question. Without questions it is a mere sentence, and takes no focus; as
    a `link` it is a link whose words wrap, and emits `clicked`.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        icon: str,
        colour: str,
        text: str,
        questions: Sequence[tuple[str, str]] = (),
        spoken: str = "",
        *,
        link: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._colour = theme, icon, colour
        self._heights: dict[int, int] = {}
        """Kept, since layouts ask often."""
        self._ranges: list[tuple[int, int, str]] = []
        shown = text
        for code, number in questions:
            shown += "  "
            self._ranges.append((len(shown), len(isolate(number)), code))
            shown += isolate(number)
        self._shown, self._link = shown, link
        self._questions = tuple(code for code, _ in questions)
        self.setAccessibleName(spoken or text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._leads = bool(questions) or link
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._leads else Qt.FocusPolicy.NoFocus)
        if self._leads:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if questions:
            self.clicked.connect(lambda: self.chosen.emit(self._questions[0]))
        theme.changed.connect(self._on_theme)

    @property
    def text_shown(self) -> str:
        """The sentence with its question numbers."""
        return self._shown

    def set_icon(self, icon: str) -> None:
        """Shows another icon."""
        self._icon = icon
        self.update()

    def _on_theme(self) -> None:
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def _layout(self, width: float) -> QTextLayout:
        layout = QTextLayout(self._shown, self._theme.font("secondary", "medium" if self._link else "regular"))
        option = QTextOption()
        option.setTextDirection(self.layoutDirection())
        option.setAlignment(Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        formats = []
        for start, length, _ in self._ranges:
            part = QTextLayout.FormatRange()
            look = QTextCharFormat()
            look.setForeground(self._theme.color("accent"))
            look.setFontWeight(600)
            part.start, part.length, part.format = start, length, look
            formats.append(part)
        layout.setFormats(formats)
        layout.beginLayout()
        y = 0.0
        while (one := layout.createLine()).isValid():
            one.setLineWidth(max(width, 40.0))
            one.setPosition(QPointF(0, y))
            y += one.height() + 1
        layout.endLayout()
        return layout

    def _text_width(self, width: int) -> float:
        return width - _ICON - _GAP - 2 * _PAD

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            layout = self._layout(self._text_width(width))
            tall = sum(layout.lineAt(n).height() + 1 for n in range(layout.lineCount()))
            self._heights[width] = round(tall) + 2 * _PAD
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leads and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        code = self._code_at(event.position()) if self._questions else None
        if code is not None and code != self._questions[0] and self.isDown():
            self.setDown(False)
            self.chosen.emit(code)
            return
        super().mouseReleaseEvent(event)

    def _code_at(self, point: QPointF) -> str | None:
        origin = self._origin()
        layout = self._layout(self._text_width(self.width()))
        for n in range(layout.lineCount()):
            one = layout.lineAt(n)
            if one.y() <= point.y() - origin.y() <= one.y() + one.height():
                at = one.xToCursor(point.x() - origin.x())
                return next((code for start, length, code in self._ranges if start <= at <= start + length), None)
        return None

    def _origin(self) -> QPointF:
        return QPointF(_PAD if self.isRightToLeft() else _PAD + _ICON + _GAP, _PAD)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._leads and (self.underMouse() or self.hasFocus()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft") if self.underMouse() else Qt.BrushStyle.NoBrush)
            if self.hasFocus():
                painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRoundedRect(box, 4, 4)
        x = self.width() - _PAD - _ICON if self.isRightToLeft() else _PAD
        painter.drawPixmap(x, _PAD + 1, self._theme.pixmap(self._icon, self._colour, _ICON, self))
        painter.setPen(self._theme.color("accent" if self._link else "ink"))
        self._layout(self._text_width(self.width())).draw(painter, self._origin())
