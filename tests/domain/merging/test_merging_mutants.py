"""Merges that are wrong on purpose, one way each: the laws must notice every one of them."""
# ruff: noqa: ARG005 - what stands in for a function takes its arguments and has no use for most of them

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mrcworkbench.domain.merging import claims, conflicts, effects, sealing, table_units, views
from mrcworkbench.domain.merging.claims import Claim, in_order
from mrcworkbench.domain.revisions import histories
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.merged_sets import MergedSet
from mrcworkbench.domain.revisions.units import HeldUnit
from tests.domain.merging.replicas import STORIES, World, tell

Mutant = Callable[[pytest.MonkeyPatch], None]
MUTANTS: dict[str, Mutant] = {}


def mutant(make: Mutant) -> Mutant:
    MUTANTS[make.__name__] = make
    return make


_standing, _make_revision, _current_view = claims.standing, sealing.make_revision, views.current_view
_sealed_units, _joined_order, _left_out = sealing._sealed_units, table_units.joined_order, claims._left_out


def _standing_instead(patch: pytest.MonkeyPatch, choose: Callable[[tuple[Claim, ...]], tuple[Claim, ...]]) -> None:
    patch.setattr(claims, "standing", lambda *given: choose(_standing(*given)))


def _revision_instead(patch: pytest.MonkeyPatch, change: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    patch.setattr(sealing, "make_revision", lambda *content: _make_revision(*change(*content)))


@mutant
def the_newest_wins(patch):
    _standing_instead(patch, lambda claims: claims[-1:])


@mutant
def the_first_wins(patch):
    _standing_instead(patch, lambda claims: claims[:1])


@mutant
def values_are_compared_and_not_origins(patch):
    patch.setattr(claims, "standing", lambda history, key, claims: in_order(claims))


@mutant
def a_change_beats_a_removed_row(patch):
    _standing_instead(patch, lambda claims: tuple(one for one in claims if not one.unit.is_removed) or claims)


@mutant
def a_removed_row_beats_a_change(patch):
    _standing_instead(patch, lambda claims: tuple(one for one in claims if one.unit.is_removed) or claims)


@mutant
def of_equal_changes_one_origin_is_kept(patch):
    def choose(claims):
        return claims[:1] if len({one.unit for one in claims}) == 1 else claims

    _standing_instead(patch, choose)


@mutant
def a_parent_is_dropped(patch):
    _revision_instead(patch, lambda header, parents, *rest: (header, sorted(parents)[:1], *rest))


@mutant
def decisions_taken_in_are_not_recorded(patch):
    _revision_instead(patch, lambda header, parents, decisions, units: (header, parents, (), units))


@mutant
def every_unit_of_a_revision_counts_as_changed(patch):
    _revision_instead(
        patch, lambda h, p, d, units: (h, p, d, {key: HeldUnit(held.unit) for key, held in units.items()})
    )


@mutant
def an_answer_edited_back_counts_as_changed(patch):
    def sealed(working, base):
        touched = {key: held for key, held in working.items() if not held.origins and key[1] == ""}
        units, edited = _sealed_units(working, base)
        return {**units, **{key: HeldUnit(held.unit) for key, held in touched.items() if key in units}}, edited

    patch.setattr(sealing, "_sealed_units", sealed)


@mutant
def removed_rows_leave_no_trace(patch):
    def without(header, parents, decisions, units):
        return header, parents, decisions, {key: held for key, held in units.items() if not held.unit.is_removed}

    _revision_instead(patch, without)


@mutant
def sealing_settles_open_conflicts(patch):
    def sealed(working, base):
        units, edited = _sealed_units(working, base)
        first = {key: HeldUnit(claims[0].unit, (claims[0].origin,)) for key, claims in base.contested.items()}
        return {**first, **units}, edited

    patch.setattr(sealing, "_sealed_units", sealed)


@mutant
def what_a_revision_leaves_open_is_forgotten(patch):
    patch.setattr(claims, "_left_out", lambda history: {})


@mutant
def equal_content_gets_two_names(patch):
    numbers = count()
    _revision_instead(patch, lambda header, *rest: (replace(header, round=str(next(numbers))), *rest))


@mutant
def only_one_head_is_looked_at(patch):
    heads = History.heads.func
    patch.setattr(History, "heads", property(lambda history: heads(history)[:1]))


@mutant
def the_last_decision_wins(patch):
    by_key = History.rulings.func
    patch.setattr(History, "rulings", property(lambda history: {k: d[-1:] for k, d in by_key(history).items()}))


@mutant
def decisions_are_ignored(patch):
    patch.setattr(History, "rulings", property(lambda history: {}))


@mutant
def decisions_never_give_way_to_newer_answers(patch):
    older_than = History.older_than
    patch.setattr(
        History, "older_than", lambda history, origin, key: older_than(history, origin, key) - {*history.decisions}
    )


@mutant
def a_decision_settles_one_side_only(patch):
    settle = conflicts.settle
    patch.setattr(
        conflicts,
        "settle",
        lambda conflict, *rest, **more: replace(settle(conflict, *rest, **more), settles=conflict.origins[:1]),
    )


@mutant
def a_decision_settles_everything(patch):
    def older_than(history, origin, key):
        older = original(history, origin, key)
        if origin in history.decisions:
            older |= (history.revisions.keys() | history.decisions.keys()) - {origin}
        return older

    original = History.older_than
    patch.setattr(History, "older_than", older_than)


@mutant
def orders_never_contradict(patch):
    patch.setattr(
        table_units,
        "joined_order",
        lambda orders, living: _joined_order(list(orders)[:1], living) or tuple(sorted(living)),
    )


@mutant
def orders_contradict_as_soon_as_they_differ(patch):
    def joined(orders, living):
        orders = list(orders)
        return _joined_order(orders, living) if len(orders) == 1 else None

    patch.setattr(table_units, "joined_order", joined)


@mutant
def a_table_is_never_contradicted_by_its_rows(patch):
    patch.setattr(table_units, "_settle_whole", lambda *table: None)


@mutant
def rows_outlive_the_answer_that_replaced_them(patch):
    patch.setattr(table_units, "_clear_rows", lambda *table: None)


@mutant
def a_merge_leaves_out_decisions(patch):
    without = MergedSet.without
    patch.setattr(MergedSet, "without", lambda one, other: replace(without(one, other), decisions={}))


@mutant
def a_merge_leaves_out_withdrawals(patch):
    without = MergedSet.without
    patch.setattr(MergedSet, "without", lambda one, other: replace(without(one, other), records=frozenset()))


@mutant
def a_conflict_is_named_by_where_it_is_seen(patch):
    numbers = count()
    patch.setattr(conflicts, "conflict_id", lambda *conflict: str(next(numbers)))


@mutant
def decisions_have_effect_at_once(patch):
    patch.setattr(History, "in_effect", lambda history, confirmed: history)


@mutant
def withdrawals_have_effect_at_once(patch):
    original = effects.effects
    patch.setattr(effects, "effects", lambda records, confirmed: original(records, records.keys()))


@mutant
def what_waits_is_taken_into_a_revision(patch):
    in_effect, decided = History.in_effect, History.decided.fget

    def with_all(history, confirmed):
        found = in_effect(history, confirmed)
        waiting[id(found)] = found, history
        return found

    waiting: dict[int, tuple[History, History]] = {}
    patch.setattr(History, "in_effect", with_all)
    patch.setattr(History, "decided", property(lambda one: decided(waiting.get(id(one), (one, one))[1])))


@mutant
def what_a_revision_took_in_has_effect_only_where_it_is_confirmed(patch):
    in_effect = History.in_effect

    def without_taken_in(history, confirmed):
        revisions = {id_: replace(one, decisions=()) for id_, one in history.revisions.items()}
        found = in_effect(replace(history, revisions=revisions), confirmed)
        return replace(found, revisions=history.revisions)

    patch.setattr(History, "in_effect", without_taken_in)


@mutant
def what_a_decision_settles_has_to_be_confirmed_too(patch):
    in_effect = History.in_effect

    def only_these(history, confirmed):
        found = in_effect(history, confirmed)
        taken_in = set().union(*(one.decisions for one in history.revisions.values()))
        these = {id_: one for id_, one in found.decisions.items() if id_ in taken_in or id_ in confirmed}
        return replace(found, decisions=these)

    patch.setattr(History, "in_effect", only_these)


@mutant
def take_backs_are_ignored(patch):
    _lifted_instead(patch, lambda all_, *_: frozenset())


@mutant
def what_took_something_back_cannot_be_taken_back(patch):
    _lifted_instead(patch, lambda all_, *_: frozenset(id_ for one in all_.values() for id_ in one.lifts.split()))


@mutant
def a_take_back_lifts_what_it_does_not_name(patch):
    patch.setattr(History, "lifted", property(lambda one: frozenset(one.decisions if one.take_backs else ())))


@mutant
def who_took_something_back_is_not_recorded(patch):
    patch.setattr(History, "decided", property(lambda history: frozenset(history.decisions)))


def _lifted_instead(patch: pytest.MonkeyPatch, lifted: Callable[..., frozenset[str]]) -> None:
    patch.setattr(histories, "lifted_by", lifted)
    patch.setattr(effects, "lifted_by", lifted)


def obey_the_laws(story, withdraws: bool) -> None:
    world = World()
    for number, step in enumerate(story):
        tell([step], world)
        if withdraws and number == len(story) // 2:
            world.withdraw(0, "asked")
    world.sync()


def laws(examples: int) -> Callable[[], None]:
    @settings(max_examples=examples, phases=[Phase.generate], database=None, report_multiple_bugs=False)
    @given(STORIES, st.sampled_from([False, False, False, True]))
    def told(story, withdraws):
        obey_the_laws(story, withdraws)

    return told


def test_the_laws_find_nothing_in_the_right_merge():
    laws(30)()


NAMES = sorted(MUTANTS)
BEFORE_EACH_CHANGE = 3
"""Every third; all others by night."""


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.nightly] if n % BEFORE_EACH_CHANGE else []) for n, name in enumerate(NAMES)],
)
def test_the_laws_notice_a_wrong_merge(name, monkeypatch):
    MUTANTS[name](monkeypatch)
    with pytest.raises(AssertionError):
        laws(400)()
