"""What was found or done: the sum of verdicts, the table, and the file that is chosen in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from mrcworkbench.domain.merge_plans import Verdict
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.merge_files import TONES, MergeModel
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, IconLabel, MessageBox, label
from mrcworkbench.gui.widgets.flow import FlowLayout
from mrcworkbench.gui.widgets.merge_table import MergeTable

if TYPE_CHECKING:
    from mrcworkbench.services.merging import FileResult

_TABLE_HEIGHT = 220


class TotalsCard(Card):
    """The sum of all verdicts, which gives the files read."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=16)
        self._texts = texts
        row = QHBoxLayout()
        row.setSpacing(12)
        holder = QWidget()
        flow = FlowLayout(holder, across=10, down=6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self.numbers = {}
        self._words = {}
        for place, (verdict, (tone, icon)) in enumerate(TONES.items()):
            if place:
                flow.addWidget(label("+", tone="muted"))
            part = QWidget()
            inner = QHBoxLayout(part)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(6)
            inner.addWidget(IconLabel(theme, icon, "muted" if tone == "neutral" else tone, 18))
            self.numbers[verdict] = label("0", "lead")
            self._words[verdict] = label("", "secondary", "muted")
            inner.addWidget(self.numbers[verdict])
            inner.addWidget(self._words[verdict])
            flow.addWidget(part)
        flow.addWidget(label("=", tone="muted"))
        self.total = label("0", "lead")
        self._total_word = label("", "secondary", "muted")
        for made in (self.total, self._total_word):
            flow.addWidget(made)
        row.addWidget(holder, 1)
        self.copy = Button(theme, texts.text("merge_page.copy_list"), "link", "copy")
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)

    def show_totals(self, totals: Mapping[Verdict, int]) -> None:
        for verdict, made in self.numbers.items():
            made.setText(str(totals[verdict]))
            self._words[verdict].setText(self._texts.plural(f"merge_page.sum_{verdict.value}", totals[verdict]))
        total = sum(totals.values())
        self.total.setText(str(total))
        self._total_word.setText(self._texts.plural("merge_page.sum_all", total))
        spoken = [f"{n.text()} {self._words[v].text()}" for v, n in self.numbers.items()]
        self.setAccessibleName(f"{', '.join(spoken)}: {total} {self._total_word.text()}")


class FileDetail(Card):
    """The chosen file: where it lies, its sentence whole and to be copied, and the decision on a suspected duplicate.

    `joined(centre, into, reason)` and `left_apart(centre, reason)` are what a person decided.
    """

    joined = Signal(str, str, str)
    left_apart = Signal(str, str)

    def __init__(self, theme: Theme, texts: Texts, model: MergeModel) -> None:
        super().__init__(padding=16, spacing=8)
        self._texts, self._model = texts, model
        self._result: FileResult | None = None
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.where = label("", "caption", "muted", wrap=True)
        self.why = label("", weight="medium", wrap=True)
        words.addWidget(self.where)
        words.addWidget(self.why)
        head.addLayout(words, 1)
        self.copy = Button(theme, texts.text("merge_page.copy_sentence"), "link", "copy")
        self.copy.clicked.connect(self._copy)
        head.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.deciding = QWidget()
        column = QVBoxLayout(self.deciding)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(texts.text("merge_page.duplicate"), weight="semibold", wrap=True))
        column.addWidget(label(texts.text("merge_page.duplicate_text"), "secondary", "muted", wrap=True))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(texts.text("merge_page.reason_example"))
        self.reason.setAccessibleName(texts.text("merge_page.reason"))
        self.reason.setMaxLength(2000)
        self.reason.textChanged.connect(self._show_buttons)
        column.addWidget(label(texts.text("merge_page.reason"), "secondary", "muted", "medium"))
        column.addWidget(self.reason)
        row = QWidget()
        flow = FlowLayout(row, across=12, down=8)
        self.join = Button(theme, texts.text("merge_page.join", centre=""))
        self.apart = Button(theme, texts.text("merge_page.apart"))
        self.join.clicked.connect(self._join)
        self.apart.clicked.connect(self._apart)
        flow.addWidget(self.join)
        flow.addWidget(self.apart)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        column.addWidget(row)
        self.body.addWidget(self.deciding)
        self.wrong = MessageBox(theme, "danger", "circle-alert")
        self.body.addWidget(self.wrong)
        self.hide()

    def show_result(self, result: FileResult | None, *, decidable: bool) -> None:
        """Shows a file. `decidable`: it is merged, and nobody has decided on its duplicate yet."""
        if result != self._result:
            self.reason.clear()
        self._result = result
        self.wrong.say("")
        self.setVisible(result is not None)
        if result is None:
            return
        self.where.setText(QDir.toNativeSeparators(str(result.path)))
        self.why.setText(self._model.why(result))
        self.copy.setVisible(result.message is not None)
        flagged = bool(result.suspected_duplicate_of and result.centres)
        self.deciding.setVisible(flagged and decidable)
        if flagged and decidable:
            centre = self._model.names.get(result.suspected_duplicate_of[0], result.suspected_duplicate_of[0])
            self.join.set_label(self._texts.text("merge_page.join", centre=centre))
        self._show_buttons()

    @property
    def result(self) -> FileResult | None:
        """The file that is shown."""
        return self._result

    def _show_buttons(self) -> None:
        has_reason = bool(self.reason.text().strip())
        self.join.setEnabled(has_reason)
        self.apart.setEnabled(has_reason)

    def _copy(self) -> None:
        if self._result is not None:
            QGuiApplication.clipboard().setText(f"{self._result.path.name}: {self.why.text()}")

    def _join(self) -> None:
        if self._result is not None:
            into = self._result.suspected_duplicate_of[0]
            self.joined.emit(self._result.centres[0][0], into, self.reason.text().strip())

    def _apart(self) -> None:
        if self._result is not None:
            self.left_apart.emit(self._result.centres[0][0], self.reason.text().strip())


class TableCard(Card):
    """The table of files."""

    def __init__(self, theme: Theme, texts: Texts, model: MergeModel) -> None:
        super().__init__(padding=1, spacing=0)
        self.table = MergeTable(theme, model, texts.text("merge_page.table"))
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.body.addWidget(self.table)
