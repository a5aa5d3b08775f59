"""Who says what of each unit, and which of it still stands. db/README.md, Views 2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Revision
from mrcworkbench.domain.revisions.translation import is_kept
from mrcworkbench.domain.revisions.units import HeldUnit, Key, Unit


@dataclass(frozen=True, slots=True)
class Claim:
    """What someone says a unit holds since `origin`, a revision or decision."""

    origin: str
    unit: Unit


_SaidOf: TypeAlias = tuple[list[Claim], dict[str, tuple[str, ...]]]
"""The claims about a unit, and the revisions that hold it with its origins."""


@dataclass(frozen=True)
class Weighed:
    """Units by whether one thing stands for them, or several do. Filled while a view is made."""

    units: dict[Key, HeldUnit] = field(default_factory=dict)
    contested: dict[Key, tuple[Claim, ...]] = field(default_factory=dict)
    derived: set[Key] = field(default_factory=set)
    """Units that stand because of others, though nobody said exactly that."""

    def is_there(self, key: Key) -> bool:
        """Whether a row is not, or not by everyone, removed."""
        return key in self.contested or not self.units[key].unit.is_removed

    def is_carried_over(self, key: Key) -> bool:
        """Whether all that stands for a unit is what the round before said."""
        units = [claim.unit for claim in self.contested.get(key, ())] or [self.units[key].unit]
        return all(unit.is_carried_over for unit in units)

    def origins(self, key: Key) -> tuple[str, ...]:
        """Where what stands for a unit comes from, sorted; nothing for a unit that nobody spoke of."""
        if key in self.contested:
            return tuple(sorted({claim.origin for claim in self.contested[key]}))
        return self.units[key].origins if key in self.units else ()


def weigh(history: History) -> Weighed:
    """What stands for each unit of an assessment."""
    left_out = _left_out(history)
    if len(history.heads) == 1 and not left_out.get(history.heads[0]) and not history.rulings:
        head = history.revisions[history.heads[0]]
        here = (head.id,)
        return Weighed({key: held if held.origins else HeldUnit(held.unit, here) for key, held in head.units.items()})
    weighed = Weighed()
    for key, (claims, holders) in _claims(history, left_out).items():
        left = claims if len(claims) == 1 else standing(history, key, claims, holders)
        if len({claim.unit for claim in left}) == 1:
            weighed.units[key] = HeldUnit(left[0].unit, tuple(claim.origin for claim in left))
        else:
            weighed.contested[key] = tuple(left)
    return weighed


def standing(
    history: History, key: Key, claims: Iterable[Claim], holders: Mapping[str, tuple[str, ...]]
) -> tuple[Claim, ...]:
    """The claims that no other claim has seen and replaced, and that give way to none, sorted by origin.

    `holders`: by revision that holds the unit, its origins. What else such a revision has seen is replaced too, be it
    by a claim that gave way before that revision was sealed.
    """
    distinct = set(claims)
    if len(distinct) == 1:
        return tuple(distinct)
    origins = {claim.origin for claim in distinct}
    replaced = {older for origin in origins for older in history.older_than(origin, key)} if len(origins) > 1 else set()
    left = [claim for claim in distinct if claim.origin not in replaced]
    seen = {older for revision, own in holders.items() for older in history.older_than(revision, key) - {*own}}
    left = [claim for claim in left if claim.origin not in seen] or left
    heaviest = max((_weight(key, claim.unit) for claim in left), default=0)
    return in_order(claim for claim in left if _weight(key, claim.unit) == heaviest)


def _weight(key: Key, unit: Unit) -> int:
    """A claim falls where a heavier one stands. What is only carried over nobody has said in this round yet. In the
    place for what is kept of an earlier version, whoever keeps nothing only had another answer."""
    is_said = not unit.is_carried_over
    is_place = is_kept(key[0])
    return 2 * is_said + (is_place and not unit.says_nothing and not unit.carries_nothing)


def in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Sorted by origin, then by content: the same everywhere."""
    return tuple(sorted(claims, key=_by_content))


def _by_content(claim: Claim) -> tuple[str, ...]:
    unit = claim.unit
    return claim.origin, unit.state, unit.value or "", unit.reason or "", unit.comment, unit.attachments


def _claims(history: History, left_out: Mapping[str, Mapping[Key, set[str]]]) -> dict[Key, _SaidOf]:
    said: dict[Key, _SaidOf] = {}
    for head in history.heads:
        revision = history.revisions[head]
        for key in revision.units:
            _add(said, key, revision)
        for key, sources in left_out.get(head, {}).items():
            for source in sources:
                _add(said, key, history.revisions[source])
    for key, rulings in history.rulings.items():
        claims, _ = said.setdefault(key, ([], {}))
        claims.extend(Claim(ruling.id, ruling.unit) for ruling in rulings)
    return said


def _add(said: dict[Key, _SaidOf], key: Key, revision: Revision) -> None:
    held = revision.units[key]
    origins = held.origins or (revision.id,)
    claims, holders = said.setdefault(key, ([], {}))
    claims.extend(Claim(origin, held.unit) for origin in origins)
    holders[revision.id] = origins


def _left_out(history: History) -> dict[str, dict[Key, set[str]]]:
    """By revision: the units that it leaves out, and the ancestors that still speak for them."""
    found: dict[str, dict[Key, set[str]]] = {}
    for revision in history.from_oldest:
        missing: dict[Key, set[str]] = {}
        for parent in revision.parents:
            if parent not in history.revisions:
                continue
            for key in history.revisions[parent].units.keys() - revision.units.keys():
                missing.setdefault(key, set()).add(parent)
            for key, sources in found.get(parent, {}).items():
                if key not in revision.units:
                    missing.setdefault(key, set()).update(sources)
        if missing:
            found[revision.id] = missing
    return found
