"""What stands strongest and weakest, and what changed since the round before."""

from __future__ import annotations

from dataclasses import replace

from mrcworkbench.domain.disclosure.report_parts import ReportBefore
from mrcworkbench.domain.report.standing import (
    Changes,
    Rests,
    changes_since,
    level_before,
    rests_of,
    strongest,
    weakest,
)
from mrcworkbench.domain.scoring.results import Basis, CriterionScore, Score, Status


def criterion(id_: str, status: Status, level: int | None, basis: Basis | None = None) -> CriterionScore:
    return CriterionScore(
        id=id_,
        status=status,
        level=level,
        evidence=None,
        hollow=False,
        contested=False,
        applicable=status is not Status.NOT_APPLICABLE,
        intended=status is Status.PLANNED and level == 0,
        why=(),
        next=(),
        basis=basis,
    )


def score(*criteria: CriterionScore) -> Score:
    return Score(criteria, ())


def before(levels: dict[str, int | None], comparable: frozenset[str] | None = None) -> ReportBefore:
    scores = {id_: criterion(id_, Status.IN_PLACE, level) for id_, level in levels.items()}
    return ReportBefore("2024", scores, None, frozenset(levels) if comparable is None else comparable)


NOW = score(
    criterion("a", Status.IN_PLACE, 2, Basis.NAMED),
    criterion("b", Status.IN_PLACE, 4, Basis.OWN_WORD),
    criterion("c", Status.IN_PLACE, 2, Basis.CONFIRMED),
    criterion("d", Status.NONE, 0),
    criterion("e", Status.PLANNED, 0),
    criterion("f", Status.PLANNED, 1),
    criterion("g", Status.NOT_KNOWN, None),
    criterion("h", Status.IN_PLACE, 1, Basis.OWN_WORD),
    criterion("i", Status.NOT_APPLICABLE, None),
)


def ids(found: tuple[CriterionScore, ...]) -> str:
    return "".join(one.id for one in found)


def test_strongest_is_the_highest_level_then_what_is_confirmed_then_documented() -> None:
    assert ids(strongest(NOW)) == "bca"


def test_weakest_is_what_fell_then_what_is_not_done_then_what_has_no_date() -> None:
    assert ids(weakest(NOW, None)) == "de"
    assert ids(weakest(NOW, before({"a": 3, "c": 4, "d": 2, "f": 1}))) == "cdae"


def test_nothing_is_weak_or_strong_where_nothing_is_answered() -> None:
    empty = score(criterion("g", Status.NOT_KNOWN, None))
    assert (strongest(empty), weakest(empty, before({"g": 3}))) == ((), ())


def test_changes_add_up_to_all_criteria() -> None:
    then = before({"a": 3, "b": 3, "c": 2, "d": None, "g": 2})
    assert changes_since(NOW, then) == Changes(higher=1, same=1, lower=1, apart=6)


def test_a_criterion_that_was_asked_otherwise_is_never_compared() -> None:
    then = before({"a": 3, "b": 3}, comparable=frozenset({"b"}))
    assert (level_before(then, "a"), level_before(then, "b"), level_before(None, "b")) == (None, 3, None)
    assert changes_since(NOW, then) == Changes(higher=1, same=0, lower=0, apart=8)
    assert "a" not in ids(weakest(NOW, then))


def test_those_in_place_rest_on_one_thing_each() -> None:
    attached = replace(NOW.criteria[0], id="z", basis=Basis.ATTACHED)
    assert rests_of(score(*NOW.criteria, attached)) == Rests(confirmed=1, documented=2, own_word=2)
