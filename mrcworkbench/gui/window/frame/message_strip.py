"""How messages are shown: a strip below the top bar that can be dismissed. Nothing pops up, nothing has to be
confirmed. What holds as long as the file is open, that it can only be read, stands in a strip of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import Notifier, sentences
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Banner, Button

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session

_GOOD_NEWS_MS = 8000
_TITLED = ("submission_opened", "open_on_other_computer", "open_elsewhere")
"""Why a file is only read, where the title says so."""
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
        reason = session.read_only_reason
        title = f"window.read_only_title_{reason}" if reason in _TITLED else "window.read_only_title"
        self.say(self._texts.text(title), f"{sentence} {advice}".strip())


class MessageStrip(QFrame):
    """One message at a time, the newest. Good news goes by itself; what needs something stays until it is dismissed."""

    def __init__(self, notifier: Notifier, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notifier, self._theme, self._texts = notifier, theme, texts
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.banners: dict[str, Banner] = {}
        """By tone, each made when it first has something to say."""
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(_GOOD_NEWS_MS)
        self._going.timeout.connect(self.clear)
        notifier.said.connect(self._say)
        notifier.broke.connect(self._broke)
        self.clear()

    def clear(self) -> None:
        """Shows nothing."""
        self._is_refusal = False
        self._going.stop()
        for banner in self.banners.values():
            banner.hide()
        self.hide()

    def refuse(self, error: UserError) -> None:
        """An edit could not be taken: said until one is, or it is dismissed."""
        self._notifier.error(error)
        self._is_refusal = True

    def settle(self) -> None:
        """An edit was taken."""
        if self._is_refusal:
            self.clear()

    def _say(self, tone: str, title: str, text: str) -> None:
        self.clear()
        self.show()
        self._banner(tone).say(title, text)
        if tone == "danger":
            self.report.hide()
        if tone == "ok":
            self._going.start()

    def _banner(self, tone: str) -> Banner:
        if tone not in self.banners:
            banner = self.banners[tone] = Banner(self._theme, tone, _ICONS[tone])
            if tone == "danger":
                banner.buttons.addWidget(self.report)
            dismiss = Button(self._theme, self._texts.text("common.dismiss"), "icon", "x")
            dismiss.clicked.connect(self.clear)
            banner.buttons.addWidget(dismiss)
            self._column.addWidget(banner)
        return self.banners[tone]

    @cached_property
    def report(self) -> Button:
        """For a fault of ours: it leads to the report of what has happened."""
        made = Button(self._theme, self._texts.text("window.fault_report"), "secondary", "message-square-warning")
        made.clicked.connect(self._notifier.report_wanted)
        return made

    def _broke(self) -> None:
        self._say("danger", self._texts.text("window.fault_title"), self._texts.text("window.fault_text"))
        self.report.show()
