"""The laws of merging, told as stories of three replicas, each beside an independent model."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from mrcworkbench.domain.merging.conflicts import open_conflicts
from mrcworkbench.domain.merging.effects import effects_of, shown
from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.domain.revisions.decisions import Confirmation, TakeBack, Withdrawal
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.lifting import verdicts_told
from mrcworkbench.domain.revisions.merged_sets import MergedSet
from mrcworkbench.domain.revisions.units import WHOLE
from tests.domain.merging.replicas import HEADER, STORIES, Replica, World, answer, tell, value_of


def sealed(story) -> list[MergedSet]:
    """What the replicas hold when the story has ended."""
    world = tell(story, World())
    for at in range(3):
        world.seal(at)
    return [one.content for one in world.real]


@settings(max_examples=100)
@given(STORIES)
def test_every_replica_shows_what_the_model_says_and_all_the_same_after_a_full_exchange(story):
    world = tell(story, World())
    world.sync()
    world.check_content()


@given(STORIES)
def test_merging_is_idempotent_commutative_and_associative_in_content_and_view(story):
    x, y, z = sealed(story)
    assert x.union(x) == x
    assert x.union(y) == y.union(x)
    assert x.union(y).union(z) == x.union(y.union(z))
    seen = [one.union(two).union(three).histories for one, two, three in permutations((x, y, z))]
    views = [{id_: current_view(history) for id_, history in histories.items()} for histories in seen]
    assert all(view == views[0] for view in views)


@given(STORIES)
def test_nothing_is_lost(story):
    """Every change is shown, in conflict, or was replaced by someone who knew it."""
    history = history_of(*sealed(story))
    view = current_view(history)
    for revision in history.revisions.values():
        for key, held in revision.units.items():
            if held.origins or key[1] != WHOLE:
                continue
            newer = [
                id_
                for id_ in (*history.revisions, *history.decisions)
                if revision.id in history.older_than(id_, key) and changes(history, id_, key)
            ]
            shown = view.units.get(key)
            in_view = shown is not None and (revision.id in shown.origins or key in view.derived)
            in_conflict = any(claim.origin == revision.id for claim in view.contested.get(key, ()))
            assert newer or in_view or in_conflict


def changes(history: History, id_: str, key) -> bool:
    if id_ in history.decisions:
        return history.decisions[id_].key == key
    held = history.revisions[id_].units.get(key)
    return held is not None and not held.origins


def history_of(*contents: MergedSet) -> History:
    together = MergedSet()
    for content in contents:
        together = together.union(content)
    return together.histories.get(HEADER.assessment, History())


@settings(max_examples=30)
@given(STORIES, st.data())
def test_a_resolution_stays_resolved_whatever_old_file_comes_again(story, data):
    world = World()
    files = []
    for step in story:
        tell([step], world)
        files.extend(one.content for one in world.real)
    world.sync()
    officer = world.real[0]
    for _ in range(20):
        open_ = officer.conflicts()
        if not open_:
            break
        world.resolve(0, 0, data.draw(st.integers(0, 2)), "A")
    assert not officer.conflicts(), "a conflict is settled by settling it"
    settled = officer.view
    for file in data.draw(st.permutations(files)):
        officer.take_in(file)
        assert officer.view == settled


def test_what_a_decision_had_seen_that_is_taken_back_does_not_come_back_where_another_went_on_from_it():
    world = World()
    world.edit(0, answer, "a", "x")
    world.merge(2, 0)
    world.edit(1, answer, "a", "y")
    world.edit(2, answer, "a", None)
    world.merge(0, 1)
    world.resolve(0, 0, 0, "A")
    (first,) = world.real[0].content.decisions
    world.merge(0, 2)
    world.resolve(0, 0, 0, "B")
    settled = world.real[0].view.units["a", WHOLE].unit
    decided = sorted(world.real[0].content.decisions)
    world.take_back(0, decided.index(first), "A")
    assert world.real[0].history.lifted == {first}
    assert world.real[0].view.units["a", WHOLE].unit == settled


def test_what_a_taken_back_decision_replaced_stands_again_and_goes_where_that_is_taken_back():
    world = World(2)
    world.edit(0, answer, "a", "x")
    world.edit(1, answer, "a", "y")
    world.merge(0, 1)
    before = world.real[0].conflicts()
    world.resolve(0, 0, 0, "A")
    settled = world.real[0].view
    world.seal(0, gather=True)
    world.take_back(0, 0, "A")
    assert [one.id for one in world.real[0].conflicts()] == [one.id for one in before]
    (lifting,) = world.real[0].history.take_backs
    decided = sorted((lifting, *world.real[0].history.decisions))
    world.take_back(0, decided.index(lifting), "A")
    assert world.real[0].view.units["a", WHOLE].unit == settled.units["a", WHOLE].unit
    world.sync()
    world.check_content()


def test_what_is_said_of_one_centre_takes_nothing_of_another_back():
    world = World(2)
    world.edit(0, answer, "a", "x")
    world.edit(1, answer, "a", "y")
    world.merge(0, 1)
    world.resolve(0, 0, 0, "A")
    (decision,) = world.real[0].content.decisions
    withdrawal = Withdrawal(HEADER.centre, "asked", "A", "T")
    forged = TakeBack("other", " ".join(sorted((decision, withdrawal.id))), "forged", "F", "T")
    content = world.real[0].content.union(MergedSet(records=frozenset({withdrawal, forged})))
    confirmed = {decision, withdrawal.id, forged.id}
    assert content.histories[HEADER.assessment].in_effect(confirmed).decided == {decision}
    assert effects_of(content, confirmed).withdrawn == {HEADER.centre}


def test_what_a_database_tells_that_it_said_is_the_last_of_it_without_what_it_took_back():
    def said(subject: str, verdict: str, at: str) -> Confirmation:
        return Confirmation("c", subject, verdict, "d", "", "A", at)

    first, later, other = said("x", "declined", "1"), said("x", "confirmed", "2"), said("y", "confirmed", "1")
    back = TakeBack("c", other.id, "wrong", "A", "3")
    of_back = said(back.id, "confirmed", "3")
    again = TakeBack("c", of_back.id, "right", "A", "4")
    told = {one.id: one for one in (first, later, other)}
    assert verdicts_told(told, {}) == {"x": "confirmed", "y": "confirmed"}
    assert verdicts_told(told, {back.id: back}) == {"x": "confirmed", "y": "confirmed"}, "nobody there confirmed it"
    told[of_back.id] = of_back
    assert verdicts_told(told, {back.id: back}) == {"x": "confirmed", back.id: "confirmed"}
    of_again = said(again.id, "confirmed", "4")
    told[of_again.id] = of_again
    both = {back.id: back, again.id: again}
    assert verdicts_told(told, both) == {"x": "confirmed", "y": "confirmed", again.id: "confirmed"}


@given(STORIES, st.integers(0, 2))
def test_a_withdrawal_stays_withdrawn_whatever_comes_later(story, first):
    contents = sealed(story)
    content = contents[first].union(MergedSet(records=frozenset({Withdrawal(HEADER.centre, "asked", "A", "T")})))
    (withdrawal,) = content.records - contents[first].records
    for other in contents:
        content = other.union(content)
        assert not shown(content, {withdrawal.id})
        assert withdrawal in content.without(other).records


ANSWERS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["x", "y", "z", None]))


@given(ANSWERS, ANSWERS, ANSWERS)
def test_conflicts_are_exactly_where_two_heads_differ_from_the_base_and_each_other(base, ours, theirs):
    def edit(replica: Replica, answers: dict[str, str | None]) -> dict[str, str]:
        for question, value in answers.items():
            answer(replica.working, set(), question, value)
        now = {question: value for (question, _), value in replica.working.items() if value is not None}
        replica.seal("A")
        return now

    one, two = Replica(), Replica()
    before = edit(one, base)
    two.take_in(one.content)
    left, right = edit(one, ours), edit(two, theirs)
    one.take_in(two.content)

    expected = {}
    contested = set()
    for question in "abcdef":
        was, mine, its = before.get(question), left.get(question), right.get(question)
        if mine not in (was, its) and its != was:
            contested.add(question)
        else:
            expected[question] = its if mine == was else mine
    shown = {key[0]: value_of(key, held.unit) for key, held in one.view.units.items()}
    assert {question for question, _ in one.view.contested} == contested
    assert {question: value for question, value in shown.items() if value} == {
        question: value for question, value in expected.items() if value
    }
    bases = {conflict.question: conflict.base for conflict in open_conflicts(HEADER.assessment, one.history)}
    assert {q: None if unit is None else value_of((q, ""), unit) for q, unit in bases.items()} == {
        question: before.get(question) for question in contested
    }
