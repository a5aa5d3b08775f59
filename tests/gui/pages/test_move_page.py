"""Moving on in the window: offered quietly, told before, done in one step, and taken back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.errors import UserError
from mrcworkbench.gui.pages.home.page import HomePage
from mrcworkbench.gui.pages.kept.page import KeptPage
from mrcworkbench.gui.pages.move.page import MovePage
from mrcworkbench.gui.places import Place
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import submit
from mrcworkbench.storage.answers import moving as stored
from tests import merge_support as files
from tests.gui.pages_support import cut, nameless
from tests.gui.rounds_support import two_rounds
from tests.gui.window_support import Desktop
from tests.services.session.test_moving import SAID
from tests.versions.made_version import first_version


@pytest.fixture
def begun(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A centre's file in version 1.0.0; since then there is 1.1.0."""
    request.getfixturevalue("version_one")
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
    shown.bridge.undo_stack.undo()
    shown.settle()
    assert card._area.needs_a_look


def test_what_needs_a_look_is_counted_on_home_and_found_by_the_filter(shown: Desktop) -> None:
    moving(shown).foot.go.click()
    shown.settle()
    page = home(shown)
    assert page.problems.isVisible()
    assert page.versions is not None
    assert page.versions._text.text().startswith("1 answer")
    questions = shown.go("questionnaire", only="problems")
    assert list(questions.cards.shown_codes()) == ["jobs_mode"]


def test_a_move_that_fails_says_why_changes_nothing_and_can_be_tried_again(
    shown: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = moving(shown)
    with monkeypatch.context() as broken:
        broken.setattr(stored, "move_kept", full)
        page.foot.go.click()
        shown.settle()
    assert page.isVisible()
    assert page.foot.trouble.isVisible()
    assert page.foot.go.isEnabled()
    assert page.foot.go.text() == page.texts.text("move_page.again")
    assert shown.bridge.working_copy.answer("costs_often") == SAID["costs_often"]
    page.foot.go.click()
    shown.settle()
    assert shown.bridge.assessment.questionnaire_version == "1.1.0"


def full(*_: object) -> None:
    raise UserError("disk_full", path="centre.mrcw")


def test_an_undo_that_fails_can_be_tried_again(shown: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    moving(shown).foot.go.click()
    shown.settle()
    stack = shown.bridge.undo_stack
    with monkeypatch.context() as broken:
        broken.setattr(stored, "restore_kept", full)
        stack.undo()
        shown.settle()
    assert [tone for tone, _, _ in shown.said] == ["danger"]
    assert shown.bridge.assessment.questionnaire_version == "1.1.0"
    assert stack.canUndo()
    stack.undo()
    shown.settle()
    assert shown.bridge.assessment.questionnaire_version == "1.0.0"


def test_what_was_sent_since_is_not_taken_back(shown: Desktop, tmp_path: Path) -> None:
    moving(shown).foot.go.click()
    shown.settle()
    submit(shown.bridge.session, tmp_path / "sent.mrcw", author="Ana")
    shown.bridge.undo_stack.undo()
    shown.settle()
    assert shown.bridge.assessment.questionnaire_version == "1.1.0"
    assert [tone for tone, _, _ in shown.said] == ["danger"]
    assert not shown.bridge.undo_stack.canUndo()


def test_undo_of_answers_and_of_the_move_lead_back_step_by_step_from_any_page(shown: Desktop) -> None:
    moving(shown).foot.go.click()
    shown.settle()
    shown.go("questionnaire", question="jobs_mode")
    shown.answer("jobs_mode", "own")
    stack, bridge = shown.bridge.undo_stack, shown.bridge
    stack.undo()
    assert bridge.assessment.questionnaire_version == "1.1.0"
    stack.undo()
    shown.settle()
    assert bridge.assessment.questionnaire_version == "1.0.0"
    assert shown.bench.navigator.place == Place("home")
    assert bridge.working_copy.answer("jobs_mode") == SAID["jobs_mode"]
    for _ in range(2):
        stack.redo()
        shown.settle()
    assert bridge.working_copy.answer("jobs_mode").value == "own"
    assert shown.said == []


def test_groups_close_and_open_with_the_keys_and_say_what_they_hold(shown: Desktop) -> None:
    page = moving(shown)
    rows, model = page.shown.list, page.shown.list.groups
    assert rows.hasFocus()
    everything = model.rowCount()
    shown.press(Qt.Key.Key_Down)
    shown.press(Qt.Key.Key_Left)
    assert model.rowCount() == everything - 2
    said = str(rows.currentIndex().data(int(Qt.ItemDataRole.AccessibleTextRole)))
    assert said.startswith("Need a look, 2 answers")
    assert said.endswith("closed")
    shown.press(Qt.Key.Key_Right)
    assert model.rowCount() == everything
    shown.press(Qt.Key.Key_Space)
    assert model.rowCount() == everything - 2


def test_the_numbers_add_up_and_every_answer_stands_in_one_group(shown: Desktop) -> None:
    page = moving(shown)
    lines = [line for group in page.shown.list.groups.groups for line in group.lines]
    assert len(lines) == len(SAID)
    assert len({line.number for line in lines}) == len(SAID)
    kept = next(line for group in page.shown.list.groups.groups if group.name == "kept" for line in group.lines)
    assert kept.answer == "We sit on a committee · We comment on draft rules"


def test_a_file_that_is_only_read_is_offered_nothing_and_the_page_says_why(desktop: Desktop, begun: Path) -> None:
    with open_session(begun):  # another window has it
        desktop.begin(begun)
        card = home(desktop).versions
        assert card is not None
        assert not card.isVisible()
        assert page_names(desktop) == []
        page = moving(desktop)
        assert not page.foot.go.isEnabled()
        assert page.foot.note.text()
        assert page.shown.isVisible()


def test_the_file_menu_offers_it_only_where_there_is_a_newer_version(shown: Desktop) -> None:
    assert page_names(shown) == ["Move on to a newer version…"]
    moving(shown).foot.go.click()
    shown.settle()
    assert page_names(shown) == []
    assert shown.go("move") is not None
    assert shown.bench.navigator.place == Place("home")


def page_names(desktop: Desktop) -> list[str]:
    menu = QMenu()
    desktop.bench.menus.fill_files(menu)
    return [action.text() for action in menu.actions() if "newer version" in action.text()]


def test_what_is_kept_can_be_read(shown: Desktop) -> None:
    moving(shown).foot.go.click()
    shown.settle()
    card = home(shown).versions
    assert card is not None
    card.kept.click()
    shown.settle()
    page = shown.bench.navigator.current()
    assert isinstance(page, KeptPage)
    said = [str(page.list.model().index(n, 0).data(int(Qt.ItemDataRole.AccessibleTextRole))) for n in range(3)]
    assert "Nobody: we only point to job lists" in said[0]
    assert "We sit on a committee" in said[2]
    assert all("1.0.0" in one for one in said)
    shown.press(Qt.Key.Key_Escape)
    assert shown.bench.navigator.place == Place("home")


def test_the_list_can_be_saved_as_a_table(shown: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "list.csv"
    monkeypatch.setattr(shown.bench.navigator, "_choose", lambda *_: target)
    page = moving(shown)
    page.shown.sum.save.click()
    shown.settle()
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + len(SAID)
    assert [row[0] for row in rows[1:4]] == ["Need a look", "Need a look", "Move"]
    assert [tone for tone, _, _ in shown.said] == ["ok"]


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1100, 700)])
def test_nothing_is_cut_and_everything_has_a_name(shown: Desktop, size: tuple[int, int]) -> None:
    shown.window.resize(*size)
    page = moving(shown)
    page.foot.fail("The disk is full. Free some space, then try again.")
    shown.settle()
    assert cut(page) == []
    assert nameless(page) == []
    page.foot.go.click()
    shown.settle()
    card = home(shown).versions
    assert card is not None
    assert cut(card) == []
    kept = shown.go("kept")
    assert cut(kept) == []
    assert nameless(kept) == []


