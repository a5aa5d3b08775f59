"""The level of a criterion in the round before, and where it stands now, beside each other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mrcworkbench.domain.scoring.criteria import Criterion
from mrcworkbench.domain.scoring.results import CriterionScore
from mrcworkbench.domain.scoring.wording import level_word
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.criteria import grade_text, spoken
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.marks import EvidenceMark, IconLabel, LevelChip
from mrcworkbench.gui.widgets.basics.text import label


class _Standing(Card):
    """When it was, the level with its word, and the evidence."""

    def __init__(self, theme: Theme, kind: str) -> None:
        super().__init__(kind, padding=10, spacing=4)
        self.when: QLabel = label("", "caption", "muted", wrap=True)
        self.body.addWidget(self.when)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._level = LevelChip(theme)
        self._word = label("", "caption", weight="medium", wrap=True)
        self._mark = EvidenceMark(theme)
        row.addWidget(self._level)
        row.addWidget(self._mark)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._word)

    def show_score(self, criterion: Criterion, score: CriterionScore, texts: Texts) -> None:
        said = spoken(criterion, score, texts)
        self.setAccessibleName(texts.text("results.round_spoken", when=self.when.text(), score=said))
        self._level.set_level(score.level, hollow=score.hollow, applicable=score.applicable, spoken=said)
        self._word.setText(level_word(score, texts))
        self._mark.set_grade(score.evidence, grade_text(score, texts))
        self._mark.setVisible(score.evidence is not None)


class RoundLevels(QWidget):
    """`show_levels(criterion, round, before, now)`; no arrow up or down: a profile is no race."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(6)
        self._before, self._now = _Standing(theme, "inset"), _Standing(theme, "card")
        row.addWidget(self._before, 1)
        row.addWidget(IconLabel(theme, "arrow-right", "muted", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._now, 1)
        self.hide()

    def show_levels(self, criterion: Criterion, round_: str, before: CriterionScore, now: CriterionScore) -> None:
        self._before.when.setText(round_)
        self._before.show_score(criterion, before, self._texts)
        self._now.when.setText(self._texts.text("results.now_so_far"))
        self._now.show_score(criterion, now, self._texts)
        self.show()
