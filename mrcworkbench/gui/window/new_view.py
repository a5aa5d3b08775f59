"""A stakeholder's view about the assessment that is open: asked once, then begun and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import Notifier
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.file_work import FileWork
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.window.file_use import Confirm, confirm_with
from mrcworkbench.services.views import new_view

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo


class NewView(QObject):
    """`offer()` asks and does it, or says why not; `begun` with the id of the view."""

    begun = Signal(str)

    def __init__(self, bridge: Bridge, notifier: Notifier, theme: Theme, texts: Texts, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._notifier, self._texts = bridge, notifier, texts
        self._work = FileWork(bridge, parent=self)
        self.confirm: Confirm = confirm_with(theme, texts, window)
        """Replaced in tests."""

    def offer(self) -> None:
        """What the menu offers for the assessment that is open."""
        if not self._bridge.has_assessment or self._bridge.busy:
            return
        session, about = self._bridge.session, self._bridge.assessment
        say = self._texts.text
        text = say("window.view_text", centre=about.centre.name, round=about.round)
        if self.confirm(say("window.view_title"), text, say("window.view_go")):
            self._work.start(lambda _: new_view(session, about.id), self._on_done, self._notifier.failure)

    def _on_done(self, view: AssessmentInfo) -> None:
        self.begun.emit(view.id)
