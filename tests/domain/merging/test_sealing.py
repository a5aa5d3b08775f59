"""From an unsealed copy to a revision."""

from __future__ import annotations

from dataclasses import replace

from mrcworkbench.domain.merging.conflicts import open_conflicts, settle
from mrcworkbench.domain.merging.row_orders import order_unit
from mrcworkbench.domain.merging.sealing import UnsealedCopy, seal, unsealed_copy
from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Revision
from mrcworkbench.domain.revisions.units import ORDER, REMOVED_ROW, TABLE, HeldUnit, Unit
from tests.domain.merging.replicas import HEADER

X, Y, Z = (Unit("answered", f'"{letter}"') for letter in "xyz")
ROW = Unit("answered", '{"c":"x"}')


def history_of(*revisions: Revision | None) -> History:
    return History({one.id: one for one in revisions if one is not None})


def go_on(history: History, **edits: Unit) -> Revision:
    """The revision of someone who knows this history and edits these answers."""
    copy = unsealed_copy(HEADER, history, current_view(history))
    edited = {(question, ""): HeldUnit(unit) for question, unit in edits.items()}
    revision = seal(replace(copy, units={**copy.units, **edited}), history)
    assert revision is not None
    return revision


def test_the_first_sealing_makes_a_revision_even_of_nothing():
    revision = seal(UnsealedCopy(HEADER, {}), History())
    assert revision is not None
    assert (revision.parents, dict(revision.units)) == ((), {})


def test_an_unchanged_copy_makes_no_new_revision():
    history = history_of(go_on(History(), a=X))
    assert seal(unsealed_copy(HEADER, history, current_view(history)), history) is None


def test_an_answer_edited_and_edited_back_is_unchanged():
    first = go_on(History(), a=X)
    copy = UnsealedCopy(HEADER, {("a", ""): HeldUnit(X)}, frozenset({first.id}))
    assert seal(copy, history_of(first)) is None


def test_a_changed_unit_comes_from_the_new_revision_and_the_others_keep_their_origin():
    first = go_on(History(), a=X, b=X)
    second = go_on(history_of(first), b=Y)
    assert second.parents == (first.id,)
    assert dict(second.units) == {("a", ""): HeldUnit(X, (first.id,)), ("b", ""): HeldUnit(Y)}


def test_an_answer_typed_and_cleared_before_the_first_sealing_leaves_nothing():
    copy = UnsealedCopy(HEADER, {("a", ""): HeldUnit(Unit("blank")), ("t", "r"): HeldUnit(REMOVED_ROW)})
    revision = seal(copy, History())
    assert revision is not None
    assert not revision.units


def test_a_cleared_answer_and_a_blank_one_with_a_comment_are_kept():
    first = go_on(History(), a=X, b=Unit("blank", None, None, "ask Arta"))
    second = go_on(history_of(first), a=Unit("blank"))
    assert second.units["a", ""] == HeldUnit(Unit("blank"))
    assert second.units["b", ""].unit.comment == "ask Arta"


def test_a_row_that_is_no_longer_there_is_sealed_as_removed():
    units = {
        ("t", ""): HeldUnit(TABLE),
        ("t", ORDER): HeldUnit(order_unit(["r", "s"])),
        ("t", "r"): HeldUnit(ROW),
        ("t", "s"): HeldUnit(ROW),
    }
    first = seal(UnsealedCopy(HEADER, units), History())
    assert first is not None
    left = {
        ("t", ""): HeldUnit(TABLE),
        ("t", ORDER): HeldUnit(order_unit(["r"])),
        ("t", "r"): HeldUnit(ROW),
    }
    second = seal(UnsealedCopy(HEADER, left, frozenset({first.id})), history_of(first))
    assert second is not None
    assert second.units["t", "s"] == HeldUnit(REMOVED_ROW)
    assert second.units["t", "r"] == HeldUnit(ROW, (first.id,))


def test_equal_content_sealed_by_two_people_is_one_revision():
    base = history_of(go_on(History(), a=X))
    assert go_on(base, a=Y) == go_on(base, a=Y)


def test_a_raw_copy_is_sealed_as_its_owner_would():
    base = go_on(History(), a=X)
    units = {("a", ""): HeldUnit(Y), ("b", ""): HeldUnit(Z)}
    copies = [
        UnsealedCopy(HEADER, dict(reversed(units.items()) if turned else units.items()), frozenset({base.id}))
        for turned in (False, True)
    ]
    assert seal(copies[0], history_of(base)) == seal(copies[1], history_of(base))


def test_several_heads_are_gathered_only_for_a_submission():
    base = go_on(History(), a=X, b=X)
    known = history_of(base)
    both = history_of(base, go_on(known, a=Y), go_on(known, b=Z))
    copy = unsealed_copy(HEADER, both, current_view(both))
    assert seal(copy, both) is None
    gathered = seal(copy, both, gather=True)
    assert gathered is not None
    assert gathered.parents == both.heads
    together = both.union(history_of(gathered))
    assert current_view(together).units == current_view(both).units
    assert seal(unsealed_copy(HEADER, together, current_view(together)), together, gather=True) is None


def test_an_open_conflict_is_left_open_by_a_sealing():
    base = go_on(History(), a=X, b=X)
    known = history_of(base)
    both = history_of(base, go_on(known, a=Y), go_on(known, a=Z))
    revision = go_on(both, b=Y)
    together = both.union(history_of(revision))
    assert ("a", "") not in revision.units
    assert together.heads == (revision.id,)
    assert open_conflicts("assessment", together) == open_conflicts("assessment", both)


def test_the_next_sealing_takes_in_what_was_settled_and_a_later_edit_replaces_it():
    base = go_on(History(), a=X, b=X)
    known = history_of(base)
    both = history_of(base, go_on(known, a=Y), go_on(known, a=Z))
    (conflict,) = open_conflicts("assessment", both)
    assert conflict.base == X
    decision = settle(conflict, Z, because="asked", author="A", decided_at="T")
    settled = History(both.revisions, {decision.id: decision})
    assert current_view(settled).units["a", ""] == HeldUnit(Z, (decision.id,))

    beside = go_on(settled, b=Y)
    assert beside.decisions == (decision.id,)
    assert beside.units["a", ""] == HeldUnit(Z, (decision.id,))

    over = go_on(settled, a=X)
    after = settled.union(history_of(over))
    assert current_view(after).units["a", ""] == HeldUnit(X, (over.id,))


def test_a_new_name_of_the_centre_is_a_change():
    first = go_on(History(), a=X)
    copy = unsealed_copy(replace(HEADER, centre_name="MRC Saranda"), history_of(first), current_view(history_of(first)))
    second = seal(copy, history_of(first))
    assert second is not None
    view = current_view(history_of(first, second, go_on(history_of(first), a=Y)))
    assert view.header is not None
    assert view.header.centre_name == "MRC Saranda"
