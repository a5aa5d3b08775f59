"""The order of a table's rows, from several people who each added, removed and moved rows.

Orders agree where one order keeps all of them: two persons who each add a row have not contradicted each other, two
who move the same rows in different ways have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from mrcworkbench.domain.revisions.canonical import canonical_text, read_canonical
from mrcworkbench.domain.revisions.units import TABLE, Unit


def order_unit(rows: Sequence[str]) -> Unit:
    """The unit that says in which order the rows stand."""
    return Unit(TABLE.state, canonical_text(list(rows)))


def read_order(unit: Unit) -> tuple[str, ...]:
    """The row ids that an order lists; none where it is not understood."""
    try:
        value = read_canonical(unit.value or "[]")
    except ValueError:
        return ()
    return tuple(row for row in value if isinstance(row, str)) if isinstance(value, list) else ()


def joined_order(orders: Iterable[Sequence[str]], living: Collection[str]) -> tuple[str, ...] | None:
    """One order of the living rows that keeps every order given; None where these contradict each other.

    Does not depend on the order in which they are given. Rows of one person stay together where that is possible;
    otherwise, and for rows that no order lists, the smaller id comes first.
    """
    kept = {tuple(dict.fromkeys(row for row in order if row in living)) for order in orders}
    followers: dict[str, set[str]] = {row: set() for row in living}
    for order in kept:
        for before, after in pairwise(order):
            followers[before].add(after)
    listed = {row for order in kept for row in order}
    joined = _sorted_by(followers, listed)
    return None if joined is None else (*joined, *sorted(set(living) - listed))


def _sorted_by(followers: dict[str, set[str]], rows: Collection[str]) -> list[str] | None:
    waiting_for = dict.fromkeys(rows, 0)
    for row in rows:
        for follower in followers[row]:
            waiting_for[follower] += 1
    free = {row for row, count in waiting_for.items() if not count}
    joined: list[str] = []
    while free:
        next_ = min(free & followers[joined[-1]], default=None) if joined else None
        row = min(free) if next_ is None else next_
        free.remove(row)
        joined.append(row)
        for follower in followers[row]:
            waiting_for[follower] -= 1
            if not waiting_for[follower]:
                free.add(follower)
    return joined if len(joined) == len(rows) else None
