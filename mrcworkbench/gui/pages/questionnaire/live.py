"""The side panel of a section with a criterion: its level and reasons, and what the studied centres do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.domain.study.comparison import questions_of_nearest
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.questionnaire.rounds import SectionRounds
from mrcworkbench.gui.widgets.basics.frames import line
from mrcworkbench.gui.widgets.criteria.background import Background
from mrcworkbench.gui.widgets.criteria.reasons_panel import ReasonsPanel
from mrcworkbench.gui.widgets.criteria.round_levels import RoundLevels
from mrcworkbench.gui.widgets.criteria.study_panel import StudyPanel
from mrcworkbench.services.comparing import comparison

if TYPE_CHECKING:
    from mrcworkbench.domain.study.comparison import Comparison


class LivePanel(QWidget):
    """`show_criterion(id)`; it follows the answers by itself, and repaints only when its own criterion changes."""

    def __init__(self, context: PageContext, rounds: SectionRounds, open_question: Callable[[str], None]) -> None:
        super().__init__()
        self._rounds = rounds
        self._bridge, self._content = context.bridge, context.content
        self._criterion: str | None = None
        self._comparison: Comparison | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        copy = context.bridge.working_copy
        self.reasons = ReasonsPanel(context.theme, context.texts, copy.questionnaire, copy.criteria_set, open_question)
        self.levels = RoundLevels(context.theme, context.texts)
        self.reasons.head.addWidget(self.levels)
        self.study = StudyPanel(context.theme, context.texts)
        self.background = Background(context.theme, context.content, context.texts)
        self.reasons.foot.addWidget(line())
        self.reasons.foot.addWidget(self.background)
        self.reasons.foot.addWidget(self.study)
        column.addWidget(self.reasons)
        # Study and round before are read after the section is on screen: that takes longer than the page.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._show_more)
        context.bridge.answer_changed.connect(self._on_change)

    @property
    def criterion(self) -> str | None:
        """Id of the criterion shown."""
        return self._criterion

    def show_criterion(self, id_: str) -> None:
        """Shows a criterion; the studied centres and the round before follow as soon as the window has painted."""
        if id_ != self._criterion:
            self._criterion = id_
            self.study.hide()
            self.levels.hide()
            self._later.start()
            self.background.show_criterion(self._bridge.working_copy.criteria_set.by_id[id_])
        self._show_reasons(id_)

    def forget(self) -> None:
        """Another assessment is open: everything is read anew."""
        self._criterion = self._comparison = None

    def _on_change(self, change: Change) -> None:
        if change.question in questions_of_nearest(self._bridge.working_copy.questionnaire):
            self._comparison = None
            self._later.start()
        if self._criterion is not None and (self._criterion in change.criteria or change.before.before is not None):
            self._show_reasons(self._criterion)
            if not self.levels.isHidden():
                self._show_levels(self._criterion)

    def _show_reasons(self, id_: str) -> None:
        copy = self._bridge.working_copy
        score, confirmed = copy.criterion(id_), copy.if_confirmed(id_)
        self.reasons.show_criterion(score, confirmed if confirmed != score else None)

    def _show_levels(self, id_: str) -> None:
        copy, last = self._bridge.working_copy, self._rounds.last
        before = last.score(id_)
        if before is not None:
            self.levels.show_levels(copy.criteria_set.by_id[id_], last.name, before, copy.criterion(id_))

    def _show_more(self) -> None:
        if self._criterion is None or not self._bridge.is_open:
            return
        self._show_levels(self._criterion)
        if self._comparison is None:
            self._comparison = comparison(self._bridge.session)
        self.study.show_examples(self._content.study, self._comparison.by_id[self._criterion].examples)
        self.study.show()
