"""What the round before said gives way to what somebody says in this one; and how it is shown and settled where two
laptops have carried over different things."""

from __future__ import annotations

import pytest

from mrcworkbench.domain.merging.conflicts import Conflict, open_conflicts
from mrcworkbench.domain.merging.settling import Settling
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import make_revision
from mrcworkbench.domain.revisions.units import REMOVED_ROW, HeldUnit, Key, Unit
from tests.domain.merging.replicas import HEADER
from tests.versions.tiny import ID, tiny, tiny_translator

P, Q = Unit("answered", '"p"'), Unit("answered", '"q"')
CARRIED_P, CARRIED_Q, CARRIED_R = (Unit("carried_over", f'"{letter}"') for letter in "pqr")
CARRIED_TABLE, TABLE = Unit("carried_over"), Unit("answered")
NOT_APPLICABLE = Unit("carried_over", None, "none")
ROW, CARRIED_ROW = Unit("answered", '{"kind":"p"}'), Unit("carried_over", '{"kind":"p"}')
ORDER_OF_ONE = Unit("answered", '["r1"]')


def both(one: dict[Key, Unit], other: dict[Key, Unit]) -> History:
    """What two laptops hold that began the round apart."""
    made = [
        make_revision(HEADER, (), (), {key: HeldUnit(unit) for key, unit in units.items()}) for units in (one, other)
    ]
    return History({revision.id: revision for revision in made}, {}, tiny_translator())


def shown(view: View) -> dict[Key, Unit]:
    assert view.contested == {}
    return {key: held.unit for key, held in view.units.items()}


@pytest.mark.parametrize("said", [P, Q, Unit("not_known"), Unit("blank")])
def test_what_somebody_said_stands_whatever_the_other_laptop_carried_over(said: Unit) -> None:
    view = current_view(both({("one", ""): said}, {("one", ""): CARRIED_P}))
    assert shown(view) == {("one", ""): said}


def test_the_same_carried_over_twice_is_one_and_different_things_are_a_conflict() -> None:
    one = {("one", ""): CARRIED_P}
    assert shown(current_view(both(one, {("one", ""): CARRIED_P, ("gone", ""): Q})))["one", ""] == CARRIED_P
    assert set(current_view(both(one, {("one", ""): CARRIED_Q})).contested) == {("one", "")}


def test_rows_that_are_carried_over_give_way_one_by_one_and_to_another_answer_altogether() -> None:
    carried = {("tab", ""): CARRIED_TABLE, ("tab", "*"): ORDER_OF_ONE, ("tab", "r1"): CARRIED_ROW}
    removed = {("tab", ""): Unit("blank"), ("tab", "r1"): REMOVED_ROW}
    assert shown(current_view(both(carried, removed)))["tab", "r1"] == REMOVED_ROW
    view = shown(current_view(both(carried, {("tab", ""): Unit("not_known")})))
    assert (view["tab", ""], view["tab", "r1"]) == (Unit("not_known"), REMOVED_ROW)


def test_rows_that_somebody_gave_stand_where_the_table_was_not_applicable_in_the_round_before() -> None:
    rows = {("tab", "*"): ORDER_OF_ONE, ("tab", "r1"): ROW}
    assert shown(current_view(both(rows, {("tab", ""): NOT_APPLICABLE}))) == {**rows, ("tab", ""): TABLE}


def conflict_of(history: History) -> tuple[Conflict, Settling]:
    (conflict,) = [one for one in open_conflicts("assessment", history) if "@" not in one.question]
    version = history.version
    return conflict, Settling(conflict, current_view(history), tiny(ID, version)[conflict.question])


def test_a_side_that_is_carried_over_says_so_and_stays_so_when_it_is_taken() -> None:
    conflict, settling = conflict_of(both({("one", ""): CARRIED_P}, {("one", ""): CARRIED_Q}))
    sides = [settling.shown(value.unit) for value in conflict.values]
    assert {"state": "answered", "value": "p", "carried_over": True} in sides
    assert settling.chosen({"state": "answered", "value": "q", "carried_over": True}) == (CARRIED_Q, ())
    assert settling.chosen("p") == (P, ()), "confirmed"


def test_a_row_in_conflict_says_that_it_is_carried_over() -> None:
    other = Unit("carried_over", '{"kind":"q"}')
    table = {("tab", ""): CARRIED_TABLE, ("tab", "*"): ORDER_OF_ONE}
    conflict, settling = conflict_of(both({**table, ("tab", "r1"): CARRIED_ROW}, {**table, ("tab", "r1"): other}))
    row = {"row": "r1", "kind": "q", "carried_over": True}
    assert row in [settling.shown(value.unit) for value in conflict.values]
    assert settling.chosen(row) == (other, ())


def test_what_is_carried_over_without_a_place_in_the_newer_version_gives_way_and_settles_to_nothing() -> None:
    moved = both({("one", ""): CARRIED_R}, {("one", ""): P}).in_version("1.1.0")
    assert shown(current_view(moved)) == {("uno", ""): P}
    conflict, settling = conflict_of(both({("one", ""): CARRIED_R}, {("one", ""): CARRIED_P}).in_version("1.1.0"))
    assert settling.chosen(None) == (Unit("blank"), ())
    assert {settling.shown(value.unit) is None for value in conflict.values} == {True, False}
    alone = both({("one", ""): CARRIED_R}, {}).in_version("1.1.0")
    assert shown(current_view(alone)) == {("uno", ""): Unit("blank"), ("one@1.0.0", ""): CARRIED_R}
