"""What persons said of centres, as far as it has effect in one database: db/README.md, Decisions 6.

Everything merges, and nothing that came in a file has effect by itself: what does is a pure function of all that is
here and of what the persons of this database confirmed.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from mrcworkbench.domain.revisions.decisions import Choice, Join, Record, Rename, TakeBack, Withdrawal
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.lifting import lifted_by
from mrcworkbench.domain.revisions.merged_sets import MergedSet, joined_centres, withdrawn_centres

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Effects:
    """The records that have effect, by id, and the ids of all that is taken back."""

    records: Mapping[str, Record] = field(default_factory=dict)
    lifted: frozenset[str] = frozenset()

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """The centres whose data shows in no view and no export, under each id that they go by."""
        return withdrawn_centres(self._of(Withdrawal), self._of(Join))

    @cached_property
    def goes_under(self) -> Mapping[str, str]:
        """By centre id that was joined with another, the id under which all of them go."""
        return joined_centres(self._of(Join))

    @cached_property
    def renames(self) -> Mapping[str, tuple[Rename, ...]]:
        """By centre id, those of it, sorted by their ids."""
        found: dict[str, tuple[Rename, ...]] = {}
        for one in sorted(self._of(Rename), key=lambda rename: rename.id):
            found[one.centre] = (*found.get(one.centre, ()), one)
        return found

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """Which assessments count, sorted by their ids."""
        return tuple(sorted(self._of(Choice), key=lambda choice: choice.id))

    def together(self, one: str, other: str) -> bool:
        """Whether two centre ids go under one."""
        return self.goes_under.get(one, one) == self.goes_under.get(other, other)

    def _of(self, kind: type[R]) -> Iterator[R]:
        return (one for one in self.records.values() if isinstance(one, kind))


def effects(records: Mapping[str, Record], confirmed: Container[str]) -> Effects:
    """What of these records, by id, has effect where persons confirmed these ids."""
    held = {id_: one for id_, one in records.items() if id_ in confirmed}
    take_backs = {id_: one for id_, one in held.items() if isinstance(one, TakeBack)}
    lifted = lifted_by(take_backs, {id_: one.centre for id_, one in held.items()} if take_backs else {})
    return Effects({id_: one for id_, one in held.items() if id_ not in lifted}, lifted)


def effects_of(content: MergedSet, confirmed: Container[str]) -> Effects:
    """The same of all that is here."""
    return effects({one.id: one for one in content.records}, confirmed)


def shown(content: MergedSet, confirmed: Container[str]) -> Mapping[str, History]:
    """What is to be seen: of each assessment of a centre that has not withdrawn, the history that has effect."""
    withdrawn = effects_of(content, confirmed).withdrawn
    return {
        assessment: history.in_effect(confirmed)
        for assessment, history in content.histories.items()
        if not any(revision.header.centre in withdrawn for revision in history.revisions.values())
    }
