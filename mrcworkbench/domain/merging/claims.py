"""Who says what of each unit, and which of it still stands. db/README.md, Views 2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Revision
from mrcworkbench.domain.revisions.translation import is_kept
from mrcworkbench.domain.revisions.units import HeldUnit, Key, Unit


@dataclass(frozen=True, slots=True)
class Claim:
    """What someone says a unit holds since `origin`, a revision or decision."""

    origin: str
    unit: Unit


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
    if len(history.heads) == 1 and not left_out.get(history.heads[0]) and not history.rulings and not history.lifted:
        head = history.revisions[history.heads[0]]
        here = (head.id,)
        return Weighed({key: held if held.origins else HeldUnit(held.unit, here) for key, held in head.units.items()})
    weighed = Weighed()
    for key, claims in _claims(history, left_out).items():
        left = claims if len(claims) == 1 and not history.lifted else standing(history, key, claims)
        if len({claim.unit for claim in left}) == 1:
            weighed.units[key] = HeldUnit(left[0].unit, tuple(claim.origin for claim in left))
        elif left:  # nothing is, where all that was ever said of it is taken back
            weighed.contested[key] = tuple(left)
    return weighed


def standing(history: History, key: Key, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that no other claim has seen and replaced, and that give way to none, sorted by origin.

    All that was ever said of the unit is asked, not only what the heads say: what gave way to something before may have
    replaced what another head still holds, and stands again where that something is replaced, or taken back.
    """
    distinct = set(claims)
    if len(distinct) == 1 and not history.lifted:
        return tuple(distinct)
    left = not_replaced(history, key, (*distinct, *_ever_said(history, key)))
    heaviest = max((_weight(key, claim.unit) for claim in left), default=0)
    return in_order(claim for claim in left if _weight(key, claim.unit) == heaviest)


def not_replaced(history: History, key: Key, claims: Iterable[Claim]) -> list[Claim]:
    """The claims that no other of them has seen and replaced, each once."""
    replaced: set[str] = set()
    left = []
    for claim in claims:
        if claim.origin not in replaced:
            replaced |= history.older_than(claim.origin, key)
            left.append(claim)
    return [claim for claim in dict.fromkeys(left) if claim.origin not in replaced]


def _ever_said(history: History, key: Key) -> Iterator[Claim]:
    """What revisions said of a unit when they changed it, the newest first: most is replaced at once."""
    for revision in reversed(history.from_oldest):
        held = revision.units.get(key)
        if held is not None and not held.origins:
            yield Claim(revision.id, held.unit)


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


def _claims(history: History, left_out: Mapping[str, Mapping[Key, set[str]]]) -> dict[Key, list[Claim]]:
    claims: dict[Key, list[Claim]] = {}
    for head in history.heads:
        revision = history.revisions[head]
        for key, held in revision.units.items():
            claims.setdefault(key, []).extend(_claims_of(history, revision, held))
        for key, sources in left_out.get(head, {}).items():
            for source in sources:
                said_by = history.revisions[source]
                claims.setdefault(key, []).extend(_claims_of(history, said_by, said_by.units[key]))
    for key, rulings in history.rulings.items():
        if key[0]:  # those without a question are about the header
            standing_ones = (one for one in rulings if one.id not in history.lifted)
            claims.setdefault(key, []).extend(Claim(one.id, one.unit) for one in standing_ones)
    return claims


def _claims_of(history: History, revision: Revision, held: HeldUnit) -> Iterable[Claim]:
    """What a revision says of a unit, but for what it only took over from a decision that does not hold any more."""
    return [Claim(origin, held.unit) for origin in held.origins or (revision.id,) if origin not in history.lifted]


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
