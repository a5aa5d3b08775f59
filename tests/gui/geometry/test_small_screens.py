"""A screen of 1280 by 720 at 150 % with the largest text: everything can be seen and reached.

Such a screen has 853 by 480 pixels of the program; frame and system bars leave about 837 by 440 of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget

from mrcworkbench.gui.page.page_list import PAGES
from mrcworkbench.gui.pages.compare.filters import LegendPopup
from mrcworkbench.gui.pages.compare.page import ComparePage
from mrcworkbench.gui.pages.home.page import HomePage
from mrcworkbench.gui.pages.report.check import ReportCheckDialog
from mrcworkbench.gui.widgets.basics.dialogs import NameDialog
from mrcworkbench.gui.widgets.basics.grid import CardColumns
from mrcworkbench.gui.window.backups import BackupsDialog
from mrcworkbench.gui.window.dialogs import SettingsDialog, ShortcutsDialog
from mrcworkbench.gui.window.problem_report import ProblemReportDialog
from tests.gui.window.test_window_widths import visit_all
from tests.gui.window_support import Desktop

SMALLEST = (837, 440)
SIZES = [SMALLEST, (853, 480), (1024, 576), (1280, 720), (1440, 900), (1920, 1080)]


@pytest.fixture
def large_text(desktop: Desktop) -> Iterator[Desktop]:
    desktop.theme.switch(scale=130)
    yield desktop
    desktop.theme.switch(scale=100)


def rows_seen(page: ComparePage) -> int:
    """Criteria whose row lies wholly in what the window shows, without scrolling."""
    matrix = page.matrix
    shown = matrix.visibleRegion().boundingRect().bottom() - matrix.viewport().y()
    if matrix.horizontalScrollBar().isVisible():
        shown = min(shown, matrix.horizontalScrollBar().parentWidget().y() - matrix.viewport().y() - 1)
    places = [row for row in range(page.model.rowCount()) if not page.model.is_section(row)]
    return sum(
        matrix.rowViewportPosition(row) >= 0 and matrix.rowViewportPosition(row) + matrix.rowHeight(row) - 1 <= shown
        for row in places
    )


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("scale", [100, 115, 130])
def test_compare_shows_eight_criteria_at_once(
    desktop: Desktop, sample: Path, size: tuple[int, int], scale: int
) -> None:
    desktop.theme.switch(scale=scale)
    desktop.window.resize(*size)
    desktop.begin(sample)
    page = desktop.go("compare")
    assert isinstance(page, ComparePage)
    assert page.scroll_area.verticalScrollBar().maximum() == 0
    assert rows_seen(page) >= 8


def test_eight_criteria_are_seen_in_a_longer_language_too(long_texts: None, large_text: Desktop, sample: Path) -> None:
    large_text.window.resize(*SMALLEST)
    large_text.begin(sample)
    page = large_text.go("compare")
    assert isinstance(page, ComparePage)
    assert rows_seen(page) >= 8


def test_what_is_cut_in_the_matrix_is_whole_in_its_tip(large_text: Desktop, sample: Path) -> None:
    large_text.window.resize(*SMALLEST)
    large_text.begin(sample)
    page = large_text.go("compare")
    assert isinstance(page, ComparePage)
    for row in range(page.model.rowCount()):
        criterion = page.model.criterion_at(row)
        if criterion is not None:
            title = page.content.criteria.by_id[criterion].title
            assert title in page.model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    name = page.model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert page.content.study.centre_by_id[page.model.centres[0]].name in str(name)


def test_in_a_low_window_the_filters_stand_where_the_title_was_and_lose_no_choice(
    large_text: Desktop, sample: Path
) -> None:
    large_text.window.resize(*SMALLEST)
    large_text.begin(sample)
    page = large_text.go("compare")
    assert isinstance(page, ComparePage)
    filters = page.filters
    assert not page.header.title.isVisible()
    assert filters.more.isVisible()
    assert not any(combo.isVisible() for combo in filters.combos)
    menu = filters.make_menu()
    parts = [action.menu() for action in menu.actions()]
    for part, combo in zip(parts, filters.combos, strict=True):
        assert [one.text() for one in part.actions()] == [combo.itemText(n) for n in range(combo.count())]
    parts[2].actions()[2].trigger()
    assert filters.shown().dimension == page.content.criteria.dimensions[1].id
    assert filters.more.text() == "Filter (1)"
    assert all(page.model.is_section(row) or page.model.criterion_at(row) for row in range(page.model.rowCount()))
    menu.deleteLater()


def test_the_title_comes_back_with_the_room_for_it(large_text: Desktop, sample: Path) -> None:
    large_text.window.resize(*SMALLEST)
    large_text.begin(sample)
    page = large_text.go("compare")
    assert isinstance(page, ComparePage)
    for size, low in (((1920, 1080), False), (SMALLEST, True), ((1440, 1000), False)):
        large_text.window.resize(*size)
        large_text.settle()
        assert page.header.is_low is low
        assert page.header.title.isVisible() is not low
        assert page.legend.isVisible() is not low
        assert page.filters.legend.isVisible() is low
        assert all(combo.isVisible() is not low for combo in page.filters.combos)


def test_a_larger_text_that_is_chosen_meanwhile_rearranges_what_is_open(desktop: Desktop, sample: Path) -> None:
    desktop.window.resize(*SMALLEST)
    desktop.begin(sample)
    home, compare = desktop.go("home"), desktop.go("compare")
    assert isinstance(compare, ComparePage)
    assert isinstance(home, HomePage)
    bar, columns = desktop.shell.topbar.height(), home.groups.columns
    desktop.theme.switch(scale=130)
    desktop.settle()
    assert rows_seen(compare) >= 8
    assert desktop.shell.topbar.height() > bar
    desktop.go("home")
    assert home.groups.columns < columns
    desktop.theme.switch(scale=100)
    desktop.settle()
    assert desktop.shell.topbar.height() == bar
    assert home.groups.columns == columns


def test_the_legend_opens_on_demand_inside_the_window(large_text: Desktop, sample: Path) -> None:
    large_text.window.resize(*SMALLEST)
    large_text.begin(sample)
    page = large_text.go("compare")
    assert isinstance(page, ComparePage)
    page.filters.legend.click()
    large_text.settle()
    (popup,) = page.findChildren(LegendPopup)
    assert popup.isVisible()
    inside = large_text.window.rect()
    assert inside.contains(large_text.window.mapFromGlobal(popup.geometry().topLeft()))
    assert inside.contains(large_text.window.mapFromGlobal(popup.geometry().bottomRight()))
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    large_text.settle()
    assert page.findChildren(LegendPopup) == []


@pytest.mark.parametrize("size", [SMALLEST, (853, 480), (1280, 720), (1920, 1080)], ids=str)
def test_home_cuts_no_name(long_texts: None, large_text: Desktop, sample: Path, size: tuple[int, int]) -> None:
    large_text.window.resize(*size)
    large_text.begin(sample)
    large_text.open_parts()
    page = large_text.go("home")
    assert isinstance(page, HomePage)
    for row in page.groups.rows.values():
        assert row.isVisibleTo(page)
        lines = row._lines(row._title_room(row.width()))
        assert " ".join(lines).replace("- ", "-").split() == row.text().split()
        metrics = large_text.theme.metrics("body")
        assert all(metrics.horizontalAdvance(one) <= row._title_room(row.width()) for one in lines)
        assert row.height() >= metrics.lineSpacing() * len(lines)
    assert page.progress._next_title.height() >= page.progress._next_title.heightForWidth(
        page.progress._next_title.width()
    )


@pytest.mark.parametrize("size", [SMALLEST, (853, 480), (1024, 576)], ids=str)
@pytest.mark.parametrize("scale", [100, 130])
def test_no_page_is_cut_on_a_small_screen(desktop: Desktop, sample: Path, size: tuple[int, int], scale: int) -> None:
    desktop.theme.switch(scale=scale)
    desktop.window.resize(*size)
    desktop.begin(sample)
    assert visit_all(desktop) == []
    desktop.window.resize(*size)
    desktop.settle()
    assert desktop.window.size().toTuple() == size


def test_every_entry_of_the_sidebar_is_seen_in_a_low_window(large_text: Desktop, sample: Path) -> None:
    large_text.window.resize(*SMALLEST)
    large_text.begin(sample)
    sidebar = large_text.shell.sidebar
    sidebar.show_pages([entry.name for entry in PAGES])
    large_text.settle()
    entries = [*(sidebar.pages[name] for name in sidebar.shown_pages), *sidebar._foot]
    assert len(entries) == len(PAGES) + 3
    edges = [(one.mapTo(sidebar, QPoint(0, 0)).y(), one.height()) for one in entries]
    assert all(height >= 18 for _, height in edges)
    assert all(top + height <= below for (top, height), (below, _) in pairwise(edges))
    assert edges[-1][0] + edges[-1][1] <= sidebar.height()


def test_the_first_page_hides_what_it_has_no_room_for_and_cuts_nothing(large_text: Desktop) -> None:
    for size, told in ((SMALLEST, False), ((1440, 900), True)):
        large_text.window.resize(*size)
        large_text.begin()
        page = large_text.bench.first_start.page
        assert page is not None
        assert page.brand.isVisible() is told
        for label in page._brand_labels if told else ():
            assert label.height() >= label.heightForWidth(label.width())


@pytest.mark.parametrize("which", ["settings", "shortcuts", "name", "problem", "backups", "check"])
def test_no_dialog_is_larger_than_the_smallest_screen(large_text: Desktop, sample: Path, which: str) -> None:
    large_text.window.resize(*SMALLEST)
    large_text.begin(sample)
    theme, texts, window = large_text.theme, large_text.bench.texts, large_text.window
    dialog: QDialog = {
        "settings": lambda: SettingsDialog(theme, texts, window),
        "shortcuts": lambda: ShortcutsDialog(theme, texts, [entry.name for entry in PAGES], window),
        "backups": lambda: BackupsDialog(theme, texts, sample, large_text.bridge.runner, window),
        "check": lambda: ReportCheckDialog(theme, texts, large_text.bridge, large_text.bridge.runner, window),
        "name": lambda: NameDialog(theme, texts, window),
        "problem": lambda: ProblemReportDialog(theme, texts, "facts\n" * 400, window),
    }[which]()
    dialog.show()
    large_text.settle()
    assert dialog.width() <= SMALLEST[0]
    assert dialog.height() <= SMALLEST[1]
    assert all(_inside(dialog, one) for one in dialog.findChildren(QComboBox))
    dialog.close()
    dialog.deleteLater()


def _inside(dialog: QWidget, widget: QWidget) -> bool:
    return dialog.rect().contains(widget.mapTo(dialog, widget.rect().bottomRight()))


def test_cards_side_by_side_stand_below_each_other_before_one_is_cut(qapp: QApplication, desktop: Desktop) -> None:
    wide, other = QWidget(), QWidget()
    wide.setMinimumWidth(300)
    other.setMinimumWidth(500)
    columns = CardColumns(desktop.theme, [(wide, 0), (other, 1)], 400, first_width=200)
    columns.resize(900, 200)
    columns.show()
    qapp.processEvents()
    assert other.parentWidget() is not wide.parentWidget()
    columns.resize(800, 200)
    qapp.processEvents()
    assert other.parentWidget() is wide.parentWidget()
    columns.close()
    columns.deleteLater()
