"""Copies of one assessment that are edited, sealed, merged and settled: the real ones, each beside the model of it.

`World` drives both alike, and compares them after every step.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from mrcworkbench.domain.merging import conflicts, sealing, views
from mrcworkbench.domain.merging import effects as effect
from mrcworkbench.domain.merging import plans as merge_plans
from mrcworkbench.domain.merging.row_orders import order_unit, read_order
from mrcworkbench.domain.revisions.canonical import canonical_text
from mrcworkbench.domain.revisions.decisions import Decision, Record, TakeBack, Withdrawal
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.merged_sets import MergedSet
from mrcworkbench.domain.revisions.revision import Attestation, Header
from mrcworkbench.domain.revisions.units import REMOVED_ROW, HeldUnit, Unit
from mrcworkbench.domain.revisions.units import TABLE as TABLE_UNIT
from mrcworkbench.domain.verification import histories as verification
from tests.domain.merging.merge_model import GONE, ORDER, TABLE, WHOLE, Key, Mark, Marks, ModelView

HEADER = Header("assessment", "centre", "MRC Sarandë", "AL", "2026", "manager", "1.0.0")
ROWS = ("r1", "r2", "r3")
Working = dict[Key, Hashable]


def unit_of(key: Key, value: Hashable) -> Unit:
    if key == ORDER:
        return order_unit(list(value))
    if key == WHOLE:
        return {"table": TABLE_UNIT, "not_known": Unit("not_known"), None: Unit("blank")}[value]
    if value is None:
        return Unit("blank")
    if value == GONE:
        return REMOVED_ROW
    return Unit("answered", canonical_text({"c": value} if key[0] == TABLE else value))


def value_of(key: Key, unit: Unit) -> Hashable:
    if key == ORDER:
        return read_order(unit)
    if key == WHOLE:
        return {"answered": "table", "not_known": "not_known", "blank": None}[unit.state]
    if unit.is_removed:
        return GONE
    value = None if unit.value is None else json.loads(unit.value)
    return value["c"] if isinstance(value, dict) else value


# What a person does to the answers on the screen, the same for both kinds of replica.


def answer(working: Working, closed: set[Key], question: str, value: str | None) -> None:
    if (question, "") not in closed and (value is not None or (question, "") in working):
        working[question, ""] = value


def put_row(working: Working, closed: set[Key], row: str, value: str) -> None:
    if WHOLE in closed or (TABLE, row) in closed:
        return
    is_new = working.get((TABLE, row), GONE) == GONE
    working[TABLE, row] = value
    working[WHOLE] = "table"
    if is_new and ORDER not in closed:
        working[ORDER] = (*(one for one in working.get(ORDER, ()) if one != row), row)


def drop_row(working: Working, closed: set[Key], row: str, forget: bool) -> None:
    if WHOLE in closed or (TABLE, row) in closed or working.get((TABLE, row), GONE) == GONE:
        return
    if forget:
        del working[TABLE, row]
    else:
        working[TABLE, row] = GONE
    left = [one for one in ROWS if working.get((TABLE, one), GONE) != GONE or (TABLE, one) in closed]
    if not left:
        working[WHOLE] = None
        working.pop(ORDER, None)
    elif ORDER not in closed:
        working[ORDER] = tuple(one for one in working.get(ORDER, ()) if one != row)


def move_first(working: Working, closed: set[Key], row: str) -> None:
    if ORDER not in closed and row in working.get(ORDER, ()):
        working[ORDER] = (row, *(one for one in working[ORDER] if one != row))


def replace_table(working: Working, closed: set[Key], state: str | None) -> None:
    if any(code == TABLE for code, _ in closed) or (state is None and WHOLE not in working):
        return
    for key in list(working):
        if key[0] == TABLE and key[1] not in ("", "*"):
            working[key] = GONE
    working[WHOLE] = state
    working.pop(ORDER, None)


@dataclass
class Replica:
    content: MergedSet = field(default_factory=MergedSet)
    working: Working = field(default_factory=dict)
    view: views.View = field(default_factory=lambda: views.current_view(History()))
    confirmed: set[str] = field(default_factory=set)

    @property
    def history(self) -> History:
        """What has effect here."""
        return self.content.histories.get(HEADER.assessment, History()).in_effect(self.confirmed)

    @property
    def closed(self) -> set[Key]:
        return set(self.view.contested)

    @property
    def is_shown(self) -> bool:
        return HEADER.assessment in effect.shown(self.content, self.confirmed)

    def seal(self, author: str, gather: bool = False) -> str | None:
        units = {key: HeldUnit(unit_of(key, value)) for key, value in self.working.items()}
        copy = sealing.UnsealedCopy(HEADER, units, frozenset(self.history.heads), self.history.decided)
        revision = sealing.seal(copy, self.history, gather=gather)
        if revision is None:
            return None
        self.take_in(
            MergedSet({revision.id: revision}, attestations=frozenset({Attestation("T", author, revision.id)}))
        )
        return revision.id

    def take_in(self, other: MergedSet) -> None:
        """As an import does it: plan, then add what is missing."""
        plan = merge_plans.plan_file(self.content, other, self.confirmed)
        self.content = self.content.union(plan.additions)
        self.stand()

    def decide(self, what: Decision | Record) -> str:
        """What a person of this replica says has effect in it."""
        self.confirmed.add(what.id)
        if isinstance(what, Decision):
            self.take_in(MergedSet(decisions={what.id: what}))
        else:
            self.take_in(MergedSet(records=frozenset({what})))
        return what.id

    def stand(self) -> None:
        self.view = views.current_view(self.history)
        self.working = {key: value_of(key, held.unit) for key, held in self.view.units.items()}

    def conflicts(self) -> tuple[conflicts.Conflict, ...]:
        return conflicts.open_conflicts(HEADER.assessment, self.history, self.view)


@dataclass
class ModelReplica:
    marks: Marks
    known: frozenset[int] = frozenset()
    confirmed: set[int] = field(default_factory=set)
    working: Working = field(default_factory=dict)
    view: ModelView = field(default_factory=ModelView)

    @property
    def closed(self) -> set[Key]:
        return set(self.view.contested)

    @property
    def in_effect(self) -> frozenset[int]:
        return self.marks.in_effect(self.known, self.confirmed)

    @property
    def is_shown(self) -> bool:
        is_here = bool(self.marks.of(self.known, "sealing"))
        return is_here and not self.marks.is_withdrawn(self.known, self.confirmed)

    def waiting(self) -> set[int]:
        """What nobody here confirmed, and has no effect by what was sealed."""
        return {*self.known} - self.confirmed - self.marks.of(self.known, "sealing") - self.marks.taken_in(self.known)

    def seal(self, gather: bool = False) -> int | None:
        changes = {}
        for key, value in self.working.items():
            nothing = key not in self.view.settled and value in (None, GONE)
            if not nothing and (key not in self.view.settled or self.view.settled[key] != value):
                changes[key] = value
        for key, value in self.view.settled.items():
            if key not in self.working and key not in (ORDER, WHOLE) and value != GONE:
                changes[key] = GONE
        heads = self.marks.heads(self.known)
        several = len(heads) > 1 or bool(self.in_effect - self.marks.taken_in(self.known) - heads)
        if self.marks.of(self.known, "sealing") and not changes and not (gather and several):
            return None
        mark = self.marks.number(Mark("sealing", frozenset(changes.items()), self.in_effect))
        self.take_in(frozenset({mark}))
        return mark

    def take_in(self, known: frozenset[int]) -> None:
        self.known |= known
        self.stand()

    def stand(self) -> None:
        self.view = self.marks.view(self.in_effect)
        self.working = dict(self.view.settled)

    def settle(self, key: Key, settled: frozenset[int], value: Hashable, details: Hashable) -> int:
        knew = settled.union(*(self.marks.all[one].known for one in settled))
        return self.decide(Mark("decision", frozenset({(key, value)}), knew, (details, settled)))

    def decide(self, mark: Mark) -> int:
        number = self.marks.number(mark)
        self.confirmed.add(number)
        self.take_in(frozenset({number}))
        return number


class World:
    """Replicas, real and modelled. Methods do the same to both, and raise `AssertionError` where they differ."""

    def __init__(self, replicas: int = 3) -> None:
        self.marks = Marks()
        self.real = [Replica() for _ in range(replicas)]
        self.model = [ModelReplica(self.marks) for _ in range(replicas)]
        self.names: dict[int, str] = {}

    def edit(self, at: int, what, *arguments) -> None:
        for side in (self.real[at], self.model[at]):
            what(side.working, side.closed, *arguments)

    def seal(self, at: int, author: str = "A", gather: bool = False) -> None:
        name, mark = self.real[at].seal(author, gather), self.model[at].seal(gather)
        assert (name is None) == (mark is None), "one makes a revision and the other does not"
        if name is not None and mark is not None:
            self._name(mark, name)
        self.compare(at)

    def merge(self, into: int, from_: int) -> None:
        """Both are sealed first, as in the program."""
        self.seal(into)
        self.seal(from_)
        self.real[into].take_in(self.real[from_].content)
        self.model[into].take_in(self.model[from_].known)
        self.compare(into)

    def sync(self) -> None:
        """Merge every replica into every other and confirm what any confirmed, each in an order of its own: all must
        show the same in the end."""
        for into in range(len(self.real)):
            for from_ in range(len(self.real)):
                if into != from_:
                    self.merge(into, from_)
        for into in range(len(self.real)):
            self.merge(into, 0)
        everything = sorted(set().union(*(one.confirmed for one in self.model)))
        for at in range(len(self.real)):
            for mark in (*everything[at:], *everything[:at]):
                if mark not in self.model[at].confirmed:
                    self._confirm(at, mark)
        assert all(one.view == self.real[0].view for one in self.real), "the same, shown differently"
        assert all(one.is_shown == self.real[0].is_shown for one in self.real), "the same, shown or not"
        assert all(one.conflicts() == self.real[0].conflicts() for one in self.real)

    def resolve(self, at: int, which: int, choice: int, author: str, only_two: bool = False) -> None:
        """Settle one of the open conflicts with one of its sides; `only_two`: of several sides just the first two."""
        self.seal(at)
        real, model = self.real[at], self.model[at]
        open_ = real.conflicts()
        if not open_:
            return
        conflict = open_[which % len(open_)]
        unit = conflict.values[choice % len(conflict.values)].unit
        if only_two:
            conflict = replace(conflict, values=conflict.values[:2])
        decision = conflicts.settle(conflict, unit, because="asked", author=author, decided_at="T")
        numbers = {name: number for number, name in self.names.items()}
        value = value_of(conflict.key, unit)
        settles = frozenset(numbers[one] for one in conflict.origins)
        self._name(model.settle(conflict.key, settles, value, (author, value)), real.decide(decision))
        self.compare(at)
        if not only_two and decision.id not in real.history.lifted:
            assert conflict.id not in {one.id for one in real.conflicts()}, "settled, and open all the same"

    def withdraw(self, at: int, reason: str) -> None:
        self.seal(at)
        mark = self.model[at].decide(Mark("withdrawal", details=reason))
        self._name(mark, self.real[at].decide(Withdrawal(HEADER.centre, reason, "A", "T")))
        self.compare(at)

    def take_back(self, at: int, which: int, author: str) -> None:
        """Lift something that was decided and has effect here, or did until it was lifted."""
        self.seal(at)
        model = self.model[at]
        sealed = self.marks.of(model.known, "sealing")
        candidates = self._by_name((model.in_effect | (model.known & model.confirmed)) - sealed)
        if candidates:
            lifted = candidates[which % len(candidates)]
            mark = model.decide(Mark("take_back", details=author, lifts=lifted))
            self._name(mark, self.real[at].decide(TakeBack(HEADER.centre, self.names[lifted], "asked", author, "T")))
            self.compare(at)

    def confirm(self, at: int, which: int) -> None:
        waiting = self._by_name(self.model[at].waiting())
        if waiting:
            self._confirm(at, waiting[which % len(waiting)])

    def take_back_confirmation(self, at: int, which: int) -> None:
        """It waits again."""
        self.seal(at)
        confirmed = self._by_name(self.model[at].confirmed)
        if confirmed:
            mark = confirmed[which % len(confirmed)]
            self.model[at].confirmed.discard(mark)
            self.real[at].confirmed.discard(self.names[mark])
            self.model[at].stand()
            self.real[at].stand()
            self.compare(at)

    def compare(self, at: int) -> None:
        real, model = self.real[at], self.model[at]
        assert real.is_shown == model.is_shown, "withdrawn, and shown all the same, or the other way round"
        shown = {key: value_of(key, held.unit) for key, held in real.view.units.items()}
        assert shown == model.view.settled
        contested = {
            key: frozenset((claim.origin, value_of(key, claim.unit)) for claim in claims)
            for key, claims in real.view.contested.items()
        }
        expected = {
            key: frozenset((self.names[mark], value) for mark, value in claims)
            for key, claims in model.view.contested.items()
        }
        assert contested == expected
        records = {one.id for one in real.content.records}
        held = {*real.content.revisions, *real.content.decisions, *records}
        assert held == {self.names[mark] for mark in model.known}, "lost"
        effective = model.in_effect
        assert {*real.history.revisions, *real.history.decided} == {self.names[mark] for mark in effective}, "in effect"
        for key, unit in real.view.units.items():
            if key not in real.view.derived:
                marks = self.marks.standing(effective, key)
                assert set(unit.origins) == {self.names[mark] for mark, _ in marks}

    def check_content(self) -> None:
        """What the replicas hold passes for content that we made."""
        for one in self.real:
            assert verification.faults_of_set(one.content) == ()

    def _confirm(self, at: int, mark: int) -> None:
        self.seal(at)
        self.model[at].confirmed.add(mark)
        self.real[at].confirmed.add(self.names[mark])
        self.model[at].stand()
        self.real[at].stand()
        self.compare(at)

    def _by_name(self, marks: Iterable[int]) -> list[int]:
        return sorted(marks, key=self.names.__getitem__)

    def _name(self, mark: int, name: str) -> None:
        assert self.names.get(mark, name) == name, "the same content has two names"
        assert all(other == mark for other, its in self.names.items() if its == name), "different content has one name"
        self.names[mark] = name


# Steps as data, so that the same story can be told to any program.

REPLICA = st.integers(0, 2)
EDITS = st.one_of(
    st.tuples(st.just(answer), st.sampled_from("ab"), st.sampled_from(["x", "y", None])),
    st.tuples(st.just(put_row), st.sampled_from(ROWS), st.sampled_from(["x", "y"])),
    st.tuples(st.just(drop_row), st.sampled_from(ROWS), st.booleans()),
    st.tuples(st.just(move_first), st.sampled_from(ROWS)),
    st.tuples(st.just(replace_table), st.sampled_from([None, "not_known"])),
)
_EDIT = st.tuples(st.just("edit"), REPLICA, EDITS)
_MERGE = st.tuples(st.just("merge"), REPLICA, REPLICA)
_RESOLVE = st.tuples(
    st.just("resolve"), REPLICA, st.integers(0, 3), st.integers(0, 2), st.sampled_from("AB"), st.booleans()
)
_CONFIRM = st.tuples(st.just("confirm"), REPLICA, st.integers(0, 3))
_TAKE_BACK = st.tuples(st.just("take_back"), REPLICA, st.integers(0, 3), st.sampled_from("AB"))
_SEAL = st.tuples(st.just("seal"), REPLICA, st.sampled_from("AB"), st.booleans())
_ROUND = st.tuples(
    st.lists(_EDIT, min_size=1, max_size=5),
    st.lists(_SEAL, max_size=1),
    st.lists(_MERGE, min_size=1, max_size=3),
    st.lists(_RESOLVE, max_size=3),
    st.lists(st.one_of(_CONFIRM, _CONFIRM, _TAKE_BACK), max_size=2),
)
STORIES = st.lists(_ROUND, min_size=2, max_size=8).map(
    lambda rounds: [step for one in rounds for steps in one for step in steps]
)


def tell(story: list[tuple], world: World) -> World:  # type: ignore[type-arg]
    """Do the steps of a story one after the other."""
    for kind, *arguments in story:
        match kind:
            case "edit":
                at, (what, *rest) = arguments
                world.edit(at, what, *rest)
            case "merge":
                into, from_ = arguments
                if into != from_:
                    world.merge(into, from_)
            case _:
                getattr(world, kind)(*arguments)
    return world
