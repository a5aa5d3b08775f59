"""Why a conflict is settled so, and who says it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import label


class Because(QWidget):
    """Because(theme, texts, height): a reason, `height` tall, and a name in the last row, which may hold more."""

    changed = Signal()
    entered = Signal()
    """Enter was pressed in the last line, which is done with."""

    def __init__(self, theme: Theme, texts: Texts, height: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(texts.text("conflicts_page.reason"), weight="semibold", wrap=True))
        column.addWidget(label(texts.text("conflicts_page.reason_text"), "caption", "muted", wrap=True))
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(texts.text("conflicts_page.reason"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(height))
        self.reason.textChanged.connect(self.changed)
        column.addWidget(self.reason)
        self.row = QHBoxLayout()
        self.row.setSpacing(12)
        self.row.addWidget(label(texts.text("conflicts_page.author"), "secondary", "muted"))
        self.author = QLineEdit()
        self.author.setMaxLength(200)
        self.author.setAccessibleName(texts.text("conflicts_page.author"))
        self.author.textChanged.connect(self.changed)
        self.author.returnPressed.connect(self.entered)
        self.row.addWidget(self.author, 1)
        self.row.addStretch(1)
        column.addLayout(self.row)

    @property
    def words(self) -> str:
        """The reason."""
        return self.reason.toPlainText().strip()

    @property
    def name(self) -> str:
        """Who says so."""
        return self.author.text().strip()

    @property
    def is_complete(self) -> bool:
        """Whether there are both."""
        return bool(self.words and self.name)
