"""Going from place to place: pages are built on their first visit, and where one is is remembered with the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from mrcworkbench.gui.notify import Notifier
from mrcworkbench.gui.outside.destinations import open_path
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.page.page_list import PageEntry, entry_of, marked_page, place_to_read, reads_centre
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.window.frame.shell import Shell

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mrcworkbench.gui.page.base import Page
    from mrcworkbench.gui.search.found import Entry

_REMEMBER_MS = 1500
"""Where one is is kept after a moment's rest, so that moving about costs no writes."""


def _throw_away(page: Page, shell: Shell) -> None:
    shell.stack.removeWidget(page)
    page.deleteLater()


class Navigator(QObject):
    """Knows the place one is at, and the pages that have been built."""

    arrived = Signal(object)
    """The `Place` that is shown now."""

    def __init__(
        self,
        bridge: Bridge,
        content: Content,
        theme: Theme,
        shell: Shell,
        notifier: Notifier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._content, self._theme = bridge, content, theme
        self._shell, self._notifier, self._texts = shell, notifier, content.texts
        self.pages: dict[str, Page] = {}
        self.place = Place("home")
        self._own_entries: Sequence[Entry] | None = None
        self._study_entries: Sequence[Entry] | None = None
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(_REMEMBER_MS)
        self._remember.timeout.connect(self.keep_place)
        bridge.progress_changed.connect(self._on_progress)
        shell.topbar.search.textEdited.connect(self._build_search)
        shell.topbar.breadcrumb.chosen.connect(self.go)

    # Places

    def go(self, place: Place) -> None:
        """Shows a place. Without an open database there is nowhere to go."""
        from mrcworkbench.gui.page.base import is_outdated

        if not self._bridge.is_open or self._bridge.busy:
            return
        session = self._bridge.session
        place = place_to_read(place, session)
        entry = entry_of(place.page)
        if entry is None or not (entry.of_collection or entry.belongs(session)):
            return
        must_be_shown = not self._bridge.has_assessment or not entry.of_collection
        marked = marked_page(entry, session)
        if must_be_shown and marked not in self._shell.sidebar.shown_pages:
            return
        for name in [name for name, page in self.pages.items() if is_outdated(page)]:
            _throw_away(self.pages.pop(name), self._shell)
        page = self.pages.get(place.page) or self._build(entry)
        self._shell.sidebar.show_page(marked)
        self._shell.stack.setCurrentWidget(page)
        self._arrived(place)
        page.show_place(place)
        self.show_crumbs()

    def current(self) -> Page | None:
        """The page that is shown, if a database is open."""
        return self.pages.get(self.place.page)

    def regions(self) -> list[QWidget]:
        """The parts of the window that F6 leads through."""
        regions: list[QWidget] = [self._shell.sidebar]
        page = self.current()
        if page is not None:
            regions.append(page.main_region())
            if page.panel is not None and page.panel.isVisible():
                regions.append(page.panel)
        return regions

    def leave(self) -> None:
        """Lets every page keep what is being typed, before the database goes."""
        for page in self.pages.values():
            page.leave()

    def forget(self) -> None:
        """Throws the pages away, because another database is to be shown."""
        self.leave()
        self.keep_place()
        for page in self.pages.values():
            _throw_away(page, self._shell)
        self.pages.clear()
        self.place = Place("home")

    def _build(self, entry: PageEntry) -> Page:
        page = entry.build(self._page_context())
        page.crumbs_changed.connect(lambda _: self.show_crumbs())
        page.place_changed.connect(self._arrived)
        page.said.connect(self._notifier.info)
        page.warned.connect(self._notifier.warn)
        self.pages[entry.name] = page
        self._shell.stack.addWidget(page)
        return page

    def _page_context(self) -> PageContext:
        bridge = self._bridge
        return PageContext(bridge, self._content, self._theme, self.go, bridge.runner, self._choose, open_path)

    def _choose(self, parent: QWidget, title: str, suggested: Path, files: str = "") -> Path | None:
        """Asks where a file goes; no start waits for the dialogs of Qt."""
        from mrcworkbench.gui.outside.save_dialog import SaveDialog

        return SaveDialog(self._texts)(parent, title, suggested, files)

    def show_crumbs(self) -> None:
        """Says where one is, as the page that is shown and the centre are called now."""
        page = self.current()
        if page is not None and self._shell.stack.currentWidget() is page and self._bridge.is_open:
            crumbs = [self._shell.sidebar.switcher.name, *page.crumbs]
            entry, session, places = entry_of(self.place.page), self._bridge.session, {}
            if entry is not None and not entry.of_collection and reads_centre(session):
                crumbs[1:1] = [self._texts.text("window.page_centres"), session.assessment.centre.name]
                places = {1: Place("centres"), 2: Place("centre")}
            self._shell.topbar.breadcrumb.show_crumbs(crumbs, places)

    def _arrived(self, place: Place) -> None:
        self.place = place
        self.arrived.emit(place)
        if place.question is not None:
            self._remember.start()

    def keep_place(self) -> None:
        """Keeps the question one is at with the file, so that the next start resumes there."""
        from mrcworkbench.gui.session.finding import LAST_QUESTION

        self._remember.stop()
        if self._bridge.is_open and self.place.question is not None:
            self._bridge.session.settings.set(LAST_QUESTION, self.place.question)

    # Questions that come next

    def next_unanswered(self) -> None:
        from mrcworkbench.gui.session.finding import unanswered

        if self._bridge.has_assessment:
            self._go_after(unanswered(self._bridge), "window.nothing_unanswered")

    def next_problem(self) -> None:
        from mrcworkbench.gui.session.finding import needing_a_look

        if self._bridge.has_assessment:
            self._go_after(needing_a_look(self._bridge), "window.nothing_wrong")

    def _go_after(self, codes: Sequence[str], none_left: str) -> None:
        from mrcworkbench.gui.session.finding import after, place_of

        questionnaire = self._bridge.session.questionnaire
        code = after(codes, self.place, questionnaire)
        if code is None:
            self._notifier.info(self._texts.text(none_left))
        else:
            self.go(place_of(questionnaire, code))

    def step_section(self, step: int) -> None:
        """The next section or the one before; from any other page, the section one was in."""
        from mrcworkbench.gui.session.finding import beside

        if self._bridge.has_assessment:
            target = beside(self._bridge, self.place.section, step)
            if target is not None:
                self.go(target)

    # Search

    def focus_search(self) -> None:
        if self._bridge.is_open:
            self._shell.topbar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._shell.topbar.search.selectAll()

    def _build_search(self) -> None:
        """The list of results is made when something is searched for the first time."""
        from mrcworkbench.gui.search.popup import SearchPopup

        field = self._shell.topbar.search
        field.textEdited.disconnect(self._build_search)
        popup = SearchPopup(field, self._theme, self._texts, self._searched, self._shell)
        popup.chosen.connect(self.go)
        popup.search(field.text())

    def _searched(self) -> Sequence[Entry]:
        from mrcworkbench.gui.search.found import own_entries, study_entries

        if self._study_entries is None:
            self._study_entries = tuple(study_entries(self._content.study))
        if self._own_entries is None:
            own = self._bridge.has_assessment
            self._own_entries = tuple(own_entries(self._bridge.working_copy, self._texts)) if own else ()
        shown = self._shell.sidebar.shown_pages
        return (*self._own_entries, *(entry for entry in self._study_entries if entry.place.page in shown))

    # The count in the sidebar

    def _on_progress(self) -> None:
        self._own_entries = None
        if not self._bridge.has_assessment:
            return
        sections = self._bridge.progress().complete_sections
        facts = {"done": sections.done, "all": sections.all}
        self._shell.sidebar.pages["questionnaire"].set_note(
            self._texts.text("window.sections_done", **facts), self._texts.text("window.sections_done_spoken", **facts)
        )
