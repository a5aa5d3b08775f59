"""What a trial found: how many cases were tried, which of them were misjudged, the slowest, the most memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

_MOST_SHOWN = 12
"""Misjudged cases of one trial that are told one by one."""


@dataclass
class Tally:
    """The count of one trial, or of a part of it."""

    trial: str
    tried: int = 0
    misjudged: list[tuple[int, str]] = field(default_factory=list)
    """Number of the case, and what was wrong."""
    slowest: float = 0.0
    """Milliseconds."""
    memory: float = 0.0
    """Megabytes that the process had at most."""
    told: Counter[str] = field(default_factory=Counter)
    """What else was counted: verdicts, places of a cut."""

    def add(self, number: int, wrong: str | None, *, seconds: float, memory: float = 0.0, told: str = "") -> None:
        """Count one case; `wrong` says what was misjudged, None that all was right."""
        self.tried += 1
        if wrong is not None:
            self.misjudged.append((number, wrong))
        self.slowest = max(self.slowest, seconds * 1000)
        self.memory = max(self.memory, memory)
        if told:
            self.told[told] += 1

    def to_json(self) -> dict[str, Any]:
        return {
            "trial": self.trial,
            "tried": self.tried,
            "misjudged": self.misjudged,
            "slowest": self.slowest,
            "memory": self.memory,
            "told": dict(self.told),
        }


def from_json(data: dict[str, Any]) -> Tally:
    misjudged = [(number, wrong) for number, wrong in data["misjudged"]]
    return Tally(
        data["trial"], data["tried"], misjudged, data["slowest"], data["memory"], Counter(data["told"])
    )  # fmt: skip


def joined(parts: Iterable[Tally]) -> Tally:
    """The parts of one trial as one."""
    first, *others = parts
    for part in others:
        first.tried += part.tried
        first.misjudged += part.misjudged
        first.slowest = max(first.slowest, part.slowest)
        first.memory = max(first.memory, part.memory)
        first.told += part.told
    first.misjudged.sort()
    return first


def table(tallies: Sequence[Tally]) -> str:
    """One line per trial, for people."""
    lines = [f"{'trial':<16}{'tried':>8}{'misjudged':>11}{'slowest ms':>12}{'most MB':>9}"]
    lines += [
        f"{one.trial:<16}{one.tried:>8}{len(one.misjudged):>11}{one.slowest:>12.0f}{one.memory:>9.0f}"
        for one in tallies
    ]
    return "\n".join(lines)


def _kind_of(wrong: str) -> str:
    """Without the details, which follow a colon or stand in brackets."""
    return wrong.partition(":")[0].partition(" (")[0]


def details(tally: Tally) -> str:
    """What was counted, and the first of what was misjudged, by kind."""
    lines = [f"{tally.trial}: " + ", ".join(f"{name} {count}" for name, count in sorted(tally.told.items()))]
    kinds = Counter(_kind_of(wrong) for _, wrong in tally.misjudged)
    lines += [f"  misjudged {count} x {kind}" for kind, count in kinds.most_common()]
    seen: Counter[str] = Counter()
    shown = 0
    for number, wrong in tally.misjudged:
        seen[kind := _kind_of(wrong)] += 1
        if seen[kind] <= 3 and shown < _MOST_SHOWN:
            shown += 1
            lines.append(f"    case {number}: {wrong if len(wrong) < 700 else f'{wrong[:350]} … {wrong[-350:]}'}")
    return "\n".join(lines)
