"""The banner that names the stored answers which cannot be read; see `services.session.unreadable`."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import sentences
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Banner


class UnreadableStrip(Banner):
    """Hidden while every answer can be read. It stays until each of them has been answered anew."""

    def __init__(self, bridge: Bridge, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(theme, "warn", "triangle-alert", parent)
        self._bridge, self._texts = bridge, texts
        bridge.assessment_opened.connect(self.show_now)
        bridge.reloaded.connect(self.show_now)
        bridge.progress_changed.connect(self.show_now)
        self.hide()

    def show_now(self) -> None:
        """Shows how things stand."""
        error = self._bridge.session.unreadable_error() if self._bridge.has_assessment else None
        if error is None:
            self.hide()
        else:
            self.say(*sentences(self._texts, error))
