"""Correcting what a centre answered, in a collection: the officer's answer stands, the centre's stays in the history.
db/README.md, Correcting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mrcworkbench.content.instruments import questionnaire_of
from mrcworkbench.domain.merging.correcting import CorrectionReason, corrections
from mrcworkbench.domain.questionnaire.checking import check_answer
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.tables import ROW_KEY, row_to_json
from mrcworkbench.domain.revisions.translation import is_kept, kept_from
from mrcworkbench.errors import UserError
from mrcworkbench.services.session.databases import new_id
from mrcworkbench.storage.merging.correcting import answer_in, units_of

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.domain.questionnaire.model import Question
    from mrcworkbench.domain.revisions.decisions import Decision
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.storage.merging.conflicts import StoredConflicts

LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer, or with `row` one row of a table, as it should be, in the forms of the command line (None for a row:
    it is not there), and why."""

    assessment: str
    question: str
    row: str | None
    value: object
    because: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """An answer that stands as an officer corrected it: by whom, when (UTC) and why last, and what the centre said."""

    author: str
    at: str
    because: str
    before: Answer


def corrected_answers(session: Session, assessment: str) -> Mapping[str, Corrected]:
    """By question, the answers of an assessment that stand as officers corrected them. Raises `UserError` corrupt."""
    found = session.read_file(lambda store: store.decisions.corrections(assessment))
    return {
        code: Corrected(one.decisions[0].author, one.decisions[0].decided_at, one.decisions[0].because, one.before)
        for code, one in found.items()
    }


def require_correctable(session: Session) -> None:
    """Raises `UserError` correct_in_submission: what was sent stays as it was sent."""
    if session.read_file(lambda store: store.is_submission):
        raise UserError("correct_in_submission", path=str(session.path))


def misplaced(
    given: Iterable[Correction], infos: Mapping[str, AssessmentInfo], only_read: frozenset[str]
) -> Iterator[Problem]:
    """What is wrong with where answers are to be corrected: only what centres sent to a collection can be, and each
    answer or row once."""
    seen: dict[tuple[str, str], set[str | None]] = {}
    for one in given:
        info = infos.get(one.assessment)
        rows = seen.setdefault((one.assessment, one.question), set())
        if info is None:
            yield Problem(one.question, "correction_of_unknown", {"assessment": one.assessment})
        elif info.centre.withdrawn:
            yield Problem(one.question, "correction_of_withdrawn", {"centre": info.centre.name})
        elif info.id not in only_read:
            yield Problem(one.question, "correction_of_own")
        elif rows and (one.row is None or not rows.isdisjoint((one.row, None))):
            yield Problem(one.question, "correction_given_twice", {}, one.row)
        rows.add(one.row)


def corrected_by(
    info: AssessmentInfo, stored: StoredConflicts, given: Iterable[Correction], author: str, moment: str
) -> tuple[list[Decision], list[Problem]]:
    """The decisions that correct answers of this assessment among those given, and all that is wrong with them."""
    decisions: list[Decision] = []
    problems: list[Problem] = []
    in_conflict = {one.question for one in stored.conflicts}
    for one in given:
        if one.assessment != info.id:
            continue
        question = None if is_kept(one.question) else question_of(info, one.question)
        if is_wrong_reason(one.because):
            problems.append(Problem(one.question, "because_wrong", {"longest": LONGEST_REASON}))
        if question is None:
            problems.append(Problem(one.question, "unknown_question", {"code": one.question}))
        elif one.question in in_conflict:
            problems.append(Problem(one.question, "conflict_open"))
        else:
            answer, wrong = _wanted(question, one, answer_in(stored.view, one.question))
            problems += wrong
            if answer is not None:
                reason = CorrectionReason(author, moment, one.because.strip())
                made = corrections(info.id, stored.view, stored.heads, question.code, units_of(answer), reason)
                decisions += made
                problems += () if made else (Problem(one.question, "correction_same", {}, one.row),)
    return decisions, problems


def question_of(info: AssessmentInfo, code: str) -> Question | None:
    """None where it is not known here. What is kept of an earlier version is an answer to the question of that."""
    if is_kept(code):
        code, version = kept_from(code)
        info = replace(info, questionnaire_version=version)
    asked = questionnaire_of(info)
    return None if asked is None or code not in asked else asked[code]


def is_wrong_reason(text: str) -> bool:
    """Whether it is too long or cannot be stored: a lone surrogate cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return len(text) > LONGEST_REASON


def _wanted(question: Question, given: Correction, now: Answer) -> tuple[Answer | None, tuple[Problem, ...]]:
    """The answer as it should be, checked like any."""
    raw = given.value
    if given.row is not None:
        if all(row.id != given.row for row in now.rows):
            return None, (Problem(question.code, "correction_row_unknown", {"row": given.row}),)
        changed = {ROW_KEY: given.row, **raw} if isinstance(raw, Mapping) else raw
        rows = (changed if row.id == given.row else row_to_json(question, row) for row in now.rows)
        raw = [row for row in rows if row is not None]
    checked = check_answer(question, raw, now, new_row_id=new_id)
    if checked.answer is None:
        return None, checked.problems
    if checked.answer.kept_comment or any(row.stays or row.kept_comment for row in checked.answer.rows):
        return None, (Problem(question.code, "correction_stays"),)
    return checked.answer, ()