def test_what_means_less_in_the_shipped_version_is_confirmed_beside_its_question(
    desktop: Desktop, tmp_path: Path
) -> None:
    results = [{"assoc_results_women": 1, "assoc_results_men": 0, "assoc_results_used": "More visits"}]
    said = {"costs_status": "in_place", "transfers_status": "in_place", "costs_way": ["staff", "families"],
            "assoc_status": "in_place", "assoc_way": ["staff"], "assoc_results": results}  # fmt: skip
    with first_version(tmp_path / "first version"):
        path = files.centre(tmp_path, "centre", said)
    desktop.begin(path)
    page = moving(desktop)
    groups = {group.name: len(group.lines) for group in page.shown.list.groups.groups}
    assert (groups["look_again"], groups["needs_a_look"]) == (4, 2)
    assert page.foot.note.text().startswith("4 answers will wait")
    told = {line.answer: line.what for group in page.shown.list.groups.groups for line in group.lines}
    assert "ticked for you" in told[questionnaire("manager", "1.0.0")["assoc_way"].options[0].text]
    assert cut(page) == []
    page.foot.go.click()
    desktop.settle()
    questions = desktop.go("questionnaire", question="costs_status")
    card = questions.cards.card("costs_status")
    button = card._area.still_true
    assert card._area.needs_a_look
    assert button.isVisible()
    assert cut(card) == []
    assert nameless(card) == []
    button.click()
    desktop.settle()
    assert not card._area.needs_a_look
    assert not button.isVisible()
    assert desktop.bridge.working_copy.answer("costs_status").value == "in_place"
    questions = desktop.go("questionnaire", only="problems")
    assert list(questions.cards.shown_codes()) == ["transfers_status"]
    card = desktop.go("questionnaire", question="assoc_way").cards.card("assoc_way")
    assert card._area.needs_a_look
    desktop.answer("assoc_way", ["staff"])
    assert not card._area.needs_a_look
    assert desktop.said == []


def test_of_what_waits_from_the_round_before_the_rest_stays_too(
    desktop: Desktop, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    said = {"media_status": "in_place", "media_kinds": ["radio", "tv"], "jobs_status": "in_place", "jobs_mode": "facts"}
    request.getfixturevalue("version_one")
    later = two_rounds(tmp_path / "centre.mrcw", said)
    request.getfixturevalue("made_version")
    desktop.begin(tmp_path / "centre.mrcw")
    desktop.bridge.open_assessment(later)
    said_of = {line.question: line.what for group in moving(desktop).shown.list.groups.groups for line in group.lines}
    asked = questionnaire("manager", "1.0.0")
    assert "The rest stays" in said_of[asked["media_kinds"].text]
    assert "No choice means the same" in said_of[asked["jobs_mode"].text]
