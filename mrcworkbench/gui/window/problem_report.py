"""*Report a problem*: shows the whole report, copies it and saves it. It sends nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mrcworkbench import clocks
from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.problem_report import SUFFIX, save_problem_report, with_suffix
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.outside.destinations import documents
from mrcworkbench.gui.outside.save_dialog import SaveDialog
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, MessageBox
from mrcworkbench.gui.widgets.basics.dialogs import Dialog
from mrcworkbench.services.problem_reports import Section, database_facts, problem_report

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session

_WIDTH, _HEIGHT, _MARGIN = 760, 620, 40
_TEXT = 13
_READABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
Choose = Callable[[QWidget, Texts, Path], Path | None]


def report_on(session: Session | None, theme: Theme, window: QWidget, language: str) -> str:
    """The report, with what only the window knows."""
    settings = {"theme": theme.choice.value, "colours": theme.tokens.name, "text_percent": theme.scale}
    settings["language"] = language.lower()
    return problem_report(screen=_screen(window), settings=settings, database=database_facts(session))


def choose_target(parent: QWidget, texts: Texts, suggested: Path) -> Path | None:
    """Asks where to save."""
    return SaveDialog(texts)(
        parent, texts.text("problem_report.save_title"), suggested, texts.text("problem_report.files")
    )


class ProblemReportDialog(Dialog):
    """ProblemReportDialog(theme, texts, report, parent): what is shown is what is copied and saved."""

    def __init__(
        self, theme: Theme, texts: Texts, report: str, parent: QWidget, choose: Choose = choose_target
    ) -> None:
        super().__init__(texts.text("problem_report.title"), texts.text("problem_report.sentence"), parent)
        self._texts, self._choose = texts, choose
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(texts.text("problem_report.shown"))
        self.report.setTextInteractionFlags(_READABLE)
        self.report.setTabChangesFocus(True)
        self.report.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.report.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # codes and numbers, in every language
        self.report.setFont(_fixed_font(theme))
        self.body.addWidget(self.report, 1)
        self.done_ = MessageBox(theme, "ok", "circle-check")
        self.wrong = MessageBox(theme, "danger", "circle-alert")
        self.body.addWidget(self.done_)
        self.body.addWidget(self.wrong)
        close = Button(theme, texts.text("common.close"))
        close.clicked.connect(self.accept)
        self.copy = Button(theme, texts.text("problem_report.copy"), icon="copy")
        self.copy.clicked.connect(self._copy)
        self.save = Button(theme, texts.text("problem_report.save"), "primary", "save")
        self.save.clicked.connect(self._save)
        for button in (close, self.copy, self.save):
            self.buttons.addWidget(button)
        self.save.setDefault(True)
        self.save.setFocus()
        self.resize(min(theme.px(_WIDTH), parent.width() - _MARGIN), min(theme.px(_HEIGHT), parent.height() - _MARGIN))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self._say(done=self._texts.text("problem_report.copied"))

    def _save(self) -> None:
        name = self._texts.text("problem_report.file_name", date=clocks.today().isoformat())
        chosen = self._choose(self, self._texts, documents() / f"{name}{SUFFIX}")
        if chosen is None:
            return
        target = with_suffix(chosen)
        try:
            save_problem_report(self.report.toPlainText(), target)
        except UserError as error:
            self._say(wrong=in_words(self._texts, error))
            return
        folder = QDir.toNativeSeparators(str(target.parent))
        self._say(done=self._texts.text("problem_report.saved", name=target.name, folder=folder))

    def _say(self, *, done: str = "", wrong: str = "") -> None:
        self.done_.say(done)
        self.wrong.say(wrong)


def _fixed_font(theme: Theme) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(theme.px(_TEXT))
    return font


def _screen(window: QWidget) -> Section:
    """The screen of the window, its size and the window's in pixels of the program."""
    screen = window.screen()
    size = screen.size()
    return {
        "display": QGuiApplication.platformName(),
        "screens": len(QGuiApplication.screens()),
        "width": size.width(),
        "height": size.height(),
        "scale_percent": round(screen.devicePixelRatio() * 100),
        "dots_per_inch": round(screen.logicalDotsPerInch()),
        "window_width": window.width(),
        "window_height": window.height(),
    }
