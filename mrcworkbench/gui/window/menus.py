"""The menus and dialogs that the sidebar opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.versions import offered_version
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.window.files import FileActions
from mrcworkbench.gui.window.frame.shell import Shell
from mrcworkbench.gui.words.texts import apart
from mrcworkbench.gui.words.titles import assessment_title

_MOST_LISTED = 20
"""Assessments in a menu; the page of centres lists any number."""


class Menus(QObject):
    """`recent` gives the recent files: what to show, and what opens each."""

    new_centre_chosen = Signal()
    assessment_chosen = Signal(str)
    centres_chosen = Signal()
    merge_chosen = Signal()
    round_chosen = Signal()
    view_chosen = Signal()
    move_chosen = Signal()
    rename_chosen = Signal()
    use_chosen = Signal(object)
    """What the open file is to be used as from now on."""

    def __init__(
        self,
        window: QWidget,
        bridge: Bridge,
        files: FileActions,
        shell: Shell,
        theme: Theme,
        texts: Texts,
        recent: Callable[[], list[tuple[str, Callable[[], object]]]],
    ) -> None:
        super().__init__(window)
        self._window, self._bridge, self._files, self._shell = window, bridge, files, shell
        self._theme, self._texts, self._recent = theme, texts, recent

    def show_settings(self) -> None:
        from mrcworkbench.gui.window.dialogs import SettingsDialog

        SettingsDialog(self._theme, self._texts, self._window).exec()

    def show_shortcuts(self) -> None:
        from mrcworkbench.gui.window.dialogs import ShortcutsDialog

        shown = self._shell.sidebar.shown_pages if self._bridge.is_open else ()
        pages = [self._shell.sidebar.pages[name].text() for name in shown]
        ShortcutsDialog(self._theme, self._texts, pages, self._window).exec()

    def show_problem_report(self) -> None:
        from mrcworkbench.gui.window.problem_report import ProblemReportDialog, report_on

        session = self._bridge.session if self._bridge.is_open else None
        text = report_on(session, self._theme, self._window, self._files.language)
        ProblemReportDialog(self._theme, self._texts, text, self._window).exec()

    def show_backups(self) -> None:
        from mrcworkbench.gui.window.backups import BackupsDialog

        BackupsDialog(self._theme, self._texts, self._bridge.session.path, self._bridge.runner, self._window).exec()

    def show_report_check(self) -> None:
        from mrcworkbench.gui.pages.report.check import ReportCheckDialog

        bridge = self._bridge
        ReportCheckDialog(self._theme, self._texts, bridge, bridge.runner, self._window).exec()

    def show_file_menu(self) -> None:
        menu = QMenu(self._window)
        self.fill_files(menu)
        self._pop_up(menu, self._shell.sidebar.file_button)

    def show_switcher(self) -> None:
        """The assessments of the open database, then the file menu."""
        menu = QMenu(self._window)
        here = self._bridge.assessment.id if self._bridge.has_assessment else ""
        there = self._bridge.session.assessments()
        if len(there) > _MOST_LISTED:
            menu.addAction(self._texts.text("window.all_centres")).triggered.connect(self.centres_chosen)
        for one in there if len(there) <= _MOST_LISTED else ():
            title = assessment_title(one, self._texts, there)
            action = menu.addAction(f"{apart(one.centre.name)} · {title}".replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(one.id == here)
            action.triggered.connect(lambda _=False, id_=one.id: self.assessment_chosen.emit(id_))
        menu.addSeparator()
        self.fill_files(menu)
        self._pop_up(menu, self._shell.sidebar.switcher)

    def fill_files(self, menu: QMenu) -> None:
        from mrcworkbench.domain.file_use import MadeAs
        from mrcworkbench.gui.window.file_menu import fill_file_menu
        from mrcworkbench.services.views import may_have_view

        actions: dict[str, Callable[[], object]] = {
            "open": self._files.choose_and_open,
            "new": self.new_centre_chosen.emit,
            "sample": self._files.open_sample,
            "practise": self._files.practise,
            "collect": self._files.make_collection,
            "problem": self.show_problem_report,
            "quit": self._window.close,
        }
        here = None
        if self._bridge.is_open:
            here = self._bridge.session.path
            actions["show"] = self._files.show_in_folder
            actions["save_copy"] = self._files.save_copy
            actions["backups"] = self.show_backups
            actions["check"] = self.show_report_check
            if not self._bridge.session.read_only and not self._bridge.session.is_studied:
                actions["merge"] = self.merge_chosen.emit
            if self._may_begin_round():
                actions["round"] = self.round_chosen.emit
            if self._bridge.has_assessment and may_have_view(self._bridge.session, self._bridge.assessment):
                actions["view"] = self.view_chosen.emit
            if self._may_rename():
                actions["rename"] = self.rename_chosen.emit
            if offered_version(self._bridge.session) is not None:
                actions["move"] = self.move_chosen.emit
            if not self._bridge.session.is_sample:
                use = MadeAs.CENTRE if self._bridge.session.file_use.collects else MadeAs.COLLECTION
                actions[f"to_{use.value}"] = lambda: self.use_chosen.emit(use)
        fill_file_menu(menu, self._texts, self._theme, actions, self._recent(), here)

    def _may_rename(self) -> bool:
        from mrcworkbench.gui.renaming.rename import may_rename

        return may_rename(self._bridge.session)

    def _may_begin_round(self) -> bool:
        from mrcworkbench.gui.rounds.new_round import may_begin

        return may_begin(self._bridge.session)

    def _pop_up(self, menu: QMenu, below: QWidget) -> None:
        menu.popup(below.mapToGlobal(QPoint(0, below.height() + 2)))
        menu.aboutToHide.connect(menu.deleteLater)
