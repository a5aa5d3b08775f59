"""Two copies that said different things which the newer version has no place for: what is kept is in conflict, and can
be settled like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.gui.models.conflict_list import title
from mrcworkbench.services.merging import proposals, resolving
from mrcworkbench.services.session.moving import move_on
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files


@pytest.fixture
def apart(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """A copy that moved on, and one that stayed: each has said something else to a question that is retired."""
    request.getfixturevalue("version_one")
    one = files.centre(tmp_path, "one", {"prof_body": "State"})
    other = files.sent(one, "other")
    files.edit(one, {"policy_ways": ["seat"]})
    files.edit(other, {"policy_ways": ["draft"]})
    request.getfixturevalue("made_version")
    with open_session(one) as session:
        session.open_assessment(None)
        move_on(session, "1.1.0")
    return one, other


@pytest.mark.parametrize("first", [0, 1])
def test_it_is_shown_by_its_question_and_settled(apart: tuple[Path, Path], first: int) -> None:
    into, from_ = apart[first], apart[1 - first]
    assert files.verdicts(files.merge(into, from_)) == ["conflict"]
    with open_session(into) as session:
        (conflict,) = resolving.open_conflicts(session)
        assert conflict.question == "policy_ways@1.0.0"
        assert conflict.asked is not None
        assert title(conflict, catalogue()) == conflict.asked.text, "a code never shows"
        assert sorted(side.value for side in conflict.sides) == [["draft"], ["seat"]]
        choice = resolving.Resolution(conflict.id, ["seat"], "Asked them")
        assert resolving.resolve(session, [choice], author="Ana") == 1
        assert resolving.open_conflicts(session) == ()
        session.open_assessment(None)
        assert session.questionnaire.version == "1.1.0"
        assert session.kept_answers["policy_ways@1.0.0"].value == ("seat",)
    report = files.merge(from_, into)
    assert files.verdicts(report) == ["conflict"], "what was decided in a copy waits here"
    with open_session(from_) as session:
        assert proposals.confirm(session, [one.id for one in report.proposals], reason="as said", author="Bo") == 1
        assert resolving.open_conflicts(session) == ()
        session.open_assessment(None)
        assert session.kept_answers["policy_ways@1.0.0"].value == ("seat",)
