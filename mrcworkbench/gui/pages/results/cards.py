"""The cards of the page of results: a dimension's picture, a dimension's list, the legend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mrcworkbench.domain.scoring.criteria import CriteriaSet, Dimension
from mrcworkbench.domain.scoring.results import DimensionScore, Score
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.criteria import CriteriaModel
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, EvidenceMark, IconLabel, LevelChip, label, line
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.criteria.block_picture import StackPicture, Stacks, spoken_stacks, stacks_of
from mrcworkbench.gui.widgets.criteria.criteria_list import CriteriaList


def dimension_stacks(dimension: str, criteria: CriteriaSet, score: Score) -> Stacks:
    """The picture of one dimension."""
    return stacks_of([score.by_id[c.id] for c in criteria.criteria if c.dimension == dimension])


class DimensionCard(Card):
    """A dimension: how many criteria apply, its picture, how many rest on more than the own word, how many are open."""

    def __init__(self, theme: Theme, texts: Texts, dimension: Dimension, total: int) -> None:
        super().__init__(padding=14, spacing=4)
        self._texts, self._dimension, self._total = texts, dimension, total
        self.setObjectName(f"dimension:{dimension.id}")
        self.body.addWidget(label(dimension.title, weight="semibold", wrap=True))
        self._applies = label("", "caption", "muted", wrap=True)
        self.body.addWidget(self._applies)
        self.body.addSpacing(4)
        self.picture = StackPicture(theme)
        self.body.addWidget(self.picture)
        self.body.addWidget(line())
        self.body.addSpacing(4)
        self.evidenced = self._fact(texts.text("results.evidenced"))
        self.open = self._fact(texts.text("results.open_count"))
        self.body.addStretch(1)

    def _fact(self, name: str) -> QLabel:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(name, "caption", "muted", wrap=True), 1)
        value = label("", "caption", weight="semibold")
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(value, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        return value

    def show_score(self, part: DimensionScore, stacks: Stacks, rows: int) -> None:
        """Shows the counts; `rows` is the common height of the four pictures."""
        texts = self._texts
        if part.applicable == self._total:
            said = texts.plural("results.applies_all", self._total)
        elif part.applicable:
            said = texts.text("results.applies_some", applicable=part.applicable, total=self._total)
        else:
            said = texts.text("results.applies_none", total=self._total)
        self._applies.setText(said)
        self.picture.show_stacks(stacks, rows, spoken_stacks(self._dimension.title, stacks, texts))
        self.evidenced.setText(texts.text("results.of", n=part.evidenced, total=part.applicable))
        self.open.setText(str(part.open))


class ListCard(Card):
    """The criteria of one dimension."""

    def __init__(self, theme: Theme, texts: Texts, dimension: Dimension, criteria: CriteriaSet, score: Score) -> None:
        super().__init__(padding=4, spacing=0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 6)
        head.setSpacing(8)
        head.addWidget(label(dimension.title, weight="semibold", wrap=True), 1)
        columns = f"{texts.text('results.column_level')} · {texts.text('results.column_evidence')}"
        head.addWidget(label(columns, "caption", "muted"))
        self.body.addLayout(head)
        self.model = CriteriaModel(dimension, criteria, texts, score, self)
        self.list = CriteriaList(theme, self.model, texts.text("results.list", dimension=dimension.title))
        self.list.setObjectName(f"criteria:{dimension.id}")
        self.body.addWidget(self.list)


class Legend(QWidget):
    """What chips and marks mean, in lines that wrap. `grades` of evidence are told from weak to strong."""

    def __init__(self, theme: Theme, texts: Texts, grades: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(texts.text("results.legend"))
        flow = FlowLayout(self, across=10, down=6)
        marks: list[tuple[QWidget, str]] = [
            *((LevelChip(theme, level), texts.text(f"scoring.level_{level}_low")) for level in range(5)),
            (LevelChip(theme, 3, hollow=True), texts.text("scoring.not_documented")),
            (LevelChip(theme, None, applicable=False), texts.text("results.legend_not_applicable")),
            (LevelChip(theme, None), texts.text("results.legend_open")),
            *((EvidenceMark(theme, grade), texts.text(f"results.legend_{grade}")) for grade in grades),
            (IconLabel(theme, "message-square-warning", "conflict"), texts.text("results.legend_contested")),
        ]
        for mark, words in marks:
            flow.addWidget(_pair(mark, words))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


def _pair(mark: QWidget, words: str) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(mark)
    row.addWidget(label(words, "caption", "muted"))
    return pair
