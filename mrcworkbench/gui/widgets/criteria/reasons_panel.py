"""Why a criterion stands where it stands, and what would lift it: the ladder, the reasons, the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.scoring.results import HIGHEST_LEVEL, CriterionScore, Reason, Status
from mrcworkbench.domain.scoring.wording import status_word
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.criteria import level_title, spoken
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.frames import Card, line
from mrcworkbench.gui.widgets.basics.marks import IconLabel, Ladder, StateChip
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.widgets.criteria.evidence_shown import EvidenceShown
from mrcworkbench.gui.widgets.criteria.reason_row import ReasonRow

_CHIPS = {
    Status.IN_PLACE: ("accent", "check"),
    Status.PLANNED: ("accent", "calendar"),
    Status.NONE: ("neutral", "minus"),
    Status.NOT_APPLICABLE: ("neutral", "circle-slash"),
    Status.NOT_KNOWN: ("neutral", "circle-question-mark"),
}


class ReasonsPanel(QWidget):
    """ReasonsPanel(theme, texts, questionnaire, criteria, open_question): `show_criterion(score)` shows one criterion.

    `open_question(code)` is called when a reason is pressed. `head` and `foot` are vertical layouts below the title and
    below the reasons for what a page adds. It has no margins of its own. Nothing is rebuilt when the same score is
    shown again.
    """

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        questionnaire: Questionnaire,
        criteria: CriteriaSet,
        open_question: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._texts = theme, texts
        self._questionnaire, self._criteria, self._open_question = questionnaire, criteria, open_question
        self._score: CriterionScore | None = None
        self._confirmed: CriterionScore | None = None
        self._status_questions = frozenset(criterion.status_question for criterion in criteria.criteria)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._build_head()
        self._build_body()
        self.foot = QVBoxLayout()
        self.foot.setSpacing(8)
        self._column.addLayout(self.foot)
        self._column.addStretch(1)

    def _build_head(self) -> None:
        self._name = label("", "lead", wrap=True)
        self._place = label("", "caption", "muted")
        self._column.addWidget(self._name)
        self._column.addWidget(self._place)
        self.head = QVBoxLayout()
        self._column.addLayout(self.head)
        self._ladder = Ladder(self._theme)
        self._column.addWidget(self._ladder)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._level = label("", "lead", wrap=True)
        self._chip = StateChip(self._theme, "")
        row.addWidget(self._level, 1)
        row.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._anchor = label("", "secondary", "muted", wrap=True)
        self._column.addWidget(self._anchor)
        self._hollow = MessageBox(self._theme, "neutral", "pen-line")
        self._column.addWidget(self._hollow)

    def _build_body(self) -> None:
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(2)
        self._column.addLayout(self._reasons)
        self._line = line()
        self._column.addWidget(self._line)
        self._evidence = EvidenceShown(self._theme, self._texts)
        self._column.addWidget(self._evidence)
        self._contested = Card("soft", tone="conflict", padding=12, spacing=4)
        head = QHBoxLayout()
        head.setSpacing(8)
        icon = IconLabel(self._theme, "message-square-warning", "conflict", 16)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        self._contested_text = label("", "secondary", "conflict", wrap=True)
        head.addWidget(self._contested_text, 1)
        self._contested.body.addLayout(head)
        self._column.addWidget(self._contested)

    @property
    def criterion(self) -> str | None:
        """Id of the criterion shown."""
        return self._score.id if self._score is not None else None

    def show_criterion(self, score: CriterionScore, confirmed: CriterionScore | None = None) -> None:
        """Shows one criterion; equal to what is shown already, it does nothing. `confirmed` is its score if all that is
        carried over from the round before is still true, where that is another one."""
        if (score, confirmed) == (self._score, self._confirmed):
            return
        self._score, self._confirmed = score, confirmed
        criterion = self._criteria.by_id[score.id]
        texts = self._texts
        said = spoken(criterion, score, texts)
        self.setAccessibleName(said)
        self._name.setText(criterion.title)
        self._place.setText(texts.text("results.place", number=criterion.number, total=len(self._criteria.criteria)))
        self._ladder.set_level(score.level, hollow=score.hollow, applicable=score.applicable, spoken=said)
        self._level.setText(level_title(score, texts))
        self._chip.set_state(status_word(score, texts), *_CHIPS[score.status])
        self._anchor.setText(criterion.levels[score.level] if score.level is not None else criterion.asks)
        self._hollow.say(texts.text("scoring.hollow") if score.hollow else "")
        self._contested_text.setText(score.why[-1].text if score.contested else "")
        self._show_reasons(score)
        self._evidence.show_evidence(criterion, score)
        self._line.setHidden(self._evidence.isHidden())
        self._contested.setVisible(score.contested)

    def _show_reasons(self, score: CriterionScore) -> None:
        while (item := self._reasons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        known = bool(score.level) or not score.applicable
        reason_icon = "check" if known else "minus" if score.level == 0 else "circle-question-mark"
        self._part(self._texts.text("results.why"), self._why(score), reason_icon)
        waiting, lifts = self._waiting(score)
        self._part(self._texts.text("results.waits"), waiting, "history")
        self._part(_next_title(score, self._texts), lifts, "check" if score.level == HIGHEST_LEVEL else "arrow-up")

    def _waiting(self, score: CriterionScore) -> tuple[Sequence[Reason], Sequence[Reason]]:
        """What will hold once it is confirmed; and what lifts the criterion besides."""
        confirmed = self._confirmed
        if confirmed is None:
            return (), score.next
        waiting = [reason for reason in self._why(confirmed) if reason not in score.why]
        if confirmed.level == score.level:
            return waiting, confirmed.next
        asked = {code for reason in waiting for code in reason.questions}
        return waiting, [reason for reason in score.next if not asked.issuperset(reason.questions)]

    def _why(self, score: CriterionScore) -> Sequence[Reason]:
        """The reasons without what has a box of its own: that the mark is hollow, and the contradiction."""
        evidence = (self._criteria.by_id[score.id].evidence_question,)
        boxed = {score.why[-1]} if score.contested else set()
        return [
            reason
            for reason in score.why
            if reason not in boxed and not (score.hollow and reason.questions == evidence)
        ]

    def _part(self, title: str, reasons: Sequence[Reason], icon: str) -> None:
        if not reasons:
            return
        heading = label(title, "caption", "muted", "semibold")
        heading.setContentsMargins(0, 8, 0, 0)
        self._reasons.addWidget(heading)
        for reason in reasons:
            self._reasons.addWidget(self._row(reason, icon))

    def _row(self, reason: Reason, icon: str) -> ReasonRow:
        codes = [code for code in reason.questions if code in self._questionnaire]
        if len(codes) > 1:
            codes = [code for code in codes if code not in self._status_questions]
        questions = [(code, self._questionnaire.number(code)) for code in codes]
        said = reason.text
        if questions:
            said = self._texts.text("results.goes_to", text=reason.text, number=questions[0][1])
        colour = {"check": "ok", "arrow-up": "accent", "history": "warn"}.get(icon, "muted")
        row = ReasonRow(self._theme, icon, colour, reason.text, questions, said)
        row.chosen.connect(self._open_question)
        return row


def _next_title(score: CriterionScore, texts: Texts) -> str:
    if score.level is None:
        return texts.text("results.lifts_open")
    if score.level == HIGHEST_LEVEL:
        return texts.text("results.keeps")
    return texts.text("results.lifts", level=score.level + 1)
