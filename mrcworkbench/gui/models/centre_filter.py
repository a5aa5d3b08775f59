"""Which assessments of a collection are chosen: by words, country, round and state."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from mrcworkbench.domain.reading.folding import fold

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo


class State(StrEnum):
    """How an assessment stands in the list."""

    COMPLETE = "complete"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    CONFLICT = "conflict"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"
    """Not counted yet, or a questionnaire that this program does not know."""


STATES = (State.COMPLETE, State.IN_PROGRESS, State.NOT_STARTED, State.CONFLICT, State.WITHDRAWN)
"""Those that can be chosen."""


class Filtered(Protocol):
    """An assessment that may be chosen; `folded` is what `searched` makes of it."""

    @property
    def info(self) -> AssessmentInfo: ...

    @property
    def folded(self) -> str: ...

    @property
    def state(self) -> State | None: ...


T = TypeVar("T", bound=Filtered)


@dataclass(frozen=True, slots=True)
class Choosable:
    """One assessment among which others are chosen."""

    info: AssessmentInfo
    folded: str
    state: State | None


@dataclass(frozen=True)
class CentreFilter:
    """What must hold for an assessment to be chosen; None and "" ask for nothing."""

    words: str = ""
    country: str | None = None
    round: str | None = None
    state: State | None = None

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The words that must all occur."""
        return tuple(fold(self.words).split())

    def narrow(self, rows: Sequence[T]) -> list[T]:
        """The chosen ones, in their order. One condition after the other: ten thousand rows with each letter typed."""
        if self.country is not None:
            rows = [row for row in rows if row.info.centre.country == self.country]
        if self.round is not None:
            rows = [row for row in rows if row.info.round == self.round]
        if self.state is not None:
            rows = [row for row in rows if row.state is self.state]
        for word in self.wanted:
            rows = [row for row in rows if word in row.folded]
        return list(rows)

    def __bool__(self) -> bool:
        return self != CentreFilter()

    def to_text(self) -> str:
        """For a place, so that another page shows the same."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> CentreFilter:
        """The filter of a place; an empty one for anything else."""
        try:
            kept = json.loads(text)
            state = kept["state"]
            return cls(kept["words"], kept["country"], kept["round"], None if state is None else State(state))
        except (ValueError, KeyError, TypeError):
            return cls()


folded = lru_cache(maxsize=32_768)(fold)
"""`fold`, for names that come again with each round and each country."""


def searched(info: AssessmentInfo, country: str) -> str:
    """What words are looked for in; `country` is the name of the centre's country."""
    centre = info.centre
    return f"{folded(centre.name)} {folded(country)} {centre.country.lower()} {folded(info.round)}"
