"""The card "Check a report": whether one was made with the open file, by its number or by its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.exchange.report.checking import CheckedReport, check_file, check_number, sentences
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, MessageBox, label

ChooseReport = Callable[[QWidget, str, str], Path | None]


def choose_report(parent: QWidget, title: str, files: str) -> Path | None:
    """Asks for a file; None where none is chosen."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", files)
    return Path(chosen) if chosen else None


class CheckCard(Card):
    """CheckCard(theme, texts, bridge): a field for the number, a button for a file, and below what is known."""

    def __init__(self, theme: Theme, texts: Texts, bridge: Bridge, choose: ChooseReport = choose_report) -> None:
        super().__init__(padding=20, spacing=12)
        self._texts, self._bridge, self.choose = texts, bridge, choose
        self.body.addWidget(label(texts.text("report_check.title"), weight="semibold", wrap=True))
        self.body.addWidget(label(texts.text("report_check.lead"), "secondary", "muted", wrap=True))
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
        self.body.addLayout(row)
        self.file = Button(theme, texts.text("report_check.file"), "link", "folder-open")
        self.file.clicked.connect(self.check_file)
        self.body.addWidget(self.file)
        self.good, self.bad = (
            MessageBox(theme, tone, icon) for tone, icon in (("ok", "circle-check"), ("warn", "triangle-alert"))
        )
        for box in (self.good, self.bad):
            self.body.addWidget(box)
        self.clear()

    def clear(self) -> None:
        """Forgets what was found, as of another file."""
        self.good.say("")
        self.bad.say("")

    def check_number(self) -> None:
        """Says what is known of the number in the field."""
        self._say(lambda: check_number(self._bridge.session, self.number.text()))

    def check_file(self) -> None:
        """Asks for a file, and says what is known of it."""
        texts = self._texts
        chosen = self.choose(self, texts.text("report_check.title"), texts.text("report_check.files"))
        if chosen is not None:
            self._say(lambda: check_file(self._bridge.session, chosen))

    def _say(self, check: Callable[[], CheckedReport]) -> None:
        self.clear()
        try:
            checked = check()
        except UserError as error:
            self.bad.say(in_words(self._texts, error))
            return
        (self.good if checked.is_as_made else self.bad).say("\n".join(sentences(checked, self._texts)))
