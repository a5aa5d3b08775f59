"""What is wrong with an answer, in words."""

from __future__ import annotations

from mrcworkbench.domain.problems import Problem
from mrcworkbench.domain.questionnaire import Question
from mrcworkbench.domain.texts import Texts


def problem_sentence(texts: Texts, question: Question, problem: Problem) -> str:
    """The sentence of a problem, or of a notice if it does not block. `question` may be the table of the column meant.

    Choices are named by their texts: codes never show on screen.
    """
    facts = dict(problem.facts)
    asked = question.column_by_code.get(problem.column or problem.question, question)
    if "options" in facts and asked.options:
        facts["options"] = ", ".join(option.text for option in asked.options)
    area = "problem" if problem.blocking else "notice"
    return texts.text(f"{area}.{problem.code}", **facts)
