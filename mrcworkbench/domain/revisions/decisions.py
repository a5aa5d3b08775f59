"""What persons decide about merged data: which side of a conflict holds, and what is said of a centre.

Each is named by its content, who decided and when included, and kept in a set that only grows.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import ClassVar

from mrcworkbench.domain.revisions.canonical import content_id
from mrcworkbench.domain.revisions.units import Key, Unit


@dataclass(frozen=True)
class Decision:
    """Settles a conflict: `unit` holds instead of what `settles` (revisions or decisions, sorted) say."""

    assessment: str
    question: str
    row: str
    settles: tuple[str, ...]
    unit: Unit
    because: str
    author: str
    decided_at: str

    @property
    def key(self) -> Key:
        return self.question, self.row

    @cached_property
    def id(self) -> str:
        """Raises `NotCanonical` for text that is no Unicode text."""
        return content_id("mrcworkbench decision 1", asdict(self))


@dataclass(frozen=True)
class Record:
    """What a person said of a centre. A kind of records is a set that files unite; `kind` stands in the names of its
    records, so that no two sets share one. Every field is a text; "" where there is nothing to say."""

    kind: ClassVar[str]
    centre: str

    @cached_property
    def id(self) -> str:
        """Raises `NotCanonical` for text that is no Unicode text."""
        return content_id(f"mrcworkbench {self.kind} 1", asdict(self))


@dataclass(frozen=True)
class Withdrawal(Record):
    """A centre withdraws its consent: its data leaves views and exports, and no later merge brings it back."""

    kind = "withdrawal"
    reason: str
    author: str
    decided_at: str


@dataclass(frozen=True)
class Join(Record):
    """Two ids are one centre: what is filed under `centre` belongs to `into`."""

    kind = "join"
    into: str
    reason: str
    author: str
    decided_at: str
