"""How messages are shown: a strip below the top bar that can be dismissed. Nothing pops up, nothing has to be
confirmed."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import Notifier
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Banner, Button

_GOOD_NEWS_MS = 8000
_ICONS = {"ok": "circle-check", "warn": "triangle-alert", "danger": "circle-alert"}


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
