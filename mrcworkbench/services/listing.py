"""What a database holds: one of its assessments, and all of them counted for the command `list`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mrcworkbench.domain.answers import AnswerState
from mrcworkbench.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mrcworkbench.domain.answers import Answer
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.domain.questionnaire import Questionnaire
    from mrcworkbench.storage.revisions import RevisionInfo
    from mrcworkbench.storage.store import Contents, Store


def choose_assessment(known: tuple[AssessmentInfo, ...], id_: str | None) -> AssessmentInfo:
    """The assessment with this id, or the only one for None.

    Raises `UsageError` assessment_ambiguous or assessment_unknown, with the list as text and the infos as `choices`.
    """
    listed = "\n".join(f"{one.id}  {one.centre.name}, {one.round}" for one in known)
    if id_ is None and len(known) == 1:
        return known[0]
    if id_ is None:
        raise UsageError("assessment_ambiguous", assessments=listed, n=len(known), choices=known)
    for one in known:
        if one.id == id_:
            return one
    raise UsageError("assessment_unknown", assessment=id_, assessments=listed, choices=known)


def listing(contents: Contents, store: Store) -> dict[str, Any]:
    """Every centre with its assessments; on the writer's thread. `state` is not_started, in_progress or complete."""
    return {
        "centres": [
            {
                "id": centre.id,
                "name": centre.name,
                "country": centre.country,
                "sample": centre.is_sample,
                "withdrawn": centre.withdrawn,
                "assessments": [_assessment(one, store) for one in contents.assessments if one.centre.id == centre.id],
            }
            for centre in contents.centres
        ]
    }


def _assessment(info: AssessmentInfo, store: Store) -> dict[str, Any]:
    from mrcworkbench.content.questionnaires import KINDS, questionnaire

    answers = store.load(info.id).answers
    known = questionnaire(info.questionnaire_id) if info.questionnaire_id in KINDS else None
    answered, applicable = _counts(known, answers) if known is not None else (0, 0)
    return {
        "id": info.id,
        "round": info.round,
        "questionnaire": info.questionnaire_id,
        "state": "not_started" if not answered else "complete" if answered == applicable else "in_progress",
        "answered": answered,
        "applicable": applicable,
        "conflicts": sum(answer.state is AnswerState.CONFLICT for answer in answers.values()),
        "revisions": [_revision(one) for one in _by_time(store.revisions(info.id))],
    }


def _counts(known: Questionnaire, answers: Mapping[str, Answer]) -> tuple[int, int]:
    from mrcworkbench.domain.relevance import shown_questions

    ours = {code: answer for code, answer in answers.items() if code in known}
    shown = shown_questions(known, ours)
    return sum(ours[code].counts_as_done for code in shown if code in ours), len(shown)


def _by_time(revisions: Iterable[RevisionInfo]) -> list[RevisionInfo]:
    return sorted(revisions, key=lambda one: (one.sealed_at, one.id))


def _revision(one: RevisionInfo) -> dict[str, Any]:
    return {"id": one.id, "parents": list(one.parents), "author": one.author, "sealed_at": one.sealed_at}
