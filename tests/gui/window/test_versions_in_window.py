"""Going from an assessment of one version to one of another: each is shown by its own questionnaire."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrcworkbench.content.instruments import criteria_set, questionnaire
from mrcworkbench.gui.pages.centre import CentrePage
from tests.answer_sets import given
from tests.gui.window_support import Desktop
from tests.merge_support import as_centres_file
from tests.versions.together import several

pytestmark = pytest.mark.usefixtures("made_version")
PAGES = ("questionnaire", "results", "compare")


@pytest.fixture
def both(tmp_path: Path, desktop: Desktop) -> Desktop:
    """A collection with a centre that answered 1.0.0 and one that answered 1.1.0; the first is open."""
    path = several(
        tmp_path / "all.mrcw",
        old=("manager", "1.0.0", {"costs_status": given("in_place"), "costs_often": given("all")}),
        new=("manager", "1.1.0", {"costs_status": given("in_place"), "costs_how_often": given("once")}),
    )
    desktop.begin(path)
    desktop.bridge.open_assessment("a-old")
    return desktop


def test_each_page_shows_the_questionnaire_of_the_open_assessment(both: Desktop) -> None:
    for version, code in (("1.0.0", "costs_often"), ("1.1.0", "costs_how_often"), ("1.0.0", "costs_often")):
        both.bench._open_assessment("a-old" if version == "1.0.0" else "a-new")
        page = both.go("centre", section="costs")
        assert isinstance(page, CentrePage)
        assert code in page.list.rows
        assert both.go("results").asked is questionnaire("manager", version)
        compared = both.go("compare")
        assert compared.asked is questionnaire("manager", version)
        assert compared._criteria is criteria_set("manager", version)
    assert both.said == []


def test_a_page_that_is_still_right_stays_as_it_was(both: Desktop) -> None:
    centres, results = both.go("centres"), both.go("results")
    both.bench._open_assessment("a-old")
    assert both.go("results") is results
    both.bench._open_assessment("a-new")
    assert both.go("results") is not results
    assert both.go("centres") is centres


def test_a_question_of_another_version_is_answered_and_undone(both: Desktop) -> None:
    path = both.bridge.session.path
    both.bridge.detach()
    both.begin(as_centres_file(path))
    both.bench._open_assessment("a-new")
    both.go("questionnaire", section="costs", question="costs_how_often")
    both.answer("costs_how_often", "all")
    assert both.bridge.working_copy.criterion("development.remittances.transfer_costs").level == 2
    both.bridge.undo_stack.undo()
    assert both.bridge.working_copy.answer("costs_how_often") == given("once")
