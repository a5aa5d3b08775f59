"""Every assessment counted, for the command `list`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mrcworkbench.services.collection.overview import batches
from mrcworkbench.storage.collection.overview import Facts

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.services.collection.overview import Count
    from mrcworkbench.storage.answers.revisions import RevisionInfo
    from mrcworkbench.storage.store import Store


def listing(store: Store) -> dict[str, Any]:
    """Every centre with its assessments; on the writer's thread. `state` is not_started, in_progress, complete or
    withdrawn. A centre that a person joined with another stands under that, in `joined`."""
    contents = store.contents()
    facts, edited, none = store.collection.facts(), store.collection.edited(), Facts()
    counts, revisions = _counts(contents.assessments, store), store.collection.revisions()
    of_centre: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(contents.assessments, key=lambda one: (one.round, one.id)):
        fact = facts.get(one.id, none)
        sealed = fact.sealed and one.id not in edited
        entry = _assessment(one, counts.get(one.id), fact, revisions.get(one.id, ()), sealed=sealed)
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
        ],
        "erased": sorted(one.centre for one in store.decisions.erased()),
    }


def _assessment(
    info: AssessmentInfo, count: Count | None, fact: Facts, revisions: tuple[RevisionInfo, ...], *, sealed: bool
) -> dict[str, Any]:
    answered, applicable = (0, 0) if count is None else (count.answered, count.applicable)
    state = "not_started" if not answered else "complete" if answered == applicable else "in_progress"
    return {
        "id": info.id,
        "round": info.round,
        "questionnaire": info.questionnaire_id,
        "about": info.about or None,
        "follows": info.follows or None,
        "counts": info.counts,
        "state": "withdrawn" if info.centre.withdrawn else state,
        "answered": answered,
        "applicable": applicable,
        "conflicts": 0 if info.centre.withdrawn else fact.conflicts,
        "corrected": 0 if info.centre.withdrawn else fact.corrected,
        "sealed": sealed,
        "revisions": [_revision(one) for one in revisions],
    }


def _counts(infos: tuple[AssessmentInfo, ...], store: Store) -> dict[str, Count]:
    """How far each assessment is; not those of centres that withdrew, nor of questionnaires that are not known."""
    found: dict[str, Count] = {}
    for counter, ids in batches(infos):
        found.update(counter.count_stored(store, ids))
    return found


def _revision(one: RevisionInfo) -> dict[str, Any]:
    return {"id": one.id, "parents": list(one.parents), "author": one.author, "sealed_at": one.sealed_at}
