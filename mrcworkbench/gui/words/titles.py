"""How a question is called where it is asked, and where it is found."""

from __future__ import annotations

from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.texts import Texts


def question_title(question: Question, texts: Texts) -> str:
    """The text of a question; those that may stay empty say so."""
    return question.text if question.is_needed else texts.text("questions.optional", question=question.text)
