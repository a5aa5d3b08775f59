"""What a submission will hold, before it is made: exactly what leaves, and what is unanswered, contradictory or without
evidence.

A submission is complete (db/README.md, Submissions 2): whoever does not want to send something blanks it first. So
nothing here blocks; everything here is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mrcworkbench.domain.disclosure.consent import consent_of
from mrcworkbench.domain.disclosure.earlier import Earlier
from mrcworkbench.domain.progress import waiting_questions
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, confirmed, going_along
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.rounds import waiting
from mrcworkbench.domain.scoring.results import CriterionScore
from mrcworkbench.domain.scoring.score import Status
from mrcworkbench.domain.scoring.working_copy import WorkingCopy

_WITH_EVIDENCE = frozenset("bcd")


@dataclass(frozen=True, slots=True)
class Leaving:
    """One answer that leaves. `hidden`: the question does not apply now, its answer is kept and leaves all the same. Of
    what is carried over the value leaves too, marked so."""

    question: str
    number: str
    text: str
    state: AnswerState
    hidden: bool
    personal: tuple[str, ...]
    """Texts of the question or its columns that hold personal data, and are filled in."""
    at_risk: tuple[str, ...]
    """The same for what could put clients at risk."""
    comment: str
    files: tuple[str, ...]
    """SHA-256 of each attached file."""


@dataclass(frozen=True, slots=True)
class Unevidenced:
    """A criterion that is in place on the centre's word alone."""

    criterion: str
    title: str
    level: int | None
    section: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """A text that failed its check and stays in the own file; row and column are None where there is none."""

    question: str
    number: str
    row: str | None
    column: str | None
    text: str


@dataclass(frozen=True)
class SubmissionPreview:
    """Of one assessment."""

    leaving: tuple[Leaving, ...]
    unanswered: tuple[str, ...]
    """Codes of the questions shown, needed and not answered, in the questionnaire's order."""
    carried_over: tuple[str, ...]
    """Codes of those of them that wait to be confirmed; they leave with what the round before said."""
    conflicts: tuple[str, ...]
    """Codes of the questions in conflict; they leave with all their sides."""
    contradictory: tuple[Problem, ...]
    unevidenced: tuple[Unevidenced, ...]
    not_sent: tuple[NotSent, ...]
    earlier: tuple[Earlier, ...]
    """What leaves because it was sealed or decided before, though it is no answer of now."""
    consent: str | None
    """Option of the question on consent, or None if it is not answered."""
    answered: int
    applicable: int
    kept_comments: int
    """How many comments stay in the own file."""
    kept_rows: int
    """How many rows of tables do."""

    @property
    def everything(self) -> tuple[Leaving | Earlier, ...]:
        """All that leaves, the answers of now first."""
        return (*self.leaving, *self.earlier)

    @property
    def personal(self) -> tuple[Leaving | Earlier, ...]:
        return tuple(one for one in self.everything if one.personal)

    @property
    def at_risk(self) -> tuple[Leaving | Earlier, ...]:
        return tuple(one for one in self.everything if one.at_risk)

    @property
    def comments(self) -> tuple[Leaving | Earlier, ...]:
        return tuple(one for one in self.everything if one.comment)

    @property
    def is_empty(self) -> bool:
        """Whether there is not one answer, state or comment of now."""
        return not self.leaving

    @property
    def files(self) -> tuple[str, ...]:
        """Each attached file once."""
        return tuple(dict.fromkeys(file for one in self.everything for file in one.files))


def preview_of(
    copy: WorkingCopy,
    drafts: Mapping[tuple[str, str | None, str | None], str],
    conflicts: Iterable[str] = (),
    earlier: Iterable[Earlier] = (),
) -> SubmissionPreview:
    """The preview of a working copy, with the texts kept as typed, the questions in conflict, and what was sealed."""
    questionnaire = copy.questionnaire
    in_conflict = frozenset(conflicts)
    shown = copy.shown
    progress = copy.progress()
    going = {code: going_along(answer) for code, answer in copy.answers.items()}
    return SubmissionPreview(
        leaving=tuple(
            _leaving(questionnaire, question, going[question.code], hidden=question.code not in shown)
            for question in questionnaire.all_questions()
            if question.code in going and _leaves(going[question.code])
        ),
        unanswered=tuple(
            code for code in waiting_questions(questionnaire, copy.answers, shown) if code not in in_conflict
        ),
        carried_over=waiting(questionnaire, copy.answers, shown),
        conflicts=tuple(question.code for question in questionnaire.all_questions() if question.code in in_conflict),
        contradictory=copy.notices(),
        unevidenced=tuple(
            Unevidenced(score.id, criterion.title, score.level, criterion.section)
            for criterion in copy.criteria_set.criteria
            if _is_unevidenced(score := copy.criterion(criterion.id))
        ),
        not_sent=tuple(
            NotSent(code, questionnaire.number(code), row, column, text)
            for (code, row, column), text in drafts.items()
            if code in questionnaire
        ),
        earlier=tuple(earlier),
        consent=consent_of(questionnaire, copy.answers),
        answered=progress.answered,
        applicable=progress.applicable,
        kept_comments=sum(map(_kept_comments, copy.answers.values())),
        kept_rows=sum(row.stays for answer in copy.answers.values() for row in answer.rows),
    )


def _leaves(answer: Answer) -> bool:
    return answer.state is not AnswerState.BLANK or bool(answer.comment or answer.attachments)


def _kept_comments(answer: Answer) -> int:
    return bool(answer.kept_comment) + sum(bool(row.kept_comment) and not row.stays for row in answer.rows)


def _is_unevidenced(score: CriterionScore) -> bool:
    return score.status is Status.IN_PLACE and score.evidence not in _WITH_EVIDENCE


def _leaving(questionnaire: Questionnaire, question: Question, answer: Answer, *, hidden: bool) -> Leaving:
    said = confirmed(answer)
    filled = [question] if said.is_answered else []
    filled += [column for column in question.columns if any(column.code in row.cells for row in said.rows)]
    return Leaving(
        question=question.code,
        number=questionnaire.number(question.code),
        text=question.text,
        state=answer.state,
        hidden=hidden,
        personal=tuple(one.text for one in filled if one.personal),
        at_risk=tuple(one.text for one in filled if Tag.AT_RISK in one.tags),
        comment="\n".join(filter(None, (answer.comment, *(row.comment for row in answer.rows)))),
        files=answer.all_attachments,
    )
