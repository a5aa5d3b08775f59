"""How full an assessment or a collection is against what the check of a file lets through, and whether a file may still
add to it. db/README.md, Merging 9.

No file fills it for others: much may be added only as long as a part stays free for small honest updates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

LITTLE = 0.04
"""The part of a limit that counts as a small update."""
LAST = 1 - LITTLE
"""The part up to which files may fill anything."""
FULL = 0.8
"""The part up to which one file may fill what is here; from there on it is said, too."""

Load: TypeAlias = Mapping[str, int]
"""How much there is of each thing that is limited; or the most that there may be."""


def share(load: Load, most: Load) -> float:
    """The part of the limit that is nearest."""
    return max(amount / most[name] for name, amount in load.items())


def nearest(load: Load, most: Load) -> str:
    """The limit that is nearest."""
    return max(load, key=lambda name: load[name] / most[name])


def has_room(before: Load | None, after: Load, most: Load) -> bool:
    """Whether a file may bring what was `before` to what is `after`; None for what was not here. The last little is
    kept for what is decided and sealed here."""
    return all(
        amount <= most[name] * (FULL if before is not None and amount - before[name] > most[name] * LITTLE else LAST)
        for name, amount in after.items()
    )
