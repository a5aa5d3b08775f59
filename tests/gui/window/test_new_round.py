"""Beginning the next round in the window, and what the home page says of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from mrcworkbench.domain.progress import is_done
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState
from mrcworkbench.gui.pages.home import HomePage
from mrcworkbench.gui.rounds.new_round import NewRoundDialog, proposed_label
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.services.session.session import create
from mrcworkbench.services.submitting import submit
from tests.gui.pages_support import cut, nameless
from tests.gui.rounds_support import two_rounds
from tests.gui.window_support import Desktop

NEW_ROUND = "New round…"


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """A centre's file with one round."""
    create(tmp_path / "centre.mrcw", "Port Velira", "AL", "2025")
    return tmp_path / "centre.mrcw"


def menu_entries(desktop: Desktop) -> list[str]:
    menu = QMenu()
    desktop.bench.menus.fill_files(menu)
    return [action.text() for action in menu.actions()]


def asked(desktop: Desktop) -> NewRoundDialog:
    dialog = desktop.bench.round_start.dialog
    assert dialog is not None, "nobody is asked"
    return dialog


def begin(desktop: Desktop, label: str) -> None:
    """Chooses the entry of the menu and types the name of the round."""
    desktop.bench.menus.round_chosen.emit()
    desktop.settle()
    asked(desktop).field.setText(label)
    asked(desktop).go.click()
    desktop.settle()


def home(desktop: Desktop) -> HomePage:
    page = desktop.go("home")
    assert isinstance(page, HomePage)
    return page


def labels(desktop: Desktop) -> list[str]:
    return [one.round for one in desktop.bridge.session.assessments()]


def test_the_next_round_is_begun_from_the_menu_and_opened(desktop: Desktop, centre: Path) -> None:
    desktop.begin(centre)
    desktop.answer("prof_body", "Ministry of Labour")
    assert NEW_ROUND in menu_entries(desktop)
    before = desktop.bridge.assessment.id
    begin(desktop, "2026")
    assert desktop.bench.round_start.dialog is None
    assert (desktop.bridge.assessment.round, desktop.bridge.assessment.follows) == ("2026", before)
    assert desktop.bench.navigator.place.page == "home"
    assert home(desktop).rounds is not None
    assert "1 answer carried over" in home(desktop).rounds.title.text()  # type: ignore[union-attr]


