"""The cards of the export page: what to make, and what leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, IconLabel, SegmentedControl, label, line
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.making.file_choice import FileChoice
from mrcworkbench.gui.widgets.making.outcome import Outcome
from mrcworkbench.services.session.unreadable import unreadable_among

if TYPE_CHECKING:
    from mrcworkbench.exchange.tidy import ExportReceipt

_INDENT = 32
FORMATS = ("xlsx", "csv")
_RULES = ("consent", "withdrawn", "personal", "small", "ranks")
_TABLES = (
    "centres", "assessments", "answers_wide", "answers_long", "scores", "practices", "challenges", "learning",
    "figures", "totals", "dictionary", "codes", "import_log",
)  # fmt: skip


class MakingCard(Card):
    """MakingCard(theme, texts, languages): signals for each choice; `outcome` shows progress and how it ended."""

    format_chosen = Signal(str)
    hxl_chosen = Signal(bool)
    change_pressed = Signal()
    export_pressed = Signal()
    open_pressed = Signal(object)
    """`Path` of the workbook or folder, or of the folder that it is in."""

    def __init__(self, theme: Theme, texts: Texts, languages: dict[str, str]) -> None:
        super().__init__(padding=20, spacing=12)
        self._theme, self._texts = theme, texts
        say = texts.text
        self.body.addWidget(label(say("export_page.make"), weight="semibold", wrap=True))
        choices = [(one, say(f"export_page.format_{one}")) for one in FORMATS]
        self.format = SegmentedControl(theme, choices, say("export_page.format"), FORMATS[0])
        self.format.chosen.connect(self.format_chosen)
        self.body.addWidget(self.format)
        self.explained = label("", "secondary", "muted", wrap=True)
        self.body.addWidget(self.explained)
        self._build_hxl()
        self.language = self._build_language(languages)
        self.body.addWidget(line())
        self.file = FileChoice(theme, "file-spreadsheet", say("export_page.change"), say("export_page.replaces"))
        self.file.change.setObjectName("export:change")
        self.file.change_pressed.connect(self.change_pressed)
        self.body.addWidget(self.file)
        self.export = Button(theme, say("export_page.export"), "primary", "download")
        self.export.setObjectName("export:export")
        self.export.clicked.connect(self.export_pressed)
        self.body.addWidget(self.export)
        self.outcome = self._build_outcome()
        self.body.addWidget(self.outcome)
        self._path = Path()

    def _build_outcome(self) -> Outcome:
        say = self._texts.text
        outcome = Outcome(
            self._theme,
            self._texts,
            working=say("export_page.working"),
            saved=say("export_page.saved"),
            failed=say("export_page.failed"),
        )
        self.open = outcome.add_button(say("export_page.open"), "external-link")
        self.show_folder = outcome.add_button(say("export_page.folder"), "folder-open")
        self.open.clicked.connect(lambda: self.open_pressed.emit(self._path))
        self.show_folder.clicked.connect(lambda: self.open_pressed.emit(self._path.parent))
        return outcome

    def _build_hxl(self) -> None:
        say = self._texts.text
        column = QVBoxLayout()
        column.setSpacing(0)
        self.hxl = QCheckBox(say("export_page.hxl"))
        self.hxl.setObjectName("export:hxl")
        self.hxl.setAccessibleDescription(say("export_page.hxl_text"))
        self.hxl.clicked.connect(self.hxl_chosen)
        column.addWidget(self.hxl)
        inner = QHBoxLayout()
        inner.setContentsMargins(_INDENT, 0, 0, 0)
        inner.addWidget(label(say("export_page.hxl_text"), "secondary", "muted", wrap=True))
        column.addLayout(inner)
        self.body.addLayout(column)

    def _build_language(self, languages: dict[str, str]) -> QComboBox | None:
        """Only where there is a choice."""
        if len(languages) < 2:
            return None
        combo = ComboBox()
        combo.setAccessibleName(self._texts.text("export_page.language"))
        combo.view().setAccessibleName(combo.accessibleName())
        for code, name in languages.items():
            combo.addItem(name, code)
        self.body.addWidget(label(combo.accessibleName(), "secondary", "muted", "medium"))
        self.body.addWidget(combo)
        return combo

    def show_choice(self, format_: str, target: Path, *, hxl: bool) -> None:
        """Shows what will be made."""
        self.format.set_value(format_)
        self.explained.setText(self._texts.text(f"export_page.format_{format_}_text"))
        self.hxl.setChecked(hxl)
        self.file.show_file(target, folder=format_ != FORMATS[0])
        if format_ != FORMATS[0] and not self.file.replaces.isHidden():
            from mrcworkbench.exchange.tidy.earlier import is_earlier_export

            self.file.replaces.setVisible(is_earlier_export(target))  # any other folder is refused

    def set_busy(self, *, busy: bool) -> None:
        """While an export is made nothing of it can be changed."""
        for widget in (self.format, self.hxl, self.file.change, self.export, self.language):
            if widget is not None:
                widget.setEnabled(not busy)

    def succeed(self, receipt: ExportReceipt) -> None:
        """Says what was written, and what was not and why."""
        self._path = receipt.path
        texts, counts = self._texts, receipt.counts
        folder = QDir.toNativeSeparators(str(receipt.path.parent))
        says = [
            texts.plural(
                "export_page.receipt",
                counts.assessments,
                centres=texts.plural("export_page.centres", counts.centres),
                rows=sum(table.rows for table in receipt.tables),
                tables=len(receipt.tables),
            )
        ]
        for key, n in (("left_out", counts.left_out.total()), ("withdrawn", counts.withdrawn), ("cut", receipt.cut)):
            if n:
                says.append(texts.plural(f"export_page.receipt_{key}", n))
        where = texts.text("export_page.saved_text", name=receipt.path.name, folder=folder)
        self.outcome.succeed(where, " ".join(says))
        unreadable = unreadable_among(counts.unreadable)
        if unreadable is not None:
            self.outcome.say(in_words(texts, unreadable))


class RulesCard(Card):
    """What leaves and what stays, in a few sentences."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=20, spacing=10)
        self.body.addWidget(label(texts.text("export_page.rules"), weight="semibold", wrap=True))
        for rule in _RULES:
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(IconLabel(theme, "check", "ok", 16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(texts.text(f"export_page.rule_{rule}"), "secondary", wrap=True), 1)
            self.body.addLayout(row)


class TablesCard(Card):
    """The tables of an export, with what a row of each is."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(padding=20, spacing=8)
        self.body.addWidget(label(texts.text("export_page.tables"), weight="semibold", wrap=True))
        for table in _TABLES:
            row = QHBoxLayout()
            row.setSpacing(12)
            name = label(table, "secondary", weight="medium")
            name.setMinimumWidth(name.fontMetrics().horizontalAdvance("answers_wide") + 8)
            row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(texts.text(f"export_page.table_{table}"), "secondary", "muted", wrap=True), 1)
            self.body.addLayout(row)
