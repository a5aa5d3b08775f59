"""The words of levels, grades and documents, the same in the window, in reports, in exports and on paper."""

from __future__ import annotations

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.scoring.results import Basis, CriterionScore, NamedDocument, Status
from mrcworkbench.domain.texts import Texts


def level_word(score: CriterionScore, texts: Texts) -> str:
    """The level in a few words; where there is none, why."""
    if score.intended:
        return texts.text("scoring.intended_word")
    if score.level is not None:
        return texts.text(f"scoring.level_{score.level}")
    return status_word(score, texts)


def status_word(score: CriterionScore, texts: Texts) -> str:
    """The status; where there is none, why: not answered and not known are two things."""
    if score.status is Status.NOT_KNOWN:
        return texts.text(f"scoring.missing_{score.missing or AnswerState.BLANK}")
    return texts.text(f"scoring.status_{score.status}")


def grade_word(score: CriterionScore, texts: Texts) -> str:
    """The grade of evidence with what it means: what only the centre says is told as its claim. Empty without one."""
    if score.evidence is None:
        return ""
    if score.basis is Basis.CONFIRMED:
        meaning = "scoring.grade_c"
    elif score.basis is Basis.ATTACHED:
        meaning = f"scoring.shown_{score.evidence}"
    else:
        meaning = f"scoring.grade_{score.evidence}"
    return texts.text("scoring.grade_and_meaning", grade=score.evidence, meaning=texts.text(meaning))


def document_word(document: NamedDocument, texts: Texts) -> str:
    """A named document in one line: title, date, and where it is kept if that is said."""
    key = "scoring.document_kept" if document.place else "scoring.document"
    return texts.text(key, title=document.title, date=document.date, place=document.place)
