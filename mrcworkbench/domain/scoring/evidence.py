"""What a criterion rests on: the centre's own word, what it names or attaches, and who confirms it.

From content 2.0.0 on a document, figure or study counts only where it is named with its title and date, or attached;
without that it is the centre's own word (resources/README.md, Criteria 5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mrcworkbench.domain.questionnaire.answers import Answer, Row
from mrcworkbench.domain.questionnaire.expressions import Lookup
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire
from mrcworkbench.domain.questionnaire.relevance import answer_of
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.scoring.criteria import Criterion
from mrcworkbench.domain.scoring.results import Basis, NamedDocument, StakeholderView, Status

OWN_WORD = "a"
"""The grade of a statement."""
CONFIRMED = "c"
"""The grade of what a person from outside confirms."""
FEWEST_VOICES = 5
"""From how many voices on they are counted: of fewer, a count could tell who said what."""


@dataclass(frozen=True, slots=True)
class Backing:
    """The grade and what it rests on, None where there is nothing to prove; the documents named, and the files attached
    by SHA-256."""

    grade: str | None = None
    basis: Basis | None = None
    documents: tuple[NamedDocument, ...] = ()
    attached: tuple[str, ...] = ()


def evidence_of(
    criterion: Criterion,
    questionnaire: Questionnaire,
    status: Status,
    lookup: Lookup,
    answers: Mapping[str, Answer],
    views: Sequence[StakeholderView] = (),
) -> Backing:
    """What stands behind a criterion whose status is this. Hidden answers prove nothing."""
    documents = () if criterion.documents_question is None else _named(questionnaire, criterion, lookup)
    attached = _attached(criterion, lookup, answers)
    grade = _grade(criterion, status, lookup, views, shows=bool(documents or attached))
    if grade is None:
        return Backing()
    return Backing(grade, _basis(grade, documents, attached, views), documents, attached)


def _basis(
    grade: str, documents: Sequence[NamedDocument], attached: Sequence[str], views: Sequence[StakeholderView]
) -> Basis:
    if is_confirmed(views):
        return Basis.CONFIRMED
    if grade == OWN_WORD:
        return Basis.OWN_WORD
    if attached:
        return Basis.ATTACHED
    return Basis.NAMED if documents else Basis.UNNAMED


def is_confirmed(views: Sequence[StakeholderView]) -> bool:
    """Whether an outside person confirms it."""
    return any(view.verdict == "confirmed" and view.independent for view in views)


def voices(views: Sequence[StakeholderView], verdict: Literal["confirmed", "contradicted"]) -> int | None:
    """How many say this of a criterion; None where fewer than five speak of it, or all say the same."""
    said = [view.verdict for view in views if view.verdict != "no_knowledge"]
    if said and (len(said) < FEWEST_VOICES or len(set(said)) == 1):
        return None
    return said.count(verdict)


def evidence_grade(
    criterion: Criterion,
    status: Status,
    lookup: Lookup,
    answers: Mapping[str, Answer],
    views: Sequence[StakeholderView] = (),
) -> str | None:
    """The grade alone."""
    shows = (
        criterion.documents_question is None
        or bool(lookup.complete_rows(criterion.documents_question))
        or bool(_attached(criterion, lookup, answers))
    )
    return _grade(criterion, status, lookup, views, shows=shows)


def _grade(
    criterion: Criterion, status: Status, lookup: Lookup, views: Sequence[StakeholderView], *, shows: bool
) -> str | None:
    """The manager's a, b or d (blank is a); an outside person's "confirmed" raises it to c at least."""
    provable = (Status.IN_PLACE, Status.PLANNED) if criterion.documents_question is None else (Status.IN_PLACE,)
    if status not in provable:
        return None
    value = lookup.value(criterion.evidence_question)
    grade = value if isinstance(value, str) else OWN_WORD
    if criterion.documents_question is not None and not shows:
        grade = OWN_WORD
    return max(grade, CONFIRMED, key=criterion.evidence_order.index) if is_confirmed(views) else grade


def _attached(criterion: Criterion, lookup: Lookup, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The files of the questions on evidence that are shown and answered, each once."""
    asked = filter(None, (criterion.evidence_question, criterion.documents_question))
    shown = (answer_of(answers, code) for code in asked if lookup.value(code) is not None)
    return tuple(dict.fromkeys(file for answer in shown for file in answer.all_attachments))


def _named(questionnaire: Questionnaire, criterion: Criterion, lookup: Lookup) -> tuple[NamedDocument, ...]:
    table = questionnaire[criterion.documents_question or ""]
    columns = [table.column_tagged(tag) for tag in (Tag.DOCUMENT_TITLE, Tag.DOCUMENT_DATE, Tag.DOCUMENT_PLACE)]
    return tuple(NamedDocument(*(_text(row, column) for column in columns)) for row in lookup.complete_rows(table.code))


def _text(row: Row, column: Question | None) -> str:
    return "" if column is None else str(row.cells.get(column.code, ""))
