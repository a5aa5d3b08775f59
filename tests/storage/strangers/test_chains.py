"""The quick judgement of a chain of revisions never lets through what the domain's does not."""

from __future__ import annotations

from random import Random

import pytest

from mrcworkbench.domain.merging.row_orders import order_unit
from mrcworkbench.domain.merging.sealing import UnsealedCopy, seal
from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Revision, make_revision, unit_rows
from mrcworkbench.domain.revisions.units import CARRIED_OVER, ORDER, REMOVED_ROW, WHOLE, HeldUnit, Key, Unit
from mrcworkbench.domain.verification.histories import faults_of_history
from mrcworkbench.storage.strangers.chains import is_sound_chain
from tests.storage.strangers.hostile_files import HEADER

ROWS = ("r1", "r2", "r3")


def _edited(units: dict[Key, HeldUnit], rng: Random) -> dict[Key, HeldUnit]:
    """As somebody edits: single answers, and a table whose rows come, go, and are replaced by "not known"."""
    changed = dict(units)
    for _ in range(rng.randint(1, 3)):
        kind = rng.random()
        if kind < 0.4:
            changed[rng.choice("ab"), WHOLE] = HeldUnit(Unit("answered", f'"{rng.randint(0, 3)}"'))
        elif kind < 0.8:
            living, given = rng.sample(ROWS, rng.randint(0, 3)), rng.choice(["answered", CARRIED_OVER])
            changed["t", WHOLE] = HeldUnit(Unit(given) if living else Unit("blank"))
            changed["t", ORDER] = HeldUnit(order_unit(living))
            for row in ROWS:
                if row in living:
                    changed["t", row] = HeldUnit(Unit(given, f'{{"c":"{rng.randint(0, 2)}"}}'))
                elif ("t", row) in changed:
                    changed["t", row] = HeldUnit(REMOVED_ROW)
        else:
            changed["t", WHOLE] = HeldUnit(Unit("not_known"))
    return changed


def _chain(rng: Random) -> list[Revision]:
    history = History()
    revisions: list[Revision] = []
    for _ in range(rng.randint(1, 5)):
        view = current_view(history)
        copy = UnsealedCopy(HEADER, _edited(dict(view.units), rng), frozenset(history.heads))
        revision = seal(copy, history)
        if revision is not None:
            revisions.append(revision)
            history = history.union(History({revision.id: revision}))
    return revisions


def _forged(revisions: list[Revision], rng: Random) -> list[Revision]:
    """The same chain with something wrong in it, all names made right again."""
    at = rng.randrange(len(revisions))
    made: list[Revision] = []
    for number, revision in enumerate(revisions):
        units = dict(revision.units)
        named = {old.id: new.id for old, new in zip(revisions, made, strict=False)}
        units = {
            key: HeldUnit(held.unit, tuple(sorted(named.get(one, one) for one in held.origins)))
            for key, held in units.items()
        }
        parents = [named.get(one, one) for one in revision.parents]
        if number == at and units:
            key = rng.choice(sorted(units))
            kind = rng.random()
            if kind < 0.3:
                del units[key]
            elif kind < 0.6:
                forged = {WHOLE: '"forged"', ORDER: '["r3"]'}.get(key[1], '{"c":"forged"}')
                units[key] = HeldUnit(Unit("answered", forged), units[key].origins)
            elif kind < 0.8 and made:
                units[key] = HeldUnit(units[key].unit, (rng.choice(made).id,))
            else:
                units["x", WHOLE] = HeldUnit(Unit("not_known"), (made[0].id if made else "e" * 64,))
        made.append(make_revision(HEADER, parents, (), units))
    return made


def _judged(revisions: list[Revision]) -> tuple[bool, bool]:
    units = {one.id: unit_rows(one.units) for one in revisions}
    parents = sorted((one.id, parent) for one in revisions for parent in one.parents)
    return is_sound_chain(units, parents), not faults_of_history(History({one.id: one for one in revisions}))


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_what_it_lets_through_is_sound(first: int) -> None:
    for seed in range(first, first + 100):
        rng = Random(seed)
        revisions = _chain(rng)
        quick, full = _judged(revisions)
        assert full
        quick, full = _judged(_forged(revisions, rng))
        assert full or not quick, seed


def test_most_chains_are_let_through() -> None:
    found = [_judged(_chain(Random(seed)))[0] for seed in range(100)]
    assert sum(found) > 30


def test_two_parents_and_unknown_ones_are_left_to_the_full_judgement() -> None:
    rows = [("a", "", "not_known", None, None, "", "[]", None)]
    assert is_sound_chain({"1": rows, "2": rows, "3": rows}, [("3", "1")])
    assert not is_sound_chain({"1": rows, "2": rows, "3": rows}, [("3", "1"), ("3", "2")])
    assert not is_sound_chain({"3": rows}, [("3", "1")])


def test_a_table_without_rows_is_left_to_the_full_judgement() -> None:
    """Its view says blank, so that nobody can have taken it over as a table."""
    table = ("t", "", "answered", None, None, "", "[]")
    assert not is_sound_chain({"1": [(*table, None)], "2": [(*table, "1")]}, [("2", "1")])
