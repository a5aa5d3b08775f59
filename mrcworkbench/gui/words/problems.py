"""What is wrong with an answer, in words."""

from __future__ import annotations

from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.words.local_time import dated

_NOT_A_CHOICE = ("unknown_option", "unknown_options")
"""Their sentences list the codes of all choices; on screen codes never show, and the list is one click away."""


def problem_sentence(texts: Texts, problem: Problem) -> str:
    """The sentence of a problem, or of a notice if it does not block."""
    if problem.code in _NOT_A_CHOICE:
        wrong = problem.facts.get("value", problem.facts.get("values", ""))
        return texts.text("questions.not_a_choice", value=wrong)
    area = "problem" if problem.blocking else "notice"
    return texts.text(f"{area}.{problem.code}", **dated(problem.facts))
