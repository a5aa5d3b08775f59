"""Centres that want to stand in totals only, and how they are counted so that no two counts show one of them.

Who may see two pictures may subtract one from the other. So these centres are counted in fixed groups of five or more,
each centre with one fixed assessment, its newest, and a group whole or not at all. Whatever sets are chosen, one after
the other or by whom, adding and subtracting their pictures gives sums over whole groups, never one centre. It needs no
memory of what was shown, which would end with the program and not hold for two people.

A group is made of centres that are likely to be chosen together: of one round and country, else of one round, else of
any. Fewer than five in all are in no count. The rule holds for one state of a database: a picture made before a merge
and one made after it differ by what the merge brought. Centres that let others see their answers need no such guard:
where each stands is in every export, row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo

FEWEST_CENTRES = 5
"""The smallest set of centres that is broken down, and the smallest group."""


class Placed(Protocol):
    """One assessment of one centre that may be counted."""

    @property
    def assessment(self) -> AssessmentInfo: ...


T = TypeVar("T", bound=Placed)
_NEAR: tuple[Callable[[AssessmentInfo], Hashable], ...] = (
    lambda info: (info.round, info.centre.country),
    lambda info: info.round,
    lambda _: None,
)
"""What the members of a group have in common, the nearest first."""


def newest_of_each(found: Iterable[T]) -> dict[str, T]:
    """The newest assessment of each centre that counts for its round, by the id of the centre."""
    newest: dict[str, T] = {}
    for one in found:
        if not one.assessment.counts:
            continue
        before = newest.get(one.assessment.centre.id)
        if before is None or _age(before.assessment) < _age(one.assessment):
            newest[one.assessment.centre.id] = one
    return newest


def groups(centres: Iterable[T]) -> tuple[tuple[T, ...], ...]:
    """The groups of these centres, each given once; none where they are fewer than five. The same centres give the same
    groups, whatever their order."""
    made: list[list[T]] = []
    left = sorted(centres, key=lambda one: one.assessment.centre.id)
    for near in _NEAR:
        alike: dict[Hashable, list[T]] = {}
        for one in left:
            alike.setdefault(near(one.assessment), []).append(one)
        left = []
        for members in alike.values():
            if len(members) >= FEWEST_CENTRES:
                made += _cut(members)
            else:
                left += members
    if made:
        made[-1] += left
    return tuple(map(tuple, made))


def _cut(members: Sequence[T]) -> list[list[T]]:
    """As many groups as can be, of nearly the same size."""
    count = len(members) // FEWEST_CENTRES
    return [list(members[start::count]) for start in range(count)]


def _age(info: AssessmentInfo) -> tuple[tuple[str, str, str], str]:
    return info.place, info.id
