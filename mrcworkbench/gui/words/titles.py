"""How a question is called where it is asked and where it is found, how a section is, and how an assessment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mrcworkbench.content.directions import isolate
from mrcworkbench.domain.questionnaire.model import Question, Role, Section
from mrcworkbench.domain.texts import Texts

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo


def assessment_title(assessment: AssessmentInfo, texts: Texts, among: Iterable[AssessmentInfo] = ()) -> str:
    """Which of its centre's assessments it is: its round, or a view of that, with its number where there are several
    among those of the file."""
    if not assessment.about:
        return texts.text("window.round", round=assessment.round)
    alike = [one.id for one in among if one.about == assessment.about]
    if len(alike) < 2:
        return texts.text("window.view", round=assessment.round)
    return texts.text("window.view_of_several", number=alike.index(assessment.id) + 1, round=assessment.round)


def question_title(question: Question, texts: Texts) -> str:
    """The text of a question; those that may stay empty say so. Documents do not: they, or a file, are what counts."""
    told = question.is_needed or question.role is Role.DOCUMENTS
    return question.text if told else texts.text("questions.optional", question=question.text)


def section_title(section: Section, texts: Texts) -> str:
    """Number and title of a section."""
    return texts.text("questions.section_title", number=isolate(str(section.number)), title=section.title)
