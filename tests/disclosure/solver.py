"""Whether whole numbers of people can be found that fit all that was printed: exact, by bounds and search.

It shares no line with what it judges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Number: TypeAlias = Hashable
_MOST_STEPS = 5_000


@dataclass(frozen=True)
class Rule:
    """The weighted numbers add up to `total`, or (`at_most`) to no more."""

    weights: Mapping[Number, int]
    total: int = 0
    at_most: bool = False


class UndecidedError(Exception):
    """The search took too long: nothing is proved."""


def fits(bounds: Mapping[Number, tuple[int, int]], rules: Iterable[Rule], near: Mapping[Number, int]) -> bool:
    """Whether all numbers can be within their bounds under all rules. `near` is where to look first."""
    return _Search(tuple(rules), near).found(dict(bounds))


class _Search:
    def __init__(self, rules: Sequence[Rule], near: Mapping[Number, int]) -> None:
        self._rules, self._near = rules, near
        self._of: dict[Number, list[int]] = defaultdict(list)
        for place, rule in enumerate(rules):
            for number in rule.weights:
                self._of[number].append(place)
        self._steps = 0

    def found(self, bounds: dict[Number, tuple[int, int]], changed: Iterable[Number] | None = None) -> bool:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise UndecidedError
        if not self._narrowed(bounds, changed):
            return False
        open_ = [number for number in self._of if bounds[number][0] < bounds[number][1]]
        if not open_:
            return True
        number = min(open_, key=lambda one: (bounds[one][1] - bounds[one][0], -len(self._of[one])))
        low, high = bounds[number]
        first = min(max(self._near[number], low), high)
        parts = [(first, first), (low, first - 1), (first + 1, high)]
        return any(self.found({**bounds, number: part}, [number]) for part in parts if part[0] <= part[1])

    def _narrowed(self, bounds: dict[Number, tuple[int, int]], changed: Iterable[Number] | None) -> bool:
        """Take from the bounds what no rule allows. False where nothing is left."""
        todo = set(range(len(self._rules))) if changed is None else {i for one in changed for i in self._of[one]}
        while todo:
            rule = self._rules[todo.pop()]
            ends = {one: sorted((w * bounds[one][0], w * bounds[one][1])) for one, w in rule.weights.items()}
            least, most = sum(low for low, _ in ends.values()), sum(high for _, high in ends.values())
            if least > rule.total or (most < rule.total and not rule.at_most):
                return False
            for one, weight in rule.weights.items():
                low, high = bounds[one]
                end_low, end_high = ends[one]
                room = rule.total - (least - end_low)  # weight * value is at most this
                need = rule.total - (most - end_high)  # and, where the rule is an equation, at least this
                if weight > 0:
                    new_high = min(high, room // weight)
                    new_low = low if rule.at_most else max(low, -(-need // weight))
                else:
                    new_low = max(low, -(room // -weight))
                    new_high = high if rule.at_most else min(high, (-need) // -weight)
                if new_low > new_high:
                    return False
                if (new_low, new_high) != (low, high):
                    bounds[one] = new_low, new_high
                    todo.update(self._of[one])
                    break
        return True
