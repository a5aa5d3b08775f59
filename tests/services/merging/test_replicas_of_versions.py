"""The same copies of a centre's database, of which some move on to newer versions of the questionnaire: real files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from mrcworkbench.services.session.moving import move_on
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files
from tests.engines import ENGINES, Engine
from tests.services.merging.test_merging_replicas import ANSWERS, COPY, Copies
from tests.versions.made_version import first_version

_TOPICS = [
    {"info_topics_topic": "quotas", "info_topics_countries": "Italy"},
    {"info_topics_topic": "hotlines", "info_topics_countries": "Malta"},
]
_RESULTS = [{"row": "r1", "costs_results_women": 1, "costs_results_men": 2, "costs_results_used": "More talks"}]
_BREAKS = [
    {"row": "b1", "prof_breaks_what": "Closed", "prof_breaks_why": "Flood"},
    {"row": "b2", "prof_breaks_why": "?"},
]
CHANGED = st.one_of(
    ANSWERS,
    st.tuples(st.sampled_from(["costs_often", "costs_how_often"]), st.sampled_from(["all", "some"])),
    st.tuples(st.just("jobs_mode"), st.sampled_from(["own", "facts"])),
    st.tuples(st.just("media_kinds"), st.sampled_from([["tv"], ["radio", "tv"], ["radio"], ["on_air"]])),
    st.tuples(st.just("policy_ways"), st.sampled_from([["seat"], ["draft"], None])),
    st.tuples(st.just("info_topics"), st.sampled_from([_TOPICS, _TOPICS[:1], []])),
    st.tuples(st.just("prof_breaks"), st.sampled_from([_BREAKS, _BREAKS[1:], []])),
)


class CopiesOfVersions(Copies):
    answers = CHANGED

    def __init__(self, engine: type[Engine], first: Path) -> None:
        super().__init__(engine)
        self.first = first

    @initialize()
    def begin(self):
        first = self.folder / "0.mrcw"
        shutil.copy(self.first, first)
        self.paths = [first, files.sent(first, "1"), files.copy(first, "2")]

    @rule(at=COPY, to=st.sampled_from(["1.1.0", "1.2.0"]))
    def move_on(self, at, to):
        with open_session(self.paths[at]) as session:
            if any(one.centre.withdrawn for one in session.assessments()):
                return
            session.open_assessment(None)
            if session.questionnaire.version < to:
                move_on(session, to)


@pytest.fixture
def begun(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A centre's file in version 1.0.0; since then there are newer ones."""
    said = {"costs_often": "all", "jobs_mode": "facts", "media_kinds": ["radio", "tv"], "policy_ways": ["seat"]}
    request.getfixturevalue("version_one")
    path = files.centre(tmp_path, "first", {**said, "info_topics": _TOPICS, "prof_breaks": _BREAKS})
    request.getfixturevalue("made_versions")
    return path


_STEPS = [{"row": "s1", "costs_plan_step": "Ask", "costs_plan_by": "2027-05-01", "costs_plan_person": "Ana Pop"}]
_POSTS = [{"row": "s1", "costs_plan_step": "Ask", "costs_plan_by": "2027-05-01", "costs_plan_post": "Adviser"}]
SHIPPED = st.one_of(
    ANSWERS,
    st.tuples(st.just("costs_status"), st.sampled_from(["in_place", "planned", "none"])),
    st.tuples(st.just("costs_way"), st.sampled_from([["staff", "families"], ["families"], ["none"], ["results"]])),
    st.tuples(st.just("costs_plan"), st.sampled_from([_STEPS, _POSTS, []])),
    st.tuples(st.just("papers"), st.sampled_from([[{"row": "d1", "papers_title": "Law"}], []])),
    st.tuples(st.just("info_topics"), st.sampled_from([_TOPICS, _TOPICS[:1], []])),
    st.tuples(st.just("resp_parts"), st.sampled_from([["none"], ["centre"]])),
)


class CopiesOfShipped(CopiesOfVersions):
    """Copies of which some move on to the version that is shipped beside the first, where something is ticked."""

    answers = SHIPPED

    @rule(at=COPY, to=st.just("2.0.0"))
    def move_on(self, at, to):
        super().move_on(at, to)


@pytest.mark.parametrize("engine", ENGINES)
def test_copies_of_which_some_move_on_to_the_shipped_version_agree(engine: type[Engine], tmp_path: Path) -> None:
    said = {"costs_status": "in_place", "costs_way": ["staff", "families"], "costs_results": _RESULTS}
    with first_version(tmp_path / "first version"):
        first = files.centre(tmp_path, "first", {**said, "info_topics": _TOPICS, "gh_violence": "written"})
    limits = settings(max_examples=6, stateful_step_count=10)
    run_state_machine_as_test(lambda: CopiesOfShipped(engine, first), settings=limits)


@pytest.mark.parametrize("engine", ENGINES)
def test_copies_of_several_versions_agree_whatever_happens_to_each(engine: type[Engine], begun: Path) -> None:
    limits = settings(max_examples=6, stateful_step_count=10)
    run_state_machine_as_test(lambda: CopiesOfVersions(engine, begun), settings=limits)
