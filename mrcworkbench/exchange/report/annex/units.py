"""In what the answer to a question is counted, as a code."""

from __future__ import annotations

from mrcworkbench.domain.disclosure.report_parts import ReportData
from mrcworkbench.domain.questionnaire.model import Question, QuestionType
from mrcworkbench.domain.questionnaire.tags import Tag

PERSONS, YEAR = "persons", "year"


def unit_of(data: ReportData, question: Question, item: Question) -> str | None:
    """Persons, or what the centre says that it counts its clients in; years; None where the wording says it all."""
    if Tag.PEOPLE in item.tags:
        counted = data.tagged(Tag.COUNT_UNIT) if Tag.CLIENT_COUNTS in question.tags else None
        return next(iter(counted.cell.codes), None) if counted is not None else PERSONS
    return YEAR if item.type is QuestionType.YEAR or Tag.YEAR in item.tags else None
