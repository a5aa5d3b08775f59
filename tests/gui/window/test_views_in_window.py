"""A stakeholder's view in the window: its own questions, and no page that is about levels."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMenu

from mrcworkbench.gui.pages.questionnaire import QuestionnairePage
from mrcworkbench.gui.places import Place
from mrcworkbench.services.session.databases import create
from tests.gui.window_support import Desktop

LEVELS = ("results", "compare", "report")


@pytest.fixture
def own(tmp_path: Path, desktop: Desktop) -> Desktop:
    """A centre's file, open at its own assessment."""
    create(tmp_path / "centre.mrcw", "Port Velira", "PT", "2026")
    desktop.begin(tmp_path / "centre.mrcw")
    desktop.bench.new_view.confirm = lambda *_: True
    return desktop


@pytest.fixture
def view(own: Desktop) -> Desktop:
    """The same, where every page has been visited and then a view was begun."""
    for page in own.shell.sidebar.shown_pages:
        own.go(page)
    own.bench.new_view.offer()
    own.settle()
    return own


def entries(desktop: Desktop) -> list[str]:
    menu = QMenu()
    desktop.bench.menus.fill_files(menu)
    return [action.text() for action in menu.actions()]


def test_the_file_menu_begins_a_view_and_shows_it(own: Desktop) -> None:
    entry = own.bench.texts.text("window.file_view")
    assert entry in entries(own)
    about = own.bridge.assessment
    own.bench.menus.view_chosen.emit()
    own.settle()
    shown = own.bridge.assessment
    assert (shown.about, shown.centre, shown.round) == (about.id, about.centre, about.round)
    assert entry not in entries(own)
    assert own.said == []


def test_several_views_have_numbers(own: Desktop) -> None:
    about = own.bridge.assessment.id
    for _ in range(2):
        own.bench._open_assessment(about)
        own.bench.new_view.offer()
        own.settle()
    named = own.bench.texts.text("window.view_of_several", number=2, round="2026")
    assert named in own.shell.sidebar.switcher.accessibleName()


def test_nothing_is_begun_where_the_question_is_declined(own: Desktop) -> None:
    own.bench.new_view.confirm = lambda *_: False
    own.bench.new_view.offer()
    assert len(own.bridge.session.assessments()) == 1


def test_a_view_has_no_page_about_levels_and_none_is_reached(view: Desktop) -> None:
    assert view.shell.sidebar.shown_pages == ("home", "questionnaire", "submit")
    for page in LEVELS:
        view.bench.navigator.go(Place(page))
        view.settle()
        assert view.bench.navigator.place.page == "home"
    assert "2026" in view.shell.sidebar.switcher.accessibleName()
    assert view.bench.texts.text("window.view", round="2026") in view.shell.sidebar.switcher.accessibleName()
    view.bench._open_assessment(view.bridge.assessment.about)
    assert set(LEVELS) < set(view.shell.sidebar.shown_pages)
    for page in LEVELS:
        view.go(page)
    assert view.said == []


def test_a_view_is_filled_in_undone_and_sent(view: Desktop) -> None:
    for section in view.bridge.session.questionnaire.sections:
        page = view.go("questionnaire", section=section.code)
        assert isinstance(page, QuestionnairePage)
        assert page.cards.card(section.questions[0].code) is not None
    view.answer("st_body", "The city of Velira")
    view.bridge.undo_stack.undo()
    assert view.bridge.working_copy.answers == {}
    view.bridge.undo_stack.redo()
    view.go("home")
    submit = view.go("submit")
    assert view.bench.texts.text("submit_page.unevidenced_ok") not in [
        one.text() for one in submit.findChildren(QLabel)
    ]
    assert view.said == []


def test_nothing_is_found_that_leads_nowhere(view: Desktop) -> None:
    def pages() -> set[str]:
        return {entry.place.page for entry in view.bench.navigator._searched()}

    assert pages() == {"questionnaire"}
    view.bench._open_assessment(view.bridge.assessment.about)
    assert "compare" in pages()


def test_a_file_opens_at_the_centres_own_assessment(view: Desktop, tmp_path: Path) -> None:
    view.bench.files.open(tmp_path / "centre.mrcw")
    again = Desktop(view.app, view.answers)
    view.bench.navigator.leave()
    view.bridge.detach()
    again.begin(tmp_path / "centre.mrcw")
    try:
        assert again.bridge.assessment.about == ""
    finally:
        again.end()
