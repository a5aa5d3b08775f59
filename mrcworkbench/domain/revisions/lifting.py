"""Take-backs: which decisions and records do not hold any more. db/README.md, Decisions 10."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mrcworkbench.domain.revisions.decisions import TakeBack


def lifted_by(take_backs: Mapping[str, TakeBack]) -> frozenset[str]:
    """The ids of all that these take-backs lift, each of which may be lifted itself: then what it lifted holds again.

    They cannot go round in a circle, since each names what it lifts by the hash of its content.
    """
    lifting: dict[str, list[str]] = {}
    for id_, one in take_backs.items():
        for lifted in one.lifts.split():
            lifting.setdefault(lifted, []).append(id_)
    holds: dict[str, bool] = {}
    waiting = list(take_backs)
    while waiting:
        id_ = waiting[-1]
        unknown = [other for other in lifting.get(id_, ()) if other not in holds]
        if unknown:
            waiting += unknown
        else:
            holds[id_] = not any(holds[other] for other in lifting.get(id_, ()))
            waiting.pop()
    return frozenset(lifted for lifted, by in lifting.items() if any(holds[id_] for id_ in by))


def about(decisions: Collection[str], take_backs: Mapping[str, TakeBack]) -> dict[str, TakeBack]:
    """Those of the take-backs that lift one of these decisions, or a take-back that does, near or far."""
    lifting: dict[str, list[str]] = {}
    for id_, one in take_backs.items():
        for lifted in one.lifts.split():
            lifting.setdefault(lifted, []).append(id_)
    found: dict[str, TakeBack] = {}
    waiting = list(decisions)
    while waiting:
        for id_ in lifting.get(waiting.pop(), ()):
            if id_ not in found:
                found[id_] = take_backs[id_]
                waiting.append(id_)
    return found
