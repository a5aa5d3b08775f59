"""The card "What to make": for whom, where to, and the one primary button; progress and outcome in place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, MessageBox, label, line
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.making.file_choice import FileChoice
from mrcworkbench.gui.widgets.making.outcome import Outcome

if TYPE_CHECKING:
    from mrcworkbench.exchange.report import ReportReceipt

_INDENT, _FINGERPRINT = 32, 12


class MakingCard(Card):
    """MakingCard(theme, texts, languages): signals for each choice; `outcome` shows progress and how it ended."""

    audience_chosen = Signal(str)
    language_chosen = Signal(str)
    change_pressed = Signal()
    save_pressed = Signal()
    open_pressed = Signal(object)
    """`Path` of the report, or of its folder."""

    def __init__(self, theme: Theme, texts: Texts, languages: tuple[str, ...]) -> None:
        super().__init__(padding=20, spacing=12)
        self._theme, self._texts = theme, texts
        self.body.addWidget(label(texts.text("report_page.make"), weight="semibold", wrap=True))
        self._build_audience()
        self.language = self._build_language(languages)
        self.body.addWidget(line())
        self.assessment = label("", "secondary", wrap=True)
        self.body.addLayout(_fact(texts.text("report_page.assessment"), self.assessment))
        self.file = FileChoice(
            theme, "file-spreadsheet", texts.text("report_page.change"), texts.text("report_page.replaces")
        )
        self.file.change_pressed.connect(self.change_pressed)
        self.body.addWidget(self.file)
        self.why_not = MessageBox(theme, "warn", "triangle-alert")
        self.body.addWidget(self.why_not)
        self.save = Button(theme, texts.text("report_page.save"), "primary", "download")
        self.save.setObjectName("report:save")
        self.save.clicked.connect(self.save_pressed)
        self.body.addWidget(self.save)
        self.outcome = self._build_outcome()
        self.body.addWidget(self.outcome)
        self._path = Path()
        self._busy = False

    def _build_outcome(self) -> Outcome:
        say = self._texts.text
        outcome = Outcome(
            self._theme,
            self._texts,
            working=say("report_page.working"),
            saved=say("report_page.saved"),
            failed=say("report_page.failed"),
        )
        self.open = outcome.add_button(say("report_page.open"), "external-link")
        self.show_folder = outcome.add_button(say("report_page.folder"), "folder-open")
        self.open.clicked.connect(lambda: self.open_pressed.emit(self._path))
        self.show_folder.clicked.connect(lambda: self.open_pressed.emit(self._path.parent))
        return outcome

    def _build_audience(self) -> None:
        self.body.addWidget(label(self._texts.text("report_page.for_whom"), "secondary", "muted", "medium"))
        self._group = QButtonGroup(self)
        self.audiences: dict[Audience, QRadioButton] = {}
        for audience in Audience:
            text = self._texts.text(f"report_page.{audience.value}")
            button = QRadioButton(text)
            button.setObjectName(f"audience:{audience.value}")
            explained = label(self._texts.text(f"report_page.{audience.value}_text"), "secondary", "muted", wrap=True)
            button.setAccessibleDescription(explained.text())
            button.clicked.connect(lambda _=False, audience=audience: self.audience_chosen.emit(audience.value))
            self._group.addButton(button)
            self.audiences[audience] = button
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(button)
            inner = QHBoxLayout()
            inner.setContentsMargins(_INDENT, 0, 0, 0)
            inner.addWidget(explained)
            column.addLayout(inner)
            self.body.addLayout(column)

    def _build_language(self, languages: tuple[str, ...]) -> QComboBox | None:
        """Only where there is a choice."""
        if len(languages) < 2:
            return None
        combo = ComboBox()
        combo.setAccessibleName(self._texts.text("report_page.language"))
        combo.view().setAccessibleName(combo.accessibleName())
        for code in languages:
            combo.addItem(_language_name(code), code)
        combo.activated.connect(lambda _: self.language_chosen.emit(str(combo.currentData())))
        self.body.addWidget(label(self._texts.text("report_page.language"), "secondary", "muted", "medium"))
        self.body.addWidget(combo)
        return combo

    def show_choice(self, audience: Audience, assessment: str, target: Path, *, why_not: str) -> None:
        """Shows what will be made; `why_not` is the reason why it cannot be, or ""."""
        self.audiences[audience].setChecked(True)
        self.assessment.setText(assessment)
        self.file.show_file(target, None if self.outcome.receipt.isHidden() else self._path)
        self.why_not.say(why_not)
        self.set_busy(busy=self._busy)

    def set_busy(self, *, busy: bool) -> None:
        """While a report is made nothing of it can be changed."""
        self._busy = busy
        for widget in (*self.audiences.values(), self.file.change, self.language):
            if widget is not None:
                widget.setEnabled(not busy)
        self.save.setEnabled(not busy and self.why_not.isHidden())

    def succeed(self, receipt: ReportReceipt) -> None:
        """Says where the report is, and what was read back from it."""
        self._path = receipt.path
        folder = QDir.toNativeSeparators(str(receipt.path.parent))
        self.outcome.succeed(
            self._texts.text("report_page.saved_text", name=receipt.path.name, folder=folder),
            self._texts.plural(
                "report_page.receipt",
                len(receipt.sheets),
                cells=sum(sheet.cells for sheet in receipt.sheets),
                fingerprint=receipt.sha256[:_FINGERPRINT],
            ),
        )


def _fact(name: str, value: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(label(name, "caption", "muted"))
    column.addWidget(value)
    return column


def _language_name(code: str) -> str:
    from babel import Locale

    locale = Locale.parse(code, sep="-")
    return (locale.get_display_name(code) or code).capitalize()
