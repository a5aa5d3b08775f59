"""A row of the list of sections: number, title, state in words, mark."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mrcworkbench.domain.progress import SectionProgress, SectionState
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.draw import draw_section_mark
from mrcworkbench.gui.words.texts import plain_tooltip

_SIDE, _NUMBER, _MARK, _GAP = 16, 30, 16, 10
_TONES = {
    SectionState.COMPLETE: ("ok", "regular"),
    SectionState.PROBLEMS: ("warn", "medium"),
    SectionState.IN_PROGRESS: ("accent", "medium"),
}


class SectionRow(QAbstractButton):
    """Painted, so that 32 rows cost little; 36 high, or as high as the lines of the title need."""

    def __init__(self, theme: Theme, number: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self._state, self._words, self._share = SectionState.NOT_STARTED, "", 0.0
        self._wrapped: dict[int, list[str]] = {}
        self._heights: dict[int, int] = {}
        self._title_width, self._words_width, self._longest_word = 0, 0, 0
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self._wrapped.clear()
        self._heights.clear()
        self._title_width, self._words_width, self._longest_word = 0, 0, 0
        self.updateGeometry()

    def show_state(self, section: SectionProgress, words: str, spoken: str) -> None:
        self._state = section.state
        self._share = section.needed.done / section.needed.all if section.needed.all else 0.0
        if words != self._words:
            self._words, self._words_width = words, 0
            self._heights.clear()
            self.updateGeometry()
        self.setAccessibleName(f"{self._number} {self.text()}, {spoken}")
        self.setToolTip(plain_tooltip(spoken))
        self.update()

    # Size

    def _beside(self) -> int:
        """What stands on the two sides of the title, with the spaces between."""
        if not self._words_width:
            self._words_width = self._theme.metrics("secondary", "medium").horizontalAdvance(self._words)
        return 2 * _SIDE + self._theme.px(_NUMBER) + self._words_width + self._theme.px(_MARK) + 2 * _GAP

    def _title_room(self, width: int) -> int:
        return max(60, width - self._beside())

    def least_width(self) -> int:
        """The width at which no word of the title is broken."""
        if not self._longest_word:
            metrics = self._theme.metrics("body")
            words = self.text().replace("-", "- ").split()
            self._longest_word = max((metrics.horizontalAdvance(word) for word in words), default=0)
        return self._longest_word + self._beside()

    def _lines(self, width: int) -> list[str]:
        """The title in as many lines as it needs, never cut; kept, as layouts ask often."""
        if width not in self._wrapped:
            self._wrapped[width] = self._wrap(width)
        return self._wrapped[width]

    def _wrap(self, width: int) -> list[str]:
        if not self._title_width:
            self._title_width = self._theme.metrics("body").horizontalAdvance(self.text())
        if self._title_width <= width:
            return [self.text()]
        layout = QTextLayout(self.text(), self._theme.font("body"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines = []
        while (found := layout.createLine()).isValid():
            found.setLineWidth(width)
            lines.append(self.text()[found.textStart() : found.textStart() + found.textLength()].rstrip())
        layout.endLayout()
        return lines

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:  # layouts ask dozens of times
            lines = len(self._lines(self._title_room(width)))
            text = self._theme.metrics("body").lineSpacing() * lines
            self._heights[width] = max(self._theme.px(38), text + 14) + 1
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(240, self.width())))

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        t = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, 0, self.width(), 1, t.color("line"))
        if self.underMouse():
            painter.fillRect(self.rect().adjusted(1, 1, -1, 0), t.color("accent_soft"))
        if self.hasFocus():
            painter.setPen(QPen(t.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 2, -3, -2), 5, 5)
        room = self.rect().adjusted(_SIDE, 0, -_SIDE, 0)
        painter.setFont(t.font("secondary", "semibold"))
        painter.setPen(t.color("faint"))
        self._text(painter, self._box(room, 0, t.px(_NUMBER)), self._number)
        title_width = self._title_room(self.width())
        lines = self._lines(title_width)
        painter.setFont(t.font("body"))
        painter.setPen(t.color("ink"))
        height = QFontMetrics(painter.font()).lineSpacing()
        top = room.center().y() - height * len(lines) // 2 + 1
        for number, text in enumerate(lines):
            box = self._box(room, t.px(_NUMBER), title_width)
            self._text(painter, QRect(box.left(), top + number * height, box.width(), height), text)
        colour, weight = _TONES.get(self._state, ("muted", "regular"))
        painter.setFont(t.font("secondary", weight))
        painter.setPen(t.color(colour))
        mark = t.px(_MARK)
        words = QFontMetrics(painter.font()).horizontalAdvance(self._words) + 4
        self._text(painter, self._box(room, room.width() - mark - _GAP - words, words), self._words, far=True)
        place = self._box(room, room.width() - mark, mark)
        draw_section_mark(painter, QRectF(place), t, self._state, self._share, mirrored=self.isRightToLeft())

    def _box(self, room: QRect, start: int, width: int) -> QRect:
        """A box `start` pixels from the side where reading starts."""
        x = room.right() + 1 - start - width if self.isRightToLeft() else room.left() + start
        return QRect(x, room.top(), width, room.height())

    def _text(self, painter: QPainter, box: QRect, text: str, *, far: bool = False) -> None:
        right = self.isRightToLeft() != far
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), text)
