"""Conflicts as they are shown, and the order of rows."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrcworkbench.domain.merging.conflicts import (
    Conflict,
    ConflictValue,
    are_alike,
    conflict_id,
    open_conflicts,
    settle,
)
from mrcworkbench.domain.merging.row_orders import joined_order, order_unit, read_order
from mrcworkbench.domain.merging.views import current_view, rows_in_order
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Revision, make_revision
from mrcworkbench.domain.revisions.units import ORDER, REMOVED_ROW, TABLE, HeldUnit, Unit
from tests.domain.merging.merge_model import best_order
from tests.domain.merging.replicas import HEADER

X, Y, Z = (Unit("answered", f'"{letter}"') for letter in "xyz")


def three_sides() -> tuple[History, Conflict]:
    base = make_revision(HEADER, [], [], {("a", ""): HeldUnit(Unit("not_known"))})
    sides = [make_revision(HEADER, [base.id], [], {("a", ""): HeldUnit(unit)}) for unit in (X, Y, Z)]
    history = History({one.id: one for one in (base, *sides)})
    (conflict,) = open_conflicts("assessment", history)
    return history, conflict


def with_decisions(history: History, *decisions) -> History:
    return history.union(History({}, {one.id: one for one in decisions}))


def test_a_conflict_shows_every_side_and_what_stood_before():
    history, conflict = three_sides()
    assert {value.unit for value in conflict.values} == {X, Y, Z}
    assert conflict.base == Unit("not_known")
    assert conflict.id == conflict_id("assessment", ("a", ""), reversed(history.heads))


def test_without_anything_before_there_is_no_base():
    history = History(
        {one.id: one for unit in (X, Y) for one in [make_revision(HEADER, [], [], {("a", ""): HeldUnit(unit)})]}
    )
    (conflict,) = open_conflicts("assessment", history)
    assert conflict.base is None


def test_settling_one_of_three_sides_leaves_the_other_two_open():
    history, conflict = three_sides()
    first = Conflict(conflict.id, "assessment", "a", "", None, conflict.values[:1], "1.0.0")
    decision = settle(first, conflict.values[0].unit, because="asked", author="A", decided_at="T")
    (left,) = open_conflicts("assessment", with_decisions(history, decision))
    assert set(left.origins) == {decision.id, *conflict.values[1].origins, *conflict.values[2].origins}


def test_two_officers_who_decide_differently_disagree_until_a_third_decision():
    history, conflict = three_sides()
    one = settle(conflict, X, because="asked", author="A", decided_at="T")
    two = settle(conflict, Y, because="asked", author="B", decided_at="T")
    (between,) = open_conflicts("assessment", with_decisions(history, one, two))
    assert between.origins == tuple(sorted((one.id, two.id)))
    third = settle(between, X, because="talked", author="A", decided_at="T")
    assert current_view(with_decisions(history, one, two, third)).units["a", ""] == HeldUnit(X, (third.id,))


def test_two_officers_who_decide_alike_agree():
    history, conflict = three_sides()
    decisions = [settle(conflict, X, because="asked", author=author, decided_at="T") for author in "AB"]
    view = current_view(with_decisions(history, *decisions))
    assert view.units["a", ""] == HeldUnit(X, tuple(sorted(one.id for one in decisions)))
    assert not view.contested


def test_a_decision_waits_for_what_it_settles():
    history, conflict = three_sides()
    decision = settle(conflict, X, because="asked", author="A", decided_at="T")
    base = next(one for one in history.revisions.values() if not one.parents)
    assert current_view(with_decisions(History({base.id: base}), decision)).units["a", ""].unit == Unit("not_known")


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        ('"Tirana"', '" tirana  "', True),
        ('"Sarand\u00eb"', '"Sarande\u0308"', True),
        ('"two words"', '"two\\nwords"', True),
        ('{"a":"X"}', '{"a":"x"}', True),
        ('"10\u00b2"', '"102"', False),
        ('"therapist"', '"the rapist"', False),
        ('"1"', "1", False),
        ('["a","b"]', '["b","a"]', False),
    ],
)
def test_sides_that_differ_only_in_writing_are_alike(one, two, alike):
    values = tuple(ConflictValue(Unit("answered", text), (str(number),)) for number, text in enumerate((one, two)))
    assert are_alike(Conflict("id", "assessment", "a", "", None, values, "1.0.0")) is alike


def test_sides_that_differ_in_state_or_files_are_not_alike():
    for other in (Unit("not_known"), Unit("blank", None, None, "", '["f"]')):
        values = (ConflictValue(Unit("blank"), ("1",)), ConflictValue(other, ("2",)))
        assert not are_alike(Conflict("id", "assessment", "a", "", None, values, "1.0.0"))


# Tables


def table(parents: list[str], rows: list[str], **rest: HeldUnit) -> Revision:
    units = {("t", ""): HeldUnit(TABLE), ("t", ORDER): HeldUnit(order_unit(rows))}
    units |= {("t", row): rest.get(row, HeldUnit(Unit("answered", f'{{"c":"{row}"}}'))) for row in [*rows, *rest]}
    return make_revision(HEADER, parents, [], units)


def test_two_who_each_add_a_row_have_not_contradicted_each_other():
    base = table([], ["p"])
    kept = HeldUnit(base.units["t", "p"].unit, (base.id,))
    one, two = table([base.id], ["p", "q"], p=kept), table([base.id], ["p", "r"], p=kept)
    view = current_view(History({x.id: x for x in (base, one, two)}))
    assert not view.contested
    assert rows_in_order(view, "t") == ("p", "q", "r")


def test_a_row_that_one_removed_and_another_changed_is_a_conflict():
    base = table([], ["p"])
    one = table([base.id], [], p=HeldUnit(REMOVED_ROW))
    two = table([base.id], ["p"], p=HeldUnit(Unit("answered", '{"c":"new"}')))
    view = current_view(History({x.id: x for x in (base, one, two)}))
    assert set(view.contested) == {("t", "p")}
    assert rows_in_order(view, "t") == ("p",)


def test_an_order_that_two_changed_in_different_ways_is_a_conflict_of_the_order_alone():
    base = table([], ["p", "q", "r"])
    kept = {row: HeldUnit(base.units["t", row].unit, (base.id,)) for row in "pqr"}
    one, two = table([base.id], ["q", "p", "r"], **kept), table([base.id], ["p", "r", "q"], **kept)
    view = current_view(History({x.id: x for x in (base, one, two)}))
    assert set(view.contested) == {("t", ORDER)}
    assert sorted(rows_in_order(view, "t")) == ["p", "q", "r"]


def test_not_known_on_one_side_and_a_new_row_on_the_other_is_a_conflict_of_the_answer():
    base = table([], ["p"])
    one = make_revision(
        HEADER, [base.id], [], {("t", ""): HeldUnit(Unit("not_known")), ("t", "p"): HeldUnit(REMOVED_ROW)}
    )
    kept = HeldUnit(base.units["t", "p"].unit, (base.id,))
    whole = {("t", ""): HeldUnit(TABLE, (base.id,))}
    two = table([base.id], ["p", "q"], p=kept)
    two = make_revision(HEADER, [base.id], [], {**two.units, **whole})
    history = History({x.id: x for x in (base, one, two)})
    (conflict,) = open_conflicts("assessment", history)
    assert conflict.key == ("t", "")
    assert {value.unit for value in conflict.values} == {Unit("not_known"), TABLE}

    for choice, rows in ((Unit("not_known"), ()), (TABLE, ("q",))):
        decision = settle(conflict, choice, because="asked", author="A", decided_at="T")
        view = current_view(with_decisions(history, decision))
        assert not view.contested
        assert view.units["t", ""].unit == choice
        assert rows_in_order(view, "t") == rows


ROW = st.sampled_from("pqrs")
SOME_ORDERS = st.lists(st.lists(ROW, unique=True), max_size=3)


@given(SOME_ORDERS, st.sets(ROW))
def test_a_joined_order_keeps_every_order_and_does_not_depend_on_theirs(orders, living):
    joined = {joined_order(some, living) for some in permutations(orders)}
    assert joined == {best_order({tuple(order) for order in orders}, sorted(living))}


def test_the_rows_of_one_person_stay_together():
    assert joined_order([["p", "b", "y"], ["p", "a", "z"]], "pabyz") == ("p", "a", "z", "b", "y")


def test_an_order_that_is_not_understood_lists_nothing():
    for text in ("nonsense", '"p"', '{"p":1}'):
        assert read_order(Unit("answered", text)) == ()
