"""Dialogs of one frame: a question with two answers, and who decides."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, label


class Dialog(QDialog):
    """A title, a sentence, a body, and a row of buttons."""

    def __init__(self, title: str, sentence: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(title, "title", wrap=True))
        if sentence:
            words.addWidget(label(sentence, "secondary", "muted", wrap=True))
        column.addLayout(words)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column.addLayout(self.body, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(12)
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)


class NameDialog(Dialog):
    """Who decides something that others will read: `field`, and `go`, which waits for a name."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(texts.text("window.name_title"), texts.text("window.name_text"), parent)
        self.setMinimumWidth(theme.px(420))
        self.field = QLineEdit()
        self.field.setMaxLength(_LONGEST_NAME)
        self.field.setAccessibleName(texts.text("window.name_title"))
        self.body.addWidget(self.field)
        leave = Button(theme, texts.text("common.cancel"))
        leave.clicked.connect(self.reject)
        self.go = Button(theme, texts.text("window.name_go"), "primary")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        self.go.clicked.connect(self.accept)
        self.field.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.buttons.addWidget(leave)
        self.buttons.addWidget(self.go)
        self.field.setFocus()


def ask_name(theme: Theme, texts: Texts, parent: QWidget) -> str:
    """The name of whoever decides; "" if the person gives up."""
    dialog = NameDialog(theme, texts, parent)
    return dialog.field.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else ""


def ask(theme: Theme, title: str, text: str, buttons: tuple[str, str], parent: QWidget) -> bool:
    """Whether something is to be done that takes away: `buttons` are the words to leave it, the default, and to do
    it."""
    dialog = Dialog(title, "", parent)
    dialog.setMinimumWidth(theme.px(420))
    dialog.body.addWidget(label(text, wrap=True))
    stay = Button(theme, buttons[0], "primary")
    stay.clicked.connect(dialog.reject)
    stay.setDefault(True)
    lose = Button(theme, buttons[1], "danger")
    lose.clicked.connect(dialog.accept)
    dialog.buttons.addWidget(lose)
    dialog.buttons.addWidget(stay)
    stay.setFocus()
    return dialog.exec() == QDialog.DialogCode.Accepted


_LONGEST_NAME = 200