def test_the_name_is_proposed_and_never_one_that_there_is(
    desktop: Desktop, centre: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop.begin(centre)
    monkeypatch.setattr("mrcworkbench.clocks.today", lambda: date(2025, 12, 1))
    assert proposed_label(desktop.bridge.session) == "2026"
    desktop.bench.menus.round_chosen.emit()
    assert asked(desktop).field.text() == "2026"
    assert asked(desktop).field.hasSelectedText()
    asked(desktop).reject()


def test_a_name_that_is_taken_is_said_beside_the_field_and_can_be_mended(desktop: Desktop, centre: Path) -> None:
    desktop.begin(centre)
    desktop.go("questionnaire", section="profile")
    desktop.answer("prof_body", "Ministry of Labour")
    begin(desktop, "2025")
    said = asked(desktop).findChild(MessageBox)
    assert said is not None
    assert "already" in said.accessibleName()
    assert not said.isHidden()
    assert asked(desktop).field.text() == "2025"
    assert asked(desktop).field.isEnabled()
    assert labels(desktop) == ["2025"]
    assert cut(asked(desktop)) == []
    assert desktop.bench.navigator.place.section == "profile", "one is led away though nothing was begun"
    assert desktop.bridge.undo_stack.canUndo()
    asked(desktop).field.setText("2026")
    asked(desktop).go.click()
    desktop.settle()
    assert labels(desktop) == ["2025", "2026"]


def test_a_missing_name_is_said_beside_the_field(desktop: Desktop, centre: Path) -> None:
    desktop.begin(centre)
    begin(desktop, "  ")
    said = asked(desktop).findChild(MessageBox)
    assert said is not None
    assert said.accessibleName().startswith("The name of the round is missing")
    asked(desktop).reject()
    desktop.settle()
    assert labels(desktop) == ["2025"]


def test_giving_up_begins_nothing_and_it_can_be_asked_again(desktop: Desktop, centre: Path) -> None:
    desktop.begin(centre)
    desktop.bench.menus.round_chosen.emit()
    QTest.keyClick(asked(desktop), Qt.Key.Key_Escape)
    desktop.settle()
    assert desktop.bench.round_start.dialog is None
    assert labels(desktop) == ["2025"]
    begin(desktop, "2026")
    assert labels(desktop) == ["2025", "2026"]


def test_the_dialog_can_be_read_and_used_without_a_mouse(desktop: Desktop, centre: Path) -> None:
    desktop.begin(centre)
    desktop.bench.menus.round_chosen.emit()
    desktop.settle()
    assert nameless(asked(desktop)) == []
    assert cut(asked(desktop)) == []
    asked(desktop).field.setText("2026")
    QTest.keyClick(asked(desktop).field, Qt.Key.Key_Return)
    desktop.settle()
    assert labels(desktop) == ["2025", "2026"]


def test_a_round_that_has_a_next_one_is_opened_to_be_read_and_offers_none(desktop: Desktop, tmp_path: Path) -> None:
    second = two_rounds(tmp_path / "two.mrcw")
    desktop.begin(tmp_path / "two.mrcw")
    assert desktop.bridge.assessment.id == second, "the newest round is not the one to begin with"
    assert NEW_ROUND in menu_entries(desktop)
    first = next(one.id for one in desktop.bridge.session.assessments() if one.id != second)
    desktop.bench.menus.assessment_chosen.emit(first)
    desktop.settle()
    assert desktop.bridge.assessment.round == "2025"
    assert desktop.bridge.working_copy.answer("referral_news").value == "some"
    assert NEW_ROUND not in menu_entries(desktop)
    desktop.bench.menus.assessment_chosen.emit(second)
    desktop.settle()
    assert desktop.bridge.working_copy.answer("referral_news").before is not None


def test_the_sample_offers_no_next_round(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    assert NEW_ROUND not in menu_entries(desktop)


def test_home_leads_to_the_first_answer_that_waits_until_none_does(desktop: Desktop, tmp_path: Path) -> None:
    two_rounds(tmp_path / "two.mrcw", {"prof_body": "Ministry of Labour", "referral_status": "none"})
    desktop.begin(tmp_path / "two.mrcw")
    card = home(desktop).rounds
    assert card is not None
    assert "2 answers carried over" in card.title.text()
    assert cut(card) == []
    card.go.click()
    desktop.settle()
    assert desktop.bench.navigator.place.question == "prof_body"
    page = desktop.bench.navigator.pages["questionnaire"]
    page.cards.rounds.confirm("prof_body")
    page.cards.rounds.confirm("referral_status")
    assert home(desktop).rounds is card
    assert card.isHidden()


def test_home_offers_the_next_round_once_this_one_was_sealed_to_be_sent(
    desktop: Desktop, centre: Path, tmp_path: Path
) -> None:
    desktop.begin(centre)
    desktop.answer("prof_body", "Ministry of Labour")
    card = home(desktop).rounds
    assert card is None or card.isHidden(), "the next round is offered though this one has just begun"
    submit(desktop.bridge.session, tmp_path / "sent.mrcw", author="Ana")
    card = home(desktop).rounds
    assert card is not None
    assert card.title.text().startswith("Round 2025 was sealed on ")
    assert cut(card) == []
    card.go.click()
    dialog = desktop.window.findChild(NewRoundDialog)
    assert dialog is not None
    dialog.field.setText("2026")
    dialog.go.click()
    desktop.settle()
    assert desktop.bridge.assessment.round == "2026"
    assert "1 answer carried over" in card.title.text()


def test_home_offers_the_next_round_where_every_question_is_answered(desktop: Desktop, centre: Path) -> None:
    desktop.begin(centre)
    copy = desktop.bridge.working_copy
    while left := [
        code for code in copy.questionnaire.needed if copy.is_shown(code) and not is_done(copy.answer(code))
    ]:
        for code in left:
            desktop.bridge.put(code, Answer(AnswerState.DECLINED))
    card = home(desktop).rounds
    assert card is not None
    assert card.title.text() == "Every question of round 2025 is answered"
    desktop.bridge.clear_answer("prof_body")
    desktop.settle()
    assert card.isHidden()
