"""What a centre is called: by its last rounds, unless a person said otherwise."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product

import pytest

from mrcworkbench.domain.merging.effects import effects
from mrcworkbench.domain.merging.headers import field_text
from mrcworkbench.domain.merging.naming import Naming, in_the_way, name_of_centre, names_of_all, said_before
from mrcworkbench.domain.merging.plans import Verdict, plan_file
from mrcworkbench.domain.revisions.decisions import Record, Rename, TakeBack, Withdrawal
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.merged_sets import MergedSet
from mrcworkbench.domain.revisions.revision import Revision, make_revision
from tests.domain.merging.replicas import HEADER

A, B, C = "Bahari", "Bahari Centre", "Centre of Bahari"


def first(assessment: str = "2026", follows: str = "", **header: str) -> Revision:
    said = {"centre_name": A, "country": "KE", **header}
    return make_revision(replace(HEADER, assessment=assessment, follows=follows, **said), [], [], {})


def after(parent: Revision, **header: str) -> Revision:
    return make_revision(replace(parent.header, **header), [parent.id], [], {})


def rename(name: str = "", country: str = "", *, before: tuple[str, ...] = (), author: str = "O") -> Rename:
    if name:
        return Rename(HEADER.centre, name, country, "\n".join(sorted(before)), "", "asked", author, "T")
    return Rename(HEADER.centre, name, country, "", "\n".join(sorted(before)), "asked", author, "T")


def naming(*revisions: Revision, renames: tuple[Rename, ...] = ()) -> Naming:
    histories: dict[str, dict[str, Revision]] = {}
    for one in revisions:
        histories.setdefault(one.header.assessment, {})[one.id] = one
    found = name_of_centre({id_: History(those) for id_, those in histories.items()}, renames)
    assert found is not None
    return found


def values(found: Naming) -> list[tuple[str, set[str]]]:
    return [(one.row, {field_text(value.unit) for value in one.values}) for one in found.conflicts]


def test_the_last_round_says_it_and_older_rounds_do_not_outvote_it():
    old, older = first("2025", follows="2024"), first("2024")
    assert naming(older, old, first("2026", follows="2025", centre_name=B)) == Naming(B, "KE")


def test_last_rounds_that_differ_are_one_conflict_at_the_first_of_them_whatever_came_first():
    those = (first("y", centre_name=B), first("x"), first("z", centre_name=B))
    found = {naming(*order) for order in permutations(those)}
    (one,) = found
    assert values(one) == [("centre_name", {A, B})]
    assert one.conflicts[0].assessment == "x"
    assert one.conflicts[0].question == ""


def test_heads_that_differ_in_one_assessment_are_a_conflict_with_what_was_before():
    start = first()
    found = naming(start, after(start, centre_name=B), after(start, centre_name=C, country="UG"))
    assert values(found) == [("centre_name", {B, C})]
    assert found.country == "UG"
    (conflict,) = found.conflicts
    assert conflict.base is not None
    assert field_text(conflict.base) == A


def test_a_rename_holds_instead_of_what_was_known():
    found = naming(first(), renames=(rename(B, before=(A,)),))
    assert found == Naming(B, "KE")
    start = first()
    beside = (start, after(start, centre_name=B), after(start, centre_name=C))
    assert naming(*beside, renames=(rename(C, before=(A, B)),)) == Naming(C, "KE")


def test_what_a_centre_says_since_that_is_neither_contradicts_a_rename():
    start = first()
    renamed = rename(B, before=(A,))
    assert naming(start, after(start, centre_name=B), renames=(renamed,)) == Naming(B, "KE")
    found = naming(start, after(start, centre_name=C), renames=(renamed,))
    assert values(found) == [("centre_name", {B, C})]
    assert found.name == B


def test_a_rename_of_the_country_leaves_the_name_as_it_is():
    assert naming(first(), renames=(rename(country="UG", before=("KE",)),)) == Naming(A, "UG")


def test_a_later_rename_replaces_the_earlier_one_that_it_knew_of():
    one, other = rename(B, before=(A,)), rename(C, before=(A, B))
    for those in permutations((one, other)):
        assert naming(first(), renames=those) == Naming(C, "KE")


def test_two_officers_who_rename_it_differently_are_in_conflict_in_every_order():
    those = (rename(B, before=(A,), author="O"), rename(C, before=(A,), author="P"))
    found = {naming(first(), renames=order) for order in permutations(those)}
    (one,) = found
    assert values(one) == [("centre_name", {B, C})]


def test_a_new_rename_knows_all_that_was_said_and_what_was_renamed_before():
    before = said_before("centre_name", [C], [rename(B, before=(A,))], "D")
    assert before == "\n".join(sorted((A, B, C)))


def test_a_name_of_before_comes_back_once_the_rename_in_the_way_is_taken_back():
    away = rename(B, before=(A,))
    back = rename(A, before=(B,))
    assert values(naming(first(), renames=(away, back))) == [("centre_name", {A, B})]
    assert in_the_way([away], A, "") == (away,)
    assert in_the_way([away], C, "") == ()
    assert naming(first(), renames=(back,)) == Naming(A, "KE")


# The laws: what a centre is called follows from what is here and what was confirmed, in every order

_START = first()
_SAID = (_START, after(_START, centre_name=B), after(_START, centre_name=C), first("2027", follows="2026"))
_RENAMES = (rename(B, before=(A, C)), rename(C, before=(A, B), author="P"))
_TAKE_BACK = TakeBack(HEADER.centre, _RENAMES[0].id, "no", "O", "T")
_RECORDS: tuple[Record, ...] = (*_RENAMES, _TAKE_BACK)


def _set(revisions: tuple[Revision, ...] = (), records: tuple[Record, ...] = ()) -> MergedSet:
    return MergedSet({one.id: one for one in revisions}, records=frozenset(records))


@pytest.mark.parametrize("confirmed", [frozenset(those) for those in product((0, 1, 2, None), repeat=3)])
def test_equal_unions_and_equal_confirmations_call_a_centre_alike(confirmed):
    ids = frozenset(_RECORDS[number].id for number in confirmed if number is not None)
    parts = (_set(_SAID[:2], _RECORDS[:1]), _set((_START, _SAID[2]), _RECORDS[1:]), _set((_START, _SAID[3])))
    found = []
    for one, other, third in permutations(parts):
        found.append(names_of_all(one.union(other).union(third), ids))
        found.append(names_of_all(one.union(other.union(third)).union(one), ids))
    assert all(one == found[0] for one in found)


def test_a_rename_has_no_effect_before_it_is_confirmed_and_none_once_it_is_taken_back():
    content = _set((_START,), (_RENAMES[0], _TAKE_BACK))
    called = [names_of_all(content, ids)[HEADER.centre].name for ids in ((), (_RENAMES[0].id,))]
    assert called == [A, B]
    assert names_of_all(content, (_RENAMES[0].id, _TAKE_BACK.id))[HEADER.centre].name == A
    assert effects({one.id: one for one in content.records}, ()).renames == {}


def test_a_file_that_brings_a_conflict_about_the_name_has_that_verdict():
    renamed = (_START, _SAID[1])
    assert plan_file(_set((_START,)), _set(renamed)).verdict is Verdict.UPDATED
    assert plan_file(_set(renamed), _set((_START, _SAID[2]))).verdict is Verdict.CONFLICT
    assert plan_file(_set(renamed), _set((first("2025", centre_name=C),))).verdict is Verdict.CONFLICT
    both = _set(_SAID[:3])
    assert plan_file(both, _set((_START, after(_SAID[1], country="UG")))).verdict is Verdict.UPDATED


def test_of_a_centre_that_has_withdrawn_no_name_is_asked_for():
    withdrawal = Withdrawal(HEADER.centre, "asked", "A", "T")
    content = _set(_SAID[:3], (withdrawal,))
    assert names_of_all(content, (withdrawal.id,)) == {}
