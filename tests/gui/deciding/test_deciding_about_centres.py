"""What an officer decides about centres in the window: each act asks, says what follows, and can be found again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from mrcworkbench.gui.deciding.choosing import ChooseDialog
from mrcworkbench.gui.deciding.dialog import ActDialog
from mrcworkbench.gui.deciding.erasing import EraseDialog
from mrcworkbench.gui.deciding.joining import JoinDialog
from mrcworkbench.gui.models.centre_rows import CentreColumn
from mrcworkbench.services.backups import backups_of
from mrcworkbench.services.merging import log
from tests.gui.merging_support import TEXT, collection, submission
from tests.gui.pages_support import cut, nameless
from tests.gui.window_support import Desktop


@pytest.fixture
def page(desktop: Desktop, tmp_path: Path):
    """The page Centres of two centres of nearly one name, and a third."""
    one = submission(tmp_path / "one.mrcw", "Levan Hills", **{TEXT: "The town"})
    two = submission(tmp_path / "two.mrcw", "Levan Hill", **{TEXT: "The ministry"})
    three = submission(tmp_path / "three.mrcw", "Bahari", "KE")
    desktop.begin(collection(tmp_path / "all.mrcw", one, two, three))
    return desktop.go("centres")


def choose_row(page, name: str) -> None:
    index = next(one for one in range(page.listing.model.rowCount()) if named(page, one) == name)
    page.listing.table.choose(page.listing.model.row_at(page.listing.model.index(index, 0)).id)


def named(page, place: int) -> str:
    return page.listing.model.row_at(page.listing.model.index(place, 0)).info.centre.name


def listed(page) -> set[str]:
    return {named(page, one) for one in range(page.listing.model.rowCount())}


def press(menu: QMenu, text: str) -> None:
    next(one for one in menu.actions() if one.text().startswith(text)).trigger()


def asked(desktop: Desktop, page, name: str, entry: str) -> ActDialog:
    choose_row(page, name)
    press(page.deciding.menu(), entry)
    desktop.settle()
    dialog = page.deciding.acts.dialog
    assert dialog is not None
    assert cut(dialog) == []
    assert nameless(dialog) == []
    return dialog


def agree(desktop: Desktop, dialog: ActDialog, reason: str = "They asked in writing") -> None:
    assert not dialog.go.isEnabled()
    dialog.because.reason.setPlainText(reason)
    dialog.because.author.setText("N. Ferro")
    assert dialog.go.isEnabled()
    dialog.go.click()
    desktop.settle()


def words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def decided(desktop: Desktop) -> list[tuple[str, str]]:
    return [(line.kind, line.said.reason) for line in log.decisions(desktop.bridge.session)]


def join_both(desktop: Desktop, page) -> ChooseDialog:
    dialog = asked(desktop, page, "Levan Hill", "Same centre")
    assert isinstance(dialog, JoinDialog)
    assert dialog.other.itemText(0).startswith("Levan Hills"), "who has nearly its name comes first"
    dialog.other.setCurrentIndex(0)
    assert "you will be asked which counts" in words(dialog)
    agree(desktop, dialog)
    choosing = page.deciding.acts.dialog
    assert isinstance(choosing, ChooseDialog)
    return choosing


def test_withdrawing_says_what_follows_makes_a_backup_and_is_taken_back(desktop: Desktop, page) -> None:
    dialog = asked(desktop, page, "Bahari", "Withdraw")
    assert "1 assessment leaves all views" in words(dialog)
    agree(desktop, dialog)
    session = desktop.bridge.session
    assert [one.name for one in session.centres() if one.withdrawn] == ["Bahari"]
    assert next(one.reason for one in backups_of(session.path)) == "withdrawal"
    assert "Bahari is withdrawn" in page.deciding.told.accessibleName()
    assert "Bahari" in listed(page), "it is listed, and says so"
    page.deciding.undo.click()
    desktop.settle()
    agree(desktop, page.deciding.acts.dialog, "A mistake")
    assert not any(one.withdrawn for one in desktop.bridge.session.centres())
    assert page.deciding.undo.isHidden()
    assert decided(desktop) == [("withdrawn", "They asked in writing"), ("taken_back", "A mistake")]


def test_giving_up_changes_nothing(desktop: Desktop, page) -> None:
    dialog = asked(desktop, page, "Bahari", "Withdraw")
    dialog.because.reason.setPlainText("x")
    dialog.reject()
    desktop.settle()
    assert page.deciding.acts.dialog is None
    assert decided(desktop) == []


def test_a_join_leads_to_the_question_which_assessment_counts(desktop: Desktop, page) -> None:
    choosing = join_both(desktop, page)
    assert "They differ in 1 answer." in words(choosing)
    assert words(choosing).count("Round 2026, first") == 2
    choosing.reject()
    desktop.settle()
    assert "1 centre has two assessments of one round" in page.deciding.to_choose.text()
    page.deciding.to_choose.click()
    desktop.settle()
    again = page.deciding.acts.dialog
    assert isinstance(again, ChooseDialog)
    again.because.reason.setPlainText("Sealed by the manager")
    again.because.author.setText("N. Ferro")
    assert not again.go.isEnabled(), "none is chosen"
    again._group.buttons()[0].click()
    assert cut(again) == []
    again.go.click()
    desktop.settle()
    assert page.deciding.to_choose.isHidden()
    table, column = page.listing.table, int(CentreColumn.ROUND)
    said = {str(page.listing.model.index(one, column).data()) for one in range(page.listing.model.rowCount())}
    assert "2026, first · not counted" in said
    words_of = table.fontMetrics().horizontalAdvance
    assert max(map(words_of, said)) <= table.columnWidth(column), "it is not cut"
    counted = [one.counts for one in desktop.bridge.session.assessments() if "Levan" in one.centre.name]
    assert sorted(map(str, counted)) == ["False", "True"]


def test_the_page_of_a_centre_asks_too_which_assessment_counts(desktop: Desktop, page) -> None:
    join_both(desktop, page).reject()
    desktop.settle()
    choose_row(page, "Levan Hills")
    page._open_current()
    desktop.settle()
    ways = desktop.bench.navigator.pages["centre"].ways
    assert ways.to_choose.isVisible()
    ways.to_choose.click()
    desktop.settle()
    dialog = ways.acts.dialog
    assert isinstance(dialog, ChooseDialog)
    dialog._group.buttons()[1].click()
    agree(desktop, dialog)
    assert not ways.to_choose.isVisible()


def test_erasing_needs_the_name_and_deletes_backups_that_are_ticked(desktop: Desktop, page) -> None:
    dialog = asked(desktop, page, "Bahari", "Withdraw")
    agree(desktop, dialog)
    path = desktop.bridge.session.path
    erasing = asked(desktop, page, "Bahari", "Erase")
    assert isinstance(erasing, EraseDialog)
    assert "Do not name persons" in words(erasing)
    backups = backups_of(path)
    assert backups
    erasing.because.reason.setPlainText("Asked in writing")
    erasing.because.author.setText("N. Ferro")
    assert not erasing.go.isEnabled(), "the name was not typed"
    erasing.name.setText("Bahari")
    erasing.backups.setChecked(True)
    erasing.go.click()
    desktop.settle()
    assert listed(page) == {"Levan Hills", "Levan Hill"}
    assert backups_of(path) == ()
    assert "Bahari" not in page.deciding.told.accessibleName()
    assert b"Bahari" not in path.read_bytes()
    assert page.deciding.erased.text() == "Erased: 1 centre"
    assert decided(desktop) == [("erased", "Asked in writing")]


def test_an_erased_centre_is_let_in_again(desktop: Desktop, page) -> None:
    erasing = asked(desktop, page, "Bahari", "Erase")
    erasing.name.setText("Bahari")
    agree(desktop, erasing)
    press(page.deciding.erased_menu(), "Let it in again")
    desktop.settle()
    dialog = page.deciding.acts.dialog
    assert "N. Ferro" in words(dialog)
    agree(desktop, dialog, "They came back")
    assert page.deciding.erased.isHidden()


def test_the_page_of_a_centre_offers_the_same_and_leaves_when_it_is_withdrawn(desktop: Desktop, page) -> None:
    choose_row(page, "Bahari")
    page._open_current()
    desktop.settle()
    centre = desktop.bench.navigator.pages["centre"]
    assert desktop.shell.stack.currentWidget() is centre
    press(centre.ways.menu(), "Withdraw")
    desktop.settle()
    agree(desktop, centre.ways.acts.dialog)
    assert desktop.shell.stack.currentWidget() is page
    assert any("Bahari is withdrawn" in said for message in desktop.said for said in message)


def test_after_an_erasure_no_page_shows_anything_of_it(desktop: Desktop, page) -> None:
    choose_row(page, "Levan Hills")
    page._open_current()
    desktop.settle()
    centre = desktop.bench.navigator.pages["centre"]
    press(centre.ways.menu(), "Erase")
    desktop.settle()
    erasing = centre.ways.acts.dialog
    erasing.name.setText("Levan Hills")
    agree(desktop, erasing)
    assert desktop.shell.stack.currentWidget() is page
    everything = "\n".join(one.text() for one in desktop.window.findChildren(QLabel) if one.isVisibleTo(desktop.window))
    assert "Levan Hills" not in everything
    assert "The town" not in everything
    assert desktop.bench.navigator is not None


def test_what_is_only_read_offers_nothing(desktop: Desktop, page, monkeypatch: pytest.MonkeyPatch) -> None:
    choose_row(page, "Bahari")
    monkeypatch.setattr(type(desktop.bridge.session), "read_only", True)
    assert page.deciding.menu().actions() == []
