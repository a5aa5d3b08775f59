"""Using the open file for one centre or to collect: asked once, with what changes; the other entry takes it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from mrcworkbench.domain.file_use import MadeAs
from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import Notifier
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.file_work import FileWork
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, label
from mrcworkbench.gui.widgets.basics.dialogs import Dialog
from mrcworkbench.services.session.file_use import require_use, use_as

Confirm = Callable[[str, str, str], bool]
"""Asks a title and a text, with the word to do it."""


class UseSwitch(QObject):
    """`offer(made_as)` asks and does it, or says why not; `switched` when the file has the other use."""

    switched = Signal()

    def __init__(self, bridge: Bridge, notifier: Notifier, theme: Theme, texts: Texts, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._notifier, self._texts = bridge, notifier, texts
        self._work = FileWork(bridge, parent=self)
        self.confirm: Confirm = confirm_with(theme, texts, window)
        """Replaced in tests."""

    def offer(self, made_as: MadeAs) -> None:
        """What the menu offers for the open file."""
        if not self._bridge.is_open or self._bridge.busy:
            return
        session, texts = self._bridge.session, self._texts
        try:
            require_use(session, made_as)
        except UserError as error:
            self._notifier.error(error)
            return
        to = f"window.to_{made_as.value}"
        if self.confirm(texts.text(f"{to}_title"), texts.text(f"{to}_text"), texts.text(f"{to}_go")):
            self._work.start(lambda _: use_as(session, made_as), self._on_done, self._notifier.failure)

    def _on_done(self, _: object) -> None:
        self.switched.emit()


def confirm_with(theme: Theme, texts: Texts, window: QWidget) -> Confirm:
    """Asks in a dialog over the window."""
    return lambda title, text, word: _ask(theme, texts, window, title, text, word)


def _ask(theme: Theme, texts: Texts, parent: QWidget, title: str, text: str, word: str) -> bool:
    """Whether to do something that takes nothing away: doing it is the default."""
    dialog = Dialog(title, "", parent)
    dialog.setMinimumWidth(theme.px(460))
    dialog.body.addWidget(label(text, wrap=True))
    leave = Button(theme, texts.text("common.cancel"))
    leave.clicked.connect(dialog.reject)
    go = Button(theme, word, "primary")
    go.clicked.connect(dialog.accept)
    go.setDefault(True)
    dialog.buttons.addWidget(leave)
    dialog.buttons.addWidget(go)
    go.setFocus()
    return dialog.exec() == QDialog.DialogCode.Accepted
