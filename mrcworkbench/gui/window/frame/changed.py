"""The banner of a file that somebody else works in: it was changed there, and can be shown anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from mrcworkbench import clocks
from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Banner, Button
from mrcworkbench.gui.words.local_time import clock_time

if TYPE_CHECKING:
    from mrcworkbench.services.session.holding.watching import FileWatch
    from mrcworkbench.services.session.session import Session

_LOOK_MS = 3000


class ChangedStrip(Banner):
    """`show_session` looks every few seconds after a file that is open elsewhere, and after no other."""

    def __init__(self, bridge: Bridge, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, "accent", "refresh-cw")
        self._bridge, self._texts = bridge, texts
        self._watch: FileWatch | None = None
        self._session: Session | None = None
        self.newest = Button(theme, texts.text("window.show_newest"), "secondary", "refresh-cw")
        self.newest.clicked.connect(self._show_newest)
        self.buttons.addWidget(self.newest)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        bridge.closed.connect(self._end)

    def show_session(self, session: Session) -> None:
        """Another file is open, or it was read again."""
        if session is self._session:
            return
        self._end()
        if not session.read_only:
            return
        from mrcworkbench.services.session.holding.watching import FileWatch, is_worked_on

        if is_worked_on(session):
            self._session, self._watch = session, FileWatch(session.path)
            self._timer.start()

    def look(self) -> None:
        """Says so if the file was changed since it was read here."""
        if self._watch is None or not self._watch.changed or not self.isHidden():
            return
        at = clock_time(clocks.local(clocks.now()), self._texts)
        computer = self._watch.computer
        said = "window.changed_there" if computer else "window.changed_in_window"
        self.say(self._texts.text(said, computer=computer, time=at), self._texts.text("window.changed_text"))

    def _show_newest(self) -> None:
        if self._watch is None or not self._bridge.is_open:
            return
        self._watch.remember()
        self.hide()
        try:
            self._bridge.session.refresh()
            self._bridge.announce_reload()
        except UserError as error:
            self._bridge.refused.emit(error)

    def _end(self, _: object = None) -> None:
        self._timer.stop()
        self._session = self._watch = None
        self.hide()
