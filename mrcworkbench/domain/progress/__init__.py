"""How far the questionnaire is filled in, counting only questions that are shown.

*Applicable* = questions shown; *done* = of those, answered, not applicable, not known or declined. Questions are
*needed* or *optional*: tables that are not required are lists which may stay empty, and are optional; every other
question is needed. The needed ones are the goal wherever one is shown: on the home page, in the head of a section, in
the filter of what is not answered, and in the way to the next question. Optional ones are told beside it. A section is
complete when all its needed questions are done.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire, Role, Section
from mrcworkbench.domain.questionnaire.relevance import answer_of


class SectionState(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    PROBLEMS = "problems"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Tally:
    """`done` of `all`."""

    done: int
    all: int

    @property
    def left(self) -> int:
        return self.all - self.done

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.done + other.done, self.all + other.all)


NOTHING = Tally(0, 0)


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """Counts of shown questions of a section. `problems`: those that keep a text that failed, or need a look."""

    code: str
    state: SectionState
    needed: Tally
    optional: Tally
    problems: int

    @property
    def only_optional(self) -> bool:
        """Whether nothing in it is waited for: no part of the goal, and never in the way of "complete"."""
        return not self.needed.all and bool(self.optional.all)


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole questionnaire. `next_question`: the first that is still waited for."""

    sections: tuple[SectionProgress, ...]
    needed: Tally
    optional: Tally
    next_question: str | None

    @property
    def answered(self) -> int:
        """Of all questions shown, as files and commands count."""
        return self.needed.done + self.optional.done

    @property
    def applicable(self) -> int:
        """All questions shown, as files and commands count."""
        return self.needed.all + self.optional.all

    @property
    def complete_sections(self) -> Tally:
        """Of the sections that are part of the goal, those that are complete."""
        counted = [one for one in self.sections if is_part_of_goal(one)]
        return Tally(sum(one.state is SectionState.COMPLETE for one in counted), len(counted))


def is_part_of_goal(section: SectionProgress) -> bool:
    """Whether a section counts among those to complete: it applies, and not all of it is optional."""
    return section.state is not SectionState.NOT_APPLICABLE and not section.only_optional


def is_done(answer: Answer) -> bool:
    return answer.counts_as_done


def waiting_questions(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], shown: Container[str]
) -> Iterator[str]:
    """Codes of the questions that are shown, needed and not done, in their order."""
    return (
        question.code
        for question in questionnaire.questions()
        if question.code in shown and question.is_needed and not is_done(answer_of(answers, question.code))
    )


def progress_of(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    shown: Container[str],
    problems: Container[str] = frozenset(),
) -> Progress:
    """The progress of all sections. `problems` are the questions with a draft that failed its check or a notice."""
    sections = tuple(section_progress(section, answers, shown, problems) for section in questionnaire.sections)
    return Progress(
        sections=sections,
        needed=sum((section.needed for section in sections), NOTHING),
        optional=sum((section.optional for section in sections), NOTHING),
        next_question=next(waiting_questions(questionnaire, answers, shown), None),
    )


def section_progress(
    section: Section, answers: Mapping[str, Answer], shown: Container[str], problems: Container[str]
) -> SectionProgress:
    """The progress of one section. A conflict counts as a problem."""
    asked = [(question, answer_of(answers, question.code)) for question in section.questions if question.code in shown]
    needed = _tally(answer for question, answer in asked if question.is_needed)
    optional = _tally(answer for question, answer in asked if not question.is_needed)
    wrong = sum(question.code in problems or answer.state is AnswerState.CONFLICT for question, answer in asked)
    if wrong:
        state = SectionState.PROBLEMS
    elif not asked or _put_aside(asked):
        state = SectionState.NOT_APPLICABLE
    elif not needed.done + optional.done:
        state = SectionState.NOT_STARTED
    elif not needed.left:
        state = SectionState.COMPLETE
    else:
        state = SectionState.IN_PROGRESS
    return SectionProgress(section.code, state, needed, optional, wrong)


def _tally(answers: Iterable[Answer]) -> Tally:
    done = [is_done(answer) for answer in answers]
    return Tally(sum(done), len(done))


def _put_aside(asked: list[tuple[Question, Answer]]) -> bool:
    """Whether the criterion of the section does not apply to the centre, as its status question says."""
    return any(
        question.role is Role.STATUS and answer.state is AnswerState.NOT_APPLICABLE for question, answer in asked
    )
