"""The card "What to make": for whom, where to, and the one primary button; progress and outcome in place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from mrcworkbench.domain.reporting import Audience
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.pages.report.outcome import Outcome
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, ElidedLabel, IconLabel, label, line

_INDENT = 32


class MakingCard(Card):
    """MakingCard(theme, texts, languages): signals for each choice; `outcome` shows progress and how it ended."""

    audience_chosen = Signal(str)
    language_chosen = Signal(str)
    change_pressed = Signal()
    save_pressed = Signal()

    def __init__(self, theme: Theme, texts: Texts, languages: tuple[str, ...]) -> None:
        super().__init__(padding=20, spacing=12)
        self._theme, self._texts = theme, texts
        self.body.addWidget(label(texts.text("report_page.make"), weight="semibold", wrap=True))
        self._build_audience()
        self.language = self._build_language(languages)
        self.body.addWidget(line())
        self.assessment = label("", "secondary", wrap=True)
        self.body.addLayout(_fact(texts.text("report_page.assessment"), self.assessment))
        self._build_file()
        self.save = Button(theme, texts.text("report_page.save"), "primary", "download")
        self.save.setObjectName("report:save")
        self.save.clicked.connect(self.save_pressed)
        self.body.addWidget(self.save)
        self.outcome = Outcome(theme, texts)
        self.body.addWidget(self.outcome)

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
        combo = QComboBox()
        combo.setAccessibleName(self._texts.text("report_page.language"))
        combo.view().setAccessibleName(combo.accessibleName())
        for code in languages:
            combo.addItem(_language_name(code), code)
        combo.activated.connect(lambda _: self.language_chosen.emit(str(combo.currentData())))
        self.body.addWidget(label(self._texts.text("report_page.language"), "secondary", "muted", "medium"))
        self.body.addWidget(combo)
        return combo

    def _build_file(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel(self._theme, "file-spreadsheet", "muted", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.file = label("", "secondary", weight="semibold", wrap=True)
        self.folder = ElidedLabel("", "caption", "muted")
        words.addWidget(self.file)
        words.addWidget(self.folder)
        row.addLayout(words, 1)
        self.change = Button(self._theme, self._texts.text("report_page.change"), "link")
        self.change.setObjectName("report:change")
        self.change.clicked.connect(self.change_pressed)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self._replaces = QWidget()
        note = QHBoxLayout(self._replaces)
        note.setContentsMargins(_INDENT - 4, 0, 0, 0)
        note.addWidget(label(self._texts.text("report_page.replaces"), "caption", "warn", wrap=True))
        self.body.addWidget(self._replaces)

    def show_choice(self, audience: Audience, assessment: str, target: Path, *, replaces: bool) -> None:
        """Shows what will be made. Only names and folders that fit a line are cut, with the whole in the tooltip."""
        self.audiences[audience].setChecked(True)
        self.assessment.setText(assessment)
        self.file.setText(target.name)
        self.folder.setText(QDir.toNativeSeparators(str(target.parent)))
        self._replaces.setVisible(replaces)

    def set_busy(self, *, busy: bool) -> None:
        """While a report is made nothing of it can be changed."""
        for button in self.audiences.values():
            button.setEnabled(not busy)
        for widget in (self.save, self.change, self.language):
            if widget is not None:
                widget.setEnabled(not busy)


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
