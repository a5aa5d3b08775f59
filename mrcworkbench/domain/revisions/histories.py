"""The history of one assessment: revisions, decisions and what takes these back; who goes on from whom."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from mrcworkbench.domain.revisions.decisions import Decision, TakeBack
from mrcworkbench.domain.revisions.lifting import lifted_by
from mrcworkbench.domain.revisions.revision import Revision
from mrcworkbench.domain.revisions.translation import Translator, is_newer, newest_version
from mrcworkbench.domain.revisions.units import HeldUnit, Key, Unit


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a decision says of one unit."""

    id: str
    settles: tuple[str, ...]
    unit: Unit


@dataclass(frozen=True)
class History:
    """Revisions of one assessment, decisions about it and what takes these back, by id. May name parents and origins
    that it does not hold.

    They may be of several versions of the questionnaire; `translator` is needed only then.
    """

    revisions: Mapping[str, Revision] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    translator: Translator | None = field(default=None, repr=False, compare=False)
    take_backs: Mapping[str, TakeBack] = field(default_factory=dict)
    _ancestors: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _translated: Mapping[str, Mapping[Key, Unit]] = field(default_factory=dict)
    """By decision of another version, what it says in that of the revisions."""

    @property
    def version(self) -> str:
        """The newest version of the questionnaire in which anything of it is said; "" for an empty history."""
        return newest_version(self._versions)

    @cached_property
    def in_one_version(self) -> History:
        """All of it as its newest version says it."""
        return self.in_version(self.version)

    def in_version(self, version: str) -> History:
        """All of it as this version says it, under the same ids: the content that they name is that of this history.

        Raises `ValueError` where something is said in a newer version, and as the translator does.
        """
        if self._versions <= {version} or not self.revisions:
            return self
        if self.translator is None or is_newer(self.version, version):
            raise ValueError(f"version {self.version} cannot be read as {version}")
        revisions = {id_: _in_version(one, version, self.translator) for id_, one in self.revisions.items()}
        questionnaire = next(iter(revisions.values())).header.questionnaire
        said = {id_: _said_in(one, questionnaire, version, self.translator) for id_, one in self.decisions.items()}
        return History(revisions, self.decisions, self.translator, self.take_backs, self._ancestors, said)

    @property
    def decided(self) -> frozenset[str]:
        """The ids of all decisions and take-backs: what a revision takes in."""
        return frozenset((*self.decisions, *self.take_backs))

    @cached_property
    def lifted(self) -> frozenset[str]:
        """The decisions that do not hold any more."""
        return lifted_by(self.take_backs) if self.take_backs else frozenset()

    def in_effect(self, confirmed: Container[str]) -> History:
        """The part that has effect where persons confirmed these decisions and take-backs: these, those that some
        revision took in, and what a decision in effect settles, which it replaces with all that this had replaced."""
        if not self.decisions:
            return self
        taken_in = frozenset[str]().union(*(one.decisions for one in self.revisions.values()))
        take_backs = {id_: one for id_, one in self.take_backs.items() if id_ in taken_in or id_ in confirmed}
        held = {id_ for id_ in self.decisions if id_ in taken_in or id_ in confirmed}
        waiting = list(held - lifted_by(take_backs))
        while waiting:
            settled = self.decisions.keys() & {*self.decisions[waiting.pop()].settles} - held
            held |= settled
            waiting += settled
        decisions = {id_: one for id_, one in self.decisions.items() if id_ in held}
        return replace(self, decisions=decisions, take_backs=take_backs)

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
    def rulings(self) -> Mapping[Key, tuple[Ruling, ...]]:
        """What decisions say of each unit, or of the round without a question, taken back or not, as far as anything
        that they settle is held."""
        found: dict[Key, list[Ruling]] = {}
        for id_, decision in sorted(self.decisions.items()):
            if self.holds_any(decision.settles):
                for key, unit in self._translated.get(id_, {decision.key: decision.unit}).items():
                    found.setdefault(key, []).append(Ruling(id_, decision.settles, unit))
        return {key: tuple(those) for key, those in found.items()}

    def holds_any(self, origins: Iterable[str]) -> bool:
        """Whether one of these revisions or decisions is here."""
        return any(origin in self.revisions or origin in self.decisions for origin in origins)

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
        if key not in self.rulings:
            return self.ancestors(origin)
        about = {ruling.id: ruling for ruling in self.rulings[key]}
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
        """The part of this history that someone knew who went on from these revisions, decisions and take-backs."""
        walked = frozenset(self._walk(parents))
        known = {*decisions}.union(*(self.revisions[id_].decisions for id_ in walked if id_ in self.revisions))
        return self.only(walked | known)

    def only(self, ids: Container[str]) -> History:
        """What of these revisions, decisions and take-backs it holds; of a revision with all that it goes on from."""
        revisions = {id_: one for id_, one in self.revisions.items() if id_ in ids}
        decisions = {id_: one for id_, one in self.decisions.items() if id_ in ids}
        take_backs = {id_: one for id_, one in self.take_backs.items() if id_ in ids}
        return replace(self, revisions=revisions, decisions=decisions, take_backs=take_backs)

    def union(self, other: History) -> History:
        """Both together. Same ids are same content, so that it does not matter whose is taken."""
        return History(
            {**self.revisions, **other.revisions},
            {**self.decisions, **other.decisions},
            self.translator or other.translator,
            {**self.take_backs, **other.take_backs},
        )

    @cached_property
    def _versions(self) -> frozenset[str]:
        said = {one.version for id_, one in self.decisions.items() if id_ not in self._translated}
        return frozenset(said.union(one.header.questionnaire_version for one in self.revisions.values()))

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


def _in_version(revision: Revision, version: str, translator: Translator) -> Revision:
    header = revision.header
    if header.questionnaire_version == version:
        return revision
    units = translator.translated(revision.units, header.questionnaire, header.questionnaire_version, version)
    return replace(revision, header=replace(header, questionnaire_version=version), units=units)


def _said_in(decision: Decision, questionnaire: str, version: str, translator: Translator) -> Mapping[Key, Unit]:
    if decision.version == version or not decision.question:
        return {decision.key: decision.unit}
    said = {decision.key: HeldUnit(decision.unit)}
    return {
        key: held.unit for key, held in translator.translated(said, questionnaire, decision.version, version).items()
    }
