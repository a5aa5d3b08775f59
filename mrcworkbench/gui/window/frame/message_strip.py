"""How messages are shown: a strip below the top bar that can be dismissed. Nothing pops up, nothing has to be
confirmed. What holds as long as the file is open, that it can only be read, stands in a strip of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import Notifier, sentences
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Banner, Button

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session

_GOOD_NEWS_MS = 8000
_ICONS = {"ok": "circle-check", "warn": "triangle-alert", "danger": "circle-alert"}


class ReadOnlyStrip(Banner):
    """Says why nothing can be saved in the open file, with the way out: a copy to work in."""

    def __init__(self, theme: Theme, texts: Texts, work_on_copy: Callable[[], None]) -> None:
        super().__init__(theme, "warn", "lock")
        self._texts = texts
        self.work_on_copy = Button(theme, texts.text("window.work_on_copy"), "secondary", "save")
        self.work_on_copy.clicked.connect(lambda _: work_on_copy())  # without the button's state
        self.buttons.addWidget(self.work_on_copy)

    def show_session(self, session: Session) -> None:
        """Shows it where the file is open only to be read, else hides it."""
        if not session.read_only:
            self.hide()
            return
        sentence, advice = sentences(self._texts, session.read_only_error())
        sent = session.read_only_reason == "submission_opened"
        title = "window.read_only_title_submission_opened" if sent else "window.read_only_title"
        self.say(self._texts.text(title), f"{sentence} {advice}".strip())


class MessageStrip(QFrame):
    """One message at a time, the newest. Good news goes by itself; what needs something stays until it is dismissed."""

    def __init__(self, notifier: Notifier, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.banners = {tone: Banner(theme, tone, icon) for tone, icon in _ICONS.items()}
        self.report = Button(theme, texts.text("window.fault_report"), "secondary", "message-square-warning")
        self.report.clicked.connect(notifier.report_wanted)
        self.banners["danger"].buttons.addWidget(self.report)
        for banner in self.banners.values():
            dismiss = Button(theme, texts.text("common.dismiss"), "icon", "x")
            dismiss.clicked.connect(self.clear)
            banner.buttons.addWidget(dismiss)
            column.addWidget(banner)
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(_GOOD_NEWS_MS)
        self._going.timeout.connect(self.clear)
        notifier.said.connect(self._say)
        notifier.broke.connect(self._broke)
        self.clear()

    def clear(self) -> None:
        """Shows nothing."""
        self._going.stop()
        for banner in self.banners.values():
            banner.hide()
        self.hide()

    def _say(self, tone: str, title: str, text: str) -> None:
        self.clear()
        self.report.hide()
        self.show()
        self.banners[tone].say(title, text)
        if tone == "ok":
            self._going.start()

    def _broke(self) -> None:
        self._say("danger", self._texts.text("window.fault_title"), self._texts.text("window.fault_text"))
        self.report.show()
