"""How a question is called where it is asked and where it is found, and how a section is."""

from __future__ import annotations

from mrcworkbench.content.directions import isolate
from mrcworkbench.domain.questionnaire.model import Question, Section
from mrcworkbench.domain.texts import Texts


def question_title(question: Question, texts: Texts) -> str:
    """The text of a question; those that may stay empty say so."""
    return question.text if question.is_needed else texts.text("questions.optional", question=question.text)


def section_title(section: Section, texts: Texts) -> str:
    """Number and title of a section."""
    return texts.text("questions.section_title", number=isolate(str(section.number)), title=section.title)
