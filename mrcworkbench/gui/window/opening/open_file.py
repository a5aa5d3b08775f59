"""What the window says of the open file: its pages in the sidebar, the centre's name, the title."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.outside.file_names import window_title
from mrcworkbench.gui.page.page_list import PAGES, REGISTER_ICON, collects, pages_of, reads_centre, registers_of
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.window.frame.counts import show_counts
from mrcworkbench.gui.window.frame.shell import Shell
from mrcworkbench.gui.window.frame.sidebar import NavItem
from mrcworkbench.gui.window.navigator import Navigator
from mrcworkbench.gui.words.titles import assessment_title

_OF_COLLECTION = frozenset(entry.name for entry in PAGES if entry.of_collection)


class ShownFile(QObject):
    """Says it anew whenever another assessment is shown, another page is reached or the file was read again."""

    def __init__(self, window: QWidget, bridge: Bridge, shell: Shell, navigator: Navigator, texts: Texts) -> None:
        super().__init__(window)
        self._window, self._bridge, self._shell = window, bridge, shell
        self._navigator, self._texts = navigator, texts
        self._asked: set[str] = set()
        """Pages of collections that a centre's file was asked for, or had a reason for, since it was opened."""
        bridge.reloaded.connect(self.show)
        bridge.assessment_opened.connect(self.show)
        navigator.arrived.connect(self._on_arrived)

    @property
    def first_page(self) -> Place:
        """What the file is for."""
        return Place(self._shell.sidebar.shown_pages[0])

    def begin(self) -> None:
        """Another file is open, or the file has another use: nothing has been asked for in it."""
        self._asked.clear()
        self.show()

    def ask_for(self, page: str) -> None:
        """A page of collections is shown from now on, whatever the file is for."""
        self._asked.add(page)

    def show(self) -> None:
        session = self._bridge.session
        self._shell.sidebar.set_open(is_open=True)
        self._show_pages()
        self._shell.topbar.set_open(is_open=True)
        self._show_name()
        self._shell.read_only.show_session(session)
        self._shell.changed.show_session(session)
        self._window.setWindowFilePath(str(session.path))
        QTimer.singleShot(0, self, self._show_counts)

    def _show_counts(self) -> None:
        """When what is shown is painted."""
        if self._bridge.is_open and not self._bridge.busy:
            show_counts(self._bridge.session, self._shell.sidebar, self._texts)

    def _on_arrived(self, _: Place) -> None:
        self._show_pages()
        self._show_name()

    def _show_pages(self) -> None:
        """What had a reason to be shown stays until the file is closed, so that no page goes while one works in it; any
        other as long as one is there."""
        session, here = self._bridge.session, _OF_COLLECTION.intersection([self._navigator.place.page])
        self._asked |= _OF_COLLECTION.intersection(pages_of(session))
        registers = () if reads_centre(session) else registers_of(session).items()
        self._shell.sidebar.have_registers([NavItem(page, REGISTER_ICON, title) for page, title in registers])
        self._shell.sidebar.show_pages(pages_of(session, self._asked | here))

    def _show_name(self) -> None:
        """What the page is about: the collection on pages about its centres, else the assessment that is open."""
        session = self._bridge.session
        name, note = session.path.stem, self._texts.text("window.no_centre")
        centres = len({info.centre.id for info in session.assessments()})
        whole = self._navigator.place.page in _OF_COLLECTION or not session.has_assessment or reads_centre(session)
        if centres and whole and collects(session):
            note = self._texts.plural("window.centres", centres)
        elif session.has_assessment:
            where = session.assessment
            name, note = where.centre.name, assessment_title(where, self._texts, session.assessments())
        self._shell.show_assessment(name, note, sample=session.is_sample)
        self._window.setWindowTitle(window_title(session, name, self._texts))
