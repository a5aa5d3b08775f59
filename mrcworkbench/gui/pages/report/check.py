"""Checking a report: whether it was made with the open file, by its number or by its file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.report.checking import CheckedReport, check_cells, check_number, sentences
from mrcworkbench.exchange.report.numbers import in_file
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.tasks import BackgroundWork, Runner
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, MessageBox, label
from mrcworkbench.gui.widgets.basics.dialogs import Dialog
from mrcworkbench.services.session.session import Session

_WIDTH, _HEIGHT, _MARGIN = 520, 440, 40
"""Of the dialog, with room for the longest answer."""
ChooseReport = Callable[[QWidget, str, str], Path | None]


def choose_report(parent: QWidget, title: str, files: str) -> Path | None:
    """Asks for a file; None where none is chosen."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", files)
    return Path(chosen) if chosen else None


class ReportCheck(QWidget):
    """ReportCheck(theme, texts, bridge, runner): a field for the number, a button for a file, and below what is known.
    A file comes from anybody, and may take its time: the runner reads it."""

    def __init__(
        self, theme: Theme, texts: Texts, bridge: Bridge, runner: Runner, choose: ChooseReport = choose_report
    ) -> None:
        super().__init__()
        self._texts, self._bridge, self.choose = texts, bridge, choose
        self._work = BackgroundWork(runner, self)
        self.number = QLineEdit()
        self.number.setPlaceholderText("0000 0000 0000")
        self.number.setAccessibleName(texts.text("report_check.number"))
        self.number.returnPressed.connect(self.check_number)
        self.check = Button(theme, texts.text("report_check.check"))
        self.check.clicked.connect(self.check_number)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.number, 1)
        row.addWidget(self.check)
        self.file = Button(theme, texts.text("report_check.file"), "link", "folder-open")
        self.file.clicked.connect(self.check_file)
        self.waiting, self.good, self.bad = (
            MessageBox(theme, tone, icon)
            for tone, icon in (("neutral", "clock"), ("ok", "circle-check"), ("warn", "triangle-alert"))
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.file, 0, Qt.AlignmentFlag.AlignLeading)
        for box in (self.waiting, self.good, self.bad):
            column.addWidget(box)
        self.clear()

    def clear(self) -> None:
        """Forgets what was found, as of another file."""
        for box in (self.waiting, self.good, self.bad):
            box.say("")

    def check_number(self) -> None:
        """Says what is known of the number in the field."""
        self.clear()
        try:
            self._say(check_number(self._bridge.session, self.number.text()))
        except UserError as error:
            self.bad.say(in_words(self._texts, error))

    def check_file(self) -> None:
        """Asks for a file, and says what is known of it."""
        texts = self._texts
        chosen = self.choose(self, texts.text("report_check.title"), texts.text("report_check.files"))
        if chosen is None:
            return
        self.clear()
        self._let(wait=True)
        self.waiting.say(texts.text("report_check.reading", name=chosen.name))
        self._work.start(lambda _: in_file(chosen), partial(self._on_read, self._bridge.session), self._on_failed)

    def _on_read(self, session: Session, numbers: tuple[str, str]) -> None:
        """Nothing is said where another database, or none, is open by now."""
        self.clear()
        self._let(wait=False)
        if self._bridge.is_open and self._bridge.session is session:
            self._say(check_cells(session, *numbers))

    def _on_failed(self, error: Exception) -> None:
        self.clear()
        self._let(wait=False)
        self.bad.say(in_words(self._texts, error))

    def _let(self, *, wait: bool) -> None:
        for widget in (self.number, self.check, self.file):
            widget.setEnabled(not wait)
        if not wait and self.isVisible():
            self.file.setFocus()  # which it lost while nothing could be pressed

    def _say(self, checked: CheckedReport) -> None:
        (self.good if checked.is_as_made else self.bad).say("\n".join(sentences(checked, self._texts)))


class CheckCard(Card):
    """CheckCard(theme, texts, bridge, runner): the same as a card of a page, in `report`."""

    def __init__(self, theme: Theme, texts: Texts, bridge: Bridge, runner: Runner) -> None:
        super().__init__(padding=20, spacing=12)
        self.report = ReportCheck(theme, texts, bridge, runner)
        self.body.addWidget(label(texts.text("report_check.title"), weight="semibold", wrap=True))
        self.body.addWidget(label(texts.text("report_check.lead"), "secondary", "muted", wrap=True))
        self.body.addWidget(self.report)


class ReportCheckDialog(Dialog):
    """ReportCheckDialog(theme, texts, bridge, runner, parent): the same wherever one is in the program, also in a
    collection with no centre open."""

    def __init__(self, theme: Theme, texts: Texts, bridge: Bridge, runner: Runner, parent: QWidget) -> None:
        super().__init__(texts.text("report_check.title"), texts.text("report_check.lead"), parent)
        self.report = ReportCheck(theme, texts, bridge, runner)
        self.body.addWidget(self.report)
        self.body.addStretch(1)
        close = Button(theme, texts.text("common.close"))
        close.setAutoDefault(False)  # Enter in the field checks
        self.report.check.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self.buttons.addWidget(close)
        self.resize(min(theme.px(_WIDTH), parent.width() - _MARGIN), min(theme.px(_HEIGHT), parent.height() - _MARGIN))
        self.report.number.setFocus()
