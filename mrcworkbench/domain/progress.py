"""How far the questionnaire is filled in, counting only questions that are shown.

*Applicable* = questions shown; *answered* = of those, answered, not applicable, not known or declined (DECISIONS,
"Scoring and counting"). A section is complete when every question that it needs is done: all but optional tables,
which are lists and may stay empty ("required counts in progress").
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mrcworkbench.domain.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire import Question, Questionnaire, QuestionType, Role, Section
from mrcworkbench.domain.relevance import answer_of


class SectionState(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    PROBLEMS = "problems"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """Counts of shown questions of a section. `problems`: those that keep a text that failed, or need a look."""

    code: str
    state: SectionState
    answered: int
    applicable: int
    problems: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole questionnaire.

    `hidden`: questions that do not apply now. `next_question`: the first that is still needed.
    """

    sections: tuple[SectionProgress, ...]
    answered: int
    applicable: int
    hidden: int
    next_question: str | None


def is_done(answer: Answer) -> bool:
    return answer.counts_as_done


def is_needed(question: Question) -> bool:
    """Whether a section waits for this question: all but optional tables."""
    return question.required or question.type is not QuestionType.TABLE


def progress_of(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    shown: Container[str],
    problems: Container[str] = frozenset(),
) -> Progress:
    """The progress of all sections. `problems` are the questions with a draft that failed its check or a notice."""
    sections = tuple(section_progress(section, answers, shown, problems) for section in questionnaire.sections)
    applicable = sum(section.applicable for section in sections)
    waiting = (
        question.code
        for question in questionnaire.questions()
        if question.code in shown and is_needed(question) and not is_done(answer_of(answers, question.code))
    )
    return Progress(
        sections=sections,
        answered=sum(section.answered for section in sections),
        applicable=applicable,
        hidden=sum(len(section.questions) for section in questionnaire.sections) - applicable,
        next_question=next(waiting, None),
    )


def section_progress(
    section: Section, answers: Mapping[str, Answer], shown: Container[str], problems: Container[str]
) -> SectionProgress:
    """The progress of one section. A conflict counts as a problem."""
    asked = [(question, answer_of(answers, question.code)) for question in section.questions if question.code in shown]
    answered = sum(is_done(answer) for _, answer in asked)
    wrong = sum(question.code in problems or answer.state is AnswerState.CONFLICT for question, answer in asked)
    if wrong:
        state = SectionState.PROBLEMS
    elif not asked or _put_aside(asked):
        state = SectionState.NOT_APPLICABLE
    elif answered == 0:
        state = SectionState.NOT_STARTED
    elif all(is_done(answer) for question, answer in asked if is_needed(question)):
        state = SectionState.COMPLETE
    else:
        state = SectionState.IN_PROGRESS
    return SectionProgress(section.code, state, answered, len(asked), wrong)


def _put_aside(asked: list[tuple[Question, Answer]]) -> bool:
    """Whether the criterion of the section does not apply to the centre, as its status question says."""
    return any(
        question.role is Role.STATUS and answer.state is AnswerState.NOT_APPLICABLE for question, answer in asked
    )
