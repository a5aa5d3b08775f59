"""Cards and lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mrcworkbench.gui.widgets.basics.text import label


class Card(QFrame):
    """A white card with a 1-px edge. Add to `body`, a vertical layout; `kind` "inset" gives the grey card inside a
    panel, "soft" with a `tone` a tinted box without edge."""

    def __init__(
        self, kind: str = "card", *, tone: str = "", padding: int = 16, spacing: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        if tone:
            self.setProperty("tone", tone)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)


def card_header(title: str, note: str = "") -> tuple[QHBoxLayout, QLabel, QLabel]:
    """A row with the card's title and a note at its far end, with both labels so that they can be changed."""
    row = QHBoxLayout()
    row.setSpacing(8)
    heading = label(title, weight="semibold")
    remark = label(note, "caption", "muted")
    row.addWidget(heading, 1)
    row.addWidget(remark, 0, Qt.AlignmentFlag.AlignVCenter)
    return row, heading, remark


def line(*, upright: bool = False) -> QFrame:
    """A hairline, across or upright."""
    made = QFrame()
    made.setProperty("kind", "upright" if upright else "line")
    return made


def set_reading(frame: QFrame) -> None:
    """Tells the style sheet on which side the frame's edge is: `border-left` does not mirror by itself."""
    frame.setProperty("reading", "rtl" if frame.isRightToLeft() else "ltr")
