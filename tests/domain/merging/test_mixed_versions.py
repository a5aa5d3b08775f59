"""The laws of merging where copies are of several versions of the questionnaire, and answers are carried over: random
histories, each beside an independent model. Then merges that are wrong on purpose: the laws must notice each."""
# ruff: noqa: ARG005 - what stands in for a function takes its arguments and has no use for most of them

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import permutations

import pytest

from mrcworkbench.domain.merging import claims, sealing, table_units
from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.domain.revisions import histories
from mrcworkbench.domain.revisions.units import NOTHING, REMOVED_ROW, HeldUnit
from mrcworkbench.domain.versions import moves
from tests.domain.merging.versions_world import HEADER, live
from tests.versions.tiny import tiny_translator

Mutant = Callable[[pytest.MonkeyPatch], None]
MUTANTS: dict[str, Mutant] = {}


@pytest.mark.parametrize("seed", range(60))
def test_copies_of_several_versions_show_what_the_model_says_and_all_the_same_in_the_end(seed: int) -> None:
    live(seed)


@pytest.mark.parametrize("seed", range(10))
def test_the_order_and_number_of_merges_do_not_matter(seed: int) -> None:
    x, y, z = (one.content for one in live(seed).copies)
    assert x.union(x) == x
    assert x.union(y) == y.union(x)
    assert x.union(y).union(z) == x.union(y.union(z))
    seen = [one.union(two).union(three).histories[HEADER.assessment] for one, two, three in permutations((x, y, z))]
    assert all(current_view(one) == current_view(seen[0]) for one in seen)
    newest = current_view(seen[0].in_version("2.0.0"))
    assert all(current_view(one.in_version("2.0.0")) == newest for one in seen)


@pytest.mark.parametrize("seed", range(10))
def test_a_history_that_is_in_the_version_already_is_not_made_anew(seed: int) -> None:
    history = live(seed).copies[0].history
    one = history.in_one_version
    assert one == history.in_version(history.version)
    assert one.in_version(history.version) is one.in_one_version is one
    with pytest.raises(ValueError, match="cannot be read"):
        history.in_version("0.9.0")


def mutant(make: Mutant) -> Mutant:
    MUTANTS[make.__name__] = make
    return make


_weight, _kept, _in_version, _said_in = claims._weight, moves._kept, histories._in_version, histories._said_in


@mutant
def what_is_carried_over_contradicts_what_was_said(patch):
    patch.setattr(claims, "_weight", lambda key, unit: 0)


@mutant
def keeping_nothing_contradicts_what_is_kept(patch):
    patch.setattr(claims, "_weight", lambda key, unit: 2 * (not unit.is_carried_over))


@mutant
def what_is_carried_over_wins(patch):
    patch.setattr(claims, "_weight", lambda key, unit: -_weight(key, unit))


@mutant
def nothing_is_kept(patch):
    patch.setattr(moves, "_kept", lambda row, unit, moved, *, is_whole: NOTHING if row == "" else REMOVED_ROW)


@mutant
def what_was_kept_comes_back(patch):
    def without_empty_places(revision, version, translator):
        found = _in_version(revision, version, translator)
        units = {key: held for key, held in found.units.items() if "@" not in key[0] or not held.unit.says_nothing}
        return replace(found, units=units)

    patch.setattr(histories, "_in_version", without_empty_places)


@mutant
def decisions_stay_in_their_version(patch):
    patch.setattr(histories, "_said_in", lambda decision, *_: {decision.key: decision.unit})


@mutant
def what_is_translated_counts_as_changed(patch):
    def without_origins(revision, version, translator):
        found = _in_version(revision, version, translator)
        is_same = found is revision
        units: Mapping[tuple[str, str], HeldUnit] = {key: HeldUnit(held.unit) for key, held in found.units.items()}
        return found if is_same else replace(found, units=units)

    patch.setattr(histories, "_in_version", without_origins)


@mutant
def a_carried_over_answer_without_place_is_a_blank_one(patch):
    patch.setattr(moves, "without_place", lambda unit: NOTHING)


@mutant
def moving_on_leaves_no_trace(patch):
    joined = sealing.joined_header
    newest = {"questionnaire_version": "2.0.0"}
    patch.setattr(sealing, "joined_header", lambda history: replace(joined(history), **newest))


@mutant
def rows_that_are_carried_over_outlive_another_answer(patch):
    patch.setattr(claims.Weighed, "is_carried_over", lambda weighed, key: False)


@mutant
def rows_without_place_are_there(patch):
    patch.setattr(table_units, "REMOVED_ROW", claims.Unit("carried_over"))


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_the_laws_notice_a_wrong_merge_over_versions(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny_translator.cache_clear()  # it remembers what it translated
    MUTANTS[name](monkeypatch)
    with pytest.raises((AssertionError, KeyError, ValueError)):
        live_on(400)
    tiny_translator.cache_clear()


def live_on(most: int) -> None:
    for seed in range(most):
        live(seed)
