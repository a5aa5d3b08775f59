"""How a question is called where it is asked and where it is found, how a section is, and how an assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mrcworkbench.content.directions import isolate
from mrcworkbench.content.instruments import is_view
from mrcworkbench.domain.questionnaire.model import Question, Section
from mrcworkbench.domain.texts import Texts

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo


def assessment_title(assessment: AssessmentInfo, texts: Texts) -> str:
    """Which of its centre's assessments it is: its round, or whose view of that."""
    return texts.text("window.view" if is_view(assessment) else "window.round", round=assessment.round)


def question_title(question: Question, texts: Texts) -> str:
    """The text of a question; those that may stay empty say so."""
    return question.text if question.is_needed else texts.text("questions.optional", question=question.text)


def section_title(section: Section, texts: Texts) -> str:
    """Number and title of a section."""
    return texts.text("questions.section_title", number=isolate(str(section.number)), title=section.title)
