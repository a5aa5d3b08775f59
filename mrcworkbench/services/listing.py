"""What a database holds: one of its assessments, and all of them counted for the command `list`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mrcworkbench.errors import UsageError, UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mrcworkbench.domain.answers import Answer
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.domain.questionnaire import Questionnaire
    from mrcworkbench.storage.revisions import RevisionInfo
    from mrcworkbench.storage.store import Contents, Store


def choose_assessment(known: tuple[AssessmentInfo, ...], id_: str | None) -> AssessmentInfo:
    """The assessment with this id, or the only one for None.

    Those of a centre that has withdrawn cannot be chosen. Raises `UsageError` assessment_ambiguous or
    assessment_unknown, with the list as text and the infos as `choices`; `UserError` centre_withdrawn.
    """
    shown = tuple(one for one in known if not one.centre.withdrawn)
    listed = "\n".join(f"{one.id}  {one.centre.name}, {one.round}" for one in shown)
    if id_ is None and len(shown) == 1:
        return shown[0]
    for one in known:
        if one.centre.withdrawn and (one.id == id_ or (id_ is None and not shown)):
            raise UserError("centre_withdrawn", centre=one.centre.name)
    if id_ is None:
        raise UsageError("assessment_ambiguous", assessments=listed, n=len(shown), choices=shown)
    for one in shown:
        if one.id == id_:
            return one
    raise UsageError("assessment_unknown", assessment=id_, assessments=listed, choices=shown)


def listing(contents: Contents, store: Store) -> dict[str, Any]:
    """Every centre with its assessments; on the writer's thread. `state` is not_started, in_progress, complete or
    withdrawn. A centre that a person joined with another stands under that, in `joined`."""
    of_centre: dict[str, list[AssessmentInfo]] = {}
    for one in sorted(contents.assessments, key=lambda one: (one.round, one.id)):
        of_centre.setdefault(one.centre.id, []).append(one)
    joined: dict[str, list[str]] = {}
    for centre in contents.centres:
        if centre.joined_into is not None:
            joined.setdefault(centre.joined_into, []).append(centre.id)
    return {
        "centres": [
            {
                "id": centre.id,
                "name": centre.name,
                "country": centre.country,
                "sample": centre.is_sample,
                "withdrawn": centre.withdrawn,
                "joined": sorted(joined.get(centre.id, ())),
                "assessments": [_assessment(one, store) for one in of_centre.get(centre.id, ())],
            }
            for centre in contents.centres
            if centre.joined_into is None
        ]
    }


def _assessment(info: AssessmentInfo, store: Store) -> dict[str, Any]:
    from mrcworkbench.content.questionnaires import KINDS, questionnaire

    known = questionnaire(info.questionnaire_id) if info.questionnaire_id in KINDS else None
    answered = applicable = conflicts = 0
    if not info.centre.withdrawn:
        loaded = store.load(info.id)
        conflicts = sum(map(len, loaded.conflicts.values()))
        if known is not None:
            answered, applicable = _counts(known, loaded.answers)
    state = "not_started" if not answered else "complete" if answered == applicable else "in_progress"
    return {
        "id": info.id,
        "round": info.round,
        "questionnaire": info.questionnaire_id,
        "state": "withdrawn" if info.centre.withdrawn else state,
        "answered": answered,
        "applicable": applicable,
        "conflicts": conflicts,
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
