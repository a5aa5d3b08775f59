"""The sum of verdicts, which files are shown, and the list to take along."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.merge_files import DUPLICATE, TONES
from mrcworkbench.gui.models.merge_words import PASSED_OVER
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, IconLabel, label
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.basics.flow import FlowLayout


class TotalsCard(Card):
    """The sum of all verdicts, which gives the files found; `chosen` with the verdict whose files are to be shown."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=16, spacing=8)
        self._texts = texts
        self.body.addWidget(self._build_sum(theme))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(texts.text("merge_page.show"), "secondary", "muted"))
        self.which = ComboBox()
        self.which.setAccessibleName(texts.text("merge_page.show_name"))
        self.which.view().setAccessibleName(texts.text("merge_page.show_name"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for what in ("", *TONES, DUPLICATE):
            self.which.addItem("", what)
        self.which.activated.connect(lambda _: self.chosen.emit(self.which.currentData()))
        row.addWidget(self.which)
        row.addStretch(1)
        self.copy = Button(theme, texts.text("merge_page.copy_list"), "link", "copy")
        self.save = Button(theme, texts.text("merge_page.save_list"), "link", "download")
        row.addWidget(self.copy)
        row.addWidget(self.save)
        self.body.addLayout(row)

    def _build_sum(self, theme: Theme) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, across=10, down=6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self.numbers = {}
        self._words = {}
        self._passed_over: list[QWidget] = []
        """Shown only where something was passed over: else all that was found was read."""
        for place, (verdict, (tone, icon)) in enumerate(TONES.items()):
            part = QWidget()
            if place:
                plus = label("+", tone="muted")
                flow.addWidget(plus)
                if verdict == PASSED_OVER:
                    self._passed_over = [plus, part]
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
        return holder

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many files of each verdict, and of DUPLICATE."""
        texts = self._texts
        for verdict, made in self.numbers.items():
            n = counts[verdict]
            made.setText(str(n))
            self._words[verdict].setText(texts.plural(f"merge_page.sum_{verdict}", n))
        any_passed = bool(counts[PASSED_OVER])
        for part in self._passed_over:
            part.setVisible(any_passed)
        total = sum(counts[verdict] for verdict in self.numbers)
        self.total.setText(str(total))
        self._total_word.setText(texts.plural(f"merge_page.sum_{'found' if any_passed else 'all'}", total))
        said = [verdict for verdict in self.numbers if any_passed or verdict != PASSED_OVER]
        spoken = [f"{self.numbers[verdict].text()} {self._words[verdict].text()}" for verdict in said]
        self.setAccessibleName(f"{', '.join(spoken)}: {total} {self._total_word.text()}")
        for place in range(self.which.count()):
            what = self.which.itemData(place)
            n = counts[what] if what else total
            name = texts.text(f"merge_page.verdict_{what}" if what else "merge_page.show_all")
            self.which.setItemText(place, texts.text("merge_page.show_item", name=name, n=n))

    def show_all(self) -> None:
        """Back to all files."""
        self.which.setCurrentIndex(0)
        self.chosen.emit("")
