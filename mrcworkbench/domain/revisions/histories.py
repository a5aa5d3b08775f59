"""The history of one assessment: revisions and decisions, who goes on from whom."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mrcworkbench.domain.revisions.decisions import Decision
from mrcworkbench.domain.revisions.revision import Revision
from mrcworkbench.domain.revisions.units import Key


@dataclass(frozen=True)
class History:
    """Revisions and decisions of one assessment by id. May name parents and origins that it does not hold."""

    revisions: Mapping[str, Revision] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    _ancestors: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """Revisions that no other goes on from, sorted."""
        named = {parent for revision in self.revisions.values() for parent in revision.parents}
        return tuple(sorted(self.revisions.keys() - named))

    @cached_property
    def from_oldest(self) -> tuple[Revision, ...]:
        """Every revision after its parents."""
        children: dict[str, list[str]] = {}
        waiting: dict[str, int] = {}
        for id_, revision in self.revisions.items():
            held = [parent for parent in revision.parents if parent in self.revisions]
            waiting[id_] = len(held)
            for parent in held:
                children.setdefault(parent, []).append(id_)
        ready = deque(sorted(id_ for id_, count in waiting.items() if not count))
        ordered = []
        while ready:
            id_ = ready.popleft()
            ordered.append(self.revisions[id_])
            for child in children.get(id_, ()):
                waiting[child] -= 1
                if not waiting[child]:
                    ready.append(child)
        return tuple(ordered)

    @cached_property
    def decisions_by_key(self) -> Mapping[Key, tuple[Decision, ...]]:
        """Decisions about each unit, as far as anything that they settle is held."""
        found: dict[Key, list[Decision]] = {}
        for _, decision in sorted(self.decisions.items()):
            if any(origin in self.revisions or origin in self.decisions for origin in decision.settles):
                found.setdefault(decision.key, []).append(decision)
        return {key: tuple(those) for key, those in found.items()}

    def ancestors(self, id_: str) -> frozenset[str]:
        """Every revision that this one goes on from, near or far; not itself. None for one that is not held."""
        if id_ not in self.revisions:
            return frozenset()
        found = self._ancestors.get(id_)
        if found is None:
            found = self._ancestors[id_] = frozenset(self._walk([id_])) - {id_}
        return found

    def older_than(self, origin: str, key: Key) -> frozenset[str]:
        """Every origin of a unit that a change at `origin` has seen and replaced: not itself.

        A revision replaces its ancestors, and the decisions about this unit that it or they went on from. A decision
        replaces what it settles. Decisions about other units do not count: who takes in a decision on one answer has
        not seen every other answer of those whom it settles.
        """
        if key not in self.decisions_by_key:
            return self.ancestors(origin)
        about = {decision.id: decision for decision in self.decisions_by_key[key]}
        older: set[str] = set()
        waiting = [origin]
        while waiting:
            one = waiting.pop()
            if one in about:
                seen = set(about[one].settles) - older
                waiting.extend(seen)
            else:
                line = self.ancestors(one)
                taken_in = (self.revisions[id_].decisions for id_ in (one, *line) if id_ in self.revisions)
                seen = (about.keys() & set[str]().union(*taken_in)) - older
                waiting.extend(seen)
                seen |= line
            older |= seen
        return frozenset(older - {origin})

    def known_to(self, parents: Iterable[str], decisions: Iterable[str] = ()) -> History:
        """The part of this history that someone knew who went on from these revisions and decisions."""
        revisions = {id_: self.revisions[id_] for id_ in self._walk(parents) if id_ in self.revisions}
        known = {*decisions}.union(*(revision.decisions for revision in revisions.values()))
        decisions_known = {id_: self.decisions[id_] for id_ in known if id_ in self.decisions}
        return History(revisions, decisions_known, self._ancestors)  # it holds every ancestor of what it holds

    def union(self, other: History) -> History:
        """Both together. Same ids are same content, so that it does not matter whose is taken."""
        return History({**self.revisions, **other.revisions}, {**self.decisions, **other.decisions})

    def _walk(self, start: Iterable[str]) -> Iterator[str]:
        seen = set(start)
        waiting = list(seen)
        while waiting:
            id_ = waiting.pop()
            yield id_
            revision = self.revisions.get(id_)
            if revision is not None:
                new = [parent for parent in revision.parents if parent not in seen]
                seen.update(new)
                waiting.extend(new)
