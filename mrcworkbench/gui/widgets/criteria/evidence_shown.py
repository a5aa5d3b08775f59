"""What a criterion rests on: the grade in words, the documents that are named, the files, and how to raise it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.scoring.criteria import Criterion
from mrcworkbench.domain.scoring.results import Basis, CriterionScore, NamedDocument
from mrcworkbench.domain.scoring.wording import document_word
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.criteria import grade_text, raise_text
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.marks import EvidenceMark, IconLabel
from mrcworkbench.gui.widgets.basics.text import breakable, label
from mrcworkbench.gui.words.local_time import iso_day


class EvidenceShown(QWidget):
    """`show_evidence(criterion, score)`; it hides itself where there is nothing to prove."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self._proofs: QWidget | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        self._mark = EvidenceMark(theme, size=28)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = self._words = QVBoxLayout()
        words.setSpacing(2)
        self._grade = label("", "secondary", weight="medium", wrap=True)
        words.addWidget(self._grade)
        self._raise = label("", "caption", "muted", wrap=True)
        words.addWidget(self._raise)
        row.addLayout(words, 1)

    def show_evidence(self, criterion: Criterion, score: CriterionScore) -> None:
        self.setVisible(score.evidence is not None)
        if score.evidence is None:
            return
        said = grade_text(score, self._texts)
        self._mark.set_grade(score.evidence, said)
        self._grade.setText(said)
        self._raise.setText(raise_text(score.evidence, criterion, self._texts))
        self._show_proofs(score)

    def _show_proofs(self, score: CriterionScore) -> None:
        """A line for each document that is named, and one for the files; the reasons tell of files if all rests on
        them."""
        if self._proofs is not None:
            self._proofs.hide()
            self._proofs.deleteLater()
            self._proofs = None
        proofs = [("file-text", document_word(_as_shown(one), self._texts)) for one in score.documents]
        if score.attached and score.basis is not Basis.ATTACHED:
            proofs.append(("paperclip", self._texts.plural("scoring.attaches", score.attached)))
        if not proofs:
            return
        self._proofs = QWidget()
        column = QVBoxLayout(self._proofs)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        for icon, said in proofs:
            row = QHBoxLayout()
            row.setSpacing(6)
            row.addWidget(IconLabel(self._theme, icon, "muted", 14), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(breakable(said), "caption", wrap=True), 1)
            column.addLayout(row)
        self._words.insertWidget(1, self._proofs)


def _as_shown(document: NamedDocument) -> NamedDocument:
    """With its date as days stand everywhere on the screen."""
    return replace(document, date=iso_day(document.date))
