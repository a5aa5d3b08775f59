"""What merging must give, worked out another way: no revisions, parents or heads, only changes and who knew of them.

Each sealing or decision is a mark, with the changes made in it and all marks that had effect when it was made; so is
what takes one back, and a withdrawal. Of each unit those changes count that no later change to it knew of, among the
marks that have effect: sealings, what these knew, what is confirmed, and what a decision in effect knew. Slow and plain
on purpose. Values: a text or None for an answer; "table", "not_known" or None for the whole of the table `t`; a text or
GONE for a row; row ids for the order.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from itertools import pairwise, permutations

Key = tuple[str, str]
GONE = "(gone)"
TABLE = "t"
ORDER = (TABLE, "*")
WHOLE = (TABLE, "")


@dataclass(frozen=True)
class Mark:
    kind: str
    """sealing, decision, withdrawal, or take_back: of the mark `lifts`."""
    changes: frozenset[tuple[Key, Hashable]] = frozenset()
    known: frozenset[int] = frozenset()
    details: Hashable = None
    lifts: int | None = None


@dataclass
class ModelView:
    settled: dict[Key, Hashable] = field(default_factory=dict)
    contested: dict[Key, frozenset[tuple[int, Hashable]]] = field(default_factory=dict)


class Marks:
    """All marks ever made anywhere; equal ones are one."""

    def __init__(self) -> None:
        self.all: list[Mark] = []
        self.numbers: dict[Mark, int] = {}

    def number(self, mark: Mark) -> int:
        if mark not in self.numbers:
            self.numbers[mark] = len(self.all)
            self.all.append(mark)
        return self.numbers[mark]

    def of(self, known: frozenset[int], kind: str) -> set[int]:
        return {one for one in known if self.all[one].kind == kind}

    def heads(self, known: frozenset[int]) -> set[int]:
        sealings = self.of(known, "sealing")
        return {one for one in sealings if not any(one in self.all[other].known for other in sealings)}

    def taken_in(self, known: frozenset[int]) -> set[int]:
        return set().union(*(self.all[one].known for one in self.of(known, "sealing")))

    def lifted(self, held: set[int]) -> set[int]:
        """What the take-backs among these lift, which may be lifted themselves; each is younger than what it lifts."""
        lifted: set[int] = set()
        for one in sorted(held, reverse=True):
            if self.all[one].lifts is not None and one not in lifted:
                lifted.add(self.all[one].lifts)
        return lifted

    def in_effect(self, known: frozenset[int], confirmed: set[int]) -> frozenset[int]:
        """All that answers follow from, and sealings take in, in a replica where persons confirmed these."""
        taken = self.taken_in(known)
        held = {one for one in known if self.all[one].kind == "sealing" or one in taken or one in confirmed}
        held -= self.of(known, "withdrawal") | {one for one in held if self._about(one) == "withdrawal"}
        deciding = self.of(frozenset(held), "decision") - self.lifted(held)
        seen = set().union(*(self.all[one].known for one in deciding))
        return frozenset(held | self.of(frozenset(seen), "decision"))

    def is_withdrawn(self, known: frozenset[int], confirmed: set[int]) -> bool:
        held = set(known & confirmed)
        return bool(self.of(frozenset(held), "withdrawal") - self.lifted(held))

    def _about(self, one: int) -> str:
        lifts = self.all[one].lifts
        return self.all[one].kind if lifts is None else self._about(lifts)

    def standing(self, effective: frozenset[int], key: Key) -> frozenset[tuple[int, Hashable]]:
        speaking = effective - self.lifted(set(effective))
        claims = {(one, value) for one in speaking for changed, value in self.all[one].changes if changed == key}
        return frozenset(
            (one, value) for one, value in claims if not any(one in self.all[other].known for other, _ in claims)
        )

    def view(self, effective: frozenset[int]) -> ModelView:
        changed = {key for one in effective for key, _ in self.all[one].changes}
        claims = {key: those for key in changed if (those := self.standing(effective, key))}
        settled: dict[Key, Hashable] = {}
        contested = {}
        for key, those in claims.items():
            values = {value for _, value in those}
            if len(values) == 1:
                settled[key] = values.pop()
            else:
                contested[key] = those
        view = ModelView(settled, contested)
        self._table(view, claims)
        return view

    def _table(self, view: ModelView, claims: dict[Key, frozenset[tuple[int, Hashable]]]) -> None:
        rows = [row for code, row in claims if code == TABLE and row not in ("", "*")]
        if WHOLE in view.settled and view.settled[WHOLE] != "table":
            seen = {one for one, _ in claims[WHOLE]}.union(*(self.all[one].known for one, _ in claims[WHOLE]))
            for row in rows:
                if {one for one, _ in claims[TABLE, row]} <= seen:
                    view.contested.pop((TABLE, row), None)
                    view.settled[TABLE, row] = GONE
        living = [row for row in rows if view.settled.get((TABLE, row)) != GONE]
        if WHOLE not in view.contested:
            whole = view.settled.get(WHOLE)
            if living and whole is None:
                view.settled[WHOLE] = "table"
            elif not living and whole == "table":
                view.settled[WHOLE] = None
            elif living and whole != "table":
                adding = {one for row in living for one, _ in claims[TABLE, row]} - {one for one, _ in claims[WHOLE]}
                view.contested[WHOLE] = claims[WHOLE] | {(one, "table") for one in adding}
                del view.settled[WHOLE]
        orders = {value for _, value in claims.get(ORDER, ())} or {()}
        best = best_order(orders, living)
        if best is not None and (ORDER in claims or best):
            view.settled[ORDER] = best
            view.contested.pop(ORDER, None)


def best_order(orders: set[tuple[str, ...]], living: list[str]) -> tuple[str, ...] | None:
    """Of all orders that keep those given, the one that keeps neighbours together, then has the smaller ids first."""
    kept = [tuple(row for row in order if row in living) for order in orders]
    listed = sorted({row for order in kept for row in order})
    neighbours = {pair for order in kept for pair in pairwise(order)}

    def keeps(candidate: tuple[str, ...], order: tuple[str, ...]) -> bool:
        return [row for row in candidate if row in order] == list(order)

    def cost(candidate: tuple[str, ...]) -> list[tuple[bool, str]]:
        pairs = zip((None, *candidate), candidate, strict=False)
        return [(pair not in neighbours, pair[1]) for pair in pairs]

    fitting = [one for one in permutations(listed) if all(keeps(one, order) for order in kept)]
    if not fitting:
        return None
    return (*min(fitting, key=cost), *sorted(set(living) - set(listed)))
