"""What merging must give, worked out another way: no revisions, parents or heads, only changes and who knew of them.

Each sealing or decision is a mark, with the changes made in it and all marks known when it was made. Of each unit those
changes count that no later change to it knew of. Slow and plain on purpose. Values: a text or None for an answer;
"table", "not_known" or None for the whole of the table `t`; a text or GONE for a row; row ids for the order.
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
    changes: frozenset[tuple[Key, Hashable]]
    known: frozenset[int]
    details: Hashable
    is_decision: bool


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

    def heads(self, known: frozenset[int]) -> set[int]:
        sealings = {one for one in known if not self.all[one].is_decision}
        return {one for one in sealings if not any(one in self.all[other].known for other in sealings)}

    def untaken(self, known: frozenset[int]) -> set[int]:
        """Decisions that no sealing knew of."""
        taken = {one for other in known if not self.all[other].is_decision for one in self.all[other].known}
        return {one for one in known if self.all[one].is_decision} - taken

    def standing(self, known: frozenset[int], key: Key) -> frozenset[tuple[int, Hashable]]:
        claims = {(one, value) for one in known for changed, value in self.all[one].changes if changed == key}
        return frozenset(
            (one, value) for one, value in claims if not any(one in self.all[other].known for other, _ in claims)
        )

    def view(self, known: frozenset[int]) -> ModelView:
        claims = {key: self.standing(known, key) for one in known for key, _ in self.all[one].changes}
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
