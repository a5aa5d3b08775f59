"""Three replicas: edited, sealed, merged, settled, withdrawn, confirmed and taken back in any order, and the model."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.domain.merging.replicas import EDITS, REPLICA, World

AUTHORS = st.sampled_from("AB")


class Replicas(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    @rule(at=REPLICA, edits=st.lists(EDITS, min_size=1, max_size=4))
    def edit(self, at, edits):
        for what, *arguments in edits:
            self.world.edit(at, what, *arguments)

    @rule(at=REPLICA, author=AUTHORS)
    def seal(self, at, author):
        self.world.seal(at, author)
        self.world.seal(at, author)

    @rule(at=REPLICA)
    def submit(self, at):
        self.world.seal(at, gather=True)
        if self.world.real[at].history.revisions:
            assert len(self.world.real[at].history.heads) == 1, "a submission has one revision to name"

    @rule(into=REPLICA, from_=REPLICA)
    def merge(self, into, from_):
        if into != from_:
            self.world.merge(into, from_)

    @rule(at=REPLICA, which=st.integers(0, 3), choice=st.integers(0, 2), author=AUTHORS, only_two=st.booleans())
    def resolve(self, at, which, choice, author, only_two):
        self.world.resolve(at, which, choice, author, only_two)

    @rule(at=REPLICA)
    def withdraw(self, at):
        self.world.withdraw(at, "asked")

    @rule(at=REPLICA, which=st.integers(0, 5))
    def confirm(self, at, which):
        self.world.confirm(at, which)

    @rule(at=REPLICA, which=st.integers(0, 5))
    def take_back_confirmation(self, at, which):
        self.world.take_back_confirmation(at, which)

    @rule(at=REPLICA, which=st.integers(0, 5), author=AUTHORS)
    def take_back(self, at, which, author):
        self.world.take_back(at, which, author)

    @rule()
    def exchange_all(self):
        self.world.sync()

    def teardown(self):
        self.world.sync()
        self.world.check_content()


Replicas.TestCase.settings = settings(max_examples=60, stateful_step_count=25)
TestReplicas = Replicas.TestCase
