"""The text of one box on paper: its lines, its parts with their looks, and the marks, which are drawn as shapes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from mrcworkbench.content.directions import set_apart
from mrcworkbench.exchange.report.cells import Value
from mrcworkbench.exchange.report.layout import Content, Run
from mrcworkbench.exchange.report.looks import Look
from mrcworkbench.exchange.report.measure import line_height, room_in
from mrcworkbench.exchange.report.pages.marks import CONFIRMED, DOCUMENTED, OWN_WORD
from mrcworkbench.gui.printing.paper_font import paper_font

_PADDING, _EDGE = 1.5, 2.5
"""Points above and below a text, and beside it."""
_LINE_SEPARATOR = "\u2028"
"""Ends a line inside a layout, where a line feed would be drawn."""
_MARKS = {CONFIRMED: "\u2003", DOCUMENTED: DOCUMENTED, OWN_WORD: OWN_WORD}
"""What keeps the room of a mark. A text that is copied has it too, so it is the mark itself where the font has it."""
_MARK, _RING = 0.72, 0.09
"""Diameter of a mark and width of its ring, in sizes of the text that it stands in."""
_SIDES = {
    -1: Qt.AlignmentFlag.AlignLeft,
    0: Qt.AlignmentFlag.AlignHCenter,
    1: Qt.AlignmentFlag.AlignRight,
}


def shown(value: Value, number_format: str = "General") -> str:
    """A value of a cell as the workbook shows it: dates in the order of ISO 8601, counts in groups of three."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and number_format.startswith("#,##0"):
        return f"{value:,.2f}".rstrip("0").rstrip(".") if "." in number_format else f"{value:,.0f}"
    return "" if value is None else str(value)


class TextBlock:
    """TextBlock(content, look, width): a text laid out for a box of so many points; `draw` puts it there."""

    def __init__(self, content: Content, look: Look, width: float, *, mirrored: bool) -> None:
        self._look, self._width = look, width
        self._runs = content if isinstance(content, tuple) else (Run(shown(content, look.number_format)),)
        self._room = room_in(width, look)
        self._side = _side(look, mirrored=mirrored, is_number=isinstance(content, int | float))
        self._step = line_height(max([look.size, *(run.size for run in self._runs if run.size)]))
        self._marks: list[tuple[int, str, Run]] = []
        self._layout = QTextLayout()
        self._fill(mirrored=mirrored)
        self._break()

    @property
    def height(self) -> float:
        return self._layout.lineCount() * self._step

    def draw(self, painter: QPainter, box: QRectF, *, mirrored: bool) -> None:
        """What does not fit into the height of a wrapped box is cut at its edge, as in the workbook."""
        inner = box.adjusted(_EDGE, _PADDING, -_EDGE, -_PADDING)
        indent = self._width - 2 * _EDGE - self._room
        left = inner.left() + (0 if mirrored or self._look.horizontal == "right" else indent)
        if self._look.horizontal == "center":
            left = inner.left() + indent / 2
        overhang = max(0.0, self._line_width - self._room)
        left -= overhang * (self._side + 1) / 2
        over = inner.height() - self.height
        top = inner.top() + {"top": 0.0, "center": over / 2, "bottom": over}[self._look.vertical]
        painter.save()
        if self._look.wrap and over < -self._step:
            painter.setClipRect(box)
            top = max(top, inner.top())
        self._layout.draw(painter, QPointF(left, top))
        for mark in self._marks:
            self._draw_mark(painter, QPointF(left, top), *mark)
        painter.restore()

    def _fill(self, *, mirrored: bool) -> None:
        text, formats = "", []
        for run in self._runs:
            words = run.text.replace("\n", _LINE_SEPARATOR)
            start = _units(text)
            formats.append(self._format(start, _units(words), run, run.colour or self._look.colour))
            for place, character in enumerate(words):
                if character in _MARKS:
                    at = start + _units(words[:place])
                    self._marks.append((at, character, run))
                    formats.append(self._format(at, 1, run, None))
            text += "".join(_MARKS.get(character, character) for character in words)
        option = QTextOption(_SIDES[self._side])
        from_right = mirrored and any(map(str.isalpha, text))  # groups of digits alone stand in their order
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LeftToRight)
        wrap = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if self._look.wrap else QTextOption.WrapMode.NoWrap
        option.setWrapMode(wrap)
        option.setUseDesignMetrics(True)
        self._layout.setText(text)
        self._layout.setFont(paper_font(self._look.size, bold=self._look.bold))
        self._layout.setTextOption(option)
        self._layout.setFormats(formats)

    def _format(self, start: int, length: int, run: Run, colour: str | None) -> QTextLayout.FormatRange:
        """Without a colour the text only keeps its room."""
        made = QTextLayout.FormatRange()
        made.start, made.length = start, length
        look = QTextCharFormat()
        look.setFont(paper_font(run.size or self._look.size, bold=run.bold or self._look.bold))
        look.setForeground(QColor(f"#{colour}") if colour else QColor(Qt.GlobalColor.transparent))
        made.format = look
        return made

    def _break(self) -> None:
        """A text that does not wrap runs on beyond its box."""
        self._line_width = self._room
        if not self._look.wrap:
            self._lay(1e6)
            widest = max(self._layout.lineAt(n).naturalTextWidth() for n in range(self._layout.lineCount()))
            self._line_width = max(self._room, widest + 1)
        self._lay(self._line_width)

    def _lay(self, width: float) -> None:
        self._layout.beginLayout()
        number = 0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, number * self._step + (self._step - line.height()) / 2))
            number += 1
        self._layout.endLayout()

    def _draw_mark(self, painter: QPainter, origin: QPointF, at: int, mark: str, run: Run) -> None:
        line = self._layout.lineForTextPosition(at)
        here, there = (float(line.cursorToX(place)[0]) for place in (at, at + 1))  # type: ignore[index]
        size = run.size or self._look.size
        capital = QFontMetricsF(paper_font(size, bold=False)).capHeight()
        centre = origin + QPointF((here + there) / 2, line.y() + line.ascent() - capital / 2)
        colour = QColor(f"#{run.colour or self._look.colour}")
        ring = size * _RING
        radius = size * _MARK / 2 - ring / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, ring))
        painter.setBrush(colour if mark == DOCUMENTED else Qt.GlobalColor.white)
        painter.drawEllipse(centre, radius, radius)
        if mark == CONFIRMED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(centre, radius * 0.58, radius * 0.58)


def _side(look: Look, *, mirrored: bool, is_number: bool) -> int:
    """-1 at the left of the box, 0 in its middle, 1 at its right."""
    if look.horizontal == "center":
        return 0
    ends = look.horizontal == "right" or (look.horizontal is None and is_number)
    return 1 if ends is not mirrored else -1


def _units(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def texts_of(contents: Sequence[Content]) -> str:
    """What boxes say, one after the other, for those who do not see them; lines that read the other way set apart."""
    said = ("".join(run.text for run in one) if isinstance(one, tuple) else shown(one) for one in contents)
    return ". ".join("\n".join(map(set_apart, text.split("\n"))) for text in said if text)
