"""Everything that databases merge: sets that only grow. To merge is to unite, so order and repetition cannot matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mrcworkbench.domain.revisions.decisions import Decision, Join, Record, TakeBack, Withdrawal
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.lifting import about
from mrcworkbench.domain.revisions.revision import Attestation, Revision
from mrcworkbench.domain.revisions.translation import Translator


@dataclass(frozen=True)
class MergedSet:
    """Revisions and decisions by id, and what is said beside them."""

    revisions: Mapping[str, Revision] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    attestations: frozenset[Attestation] = frozenset()
    records: frozenset[Record] = frozenset()
    translator: Translator | None = field(default=None, repr=False, compare=False)

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """The history of each assessment that has a revision here."""
        revisions: dict[str, dict[str, Revision]] = {}
        decisions: dict[str, dict[str, Decision]] = {}
        for id_, revision in self.revisions.items():
            revisions.setdefault(revision.header.assessment, {})[id_] = revision
        for id_, decision in self.decisions.items():
            decisions.setdefault(decision.assessment, {})[id_] = decision
        take_backs = {one.id: one for one in self.records if isinstance(one, TakeBack)}
        return {
            assessment: History(
                those,
                decided := decisions.get(assessment, {}),
                self.translator,
                about(next(iter(those.values())).header.centre, decided, take_backs),
            )
            for assessment, those in revisions.items()
        }

    def union(self, other: MergedSet) -> MergedSet:
        """Both together."""
        return MergedSet(
            {**self.revisions, **other.revisions},
            {**self.decisions, **other.decisions},
            self.attestations | other.attestations,
            self.records | other.records,
            self.translator or other.translator,
        )

    def without(self, other: MergedSet) -> MergedSet:
        """What is here and not in the other: what a merge adds to it."""
        return MergedSet(
            {id_: revision for id_, revision in self.revisions.items() if id_ not in other.revisions},
            {id_: decision for id_, decision in self.decisions.items() if id_ not in other.decisions},
            self.attestations - other.attestations,
            self.records - other.records,
            self.translator,
        )


def joined_centres(joins: Iterable[Join]) -> dict[str, str]:
    """By centre id that was joined with another: the id under which all of them go.

    That is the one which was never joined into another; the smallest, where there are several or none.
    """
    group_of: dict[str, set[str]] = {}
    away: set[str] = set()
    for join in joins:
        away.add(join.centre)
        group = group_of.setdefault(join.centre, {join.centre})
        other = group_of.setdefault(join.into, {join.into})
        if group is not other:
            smaller, larger = sorted((group, other), key=len)
            larger |= smaller
            group_of.update(dict.fromkeys(smaller, larger))
    return {centre: min(group - away or group) for centre, group in group_of.items()}


def withdrawn_centres(withdrawals: Iterable[Withdrawal], joins: Iterable[Join]) -> frozenset[str]:
    """The centres that withdrew, under each id that they go by."""
    goes_under = joined_centres(joins)
    gone = {goes_under.get(withdrawal.centre, withdrawal.centre) for withdrawal in withdrawals}
    return frozenset(gone | {centre for centre, under in goes_under.items() if under in gone})
