"""What is in the main window: first start, or the shell with its pages. It connects the parts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from mrcworkbench import paths
from mrcworkbench.errors import UserError
from mrcworkbench.gui import preferences
from mrcworkbench.gui.notify import Notifier
from mrcworkbench.gui.outside.file_names import shown_folder, shown_name, window_title
from mrcworkbench.gui.page.page_list import PAGES, collects, pages_of
from mrcworkbench.gui.page.painted import FirstPaint
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import Runner, Task
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.window.files import Asking, FileActions
from mrcworkbench.gui.window.frame.message_strip import MessageStrip
from mrcworkbench.gui.window.frame.shell import Shell
from mrcworkbench.gui.window.keys import bind_keys
from mrcworkbench.gui.window.main_window import MainWindow
from mrcworkbench.gui.window.menus import Menus
from mrcworkbench.gui.window.navigator import Navigator
from mrcworkbench.gui.words.local_time import use_language

if TYPE_CHECKING:
    from mrcworkbench.domain.file_use import MadeAs
    from mrcworkbench.gui.pages.start import StartPage
    from mrcworkbench.gui.window.file_use import UseSwitch
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.services.session.writer import Writer


_OF_COLLECTION = frozenset(entry.name for entry in PAGES if entry.of_collection)


class Workbench(QObject):
    """Fills the main window. `ready` is emitted once, when the first page can be used.

    Pictures for the help are made by one that does not remember: it neither shows nor keeps recent files and settings.
    """

    ready = Signal()

    def __init__(
        self,
        window: MainWindow,
        content: Content,
        theme: Theme,
        runner: Runner,
        writer: Callable[[], Writer],
        ask: Asking | None = None,
        *,
        remembers: bool = True,
    ) -> None:
        super().__init__(window)
        self.window = window
        self.content, self.theme, self.texts = content, theme, content.texts
        use_language(content.language)
        self.bridge = Bridge(self.texts, self, runner=runner)
        self.notifier = Notifier(self.texts, self)
        asking = ask or Asking(self.texts, window)
        self.files = FileActions(self.bridge, self.notifier, self.texts, content.language, runner, writer, asking, self)
        files = self.files
        self.shell = Shell(self.bridge, theme, self.texts, self.notifier, files.save_copy, files.work_on_copy)
        self.navigator = Navigator(self.bridge, content, theme, self.shell, self.notifier, self)
        self.rooms = QStackedWidget()
        self.rooms.addWidget(self.shell)
        window.setCentralWidget(self.rooms)
        self.start_page: StartPage | None = None
        self._told_ready = False
        self._remembers, self._runner = remembers, runner
        self._asked: set[str] = set()
        """Pages of collections that a centre's file was asked for, or had a reason for, since it was opened."""
        self.menus = Menus(window, self.bridge, self.files, self.shell, theme, self.texts, self._recent)
        self._connect()
        self._bind_keys()
        window.resized.connect(self.shell.arrange)
        window.may_close = self.may_close
        self.shell.arrange(window.width())

    def _connect(self) -> None:
        bar, side = self.shell.topbar, self.shell.sidebar
        side.page_chosen.connect(lambda page: self.navigator.go(Place(page)))
        side.switcher_pressed.connect(self.menus.show_switcher)
        side.file_pressed.connect(self.menus.show_file_menu)
        side.keyboard_pressed.connect(self.menus.show_shortcuts)
        side.settings_pressed.connect(self.menus.show_settings)
        self.notifier.report_wanted.connect(self.menus.show_problem_report)
        self.menus.new_centre_chosen.connect(self.show_new_centre)
        self.navigator.arrived.connect(self._on_arrived)
        self.menus.assessment_chosen.connect(self._open_assessment)
        bar.undo_pressed.connect(self.bridge.undo_stack.undo)
        bar.redo_pressed.connect(self.bridge.undo_stack.redo)
        self.files.may_leave = self._may_leave
        self.files.opening.connect(self._on_opening)
        self.files.opened.connect(self._on_opened)
        self.files.failed.connect(self._on_open_failed)
        self.files.already_open.connect(self._leave_start)
        self.bridge.closed.connect(self.files.ended)
        self.bridge.refused.connect(self.notifier.error)
        self.bridge.reloaded.connect(self._show_session)
        self.bridge.assessment_opened.connect(self._show_session)
        self.bridge.busy_changed.connect(self._on_busy)
        self.menus.centres_chosen.connect(lambda: self.navigator.go(Place("centres")))
        self.menus.merge_chosen.connect(self.merge_here)
        self.menus.use_chosen.connect(self._use_as)
        self.theme.changed.connect(self._keep_preferences)
        self.ready.connect(self._keep_fields_clean)

    def _keep_fields_clean(self) -> None:
        from mrcworkbench.gui.window.clean_fields import CleanFields

        CleanFields(self.window, self).left_out.connect(self._say_left_out)

    def _say_left_out(self, n: int) -> None:
        self.notifier.info(self.texts.plural("questions.left_out", n))

    def _bind_keys(self) -> None:
        go, menus = self.navigator, self.menus
        doing: dict[str, Callable[[], object]] = {
            "search": go.focus_search,
            "next_unanswered": go.next_unanswered,
            "next_problem": go.next_problem,
            "next_section": lambda: go.step_section(1),
            "previous_section": lambda: go.step_section(-1),
            "regions": lambda: self._move_region(1),
            "regions_back": lambda: self._move_region(-1),
            "undo": self.bridge.undo_stack.undo,
            "redo": self.bridge.undo_stack.redo,
            "open": self.files.choose_and_open,
            "new_centre": self.show_new_centre,
            "save_copy": self.files.save_copy,
            "settings": menus.show_settings,
            "shortcuts": menus.show_shortcuts,
            "quit": self.window.close,
        }
        for name in ("search", "next_unanswered", "next_problem", "next_section", "previous_section", "undo", "redo"):
            doing[name] = partial(self._in_shell, doing[name])
        bind_keys(self.window, doing, [partial(self._go_nth, number) for number in range(len(PAGES))])

    def _in_shell(self, do: Callable[[], object]) -> None:
        """Does something with the pages, if they are what is on screen: nothing is undone unseen behind a form."""
        if self.rooms.currentWidget() is self.shell:
            do()

    def _go_nth(self, number: int) -> None:
        shown = self.shell.sidebar.shown_pages
        if number < len(shown) and self.rooms.currentWidget() is self.shell:
            self.navigator.go(Place(shown[number]))

    # First start

    def begin(self, database: Path | None, kept: preferences.Preferences | None = None) -> None:
        """Opens the named database, else the one that was open last, else the default one; without any, shows the first
        start. `kept`: the preferences, where they have been read already."""
        if database is not None:
            self.files.open(database)
            return
        last = (kept or preferences.load()).last if self._remembers else ""
        wanted = Path(last) if last else paths.default_database()
        if paths.is_there(wanted):
            self.files.open(wanted)
            return
        self.show_start()
        if last:  # no other file opens in its place, or answers would be given in the wrong one
            facts = {"name": shown_name(wanted), "folder": shown_folder(wanted)}
            self.notifier.warn(
                self.texts.text("window.last_gone", **facts), self.texts.text("window.last_gone_text", **facts)
            )

    def show_start(self) -> None:
        """The page with the ways to begin."""
        page = self._build_start()
        page.show_recent([shown for shown, _ in self._recent()])
        self.rooms.setCurrentWidget(page)
        page.show_choices()
        FirstPaint(page, self._tell_ready)

    def show_new_centre(self) -> None:
        """The form for a new centre, also beside one that is there already."""
        page = self._build_start()
        self.rooms.setCurrentWidget(page)
        page.show_form()

    def _build_start(self) -> StartPage:
        if self.start_page is None:
            from mrcworkbench.gui.pages.start import StartPage

            strip = MessageStrip(self.notifier, self.theme, self.texts)
            own = paths.default_database
            page = StartPage(
                self.theme, self.texts, self.content.language, paths.documents(), lambda: paths.is_there(own()), strip
            )
            page.centre_made.connect(self.files.make_centre)
            page.open_chosen.connect(self.files.choose_and_open)
            page.own_chosen.connect(lambda: self.files.open(own()))
            page.sample_chosen.connect(self.files.open_sample)
            page.collect_chosen.connect(self.files.make_collection)
            page.left.connect(self._leave_start)
            page.problem_pressed.connect(self.menus.show_problem_report)
            page.recent_chosen.connect(lambda path: self.files.open(Path(path)))
            self.start_page = page
            self.rooms.addWidget(page)
        return self.start_page

    def _leave_start(self) -> None:
        if self.bridge.is_open:
            self.rooms.setCurrentWidget(self.shell)
        else:
            self.show_start()

    # Opening and closing

    def _on_opening(self, name: str) -> None:
        self.shell.messages.clear()
        if self.start_page is not None:
            self.start_page.set_busy(busy=True)
        if not self.bridge.is_open:
            self.shell.show_waiting(self.texts.text("window.opening", name=name))

    def _on_opened(self, session: Session) -> None:
        if self.start_page is not None:
            self.start_page.set_busy(busy=False)
        self.navigator.forget()
        self.bridge.detach()
        self.bridge.attach(session)
        self.shell.saving.show_now()
        self._asked.clear()
        self._show_session()
        self.rooms.setCurrentWidget(self.shell)
        first = self._where_to_begin(session)
        self.navigator.go(first)
        FirstPaint(self.navigator.pages[first.page].inner, lambda: self._on_shown(session))

    def _on_shown(self, session: Session) -> None:
        # Writing to a slow disk takes longer than everything else that a start does, so nobody waits for it.
        if session.read_only_reason != "temporary_copy":
            own = session.read_only_reason != "submission_opened"
            self._change_preferences(lambda kept: kept.opened(session.path, next_start=own))
        self._tell_ready()

    def _change_preferences(self, how: Callable[[preferences.Preferences], preferences.Preferences]) -> None:
        if self._remembers:
            self._runner.start(Task(lambda _: preferences.change(how), self))

    def _where_to_begin(self, session: Session) -> Place:
        """The first page; after a crash or a power cut, the answer that was saved last."""
        if session.recovered:
            text = "recovered_in_memory_text" if session.recovered_in_memory else "recovered_text"
            self.notifier.warn(self.texts.text("window.recovered"), self.texts.text(f"window.{text}"))
        last = session.resume_at
        if last is None or not session.working_copy.is_shown(last):
            return Place(self.shell.sidebar.shown_pages[0])
        from mrcworkbench.gui.session.finding import place_of

        number = session.questionnaire.number(last)
        if not session.recovered:  # which has been told instead
            text = self.texts.text("window.resumed_text", number=number)
            self.notifier.info(self.texts.text("window.resumed"), text)
        return place_of(session.questionnaire, last)

    def _show_session(self) -> None:
        session = self.bridge.session
        self.shell.sidebar.set_open(is_open=True)
        self._show_pages()
        self.shell.topbar.set_open(is_open=True)
        self._show_name()
        self.shell.read_only.show_session(session)
        self.window.setWindowFilePath(str(session.path))

    def _show_pages(self) -> None:
        """What had a reason to be shown stays until the file is closed, so that no page goes while one works in it; any
        other as long as one is there."""
        session, here = self.bridge.session, _OF_COLLECTION.intersection([self.navigator.place.page])
        self._asked |= _OF_COLLECTION.intersection(pages_of(session))
        self.shell.sidebar.show_pages(pages_of(session, self._asked | here))

    def _on_arrived(self, _: Place) -> None:
        self._show_pages()
        self._show_name()

    def merge_here(self) -> None:
        """Merging is asked for in the file that is open."""
        self._asked.add("merge")
        self.navigator.go(Place("merge"))

    @cached_property
    def use_switch(self) -> UseSwitch:
        """Built when somebody wants to use the file otherwise."""
        from mrcworkbench.gui.window.file_use import UseSwitch

        made = UseSwitch(self.bridge, self.notifier, self.theme, self.texts, self.window)
        made.switched.connect(self._on_switched)
        return made

    def _use_as(self, made_as: MadeAs) -> None:
        self.use_switch.offer(made_as)

    def _on_switched(self) -> None:
        self._asked.clear()
        self._show_session()
        self.navigator.go(Place(self.shell.sidebar.shown_pages[0]))

    def _show_name(self) -> None:
        """What the page is about: the collection on pages about all its centres, else the assessment that is open."""
        session = self.bridge.session
        name, note = session.path.stem, self.texts.text("window.no_centre")
        centres = len({info.centre.id for info in session.assessments()})
        if centres and self.navigator.place.page in _OF_COLLECTION and collects(session):
            note = self.texts.plural("window.centres", centres)
        elif session.has_assessment:
            where = session.assessment
            name, note = where.centre.name, self.texts.text("window.round", round=where.round)
        self.shell.show_assessment(name, note, sample=session.is_sample)
        self.window.setWindowTitle(window_title(session, name, self.texts))

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self.navigator.leave()
        self.shell.sidebar.set_open(is_open=not busy)
        self.shell.topbar.setEnabled(not busy)

    def _on_open_failed(self, error: Exception) -> None:
        if self.start_page is not None:
            self.start_page.set_busy(busy=False)
        if not self.bridge.is_open:
            self.show_start()
        self.notifier.failure(error)

    def _open_assessment(self, id_: str) -> None:
        try:
            self.navigator.leave()
            self.navigator.keep_place()
            self.bridge.open_assessment(id_)
        except UserError as error:
            self.notifier.error(error)
            return
        self._show_session()
        self.navigator.go(Place("home"))

    def _tell_ready(self) -> None:
        if not self._told_ready:
            self._told_ready = True
            self.ready.emit()
        QTimer.singleShot(0, self, self._give_focus)

    def may_close(self) -> bool:
        """Whether the window may go; asked when somebody closes it. Closes the database if so."""
        if self.bridge.is_open:
            self.navigator.leave()
            self.navigator.keep_place()
            if not self._may_leave():
                return False
            self.bridge.detach()
        return True

    def _may_leave(self) -> bool:
        """Whether the open database may be closed: asks before answers would be lost that no disk has."""
        if not self.bridge.is_open or self.bridge.session.saver.wait() or not self.bridge.saving.unsaved:
            return True
        from mrcworkbench.gui.window.dialogs import ask_to_lose
        from mrcworkbench.gui.window.frame.saving import numbers_of

        return ask_to_lose(self.theme, self.texts, numbers_of(self.bridge, self.texts), self.window)

    def _keep_preferences(self) -> None:
        theme, scale = self.theme.choice.value, self.theme.scale
        self._change_preferences(lambda kept: kept._replace(theme=theme, scale=scale))

    def _recent(self) -> list[tuple[str, Callable[[], object]]]:
        return self.files.recent(preferences.load().recent) if self._remembers else []

    # Parts of the window

    def _move_region(self, step: int) -> None:
        from mrcworkbench.gui.focus import move_between

        page = self._page()
        move_between(self.navigator.regions() if page is None or self.shell.isAncestorOf(page) else [page], step)

    def _give_focus(self) -> None:
        from mrcworkbench.gui.focus import give_focus

        give_focus(self._page())

    def _page(self) -> QWidget | None:
        """What fills the window beside the sidebar: a page, or the first start."""
        return self.navigator.current() if self.rooms.currentWidget() is self.shell else self.start_page
