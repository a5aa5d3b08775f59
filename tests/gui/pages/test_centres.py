# ruff: noqa: RUF001  letters of many scripts are meant
"""The page of centres: what is listed, found, sorted and counted, what opening one does, and that nothing is cut."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.gui.models.centre_filter import CentreFilter, State
from mrcworkbench.gui.models.centre_rows import CentreColumn
from mrcworkbench.gui.models.centres import ROW_ROLE, CentresModel
from mrcworkbench.gui.pages.centres.counting import Counting
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import PoolRunner
from mrcworkbench.gui.widgets.centres.centre_table import PAD
from mrcworkbench.gui.words.local_time import day_text
from mrcworkbench.services.collection import overview
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.resolving import resolve
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.session.writer import ThreadWriter
from tests.collections_of_centres import Made
from tests.exchange.tidy_databases import make, withdraw
from tests.gui.collection_support import CENTRES, CONFLICTS, WITHDRAWN, gathered
from tests.gui.merging_support import collection, submission
from tests.gui.pages_support import cut
from tests.gui.window.test_window_widths import overflows
from tests.gui.window_support import Desktop


@pytest.fixture(scope="session")
def made_collection(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    return gathered(tmp_path_factory.mktemp("centres"))


@pytest.fixture
def collected(made_collection: tuple[Path, Made], tmp_path: Path) -> Path:
    return Path(shutil.copy(made_collection[0], tmp_path / "collection.mrcw"))


@pytest.fixture
def page(desktop: Desktop, collected: Path):
    desktop.begin(collected)
    return desktop.go("centres")


def rows(model: CentresModel) -> list:
    return [model.index(place, 0).data(ROW_ROLE) for place in range(model.rowCount())]


def names(model: CentresModel) -> list[str]:
    return [row.summary.info.centre.name for row in rows(model)]


def test_a_collection_opens_on_its_centres(desktop: Desktop, collected: Path) -> None:
    desktop.begin(collected)
    assert desktop.shell.stack.currentWidget().objectName() == "page:centres"
    shown = desktop.shell.sidebar.shown_pages
    assert {"centres", "across", "export"} <= set(shown)


def test_a_centres_own_database_has_no_pages_of_collections(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    assert not {"centres", "across", "export"} & set(desktop.shell.sidebar.shown_pages)


def test_every_assessment_is_listed_with_what_is_known_of_it(page, made_collection) -> None:
    model = page.listing.model
    assert {row.id for row in rows(model)} == set(made_collection[1].assessments)
    states = [row.state for row in rows(model)]
    assert states.count(State.CONFLICT) == CONFLICTS
    assert states.count(State.WITHDRAWN) == WITHDRAWN
    assert State.UNKNOWN not in states
    row = next(row for row in rows(model) if row.state is State.IN_PROGRESS)
    assert model.words.text(row, CentreColumn.ANSWERED) == f"{row.count.needed.done} of {row.count.needed.all}"
    assert str(CENTRES) in page.listing.shown.text()


def test_the_switcher_of_a_collection_leads_to_the_list(page, desktop: Desktop) -> None:
    desktop.go("export")
    desktop.bench.menus.show_switcher()
    menu = desktop.window.findChild(QMenu)
    assert len(menu.actions()) < 20
    menu.actions()[0].trigger()
    menu.close()
    desktop.settle()
    assert desktop.shell.stack.currentWidget() is page


def test_numbers_in_names_are_sorted_as_numbers(texts) -> None:
    given = ["Port 10", "port 9", "Órgiva", "Port 100 b", "Port", "Zadar"]
    model = CentresModel(texts, str)
    model.set_rows([summary(name) for name in given], {})
    assert names(model) == ["Órgiva", "Port", "port 9", "Port 10", "Port 100 b", "Zadar"]


def summary(name: str) -> overview.Summary:
    info = AssessmentInfo(name, CentreInfo(name, name, "AL"), "2026", "manager", "1", "2026-03-01T08:00:00.000Z")
    return overview.Summary(info, revisions=1, rounds=1, conflicts=0, sealed_at="", received_at="", sealed=True)


def test_a_click_on_a_header_sorts_and_keeps_the_chosen_row(page, desktop: Desktop) -> None:
    chosen = rows(page.listing.model)[5].id
    page.listing.table.choose(chosen)
    header = page.listing.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(int(CentreColumn.ANSWERED)) + 20, header.height() // 2)
    for reverse in (False, True):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        shares = [row.share for row in rows(page.listing.model)]
        assert shares == sorted(shares, reverse=reverse)
        assert len(set(shares)) > 3
    assert page.listing.table.current_row().id == chosen


def stands(page, id_: str) -> int:
    """How far below the upper edge of the list a row begins."""
    table = page.listing.table
    return table.rowViewportPosition(table.model().place_of(id_).row())


def test_the_chosen_row_stays_where_it_stood_when_the_list_is_sorted_chosen_from_and_read_anew(
    page, desktop: Desktop
) -> None:
    table, model = page.listing.table, page.listing.model
    desktop.window.resize(1280, 500)
    desktop.settle()
    chosen = rows(model)[model.rowCount() // 2]
    table.choose(chosen.id)
    stood = stands(page, chosen.id)
    assert stood > 0
    for act in (
        lambda: table.horizontalHeader().setSortIndicator(int(CentreColumn.RECEIVED), Qt.SortOrder.DescendingOrder),
        page.refresh,
        lambda: page.filters.search.setText(chosen.info.centre.name.split()[0]),
        page.filters.clear.click,
    ):
        act()
        desktop.settle()
        assert table.current_row().id == chosen.id
        bar = table.verticalScrollBar()
        now, stood = stood, stands(page, chosen.id)
        assert stood == now or bar.value() in (bar.minimum(), bar.maximum()), "no further than the list goes"
    table.horizontalHeader().setSortIndicator(int(CentreColumn.CENTRE), Qt.SortOrder.AscendingOrder)
    desktop.settle()
    assert 0 <= stands(page, chosen.id) < table.viewport().height()


def test_a_list_in_which_nobody_chose_a_row_stays_where_it_was_scrolled_to(page, desktop: Desktop) -> None:
    table, model = page.listing.table, page.listing.model
    desktop.window.resize(1280, 500)
    desktop.settle()
    bar = table.verticalScrollBar()
    for place in (0, bar.maximum() // 2):
        bar.setValue(place)
        table.horizontalHeader().setSortIndicator(int(CentreColumn.REVISIONS), Qt.SortOrder.DescendingOrder)
        table.horizontalHeader().setSortIndicator(int(CentreColumn.CENTRE), Qt.SortOrder.DescendingOrder)
        assert bar.value() == place
    first = model.row_at(table.indexAt(QPoint(0, 0))).id
    page.refresh()
    assert model.row_at(table.indexAt(QPoint(0, 0))).id == first


def test_a_chosen_row_that_a_filter_hides_is_the_chosen_one_again_after_it(page, desktop: Desktop) -> None:
    chosen = rows(page.listing.model)[7].id
    page.listing.table.choose(chosen)
    page.filters.search.setText("no such centre")
    assert page.listing.current is None
    page.filters.clear.click()
    assert page.listing.current == chosen


def test_centres_of_nearly_one_name_are_counted_and_listed_on_demand(
    desktop: Desktop, tmp_path: Path, user_data: Path
) -> None:
    sent = [submission(tmp_path / f"{n}.mrcw", name) for n, name in enumerate(("Iğdır", "IGDIR", "Tirana", "İĞDIR"))]
    desktop.begin(collection(tmp_path / "all.mrcw", *sent))
    page = desktop.go("centres")
    button, model = page.listing.namesakes, page.listing.model
    assert button.text().startswith("3 centres")
    button.click()
    assert sorted(names(model)) == ["IGDIR", "Iğdır", "İĞDIR"]
    page.refresh()
    assert len(names(model)) == 3
    page.filters.search.setText("tirana")
    assert names(model) == []
    button.click()
    assert names(model) == ["Tirana"]


def test_where_every_name_is_its_own_nothing_is_said_of_names(page) -> None:
    assert page.listing.namesakes.isHidden()


@pytest.mark.parametrize("scale", [100, 130])
def test_the_lists_of_filters_cut_nothing(page, desktop: Desktop, scale: int) -> None:
    desktop.theme.switch(scale=scale)
    desktop.window.resize(1280, 720)
    long_round = "The second half of 2026, after the move of the centre to the new house by the river"
    page.filters.offer([("GB", "United Kingdom of Great Britain and Northern Ireland")], [long_round, "2026"])
    desktop.settle()
    for combo in (page.filters.country, page.filters.round, page.filters.state):
        for place in range(combo.count()):
            combo.setCurrentIndex(place)
            desktop.settle()
            assert not combo.is_cut(), combo.currentText()
        combo.showPopup()
        wide = combo.view().viewport().width()
        assert wide >= combo.view().sizeHintForColumn(0)
        combo.hidePopup()
    assert not overflows(desktop)


def test_words_country_round_and_state_narrow_the_list(page, desktop: Desktop) -> None:
    bar, model = page.filters, page.listing.model
    bar.search.setText("sarande")
    assert names(model)
    assert all(name.startswith("Sarandë") for name in names(model))
    bar.clear.click()
    assert model.rowCount() == model.total
    bar.state.setCurrentIndex(bar.state.findData(State.CONFLICT.value))
    bar.state.activated.emit(bar.state.currentIndex())
    assert {row.state for row in rows(model)} == {State.CONFLICT}
    bar.clear.click()
    bar.country.setCurrentIndex(1)
    bar.country.activated.emit(1)
    bar.round.setCurrentIndex(bar.round.findData("2026, first"))
    bar.round.activated.emit(bar.round.currentIndex())
    assert rows(model)
    for row in rows(model):
        assert (row.summary.info.centre.country, row.summary.info.round) == (bar.country.itemData(1), "2026, first")
    assert f"{model.rowCount()} of {model.total}" in page.listing.shown.text()


def test_where_nothing_fits_the_page_says_so(page, desktop: Desktop) -> None:
    page.filters.search.setText("no such centre")
    desktop.settle()
    assert page.listing.empty.isVisible()
    assert not page.listing.table.isVisible()
    assert not page.open.isEnabled()
    assert not page.together.isEnabled()


def test_enter_opens_an_assessment_to_be_read(page, desktop: Desktop) -> None:
    row = next(row for row in rows(page.listing.model)[3:] if not row.withdrawn)
    page.listing.table.choose(row.id)
    page.listing.table.setFocus()
    desktop.activate()
    QTest.keyClick(page.listing.table, Qt.Key.Key_Return)
    desktop.settle()
    assert desktop.bridge.assessment.id == row.id
    assert desktop.shell.stack.currentWidget().objectName() == "page:centre"
    assert row.summary.info.centre.name in desktop.shell.topbar.breadcrumb.accessibleName()
    assert desktop.said == []
    assert desktop.shell.sidebar.switcher.name == "collection"
    desktop.go("centres")
    assert page.listing.table.current_row().id == row.id
    assert desktop.shell.sidebar.switcher.name == "collection"
    assert f"{CENTRES} centres" in desktop.shell.sidebar.switcher.accessibleName()
    assert desktop.window.windowTitle().startswith("collection")


def test_an_assessment_of_a_withdrawn_centre_stays_closed(page, desktop: Desktop) -> None:
    withdrawn = next(row for row in rows(page.listing.model) if row.withdrawn)
    page.listing.table.opened.emit(withdrawn.id)
    desktop.settle()
    assert not desktop.bridge.has_assessment
    assert page.isVisible()
    assert withdrawn.summary.info.centre.name in page.trouble.accessibleName()
    assert page.listing.model.words.text(withdrawn, CentreColumn.ANSWERED) == ""


def test_a_correction_changes_the_count_of_its_assessment_alone(page, desktop: Desktop) -> None:
    id_ = next(row.id for row in rows(page.listing.model) if row.state is State.IN_PROGRESS)
    page.open_assessment(id_)
    before = {row.id: row.count for row in rows(page.listing.model)}
    copy = desktop.bridge.working_copy
    code = next(
        question.code
        for question in copy.questionnaire.questions()
        if question.code in copy.shown and not copy.answer(question.code).counts_as_done and question.type == "text"
    )
    given = Correction(id_, code, None, "now it is answered", "they said so")
    resolve(desktop.bridge.session, [given], author="Ana")
    desktop.bridge.announce_reload()
    desktop.go("centres")
    after = {row.id: row.count for row in rows(page.listing.model)}
    assert after[id_].answered == before[id_].answered + 1
    assert {key: value for key, value in after.items() if key != id_} == {
        key: value for key, value in before.items() if key != id_
    }


def test_the_chosen_set_is_shown_together(page, desktop: Desktop) -> None:
    page.filters.search.setText("2026, first")
    page.together.click()
    desktop.settle()
    across = desktop.bench.navigator.pages["across"]
    assert desktop.shell.stack.currentWidget() is across
    assert across.filters.filter() == CentreFilter("2026, first")


def test_counting_on_other_threads_gives_the_same(qtbot, collected: Path, user_data: Path) -> None:
    writer = ThreadWriter()
    session = open_session(collected, writer=writer)
    try:
        found = overview.summaries(session)
        counting = Counting(PoolRunner())
        counting.known(found)
        with qtbot.waitSignal(counting.ended, timeout=20_000):
            counting.start(session, found)
        known = counting.known(found)
        expected = overview.Counter(session_questionnaire()).count(session, list(known))
        assert known == expected
        assert len(known) == sum(not one.info.centre.withdrawn for one in found)
    finally:
        session.close()
        writer.close()


def session_questionnaire():
    return Content().questionnaire


def test_a_filter_survives_its_way_to_another_page() -> None:
    chosen = CentreFilter('Sarandë "x"', "AL", "2026, first", State.CONFLICT)
    assert CentreFilter.from_text(chosen.to_text()) == chosen
    assert CentreFilter.from_text("unanswered") == CentreFilter()


@pytest.mark.parametrize("from_right", [False, True], ids=["left to right", "right to left"])
@pytest.mark.parametrize("name", ["centres", "across", "export"])
def test_nothing_is_cut_in_a_small_window_with_long_texts(
    long_texts: None, desktop: Desktop, collected: Path, name: str, from_right: bool
) -> None:
    if from_right:
        desktop.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    desktop.window.resize(1280, 720)
    desktop.begin(collected)
    page = desktop.go(name)
    assert overflows(desktop) == []
    assert cut(page) == []
    if name == "across":
        for view in ("practices", "challenges"):
            page.show_view(view)
            desktop.settle()
            assert overflows(desktop) == []
            assert cut(page) == []


def test_columns_go_before_the_list_must_be_scrolled_sideways(page, desktop: Desktop) -> None:
    page.listing.model.round_words = frozenset({"2026, first · not counted"})
    page.listing.model.state_words = lambda: ["In progress, not sealed"]
    desktop.window.resize(1280, 720)
    desktop.theme.switch(scale=130)
    desktop.settle()
    table = page.listing.table
    assert table.horizontalHeader().length() <= table.viewport().width()
    assert not table.isColumnHidden(int(CentreColumn.STATE))


def test_the_day_of_the_last_receipt_fits_its_column(page, desktop: Desktop) -> None:
    room = page.listing.table.columnWidth(int(CentreColumn.RECEIVED)) - 2 * PAD
    words = desktop.theme.metrics("secondary").horizontalAdvance
    assert [month for month in range(1, 13) if words(day_text(date(2026, month, 28))) > room] == []


def test_a_table_says_each_cell_in_words(page) -> None:
    model = page.listing.model
    spoken = model.index(0, int(CentreColumn.STATE)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("State: ")
    assert page.listing.table.accessibleName()
    assert model.headerData(int(CentreColumn.CENTRE), Qt.Orientation.Horizontal) == "Centre"


@pytest.mark.parametrize("away", [("a", "b"), ("a", "b", "c")])
def test_a_collection_opens_whoever_has_withdrawn(desktop: Desktop, tmp_path: Path, away: tuple[str, ...]):
    path = make(tmp_path / "collection.mrcw", {"a": {}, "b": {}, "c": {}})
    for name in away:
        withdraw(path, name)
    desktop.begin(path)
    assert desktop.said == []
    assert desktop.shell.stack.currentWidget().objectName() == "page:centres"
    assert not desktop.bridge.has_assessment
