"""The page on decisions: what waits is confirmed or declined with a reason, and every reason is found again."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mrcworkbench import paths
from mrcworkbench.gui.models.decision_words import ICONS
from mrcworkbench.gui.page.page_list import pages_of
from mrcworkbench.gui.pages.conflicts import ConflictsPage
from mrcworkbench.gui.pages.decisions import DecisionsPage
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import DirectRunner
from mrcworkbench.gui.widgets.decisions.decision_list import AT_ONCE
from mrcworkbench.gui.widgets.decisions.panel import DecisionsPanel
from mrcworkbench.services.merging import proposals
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.resolving import Resolution, open_conflicts, resolve, withdraw
from mrcworkbench.services.session.session import open_session
from tests import merge_support as files
from tests.gui.merging_support import TEXT, in_conflict, merged, opened
from tests.gui.pages_support import Harness, cut, long_content, nameless

Opener = Callable[..., tuple[Harness, DecisionsPage]]


@pytest.fixture
def opening(qapp: QApplication, user_data: Path) -> Iterator[Opener]:
    made: list[Harness] = []

    def make(
        path: Path, chosen: Path | None = None, content: Content | None = None, *, mirrored: bool = False
    ) -> tuple[Harness, DecisionsPage]:
        harness = Harness(qapp, opened(path), content=content)  # type: ignore[arg-type]
        page = DecisionsPage(harness.context(runner=DirectRunner(), choose=lambda *_: chosen))
        made.append(harness)
        harness.show(page, mirrored=mirrored)
        page.show_place(Place("decisions"))
        harness.settle()
        return harness, page

    yield make
    for harness in made:
        harness.bridge.detach()
        harness.close()


@pytest.fixture
def target(tmp_path: Path, user_data: Path) -> Path:
    """A collection with one conflict about a text."""
    return in_conflict(tmp_path, {TEXT: "The ministry of labour"}, {TEXT: "The town"})


def settle(path: Path, value: object, because: str, author: str = "N. Ferro") -> None:
    with open_session(path) as session:
        (conflict,) = open_conflicts(session)
        resolve(session, [Resolution(conflict.id, value, because)], author=author)


def proposed(target: Path, reason: str = "Closed in May.") -> None:
    """A file comes in that withdraws the centre."""
    other = files.as_centres_file(files.copy(target, "bahari-2026"))
    with open_session(other) as session:
        withdraw(session, session.centres()[0].id, reason=reason, author="L. Oden")
    merged(target, other)


def words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def respond(page: DecisionsPage, reason: str, *, confirms: bool) -> None:
    """Says something to the only proposal that waits."""
    (card,) = page.waiting.cards
    page.waiting.author.setText("N. Ferro")
    (card.confirm if confirms else card.decline).click()
    assert not card.act.isEnabled()
    card.reason.setPlainText(reason)
    card.act.click()


def say(form: QWidget, reason: str, author: str = "N. Ferro") -> None:
    form.because.reason.setPlainText(reason)  # type: ignore[attr-defined]
    form.because.author.setText(author)  # type: ignore[attr-defined]
    form.act.click()  # type: ignore[attr-defined]


def test_a_settled_conflict_is_found_a_week_later_with_both_values_who_and_why(target: Path, opening: Opener) -> None:
    settle(target, "The town", "Called both on Monday.")
    _, page = opening(target)
    (item,) = page.list.items
    said = words(item)
    assert "What is the name of this body?" in item.title
    assert "“Called both on Monday.”" in said
    assert "N. Ferro" in said
    assert "Before: The ministry of labour" in said
    assert "Before: The town" in said
    assert "Now: The town" in said
    assert "Port Velira" in said


def test_a_decision_leads_to_its_answer(target: Path, opening: Opener) -> None:
    settle(target, "The town", "Called.")
    harness, page = opening(target)
    (item,) = page.list.items
    assert item.open is not None
    item.open.click()
    assert harness.places[-1].question == TEXT


def test_a_proposal_waits_until_it_is_confirmed_with_a_reason(target: Path, opening: Opener) -> None:
    proposed(target)
    _, page = opening(target)
    (card,) = page.waiting.cards
    assert "“Closed in May.”" in words(card)
    assert "bahari-2026.mrcw" in words(card)
    assert card.asking.isHidden()
    respond(page, "They called themselves.", confirms=True)
    assert page.waiting.isHidden()
    (item,) = page.list.items
    assert "Confirmed here by N. Ferro" in words(item)
    assert "“They called themselves.”" in words(item)
    with open_session(target, read_only=True) as session:
        assert session.centres()[0].withdrawn


def test_after_an_answer_the_focus_goes_to_what_waits_next_or_to_the_log(target: Path, opening: Opener) -> None:
    proposed(target)
    harness, page = opening(target)
    (card,) = page.waiting.cards
    card.decline.click()
    assert "knows nothing" in card.reason.placeholderText(), "the example is of a refusal"
    card.cancel.click()
    respond(page, "Nobody knows L. Oden", confirms=False)
    harness.settle()
    assert harness.window.focusWidget() is page.filters.search


def test_a_proposal_that_is_declined_has_no_effect_and_its_reasons_stay(target: Path, opening: Opener) -> None:
    proposed(target)
    _, page = opening(target)
    respond(page, "It is open: I was there.", confirms=False)
    (item,) = page.list.items
    assert "declined" in item.title
    assert "“It is open: I was there.”" in words(item)
    assert "Proposed by L. Oden" in words(item)
    assert "“Closed in May.”" in words(item)
    with open_session(target, read_only=True) as session:
        assert not session.centres()[0].withdrawn


def test_nothing_is_confirmed_without_a_name(target: Path, opening: Opener) -> None:
    proposed(target)
    _, page = opening(target)
    (card,) = page.waiting.cards
    page.waiting.author.clear()
    card.confirm.click()
    card.reason.setPlainText("They called themselves.")
    card.act.click()
    assert page.wrong.accessibleName()
    with open_session(target, read_only=True) as session:
        assert len(proposals.open_proposals(session)) == 1


def test_escape_takes_nothing_back_and_keeps_what_was_typed(target: Path, opening: Opener) -> None:
    settle(target, "The town", "Called.")
    _, page = opening(target)
    (item,) = page.list.items
    assert item.take_back is not None
    item.take_back.click()
    assert item.form is not None
    item.form.because.reason.setPlainText("half a")
    QTest.keyClick(item.form.because.reason, Qt.Key.Key_Escape)
    assert item.form.isHidden()
    item.take_back.click()
    assert item.form.because.words == "half a"
    assert len(page.list.items) == 1


def test_a_decision_is_taken_back_with_a_reason_and_both_stay(target: Path, opening: Opener) -> None:
    settle(target, "The town", "Called.")
    _, page = opening(target)
    (item,) = page.list.items
    assert item.take_back is not None
    item.take_back.click()
    assert item.form is not None
    say(item.form, "They called back.")
    assert page.wrong.accessibleName() == ""
    first, second = page.list.items
    assert "They called back." in words(first)
    assert "Taken back by N. Ferro" in words(second)
    assert second.take_back is None
    with open_session(target, read_only=True) as session:
        assert len(open_conflicts(session)) == 1


def test_the_log_is_filtered_by_kind_person_and_text(target: Path, opening: Opener) -> None:
    settle(target, "The town", "Called both on Monday.")
    with open_session(target) as session:
        (info,) = session.assessments()
        right = Correction(info.id, "prof_year", None, 1998, "Saw the sign.")
        resolve(session, [right], author="B. Aluna")
    _, page = opening(target)
    assert len(page.list.items) == 2
    page.filters.search.setText("MONDAY ferro")
    assert [item.decision.kind for item in page.list.items] == ["settled"]
    page.filters.search.setText("ministry of labour")
    assert [item.decision.kind for item in page.list.items] == ["settled"]
    page.filters.search.setText("nobody said this")
    assert page.list.items == []
    assert page.count.text() == "Nothing in the log is like this."
    page.filters.search.clear()
    page.filters.person.setCurrentText("B. Aluna")
    page.filters.person.activated.emit(page.filters.person.currentIndex())
    assert [item.decision.kind for item in page.list.items] == ["corrected"]
    page.filters.kind.setCurrentText("conflict settled")
    page.filters.kind.activated.emit(page.filters.kind.currentIndex())
    assert page.list.items == []


def test_what_is_listed_is_saved_with_reasons_and_no_cell_is_a_formula(
    target: Path, opening: Opener, tmp_path: Path
) -> None:
    settle(target, "The town", "=1+1 is what they said")
    chosen = tmp_path / "log.csv"
    _, page = opening(target, chosen)
    page.save.click()
    with chosen.open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert head[4] == "Why"
    assert row[3] == "N. Ferro"
    assert row[4] == "'=1+1 is what they said"
    assert "The ministry of labour" in row[5]
    assert "log.csv" in page.told.accessibleName()


def test_of_a_long_log_a_part_is_made_at_first_and_the_rest_on_demand(target: Path, opening: Opener) -> None:
    with open_session(target) as session:
        (info,) = session.assessments()
        for year in range(1960, 1960 + AT_ONCE + 2):
            resolve(session, [Correction(info.id, "prof_year", None, year, f"year {year}")], author="B. Aluna")
    _, page = opening(target)
    assert len(page.list.items) == AT_ONCE
    assert f"year {1960 + AT_ONCE + 1}" in words(page.list.items[0])
    page.list.more.click()
    assert len(page.list.items) == AT_ONCE + 2
    assert page.list.more.isHidden()


def test_the_panel_of_a_centre_shows_its_decisions_alone(
    target: Path, opening: Opener, tmp_path: Path, qapp: QApplication
) -> None:
    settle(target, "The town", "Called.")
    merged(target, files.centre(tmp_path, "Other", {TEXT: "x"}))
    harness, page = opening(target)
    panel = DecisionsPanel(page.theme, page.texts, page.bridge, DirectRunner(), lambda *_: None)
    try:
        ids = {one.name: one.id for one in page.bridge.session.centres()}
        panel.show_centre(ids["Port Velira"])
        assert ["Called." in words(item) for item in panel.list.items] == [True]
        panel.show_centre(ids["Centre Other"])
        assert panel.list.items == []
        assert not panel.none.isHidden()
    finally:
        panel.close()
        panel.deleteLater()
        harness.settle()


def test_a_conflict_between_two_decisions_shows_both_reasons(target: Path, qapp: QApplication) -> None:
    other = files.copy(target, "headquarters")
    settle(target, "The town", "The front desk says so.")
    settle(other, "The ministry of labour", "The statutes say so.", "B. Aluna")
    merged(target, other)
    with open_session(target) as session:
        ids = [one.id for one in proposals.open_proposals(session)]
        proposals.confirm(session, ids, reason="Both stand", author="N. Ferro")
    harness = Harness(qapp, opened(target))  # type: ignore[arg-type]
    page = ConflictsPage(harness.context(runner=DirectRunner()))
    try:
        harness.show(page)
        page.show_place(Place("conflicts"))
        harness.settle()
        assert page.detail.view is not None
        said = words(page.detail.view)
        assert "Decided by N. Ferro: “The front desk says so.”" in said
        assert "Decided by B. Aluna: “The statutes say so.”" in said
        assert "Nothing that everyone had" not in said
        assert "Decided differently" in said
    finally:
        harness.bridge.detach()
        harness.close()


def test_a_centres_file_has_the_page_only_where_something_was_decided(target: Path, tmp_path: Path) -> None:
    own = files.centre(tmp_path, "Own", {TEXT: "x"})
    with open_session(own) as session:
        session.open_assessment(None)
        assert "decisions" not in pages_of(session)
        withdraw(session, session.centres()[0].id, reason="We close.", author="Ana")
        assert "decisions" in pages_of(session)
    with open_session(target) as session:
        assert "decisions" in pages_of(session)


@pytest.mark.parametrize("mirrored", [False, True], ids=["left to right", "right to left"])
def test_nothing_is_cut_and_all_that_the_tab_key_reaches_has_a_name(
    target: Path, opening: Opener, mirrored: bool
) -> None:
    settle(target, "The town", "Called both on Monday, and the front desk on Tuesday, who said the same. " * 4)
    proposed(target)
    harness, page = opening(target, content=long_content(), mirrored=mirrored)
    page.waiting.cards[0].confirm.click()
    (item,) = page.list.items
    assert item.take_back is not None
    item.take_back.click()
    harness.settle()
    assert cut(page) == []
    assert nameless(page) == []
    assert page.inner.width() <= page.scroll_area.viewport().width()


def test_each_kind_has_its_words() -> None:
    told = json.loads((paths.resources() / "text" / "en" / "decisions_page.json").read_text("utf-8"))
    assert {f"kind_{kind}" for kind in ICONS} <= told.keys()
    assert {f"act_{kind}" for kind in ICONS} <= told.keys()
