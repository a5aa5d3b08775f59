"""Copies of one assessment, each in its own version of the small questionnaire, in the second round: carried-over
answers are confirmed and changed, copies move on, are sealed, merged and settled. Each beside the model of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from mrcworkbench.domain.merging import conflicts, plans, sealing, views
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.merged_sets import MergedSet
from mrcworkbench.domain.revisions.revision import Header, make_revision, unit_rows
from mrcworkbench.domain.revisions.units import HeldUnit, Key, Unit
from mrcworkbench.domain.verification import histories as verification
from tests.domain.merging.versions_model import BLANK, GONE, TABLE, Mark, Marks, ModelView, text
from tests.versions.tiny import ID, VERSIONS, tiny_knowledge, tiny_translator

HEADER = Header("assessment", "centre", "MRC Sarandë", "AL", "2026", ID, VERSIONS[0], "", "round before")
ROWS = {"tab": ("r1", "r2", "r3"), "other": ("s1", "s2"), "all": ("r1", "r2", "s1")}
TABLES = {"1.0.0": ("tab",), "1.1.0": ("tab", "other"), "2.0.0": ("all",)}
COLUMNS = {("1.0.0", "tab"): "kind", ("1.1.0", "tab"): "kind", ("1.1.0", "other"): "sign", ("2.0.0", "all"): "sort"}
CHOICES = {
    "1.0.0": [("one", '"p"'), ("one", '"q"'), ("one", '"r"'), ("two", '["p"]'), ("two", '["p","r"]'), ("gone", '"p"')],
    "1.1.0": [("uno", '"p"'), ("uno", '"q"'), ("two", '["p"]'), ("two", '["p","q"]')],
    "2.0.0": [("uno", '"p"'), ("uno", '"q"'), ("two", '["p"]'), ("two", '["p","q"]')],
}
Working = dict[Key, Unit]


def carried(value: str | None = None) -> Unit:
    return Unit("carried_over", value)


FIRST: tuple[Working, ...] = (
    {
        ("one", ""): carried('"p"'),
        ("two", ""): carried('["p","r"]'),
        ("gone", ""): carried('"q"'),
        ("tab", ""): carried(),
        ("tab", "*"): Unit("answered", '["r1","r2"]'),
        ("tab", "r1"): carried('{"kind":"p","note":"x"}'),
        ("tab", "r2"): carried('{"kind":"r"}'),
    },
    {("one", ""): carried('"r"'), ("two", ""): carried('["p","r"]'), ("gone", ""): carried('"p"')},
    {
        ("tab", ""): carried(),
        ("tab", "*"): Unit("answered", '["r1"]'),
        ("tab", "r1"): carried('{"kind":"q"}'),
    },
)
"""With what the round can begin on a laptop."""


@dataclass
class Copy:
    """A copy of the assessment: the real one, and the model of it, which holds the same answers."""

    content: MergedSet = field(default_factory=lambda: MergedSet(translator=tiny_translator()))
    view: views.View = field(default_factory=lambda: views.current_view(History()))
    working: Working = field(default_factory=dict)
    version: str = VERSIONS[0]
    known: frozenset[int] = frozenset()
    model: ModelView = field(default_factory=ModelView)

    @property
    def history(self) -> History:
        return self.content.histories.get(HEADER.assessment, History(translator=tiny_translator()))

    @property
    def closed(self) -> set[Key]:
        return set(self.view.contested)


class MixedWorld:
    """Methods do the same to the real copies and to the model, and raise `AssertionError` where they differ."""

    def __init__(self, beginnings: tuple[int, ...]) -> None:
        self.marks = Marks()
        self.names: dict[int, str] = {}
        self.copies = [Copy() for _ in beginnings]
        for at, which in enumerate(beginnings):
            self._begin(at, FIRST[which % len(FIRST)])

    def _begin(self, at: int, units: Working) -> None:
        revision = make_revision(HEADER, (), (), {key: HeldUnit(unit) for key, unit in units.items()})
        mark = self.marks.number(Mark(VERSIONS[0], frozenset(units.items()), frozenset(), None, is_decision=False))
        self._name(mark, revision.id)
        self._take_in(at, MergedSet({revision.id: revision}), frozenset({mark}))

    def edit(self, at: int, rng: Random) -> None:
        copy = self.copies[at]
        version, working, closed = copy.version, copy.working, copy.closed
        table = rng.choice(TABLES[version])
        row = rng.choice(ROWS[table])
        code, value = rng.choice(CHOICES[version])
        match rng.randrange(6):
            case 0 | 1:
                if (code, "") not in closed:
                    working[code, ""] = rng.choice([Unit("answered", value), Unit("answered", value), BLANK])
            case 2:
                self._confirm(working, closed, rng.choice([code, table]))
            case 3:
                cells = {COLUMNS[version, table]: rng.choice("pqr" if version == "1.0.0" else "pq")}
                if version == "1.0.0" and rng.random() < 0.3:
                    cells["note"] = "x"
                if table == "all":
                    cells["origin"] = rng.choice(["tab", "other"])
                self._put_row(working, closed, table, row, Unit("answered", text(cells)))
            case 4:
                self._drop_row(working, closed, table, row)
            case 5:
                if not any(question == table for question, _ in closed):
                    for key in [key for key in working if key[0] == table and key[1] not in ("", "*")]:
                        working[key] = GONE
                    working[table, ""] = Unit("not_known")
                    working.pop((table, "*"), None)

    def _confirm(self, working: Working, closed: set[Key], question: str) -> None:
        own = [key for key in working if key[0] == question]
        if not any(key[0] == question for key in closed):
            working.update(
                (key, replace(working[key], state="answered")) for key in own if working[key].is_carried_over
            )

    def _put_row(self, working: Working, closed: set[Key], table: str, row: str, unit: Unit) -> None:
        if any(question == table for question, _ in closed):
            return
        self._confirm(working, closed, table)
        is_new = working.get((table, row), GONE) == GONE
        working[table, row] = unit
        working[table, ""] = TABLE
        if is_new:
            self._reorder(working, table, [*(one for one in self._order(working, table) if one != row), row])

    def _drop_row(self, working: Working, closed: set[Key], table: str, row: str) -> None:
        if any(question == table for question, _ in closed) or working.get((table, row), GONE) == GONE:
            return
        self._confirm(working, closed, table)
        working[table, row] = GONE
        left = [one for one in self._order(working, table) if one != row]
        if left:
            self._reorder(working, table, left)
        else:
            working[table, ""] = BLANK
            working.pop((table, "*"), None)

    def _order(self, working: Working, table: str) -> list[str]:
        order: list[str] = json.loads(working.get((table, "*"), Unit("answered", "[]")).value or "[]")
        return [row for row in order if working.get((table, row), GONE) != GONE]

    def _reorder(self, working: Working, table: str, order: list[str]) -> None:
        working[table, "*"] = Unit("answered", text(order))

    def move_on(self, at: int, version: str) -> None:
        """Sealed in its version, then read in the newer one."""
        copy = self.copies[at]
        if VERSIONS.index(version) > VERSIONS.index(copy.version):
            self.seal(at)
            copy.version = version
            self._look(at)
            self.compare(at)

    def seal(self, at: int, *, gather: bool = False) -> None:
        copy = self.copies[at]
        header = replace(HEADER, questionnaire_version=copy.version)
        units = {key: HeldUnit(unit) for key, unit in copy.working.items()}
        heads, decisions = frozenset(copy.history.heads), frozenset(copy.history.decisions)
        unsealed = sealing.UnsealedCopy(header, units, heads, decisions)
        revision = sealing.seal(unsealed, copy.history, gather=gather)
        mark = self._model_seal(copy, gather=gather)
        assert (revision is None) == (mark is None), "one makes a revision and the other does not"
        if revision is not None and mark is not None:
            self._name(mark, revision.id)
            self._take_in(at, MergedSet({revision.id: revision}), frozenset({mark}))

    def _model_seal(self, copy: Copy, *, gather: bool) -> int | None:
        settled = copy.model.settled
        changes = {
            key: unit
            for key, unit in copy.working.items()
            if settled.get(key) != unit and not (key not in settled and unit.says_nothing)
        }
        gone = {key for key in settled.keys() - copy.working.keys() if key[1] not in ("", "*") and settled[key] != GONE}
        changes |= dict.fromkeys(gone, GONE)
        several = len(self.marks.heads(copy.known)) > 1 or bool(self.marks.untaken(copy.known))
        if not changes and copy.version == self.marks.version(copy.known) and not (gather and several):
            return None
        return self.marks.number(Mark(copy.version, frozenset(changes.items()), copy.known, None, False))

    def merge(self, into: int, from_: int) -> None:
        if into != from_:
            self.seal(into)
            self.seal(from_)
            self._take_in(into, self.copies[from_].content, self.copies[from_].known)

    def resolve(self, at: int, rng: Random) -> None:
        self.seal(at)
        copy = self.copies[at]
        open_ = conflicts.open_conflicts(HEADER.assessment, copy.history, copy.view)
        if not open_:
            return
        conflict = rng.choice(open_)
        unit = rng.choice(conflict.values).unit
        if unit.carries_nothing and conflict.question not in ("tab", "other", "all"):
            unit = BLANK
        elif unit.carries_nothing and conflict.row != "":
            unit = GONE
        decision = conflicts.settle(conflict, unit, because="asked", author="A", decided_at="T")
        numbers = {name: number for number, name in self.names.items()}
        settled = frozenset(numbers[one] for one in conflict.origins)
        knew = settled.union(*(self.marks.all[one].known for one in settled))
        mark = self.marks.number(Mark(conflict.version, frozenset({(conflict.key, unit)}), knew, settled, True))
        self._name(mark, decision.id)
        self._take_in(at, MergedSet(decisions={decision.id: decision}), frozenset({mark}))
        assert conflict.id not in {
            one.id for one in conflicts.open_conflicts(HEADER.assessment, copy.history, copy.view)
        }, "settled, and open all the same"

    def sync(self) -> None:
        """Merge every copy into every other: all must show the same in the end."""
        for _ in range(2):
            for into in range(len(self.copies)):
                for from_ in range(len(self.copies)):
                    self.merge(into, from_)
        first = self.copies[0]
        assert all(one.view == first.view for one in self.copies), "the same, shown differently"

    def check_content(self) -> None:
        """What the copies hold passes all checks of files from elsewhere, each part in its own version."""
        for copy in self.copies:
            assert verification.faults_of_set(copy.content) == ()
            for revision in copy.content.revisions.values():
                rules = tiny_knowledge().rules(ID, revision.header.questionnaire_version)
                assert rules is not None
                assert rules.first_fault(unit_rows(revision.units)) is None

    def _take_in(self, at: int, content: MergedSet, known: frozenset[int]) -> None:
        copy = self.copies[at]
        plan = plans.plan_file(copy.content, content)
        copy.content = copy.content.union(plan.additions)
        copy.known |= known
        copy.version = max(copy.version, copy.history.version, key=VERSIONS.index)
        self._look(at)
        self.compare(at)

    def _look(self, at: int) -> None:
        copy = self.copies[at]
        copy.view = views.current_view(copy.history.in_version(copy.version))
        copy.working = {key: held.unit for key, held in copy.view.units.items()}
        copy.model = self.marks.view(copy.known, copy.version)

    def compare(self, at: int) -> None:
        copy = self.copies[at]
        view, model = copy.view, copy.model
        assert {key: held.unit for key, held in view.units.items()} == model.settled
        assert dict(self._contested(view)) == {
            key: {(self.names[mark], unit) for mark, unit in claims} for key, claims in model.contested.items()
        }
        assert {*copy.history.revisions, *copy.history.decisions} == {self.names[mark] for mark in copy.known}, "lost"
        for key, held in view.units.items():
            if key not in view.derived:
                assert set(held.origins) == {self.names[mark] for mark in model.by[key]}

    def _contested(self, view: views.View) -> Iterator[tuple[Key, set[tuple[str, Unit]]]]:
        for key, claims in view.contested.items():
            yield key, {(claim.origin, claim.unit) for claim in claims}

    def _name(self, mark: int, name: str) -> None:
        assert self.names.get(mark, name) == name, "the same content has two names"
        assert all(other == mark for other, its in self.names.items() if its == name), "different content has one name"
        self.names[mark] = name


def live(seed: int, most: int = 40) -> MixedWorld:
    """One random history, to its end."""
    rng = Random(seed)
    world = MixedWorld(tuple(rng.choice([(0, 0, 0), (0, 0, 1), (0, 1, 2), (2, 2, 0)])))
    for _ in range(rng.randrange(5, most)):
        at = rng.randrange(3)
        match rng.randrange(10):
            case 0 | 1 | 2 | 3 | 4:
                world.edit(at, rng)
            case 5:
                world.seal(at, gather=rng.random() < 0.5)
            case 6 | 7:
                world.merge(at, rng.randrange(3))
            case 8:
                world.resolve(at, rng)
            case 9:
                world.move_on(at, rng.choice(VERSIONS))
    world.sync()
    world.check_content()
    return world
