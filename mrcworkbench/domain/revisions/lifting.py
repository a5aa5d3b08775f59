"""Take-backs: which decisions and records do not hold any more. db/README.md, Decisions 10."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mrcworkbench.domain.revisions.decisions import Confirmation, TakeBack


def lifted_by(take_backs: Mapping[str, TakeBack], centres: Mapping[str, str] | None = None) -> frozenset[str]:
    """The ids of all that these take-backs lift, each of which may be lifted itself: then what it lifted holds again.

    `centres`: of what centre that is which may be lifted, by id; nothing of one is lifted by what is said of another.
    They cannot go round in a circle, since each names what it lifts by the hash of its content.
    """
    lifting: dict[str, list[str]] = {}
    for id_, one in take_backs.items():
        for lifted in one.lifts.split():
            if centres is None or centres.get(lifted, one.centre) == one.centre:
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


def about(centre: str, decisions: Collection[str], take_backs: Mapping[str, TakeBack]) -> dict[str, TakeBack]:
    """Those of the take-backs that lift one of these decisions on answers of a centre, or a take-back that does, near
    or far. They are of the same centre, and so wherever its answers are."""
    lifting: dict[str, list[str]] = {}
    for id_, one in take_backs.items():
        for lifted in one.lifts.split() if one.centre == centre else ():
            lifting.setdefault(lifted, []).append(id_)
    found: dict[str, TakeBack] = {}
    waiting = list(decisions)
    while waiting:
        for id_ in lifting.get(waiting.pop(), ()):
            if id_ not in found:
                found[id_] = take_backs[id_]
                waiting.append(id_)
    return found


def verdicts_told(told: Mapping[str, Confirmation], take_backs: Mapping[str, TakeBack]) -> dict[str, str]:
    """By decision or record, what the persons of one database say to it now, as far as these tell that they said: the
    later of two, by their own clock, without what they took back. A take-back counts only if they confirmed it."""
    in_time = sorted(told.items(), key=lambda item: (item[1].decided_at, item[0]))
    lifted = frozenset[str]()
    while True:  # it ends, since what lifts names what it lifts by its hash
        found = {one.subject: one.verdict for id_, one in in_time if id_ not in lifted}
        now = lifted_by({id_: one for id_, one in take_backs.items() if found.get(id_) == "confirmed"})
        if now == lifted:
            return found
        lifted = now
