"""Banners and empty pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mrcworkbench.gui.speech import announce
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.marks import IconLabel, IconTile
from mrcworkbench.gui.widgets.basics.text import breakable, label

_LONGEST_WORD = 90
"""Characters: a path without spaces must not make the window wider than the screen."""


class Banner(QFrame):
    """Banner(theme, tone, icon): a strip over the whole width. `say(title, text)` shows it; add buttons to
    `buttons`."""

    def __init__(self, theme: Theme, tone: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setProperty("tone", tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 10, 32, 10)
        row.setSpacing(12)
        self._icon = IconLabel(theme, icon, tone, 20)
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = label("", tone=tone, weight="semibold", wrap=True)
        self._text = label("", "secondary", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(12)
        row.addLayout(self.buttons)
        self.hide()

    def say(self, title: str, text: str = "") -> None:
        self._title.setText(breakable(title, _LONGEST_WORD))
        self._text.setText(breakable(text, _LONGEST_WORD))
        self._text.setVisible(bool(text))
        said = f"{title} {text}".strip()
        if said != self.accessibleName() or self.isHidden():
            announce(self, said, urgent=self.property("tone") == "danger")
        self.setAccessibleName(said)
        self.show()


class MessageBox(QFrame):
    """MessageBox(theme, tone, icon): a soft box inside a card or panel, with a text; `say(text)` shows it, "" hides
    it. Each card has several, and most never say anything: what is in one is made when it does."""

    def __init__(self, theme: Theme, tone: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tone, self._icon = theme, tone, icon
        self._text: QLabel | None = None
        self.setProperty("kind", "soft")
        self.setProperty("tone", tone)
        self.hide()

    def say(self, text: str) -> None:
        if text != self.accessibleName() and self._tone == "danger":
            announce(self, text)
        if text or self._text is not None:
            self._label().setText(text)
            self.setAccessibleName(text)
            self.setVisible(bool(text))

    def _label(self) -> QLabel:
        if self._text is None:
            tone = self._tone
            row = QHBoxLayout(self)
            row.setContentsMargins(12, 8, 12, 8)
            row.setSpacing(10)
            icon = IconLabel(self._theme, self._icon, tone if tone != "neutral" else "muted", 16)
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            self._text = label("", "secondary", tone if tone in ("danger", "warn") else "", wrap=True)
            row.addWidget(self._text, 1)
        return self._text


class EmptyState(Card):
    """EmptyState(theme, icon, title, text, button="", button_icon="", steps=()): what will be here and why it helps.

    `button` (a `Button`, or None when no text was given) is the one primary action; `steps` are up to three (title,
    text).
    """

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str,
        button: str = "",
        button_icon: str = "",
        steps: Sequence[tuple[str, str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(padding=24, spacing=12, parent=parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.body.addStretch(1)  # what is said stays together where the card is given more room than it needs
        self.body.addSpacing(24)
        self.body.addWidget(IconTile(theme, icon, 64), 0, middle)
        heading = label(title, "title", wrap=True)
        heading.setAlignment(middle)
        self.body.addWidget(heading)
        sentence = label(text, tone="muted", wrap=True)
        sentence.setAlignment(middle)
        sentence.setMaximumWidth(560)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(sentence, 8)
        row.addStretch(1)
        self.body.addLayout(row)
        self.button = Button(theme, button, "primary", button_icon) if button else None
        if self.button is not None:
            self.body.addWidget(self.button, 0, middle)
        if steps:
            across = QHBoxLayout()
            across.setSpacing(16)
            for name, head, words in steps:
                box = Card("inset", spacing=4)
                box.body.addWidget(label(name, "caption", "accent", "semibold"))
                box.body.addWidget(label(head, weight="semibold", wrap=True))
                box.body.addWidget(label(words, "secondary", "muted", wrap=True))
                box.body.addStretch(1)
                across.addWidget(box, 1)
            self.body.addSpacing(12)
            self.body.addLayout(across)
        self.body.addSpacing(24)
        self.body.addStretch(1)
