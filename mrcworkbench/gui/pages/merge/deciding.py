"""Whether a new centre is one that is known under another id: both side by side, and what a person says."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.pages.merge.decisions import Pair
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, MessageBox, label
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.basics.flow import FlowLayout


class DecideCard(Card):
    """`joined(centre, into, reason)`, `left_apart(centre, reason)`, `reopened(centre)` are what a person says."""

    joined = Signal(str, str, str)
    left_apart = Signal(str, str)
    reopened = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__("inset", padding=16, spacing=8)
        self._texts = texts
        self._pairs: tuple[Pair, ...] = ()
        self.body.addWidget(label(texts.text("merge_page.duplicate"), weight="semibold", wrap=True))
        self.why = label("", "secondary", "muted", wrap=True)
        self.body.addWidget(self.why)
        self.several = label("", "secondary", weight="medium", wrap=True)
        self.body.addWidget(self.several)
        self.which = ComboBox()
        self.which.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setAccessibleName(texts.text("merge_page.which_pair"))
        self.which.view().setAccessibleName(texts.text("merge_page.which_pair"))
        self.which.activated.connect(lambda _: self._show_pair())
        self.body.addWidget(self.which)
        self.body.addLayout(self._build_facts())
        self.settled = MessageBox(theme, "ok", "circle-check")
        self.body.addWidget(self.settled)
        self.asking = QWidget()
        self._build_asking(theme)
        self.body.addWidget(self.asking)
        self.again = Button(theme, texts.text("merge_page.take_back"), "link", "undo-2")
        self.again.clicked.connect(lambda: self.reopened.emit(self._pair.new.id))
        self.body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeading)

    def _build_facts(self) -> QGridLayout:
        texts = self._texts
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.facts: dict[str, tuple[QLabel, QLabel]] = {}
        for place, side in enumerate(("in_file", "here"), 1):
            grid.addWidget(label(texts.text(f"merge_page.{side}"), "caption", "muted", "semibold", wrap=True), 0, place)
        for row, fact in enumerate(("name", "country", "period"), 1):
            grid.addWidget(label(texts.text(f"merge_page.fact_{fact}"), "secondary", "muted"), row, 0)
            weight = "semibold" if fact == "name" else ""
            both = (label("", "secondary", weight=weight, wrap=True), label("", "secondary", weight=weight, wrap=True))
            self.facts[fact] = both
            for place, made in enumerate(both, 1):
                grid.addWidget(made, row, place)
        return grid

    def _build_asking(self, theme: Theme) -> None:
        texts = self._texts
        inner = QGridLayout(self.asking)
        inner.setContentsMargins(0, 4, 0, 0)
        inner.setVerticalSpacing(8)
        inner.addWidget(label(texts.text("merge_page.reason"), "secondary", "muted", "medium"), 0, 0)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(texts.text("merge_page.reason_example"))
        self.reason.setAccessibleName(texts.text("merge_page.reason"))
        self.reason.setMaxLength(2000)
        self.reason.textChanged.connect(self._show_buttons)
        inner.addWidget(self.reason, 1, 0)
        row = QWidget()
        flow = FlowLayout(row, across=12, down=8)
        self.join = Button(theme, texts.text("merge_page.join", centre=""), icon="copy-check")
        self.apart = Button(theme, texts.text("merge_page.apart"))
        self.join.clicked.connect(self._on_join)
        self.apart.clicked.connect(lambda: self.left_apart.emit(self._pair.new.id, self.reason.text().strip()))
        flow.addWidget(self.join)
        flow.addWidget(self.apart)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        inner.addWidget(row, 2, 0)

    def show_pairs(
        self,
        pairs: tuple[Pair, ...],
        decided: Mapping[str, str],
        *,
        may_decide: bool,
        may_take_back: bool,
        later: str,
        count: int,
    ) -> None:
        """The new centres of a file, each with another that it may be. `decided` are sentences by centre, `count` is
        the number of those others, of which `pairs` may have the first only."""
        if pairs != self._pairs:
            self.reason.clear()
            self.which.clear()
            for new, other, _ in pairs:
                period = ", ".join(other.rounds)
                text = self._texts.text("merge_page.pair", first=new.name, second=other.name, period=period)
                self.which.addItem(text)
        self._pairs, self._decided = pairs, dict(decided)
        self._may_decide, self._may_take_back = may_decide, may_take_back
        self._later = later
        for widget in (self.several, self.which):
            widget.setVisible(len(pairs) > 1)
        self.several.setText(self._texts.plural("merge_page.pairs", count))
        if pairs:
            self._show_pair()

    @property
    def _pair(self) -> Pair:
        return self._pairs[max(0, self.which.currentIndex())]

    def _show_pair(self) -> None:
        new, other, same_period = self._pair
        of = {"new": ", ".join(new.rounds), "other": ", ".join(other.rounds)}
        why = self._texts.text("merge_page.duplicate_same" if same_period else "merge_page.duplicate_other", **of)
        self.why.setText(" ".join((why, self._texts.text("merge_page.duplicate_text"), self._later)).strip())
        for fact, both in self.facts.items():
            for made, centre in zip(both, (new, other), strict=True):
                said = {"name": centre.name, "country": centre.country, "period": ", ".join(centre.rounds)}[fact]
                made.setText(said or "\u2013")
        self.join.set_label(self._texts.text("merge_page.join", centre=other.name))
        sentence = self._decided.get(new.id, "")
        self.settled.say(sentence)
        self.asking.setVisible(not sentence and self._may_decide)
        self.again.setVisible(bool(sentence) and self._may_take_back)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.join.setEnabled(bool(self.reason.text().strip()))

    def _on_join(self) -> None:
        new, other, _ = self._pair
        self.joined.emit(new.id, other.id, self.reason.text().strip())
