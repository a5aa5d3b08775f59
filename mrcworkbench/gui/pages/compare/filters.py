"""What of the matrix is shown, and what its marks mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.criteria import CriteriaSet
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.matrix import KINDS, CellMark, Shown
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import SegmentedControl, label
from mrcworkbench.gui.widgets.flow import FlowLayout
from mrcworkbench.gui.widgets.matrix_marks import MatrixMark

ALL, NEAREST = "all", "nearest"
_LEGEND = (
    ("body", CellMark("", body="in_place")),
    ("annex_b", CellMark("", annex_b=1)),
    ("both", CellMark("", body="in_place", annex_b=1)),
    ("planned", CellMark("", body="planned")),
    ("tick", CellMark("", tick=True)),
    ("differs", CellMark("", differs=True)),
)


class Filters(QWidget):
    """Filters(theme, texts, criteria): `changed(Shown)` when a person chooses."""

    changed = Signal(object)

    def __init__(self, theme: Theme, texts: Texts, criteria: CriteriaSet) -> None:
        super().__init__()
        self._texts = texts
        flow = FlowLayout(self, across=12, down=8)
        choices = [(ALL, texts.text("comparison.all_14")), (NEAREST, texts.text("comparison.most_like"))]
        self.order = SegmentedControl(theme, choices, texts.text("comparison.choose_centres"), ALL)
        self.kind = self._combo("kind", [(kind, texts.text(f"comparison.kind_{kind}")) for kind in KINDS])
        contexts = [(name, texts.text(f"comparison.context_{name}")) for name in ("origin", "destination")]
        self.context = self._combo("context", contexts)
        self.dimension = self._combo("dimension", [(d.id, d.title) for d in criteria.dimensions], "criterion")
        for one in (self.order, self.kind, self.context, self.dimension):
            flow.addWidget(one)
        self.order.chosen.connect(lambda _: self._tell())
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _combo(self, name: str, choices: list[tuple[str, str]], every: str = "") -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(f"filter:{name}")
        combo.setAccessibleName(self._texts.text(f"comparison.choose_{name}"))
        combo.view().setAccessibleName(combo.accessibleName())
        combo.addItem(self._texts.text(f"comparison.every_{every or name}"), None)
        for code, text in choices:
            combo.addItem(text, code)
        combo.activated.connect(lambda _: self._tell())
        return combo

    def shown(self) -> Shown:
        return Shown(
            nearest=self.order.value() == NEAREST,
            kind=self.kind.currentData(),
            context=self.context.currentData(),
            dimension=self.dimension.currentData(),
        )

    def clear(self) -> None:
        """Shows everything again, without telling anyone."""
        self.order.set_value(ALL)
        for combo in (self.kind, self.context, self.dimension):
            combo.setCurrentIndex(0)

    def _tell(self) -> None:
        self.changed.emit(self.shown())


class MatrixLegend(QWidget):
    """The marks in words, and what a blank means."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self.setAccessibleName(texts.text("comparison.legend"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        marks = QWidget()
        flow = FlowLayout(marks, across=18, down=4)
        for name, mark in _LEGEND:
            flow.addWidget(_pair(MatrixMark(theme, mark), texts.text(f"comparison.legend_{name}")))
        policy = marks.sizePolicy()
        policy.setHeightForWidth(True)
        marks.setSizePolicy(policy)
        column.addWidget(marks)
        blank = QHBoxLayout()
        blank.setSpacing(6)
        blank.addWidget(
            label(texts.text("comparison.blank"), "caption", weight="semibold"), 0, Qt.AlignmentFlag.AlignTop
        )
        blank.addWidget(label(texts.text("comparison.legend_blank"), "caption", "muted", wrap=True), 1)
        column.addLayout(blank)


def _pair(mark: QWidget, words: str) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(mark)
    row.addWidget(label(words, "caption", "muted"))
    return pair
