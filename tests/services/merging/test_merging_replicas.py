"""Three copies of one centre's database, real files, edited, sealed, merged, settled, withdrawn, confirmed and taken
back in any order.

The exact rules are tested without files, beside an independent model (`tests/domain`). Here it is whether the files
hold what those rules say, and whether every engine that can stand under the port makes the same of what they send.
"""

from __future__ import annotations

import shutil
import tempfile
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mrcworkbench.domain.merging.conflicts import open_conflicts
from mrcworkbench.domain.merging.sealing import seal
from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.services.merging import deciding, proposals, resolving
from mrcworkbench.services.merging.log import decisions
from mrcworkbench.services.session.session import open_session
from mrcworkbench.storage.answers.names import is_edited
from mrcworkbench.storage.answers.sealing import load_history, load_unsealed
from mrcworkbench.storage.database.driver import driver
from mrcworkbench.storage.store import Store
from tests import merge_support as files
from tests.engines import ENGINES, Engine, Office
from tests.services.merging.conftest import without_confirmations

COPY = st.integers(0, 2)


def row(id_: str) -> st.SearchStrategy[dict[str, str]]:
    return st.sampled_from(["State", "Town"]).map(lambda payer: {"row": id_, "prof_funding_payer": payer})


ROWS = st.permutations(["r1", "r2", "r3"]).flatmap(lambda ids: st.tuples(*map(row, ids))).map(list)
ANSWERS = st.one_of(
    st.tuples(st.just("prof_body"), st.sampled_from(["one", "two", None, {"state": "not_known"}])),
    st.tuples(st.just("prof_year"), st.sampled_from([2001, 2002])),
    st.tuples(st.just("prof_funding"), st.just({"state": "not_known"})),
    st.tuples(st.just("prof_funding"), st.builds(lambda rows, count: rows[:count], ROWS, st.integers(0, 3))),
)


def check_stored_view(store: Store) -> None:
    """The working copy of every assessment is the current view of its history, but for edits since."""
    ids = [one.id for one in store.contents().assessments]
    with store._database.reading() as connection:
        for id_ in ids:
            history = load_history(connection, id_)
            if not history.revisions:
                continue
            copy = load_unsealed(connection, id_, history)
            view = current_view(history.in_version(copy.header.questionnaire_version))
            assert copy.parents == frozenset(history.heads)
            stored = driver(connection).execute(
                "SELECT question, row, conflict_id FROM contested WHERE assessment_id = ? ORDER BY 1, 2", (id_,)
            )
            expected = [(*one.key, one.id) for one in open_conflicts(id_, history, view)]
            assert list(stored) == expected
            assert is_edited(connection, id_) == (seal(copy, history) is not None)
            if not is_edited(connection, id_) or all(held.origins for held in copy.units.values()):
                assert {key: held.unit for key, held in copy.units.items()} == {
                    key: held.unit for key, held in view.units.items()
                }


class Copies(RuleBasedStateMachine):
    answers: st.SearchStrategy[tuple[str, object]] = ANSWERS

    def __init__(self, engine: type[Engine]) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.engine = engine(self.folder)
        self.paths: list[Path] = []
        self.number = 0

    @initialize()
    def begin(self):
        first = files.centre(self.folder, "0", {"prof_body": "before"})
        self.paths = [first, files.sent(first, "1"), files.copy(first, "2")]

    @rule(at=COPY, data=st.data())
    def edit(self, at, data):
        answers = data.draw(st.lists(self.answers, min_size=1, max_size=3))
        with open_session(self.paths[at]) as session:
            if all(one.centre.withdrawn for one in session.assessments()):
                return
            session.open_assessment(None)
            open_ = session.conflicts
            asked = [(code, raw) for code, raw in answers if code in session.questionnaire and code not in open_]
            taken = {code: session.check(code, raw).answer for code, raw in asked}
            session.set_answers({code: answer for code, answer in taken.items() if answer is not None})

    @rule(at=COPY)
    def submit(self, at):
        files.sent(self.paths[at], "sent").unlink()

    @rule(into=COPY, from_=COPY)
    def merge(self, into, from_):
        if into == from_:
            return
        before = self.paths[from_].read_bytes()
        report = files.merge(self.paths[into], self.paths[from_])
        assert sum(report.totals.values()) == 1
        assert self.paths[from_].read_bytes() == before
        after = files.rows(self.paths[into])
        assert files.verdicts(files.merge(self.paths[into], self.paths[from_])) == ["known"]
        assert files.rows(self.paths[into]) == after

    @rule(at=COPY, which=st.integers(0, 3), side=st.integers(0, 2), author=st.sampled_from(["Ana", "Besa"]))
    def resolve(self, at, which, side, author):
        with open_session(self.paths[at]) as session:
            found = resolving.open_conflicts(session)
            if not found:
                return
            conflict = found[which % len(found)]
            value = conflict.sides[side % len(conflict.sides)].value
            resolving.resolve(session, [resolving.Resolution(conflict.id, value, "asked")], author=author)
            assert conflict.id not in {one.id for one in resolving.open_conflicts(session)}

    @rule(at=COPY, often=st.integers(0, 9))
    def withdraw(self, at, often):
        if often == 0:
            with open_session(self.paths[at]) as session:
                resolving.withdraw(session, session.centres()[0].id, reason="asked", author="Manager")

    @rule(at=COPY, which=st.integers(0, 3))
    def confirm(self, at, which):
        with open_session(self.paths[at]) as session:
            waiting = proposals.open_proposals(session)
            if waiting:
                one = waiting[which % len(waiting)].id
                assert proposals.confirm(session, [one], reason="they said so", author="Ana") == 1
                assert one not in {left.id for left in proposals.open_proposals(session)}

    @rule(at=COPY, which=st.integers(0, 3), author=st.sampled_from(["Ana", "Besa"]))
    def take_back(self, at, which, author):
        """Something that was decided, confirmed or taken back here."""
        with open_session(self.paths[at]) as session:
            held = [one.id for one in decisions(session) if one.in_effect]
            if held:
                deciding.take_back(session, [held[which % len(held)]], reason="a mistake", author=author)

    @invariant()
    def what_is_stored_is_what_follows(self):
        for path in self.paths:
            with open_session(path, read_only=True) as session:
                session.work(check_stored_view).result()

    def teardown(self):
        try:
            self.exchange_all()
        finally:
            self.engine.close()
            shutil.rmtree(self.folder)

    def exchange_all(self):
        """In the end everybody merges what everybody has sent, in any order, and confirms all: all see the same."""
        sent = [files.sent(path, f"sent {number}") for number, path in enumerate(self.paths)]
        waiting, seen = [], []
        for number, order in enumerate(permutations(sent)):
            target = Office(self.engine.create(f"all {number}"), self.engine)
            target.merge(*order)
            waiting.append((target.rows(), target.shown(), sorted(target.waiting())))
            target.confirm()
            seen.append((without_confirmations(target.rows()), target.shown()))
        assert all(one == waiting[0] for one in waiting)
        assert all(one == seen[0] for one in seen)
        for path in self.paths:
            files.merge(path, *sent)
            files.confirm(path)
            with open_session(path, read_only=True) as session:
                own = session.work(lambda store: Office(store, self.engine).shown()).result()
            assert own["answers"] == seen[0][1]["answers"]
            assert own["conflicts"] == seen[0][1]["conflicts"]


@pytest.mark.parametrize("engine", ENGINES)
def test_copies_agree_whatever_happens_to_each(engine: type[Engine]) -> None:
    limits = settings(max_examples=6, stateful_step_count=10)
    run_state_machine_as_test(lambda: Copies(engine), settings=limits)
