"""What is in the main window: first start, or the shell with its pages. It connects the parts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mrcworkbench import paths
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import Notifier
from mrcworkbench.gui.outside.file_names import shown_folder, shown_name
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import Runner
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.window.files import Asking, FileActions
from mrcworkbench.gui.window.frame.shell import Shell
from mrcworkbench.gui.window.keys import bind_keys
from mrcworkbench.gui.window.main_window import MainWindow
from mrcworkbench.gui.window.menus import Menus
from mrcworkbench.gui.window.navigator import Navigator
from mrcworkbench.gui.window.opening.changeover import Changeover
from mrcworkbench.gui.window.opening.first_start import FirstStart
from mrcworkbench.gui.window.opening.leaving import may_leave
from mrcworkbench.gui.window.opening.open_file import ShownFile
from mrcworkbench.gui.window.opening.remembered import Remembered
from mrcworkbench.gui.window.rooms import Rooms
from mrcworkbench.gui.words.local_time import use_language

if TYPE_CHECKING:
    from mrcworkbench.domain.file_use import MadeAs
    from mrcworkbench.gui.preferences import Preferences
    from mrcworkbench.gui.renaming.rename import RenameCentre
    from mrcworkbench.gui.rounds.new_round import RoundStart
    from mrcworkbench.gui.window.file_use import UseSwitch
    from mrcworkbench.gui.window.new_view import NewView
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.services.session.writer import Writer


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
        texts = self.texts
        self.bridge = Bridge(texts, self, runner=runner)
        self.notifier = Notifier(texts, self)
        bridge, notifier, asking = self.bridge, self.notifier, ask or Asking(texts, window)
        self.files = FileActions(bridge, notifier, texts, content.language, runner, writer, asking, self)
        self.files.may_leave = partial(may_leave, bridge, theme, texts, window)
        self.shell = Shell(bridge, theme, texts, notifier, self.files.save_copy, self.files.work_on_copy)
        self.navigator = Navigator(bridge, content, theme, self.shell, notifier, self)
        self.rooms = Rooms(self.shell, self.navigator)
        window.setCentralWidget(self.rooms)
        self.remembered = Remembered(runner, theme, remembers=remembers, parent=self)
        self.first_start = FirstStart(bridge, self.files, self.rooms, notifier, content, theme, self._recent, self)
        self.open_file = ShownFile(window, bridge, self.shell, self.navigator, texts)
        self.changeover = Changeover(
            bridge, self.navigator, self.rooms, self.open_file, notifier, texts, self.files.may_leave, self
        )
        self.menus = Menus(window, bridge, self.files, self.shell, theme, texts, self._recent)
        self._told_ready = False
        self._connect()
        new_centre = self.first_start.show_form
        bind_keys(window, self.rooms, self.navigator, self.files, self.menus, bridge.undo_stack, new_centre)
        window.resized.connect(self.shell.arrange)
        window.may_close = self.changeover.close
        self.shell.arrange(window.width())

    def _connect(self) -> None:
        bar, side, menus = self.shell.topbar, self.shell.sidebar, self.menus
        side.page_chosen.connect(lambda page: self.navigator.go(Place(page)))
        side.switcher_pressed.connect(menus.show_switcher)
        side.file_pressed.connect(menus.show_file_menu)
        side.keyboard_pressed.connect(menus.show_shortcuts)
        side.settings_pressed.connect(menus.show_settings)
        bar.undo_pressed.connect(self.bridge.undo_stack.undo)
        bar.redo_pressed.connect(self.bridge.undo_stack.redo)
        menus.new_centre_chosen.connect(self.first_start.show_form)
        menus.assessment_chosen.connect(self._open_assessment)
        menus.centres_chosen.connect(lambda: self.navigator.go(Place("centres")))
        menus.merge_chosen.connect(self.merge_here)
        menus.round_chosen.connect(self._begin_round)
        menus.move_chosen.connect(lambda: self.navigator.go(Place("move")))
        menus.use_chosen.connect(self._use_as)
        menus.view_chosen.connect(self._begin_view)
        menus.rename_chosen.connect(self._rename_centre)
        self.bridge.reloaded.connect(self.navigator.show_crumbs)
        self.notifier.report_wanted.connect(menus.show_problem_report)
        self.first_start.problem_pressed.connect(menus.show_problem_report)
        self.first_start.painted.connect(self._tell_ready)
        self.files.opening.connect(self.changeover.await_file)
        self.files.opened.connect(self.changeover.take_over)
        self.files.failed.connect(self.notifier.failure)
        self.changeover.painted.connect(self._on_painted)
        self.bridge.closed.connect(self.files.ended)
        self.bridge.refused.connect(self.shell.messages.refuse)
        self.bridge.answer_changed.connect(self.shell.messages.settle)
        self.bridge.busy_changed.connect(self._on_busy)
        self.ready.connect(self._keep_fields_clean)

    def begin(self, database: Path | None, kept: Preferences | None = None) -> None:
        """Opens the named database, else the one that was open last, else the default one; without any, shows the first
        start. `kept`: the preferences, where they have been read already."""
        if database is not None:
            self.files.open(database)
            return
        last = self.remembered.last(kept)
        wanted = Path(last) if last else paths.default_database()
        if paths.is_there(wanted):
            self.files.open(wanted)
            return
        self.first_start.show_choices()
        if last:  # no other file opens in its place, or answers would be given in the wrong one
            facts = {"name": shown_name(wanted), "folder": shown_folder(wanted)}
            self.notifier.warn(
                self.texts.text("window.last_gone", **facts), self.texts.text("window.last_gone_text", **facts)
            )

    def _on_painted(self, session: Session) -> None:
        # Writing to a slow disk takes longer than everything else that a start does, so nobody waits for it.
        self.remembered.keep_opened(session)
        self._tell_ready()

    def _tell_ready(self) -> None:
        if not self._told_ready:
            self._told_ready = True
            self.ready.emit()
        QTimer.singleShot(0, self, self.rooms.give_focus)

    def _keep_fields_clean(self) -> None:
        from mrcworkbench.gui.window.clean_fields import CleanFields

        CleanFields(self.window, self).left_out.connect(self._say_left_out)

    def _say_left_out(self, n: int) -> None:
        self.notifier.info(self.texts.plural("questions.left_out", n))

    def _recent(self) -> list[tuple[str, Callable[[], object]]]:
        return self.files.recent(self.remembered.recent())

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self.navigator.leave()
        self.shell.sidebar.set_open(is_open=not busy)
        self.shell.topbar.setEnabled(not busy)

    # What is asked for in the menus

    def _open_assessment(self, id_: str) -> None:
        try:
            self.navigator.leave()
            self.navigator.keep_place()
            self.bridge.open_assessment(id_)
        except UserError as error:
            self.notifier.error(error)
            return
        self.navigator.go(Place("home"))

    def merge_here(self) -> None:
        """Merging is asked for in the file that is open."""
        self.open_file.ask_for("merge")
        self.navigator.go(Place("merge"))

    @cached_property
    def round_start(self) -> RoundStart:
        """Built when somebody wants to begin a round."""
        from mrcworkbench.gui.rounds.new_round import RoundStart

        return RoundStart(self.bridge, self.theme, self.texts, self.navigator.go, self.window)

    def _begin_round(self) -> None:
        self.round_start.offer()

    @cached_property
    def use_switch(self) -> UseSwitch:
        """Built when somebody wants to use the file otherwise."""
        from mrcworkbench.gui.window.file_use import UseSwitch

        made = UseSwitch(self.bridge, self.notifier, self.theme, self.texts, self.window)
        made.switched.connect(self._on_switched)
        return made

    @cached_property
    def new_view(self) -> NewView:
        """Built when somebody wants a stakeholder's view."""
        from mrcworkbench.gui.window.new_view import NewView

        made = NewView(self.bridge, self.notifier, self.theme, self.texts, self.window)
        made.begun.connect(self._open_assessment)
        return made

    @cached_property
    def rename_centre(self) -> RenameCentre:
        """Built when somebody wants to call a centre otherwise."""
        from mrcworkbench.gui.renaming.rename import RenameCentre

        return RenameCentre(self.bridge, self.theme, self.texts, self.window)

    def _rename_centre(self) -> None:
        self.rename_centre.offer(self.bridge.assessment.centre)

    def _begin_view(self) -> None:
        self.new_view.offer()

    def _use_as(self, made_as: MadeAs) -> None:
        self.use_switch.offer(made_as)

    def _on_switched(self) -> None:
        self.open_file.begin()
        self.navigator.go(self.open_file.first_page)
