"""Moving on in the window: offered quietly, told before, done in one step, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.gui.pages.home.page import HomePage
from mrcworkbench.gui.pages.move.page import MovePage
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files
from tests.gui.window_support import Desktop
from tests.services.session.test_moving import SAID


@pytest.fixture
def begun(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A centre's file in version 1.0.0; since then there is 1.1.0."""
    path = tmp_path / "centre.mrcw"
    create(path, "Port Velira", "AL", "2026", clock=files.clock())
    with open_session(path) as session:
        session.open_assessment(None)
        session.set_answers(SAID)
    request.getfixturevalue("made_version")
    return path


@pytest.fixture
def shown(desktop: Desktop, begun: Path) -> Desktop:
    """The window on that file, at Home."""
    desktop.begin(begun)
    home(desktop)
    return desktop


def home(desktop: Desktop) -> HomePage:
    """Home, when what no start waits for has been said."""
    page = desktop.go("home")
    assert isinstance(page, HomePage)
    page._look_ahead()
    desktop.settle()
    return page


def moving(desktop: Desktop) -> MovePage:
    page = desktop.go("move")
    assert isinstance(page, MovePage)
    return page


def test_home_offers_the_newer_version_and_the_page_tells_what_becomes_of_each_answer(shown: Desktop) -> None:
    card = home(shown).versions
    assert card is not None
    assert card.isVisible()
    assert "1.1.0" in card.title.text()
    card.see.click()
    shown.settle()
    page = shown.bench.navigator.current()
    assert isinstance(page, MovePage)
    groups = {group.name: len(group.lines) for group in page.shown.list.groups.groups}
    assert groups == {"needs_a_look": 2, "renamed": 1, "kept": 1, "same": 5}
    assert shown.bridge.assessment.questionnaire_version == "1.0.0"
    assert shown.said == []


def test_moving_on_is_one_step_of_undo_and_of_redo(shown: Desktop) -> None:
    page = moving(shown)
    page.foot.go.click()
    shown.settle()
    bridge = shown.bridge
    assert bridge.assessment.questionnaire_version == "1.1.0"
    card = home(shown).versions
    assert card is not None
    assert card.undo.isVisible()
    card.undo.click()
    shown.settle()
    assert bridge.assessment.questionnaire_version == "1.0.0"
    assert bridge.working_copy.questionnaire is questionnaire("manager", "1.0.0")
    assert bridge.working_copy.answer("costs_often") == SAID["costs_often"]
    assert not card.undo.isVisible()
    assert card.see.isVisible()
    bridge.undo_stack.redo()
    shown.settle()
    assert bridge.assessment.questionnaire_version == "1.1.0"
    assert bridge.working_copy.answer("costs_how_often") == SAID["costs_often"]
    assert shown.said == []


def test_escape_stays_and_changes_nothing(shown: Desktop, begun: Path) -> None:
    before = begun.read_bytes()
    moving(shown)
    shown.press(Qt.Key.Key_Escape)
    assert shown.bench.navigator.place.page == "home"
    assert begun.read_bytes() == before


def test_an_answer_that_needs_a_look_stands_beside_its_question_until_it_is_given_again(shown: Desktop) -> None:
    moving(shown).foot.go.click()
    shown.settle()
    assert shown.bridge.working_copy.answer("jobs_mode").state is AnswerState.BLANK
    questions = shown.go("questionnaire", question="jobs_mode")
    card = questions.cards.card("jobs_mode")
    assert "1.0.0" in card._area._notice.accessibleName()
    assert card._area.needs_a_look
    shown.answer("jobs_mode", "own")
    assert not card._area.needs_a_look
