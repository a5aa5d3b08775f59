"""What stands behind the answer on evidence: its files, and whether what it claims is named or attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.scoring.evidence import OWN_WORD
from mrcworkbench.gui.attaching.desk import FileDesk
from mrcworkbench.gui.attaching.file_jobs import FilePlace
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.widgets.question.card import QuestionCard

if TYPE_CHECKING:
    from mrcworkbench.domain.scoring.working_copy import WorkingCopy


class CardsEvidence(QObject):
    """`serve(card)` once, then `show(card)` whenever something has changed. Other cards than those of evidence are left
    alone."""

    wrong = Signal(str, str)
    """Title and text of something that went wrong with a file."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = context.bridge
        self._desk = FileDesk(context.bridge, context.texts, parent)
        self._desk.wrong.connect(self.wrong)

    def serve(self, card: QuestionCard) -> None:
        if card.files is not None:
            self._desk.serve(card.question.code, card.files)
            card.files_asked.connect(lambda code, paths: self._desk.attach(FilePlace(code), paths))

    def show(self, card: QuestionCard) -> None:
        if card.files is not None:
            self._desk.show(card.question.code, card.files)
            criterion = card.question.criterion
            card.proof.show_proof(None if criterion is None else proof_of(self._bridge.working_copy, criterion))


def proof_of(copy: WorkingCopy, criterion: str) -> bool | None:
    """Whether a document is named or a file attached; None where nothing is claimed beyond the own word, or where the
    claim is enough, as in 1.0.0."""
    asked = copy.criteria_set.by_id[criterion]
    answer = copy.answer(asked.evidence_question)
    if asked.documents_question is None or answer.state is not AnswerState.ANSWERED or answer.value == OWN_WORD:
        return None
    score = copy.criterion(criterion)
    return bool(score.documents or score.attached)
