"""A dialog that says what follows from an act, and asks why and who."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, MessageBox, label
from mrcworkbench.gui.widgets.basics.dialogs import Dialog
from mrcworkbench.gui.widgets.decisions.because import Because

_WIDTH, _REASON_HEIGHT = 520, 64
_BESIDE_DIALOG = 48
"""Pixels of the screen's height that a dialog leaves for its frame."""


class _Room(QScrollArea):
    """As high as what is in it, and scrolled where the screen is lower."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = content
        content.setProperty("kind", "plain")
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        width = max(self.width(), self._content.minimumSizeHint().width())
        layout = self._content.layout()
        height = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        return QSize(width, max(height, self._content.sizeHint().height() if not height else 0))


class ActDialog(Dialog):
    """ActDialog(theme, texts, name, parent, **facts): title, sentence and button are `name_title`, `name_text` and
    `name_go` of the texts. It stays until what was agreed is stored, or the person gives up; no key agrees."""

    agreed = Signal(str, str)
    """Reason and author."""

    def __init__(self, theme: Theme, texts: Texts, name: str, parent: QWidget, **facts: object) -> None:
        super().__init__(
            texts.text(f"centre_acts.{name}_title", **facts), texts.text(f"centre_acts.{name}_text", **facts), parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.px(_WIDTH))
        self.texts, self._theme = texts, theme
        self._busy = False
        self.because = Because(theme, texts, _REASON_HEIGHT)
        self.because.changed.connect(self.check)
        self._problem = MessageBox(theme, "danger", "triangle-alert")
        content = QWidget()
        self._inside = QVBoxLayout(content)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(12)
        self._inside.addWidget(self.because)
        self._inside.addStretch(1)
        self._room = _Room(content)
        self.body.addWidget(self._room, 1)
        self.body.addWidget(self._problem)
        self.leave = Button(theme, texts.text("common.cancel"))
        self.leave.clicked.connect(self.reject)
        takes_away = name in ("withdraw", "erase")
        self.go = Button(theme, texts.text(f"centre_acts.{name}_go"), "danger" if takes_away else "primary")
        self.go.clicked.connect(lambda: self.agreed.emit(self.because.words, self.because.name))
        self.buttons.addWidget(self.leave)
        self.buttons.addWidget(self.go)
        self.check()
        self.because.reason.setFocus()

    def ask_as(self, author: str) -> None:
        """Who decided something here last."""
        self.because.author.setText(author)

    def add(self, widget: QWidget) -> None:
        """Shows something more above the reason."""
        self._inside.insertWidget(self._inside.indexOf(self.because), widget)

    def add_below(self, *widgets: QWidget) -> None:
        """Shows something more below the reason."""
        for place, widget in enumerate(widgets, self._inside.indexOf(self.because) + 1):
            self._inside.insertWidget(place, widget)

    def add_line(self, text: str, tone: str = "") -> QLabel:
        made = label(text, "secondary", tone, wrap=True)
        self.add(made)
        return made

    @property
    def is_ready(self) -> bool:
        """Whether everything is there that the act needs."""
        return self.because.is_complete

    def check(self) -> None:
        self.go.setEnabled(self.is_ready and not self._busy)

    def say(self, problem: str) -> None:
        """Shows what is wrong."""
        self._problem.say(problem)
        self.fit()

    def fit(self) -> None:
        """Gives the content the height that it needs, as far as the screen has it."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        needed = self.height() - self._room.height() + self._room.sizeHint().height()
        self.resize(self.width(), min(needed, self.screen().availableGeometry().height() - _BESIDE_DIALOG))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.because.setEnabled(not busy)
        self.leave.setEnabled(not busy)
        self.check()
