"""Labels. Text is always plain: nothing typed by people or read from a file is taken for markup."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from mrcworkbench.gui.theme.tokens import TEXT_CHARACTERS
from mrcworkbench.gui.words.texts import apart, plain_tooltip

_ORDINARY = "answer in any order, and go on later: each of the answers is saved at once"


def breakable(text: str, run: int = 30) -> str:
    """The text with places to break in words that no line has room for, such as links and paths; Qt would break all
    words, or make the line as wide as the word."""
    return re.sub(rf"\S{{{run}}}", "\\g<0>\u200b", text)


def label(
    text: str = "",
    role: str = "body",
    tone: str = "",
    weight: str = "",
    *,
    wrap: bool = False,
    reading: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A plain-text label.

    `role`: display, title, lead, body, secondary, caption. `tone`: muted, faint, accent, ok, warn, danger, conflict,
    on_accent. `weight`: regular, medium, semibold. `wrap` breaks lines and takes the width there is; `reading` also
    caps it at 75 characters.
    """
    made = ReadingLabel(text, parent) if reading else QLabel(text, parent)
    _prepare(made, role)
    if tone:
        made.setProperty("tone", tone)
    if weight:
        made.setProperty("weight", weight)
    if wrap or reading:
        made.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        made.setSizePolicy(policy)
    return made


def _prepare(made: QLabel, role: str) -> None:
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    # Qt aligns a label by the script of its text, so a name of the other script would lie on the far side.
    near = Qt.AlignmentFlag.AlignRight if made.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    made.setAlignment(near | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


class ReadingLabel(QLabel):
    """Text that is never set wider than 75 characters, however wide the label is."""

    def cap(self) -> int:
        """The width of 75 characters of ordinary text, in pixels."""
        return self.fontMetrics().horizontalAdvance(_ORDINARY) * TEXT_CHARACTERS // len(_ORDINARY)

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        return super().heightForWidth(min(width, self.cap()) + margins.left() + margins.right())

    def minimumSizeHint(self) -> QSize:
        """Without the spare room on its right, which it gives back as soon as the page gets narrower."""
        hint, margins = super().minimumSizeHint(), self.contentsMargins()
        return QSize(max(0, hint.width() - margins.left() - margins.right()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        spare = max(0, self.width() - self.cap())
        self.setContentsMargins(spare if self.isRightToLeft() else 0, 0, 0 if self.isRightToLeft() else spare, 0)


def restyle(widget: QWidget, **properties: object) -> None:
    """Sets style-sheet properties, such as `tone` or `problem`, and shows them at once."""
    changed = False
    for name, value in properties.items():
        if (widget.property(name) or "") != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class ElidedLabel(QLabel):
    """One line that ends in "…" when there is no room, with the whole text as its tooltip."""

    def __init__(
        self, text: str = "", role: str = "body", tone: str = "", weight: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        _prepare(self, role)
        self.setProperty("tone", tone)
        self.setProperty("weight", weight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(plain_tooltip(self.text()) if shown != self.text() else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), apart(shown))
