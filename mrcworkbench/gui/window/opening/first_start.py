"""The page with the ways to begin: shown while no file is open, and for a new centre beside one that is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mrcworkbench import paths
from mrcworkbench.gui.notify import Notifier
from mrcworkbench.gui.page.painted import FirstPaint
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.window.files import FileActions
from mrcworkbench.gui.window.frame.message_strip import MessageStrip
from mrcworkbench.gui.window.rooms import Rooms

if TYPE_CHECKING:
    from mrcworkbench.gui.pages.start import StartPage


class FirstStart(QObject):
    """Builds its page when it is needed; `recent` gives the recent files: what to show, and what opens each."""

    painted = Signal()
    """The ways to begin can be used."""
    problem_pressed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        files: FileActions,
        rooms: Rooms,
        notifier: Notifier,
        content: Content,
        theme: Theme,
        recent: Callable[[], list[tuple[str, Callable[[], object]]]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._files, self._rooms, self._notifier = bridge, files, rooms, notifier
        self._content, self._theme, self._recent = content, theme, recent
        self.page: StartPage | None = None
        files.opening.connect(lambda _: self._set_busy(busy=True))
        files.opened.connect(lambda _: self._set_busy(busy=False))
        files.failed.connect(self._on_failed)
        files.already_open.connect(self.leave)

    def show_choices(self) -> None:
        """The ways to begin."""
        page = self.build()
        page.show_recent([shown for shown, _ in self._recent()])
        self._rooms.setCurrentWidget(page)
        page.show_choices()
        FirstPaint(page, self._on_painted)

    def show_form(self) -> None:
        """The form for a new centre, also beside one that is there already."""
        page = self.build()
        self._rooms.setCurrentWidget(page)
        page.show_form()

    def leave(self) -> None:
        """Back to the open file, if there is one."""
        if self._bridge.is_open:
            self._rooms.show_shell()
        else:
            self.show_choices()

    def build(self) -> StartPage:
        """The page, built with the first call."""
        if self.page is None:
            from mrcworkbench.gui.pages.start import StartPage

            files, texts, own = self._files, self._content.texts, paths.default_database
            strip = MessageStrip(self._notifier, self._theme, texts)
            language, documents = self._content.language, paths.documents()
            page = StartPage(self._theme, texts, language, documents, lambda: paths.is_there(own()), strip)
            page.centre_made.connect(files.make_centre)
            page.open_chosen.connect(files.choose_and_open)
            page.own_chosen.connect(lambda: files.open(own()))
            page.sample_chosen.connect(files.open_sample)
            page.practise_chosen.connect(files.practise)
            page.collect_chosen.connect(files.make_collection)
            page.left.connect(self.leave)
            page.problem_pressed.connect(self.problem_pressed)
            page.recent_chosen.connect(lambda path: files.open(Path(path)))
            self.page = page
            self._rooms.addWidget(page)
        return self.page

    def _on_painted(self) -> None:
        self.painted.emit()

    def _set_busy(self, *, busy: bool) -> None:
        if self.page is not None:
            self.page.set_busy(busy=busy)

    def _on_failed(self) -> None:
        self._set_busy(busy=False)
        if not self._bridge.is_open:
            self.show_choices()
