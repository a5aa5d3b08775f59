"""What the page of a centre shows: the answers of the open assessment, and which of them officers corrected. No Qt
here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.services.merging.correcting import corrected_answers

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.domain.questionnaire.model import Question, Section
    from mrcworkbench.domain.scoring.criteria import Criterion
    from mrcworkbench.domain.scoring.results import CriterionScore
    from mrcworkbench.services.merging.correcting import Corrected
    from mrcworkbench.services.session.session import Session

ALL, CORRECTED, IN_CONFLICT = "all", "corrected", "in_conflict"
"""What is listed: the answers of a section, or those of the whole assessment that are so."""


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An answer as it is read: its question with the number, and what it was before where it is corrected."""

    question: Question
    number: str
    answer: Answer
    corrected: Corrected | None

    @property
    def in_conflict(self) -> bool:
        return self.answer.state is AnswerState.CONFLICT


class CentreAnswers:
    """The answers of the assessment that is open in a session, as they are when this is made. Raises `UserError`
    corrupt where what was decided cannot be read."""

    def __init__(self, session: Session) -> None:
        self._copy, self._questionnaire = session.working_copy, session.questionnaire
        self.assessment = session.assessment
        self._corrected = corrected_answers(session, session.assessment.id)
        self._in_conflict = frozenset(session.conflicts)

    @property
    def sections(self) -> tuple[Section, ...]:
        return self._questionnaire.sections

    def section(self, code: str | None) -> Section:
        """The section with this code; the first for any other."""
        return self._questionnaire.section_by_code.get(code or "", self.sections[0])

    def section_of(self, question: str) -> Section:
        """The section that asks a question; the first for a register."""
        if question not in self._questionnaire.asked:
            return self.sections[0]
        return self._questionnaire.section_of(question)

    def listed(self, section: Section, only: str) -> tuple[str, ...]:
        """Codes of the answers to show, in the order of the questionnaire; of questions that are asked."""
        if only == ALL:
            return tuple(one.code for one in section.questions if self._copy.is_shown(one.code))
        found = self._corrected if only == CORRECTED else self._in_conflict
        return tuple(one.code for one in self._questionnaire.questions() if one.code in found)

    def count(self, only: str) -> int:
        """How many answers of the assessment are corrected, or in conflict."""
        return len(self.listed(self.sections[0], only))

    def answer(self, code: str) -> ReadAnswer:
        number = self._questionnaire.number(code)
        return ReadAnswer(self._questionnaire[code], number, self._copy.answer(code), self._corrected.get(code))

    def score(self, section: Section) -> CriterionScore | None:
        """That of the section's criterion; None where it has none, or the questionnaire gives no levels."""
        known = section.criterion is not None and section.criterion in self._copy.criteria_set.by_id
        return self._copy.criterion(section.criterion) if known and section.criterion is not None else None

    def criterion(self, id_: str) -> Criterion:
        return self._copy.criteria_set.by_id[id_]

    def score_with(self, code: str, answer: Answer) -> CriterionScore | None:
        """The score that the question's criterion would get with another answer; None where it judges nothing."""
        criterion = self._questionnaire[code].criterion
        if criterion is None or criterion not in self._copy.criteria_set.by_id:
            return None
        return self._copy.if_answered(code, answer).criterion(criterion)
