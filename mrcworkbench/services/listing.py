"""What a database holds: one of its assessments, and all of them counted for the command `list`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from mrcworkbench.errors import UsageError, UserError

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.services.overview import Count
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


def newest_shown(known: Iterable[AssessmentInfo]) -> AssessmentInfo | None:
    """The assessment to begin with: the newest of those whose centre has not withdrawn. None if there is none."""
    return max((one for one in known if not one.centre.withdrawn), key=lambda one: one.created_at, default=None)


def listing(contents: Contents, store: Store) -> dict[str, Any]:
    """Every centre with its assessments; on the writer's thread. `state` is not_started, in_progress, complete or
    withdrawn. A centre that a person joined with another stands under that, in `joined`."""
    from mrcworkbench.storage.overview import Facts, load_edited_ids, load_facts

    with store.reading() as connection:
        facts, edited, none = load_facts(connection), load_edited_ids(connection), Facts()
    counts, revisions = _counts(contents.assessments, store), store.revisions()
    of_centre: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(contents.assessments, key=lambda one: (one.round, one.id)):
        fact = facts.get(one.id, none)
        conflicts = 0 if one.centre.withdrawn else fact.conflicts
        sealed = fact.sealed and one.id not in edited
        entry = _assessment(one, counts.get(one.id), conflicts, revisions.get(one.id, ()), sealed=sealed)
        of_centre.setdefault(one.centre.id, []).append(entry)
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
                "assessments": of_centre.get(centre.id, []),
            }
            for centre in contents.centres
            if centre.joined_into is None
        ]
    }


def _assessment(
    info: AssessmentInfo, count: Count | None, conflicts: int, revisions: tuple[RevisionInfo, ...], *, sealed: bool
) -> dict[str, Any]:
    answered, applicable = (0, 0) if count is None else (count.answered, count.applicable)
    state = "not_started" if not answered else "complete" if answered == applicable else "in_progress"
    return {
        "id": info.id,
        "round": info.round,
        "questionnaire": info.questionnaire_id,
        "state": "withdrawn" if info.centre.withdrawn else state,
        "answered": answered,
        "applicable": applicable,
        "conflicts": conflicts,
        "sealed": sealed,
        "revisions": [_revision(one) for one in revisions],
    }


def _counts(infos: tuple[AssessmentInfo, ...], store: Store) -> dict[str, Count]:
    """How far each assessment is; not those of centres that withdrew, nor of questionnaires that are not known."""
    from mrcworkbench.content.questionnaires import KINDS, questionnaire
    from mrcworkbench.services.overview import Counter, batches

    found: dict[str, Count] = {}
    for id_ in KINDS:
        counter = Counter(questionnaire(id_))
        for ids in batches(infos, id_):
            found.update(counter.count_stored(store, ids))
    return found


def _revision(one: RevisionInfo) -> dict[str, Any]:
    return {"id": one.id, "parents": list(one.parents), "author": one.author, "sealed_at": one.sealed_at}
