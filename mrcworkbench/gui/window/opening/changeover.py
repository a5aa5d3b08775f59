"""One file takes the place of another, or of none; and the last one is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import Notifier
from mrcworkbench.gui.page.painted import FirstPaint
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.window.navigator import Navigator
from mrcworkbench.gui.window.opening.open_file import ShownFile
from mrcworkbench.gui.window.rooms import Rooms

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session


class Changeover(QObject):
    """`await_file` while one is being opened, then `take_over`; `close` ends it. `may_leave` is asked before."""

    painted = Signal(object)
    """The `Session` whose first page can be used."""

    def __init__(
        self,
        bridge: Bridge,
        navigator: Navigator,
        rooms: Rooms,
        open_file: ShownFile,
        notifier: Notifier,
        texts: Texts,
        may_leave: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._navigator, self._rooms, self._open_file = bridge, navigator, rooms, open_file
        self._notifier, self._texts, self._may_leave = notifier, texts, may_leave

    def await_file(self, name: str) -> None:
        """A file is being opened; one that is open stays on screen until then."""
        shell = self._rooms.shell
        shell.messages.clear()
        if not self._bridge.is_open:
            shell.show_waiting(self._texts.text("window.opening", name=name))

    def take_over(self, session: Session) -> None:
        """Closes the file that is open, and shows the first page of another."""
        self._navigator.forget()
        self._bridge.detach()
        self._bridge.attach(session)
        self._rooms.shell.saving.show_now()
        self._open_file.begin()
        self._rooms.show_shell()
        first = self._where_to_begin(session)
        self._navigator.go(first)
        FirstPaint(self._navigator.pages[first.page].inner, lambda: self.painted.emit(session))

    def close(self) -> bool:
        """Closes the open file, if it may be closed; whether that is so."""
        if self._bridge.is_open:
            self._navigator.leave()
            self._navigator.keep_place()
            if not self._may_leave():
                return False
            self._bridge.detach()
        return True

    def _where_to_begin(self, session: Session) -> Place:
        """The first page; after a crash or a power cut, the answer that was saved last."""
        if session.recovered:
            text = "recovered_in_memory_text" if session.recovered_in_memory else "recovered_text"
            self._notifier.warn(self._texts.text("window.recovered"), self._texts.text(f"window.{text}"))
        last = session.resume_at
        if last is None or not session.working_copy.is_shown(last):
            return self._open_file.first_page
        from mrcworkbench.gui.session.finding import place_of

        number = session.questionnaire.number(last)
        if not session.recovered:  # which has been told instead
            text = self._texts.text("window.resumed_text", number=number)
            self._notifier.info(self._texts.text("window.resumed"), text)
        return place_of(session.questionnaire, last)
