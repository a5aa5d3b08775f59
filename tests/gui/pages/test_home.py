"""The home page: sections with their state, and the way on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from mrcworkbench.content.catalogue import Catalogue
from mrcworkbench.domain.progress import SectionState
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.gui.pages.home.groups import groups_of, split
from mrcworkbench.gui.pages.home.page import HomePage
from mrcworkbench.gui.pages.home.rows import SectionRow
from mrcworkbench.gui.session.finding import LAST_QUESTION
from mrcworkbench.services.session.session import create
from tests.gui.window_support import Desktop


def home(desktop: Desktop) -> HomePage:
    page = desktop.bench.navigator.pages["home"]
    assert isinstance(page, HomePage)
    return page


def test_every_section_is_in_one_group_in_its_order(
    manager: Questionnaire, criteria: CriteriaSet, texts: Catalogue
) -> None:
    groups = groups_of(manager, criteria, texts)
    assert [section for group in groups for section in group.sections] == list(manager.sections)
    assert [group.title for group in groups[1:5]] == [dimension.title for dimension in criteria.dimensions]


@pytest.mark.parametrize(
    ("heights", "columns", "counts"),
    [
        ((5, 11, 9, 6, 6, 7), 3, (2, 2, 2)),
        ((5, 11, 9, 6, 6, 7), 1, (6,)),
        ((10, 1, 1), 2, (1, 2)),
        ((3, 3), 3, (1, 1)),
    ],
)
def test_cards_are_shared_out_so_that_the_tallest_column_is_short(
    heights: tuple[int, ...], columns: int, counts: tuple[int, ...]
) -> None:
    assert split(heights, columns) == counts


def test_counts_are_of_questions_that_apply_only(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    needed = desktop.bridge.progress().needed
    assert home(desktop).progress.answered.text() == f"{needed.done} of {needed.all} questions answered"
    desktop.answer("location_status", "none")
    now = desktop.bridge.progress().needed
    assert now.all < needed.all
    assert home(desktop).progress.answered.text().endswith(f"of {now.all} questions answered")
    assert home(desktop).progress.not_applying.isVisible()


def test_not_applicable_leaves_the_count_of_its_group_and_of_the_sidebar(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    states = desktop.bridge.progress().sections
    counted = [one for one in states if one.state is not SectionState.NOT_APPLICABLE and not one.only_optional]
    done = sum(one.state is SectionState.COMPLETE for one in counted)
    assert len(counted) < len(states)
    assert desktop.shell.sidebar.pages["questionnaire"]._note == f"{done}/{len(counted)}"
    assert "Not applicable" in home(desktop).groups.rows["indep"].accessibleName()


def test_a_row_says_number_title_and_state_and_leads_to_its_section(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    row = home(desktop).groups.rows["access"]
    assert row.accessibleName().startswith("17 Service accessibility: hotline, online, hours, ")
    assert " answered, " in row.accessibleName()
    row.click()
    desktop.settle()
    assert desktop.bench.navigator.place.section == "access"


def test_what_needs_a_look_is_listed_with_its_number_and_goes_when_mended(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    box = home(desktop).problems
    assert not box.isVisible()
    desktop.bridge.drafts.keep("resp_date", None, None, "next <week>")
    desktop.settle()
    assert box.isVisible()
    assert box._shown == [("resp_date", "“next <week>” was typed but is not kept as an answer yet.")]
    assert "needs a look" in home(desktop).groups.rows["respondent"].accessibleName()
    desktop.bridge.drafts.drop("resp_date")
    desktop.settle()
    assert not box.isVisible()


def test_a_new_centre_starts_at_its_first_question(desktop: Desktop, tmp_path: Path) -> None:
    create(tmp_path / "new.mrcw", "Port Velira", "AL", "2026")
    desktop.begin(tmp_path / "new.mrcw")
    page = home(desktop)
    assert page.progress.go_on.text() == "Start"
    page.progress.go_on.click()
    desktop.settle()
    first = next(iter(desktop.bridge.session.questionnaire.questions())).code
    assert desktop.bench.navigator.place.question == first


def test_going_on_leads_to_where_one_left_off_and_past_what_is_answered(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.bridge.session.settings.set(LAST_QUESTION, "access_hours")
    page = home(desktop)
    page.refresh()
    place = page.progress.next
    order = [question.code for question in desktop.bridge.session.questionnaire.questions()]
    assert place.question is not None
    assert order.index(place.question) >= order.index("access_hours")
    assert not desktop.bridge.working_copy.answer(place.question).counts_as_done


@pytest.mark.parametrize(("width", "columns"), [(1440, 3), (1280, 3), (900, 2), (640, 1)])
def test_columns_follow_the_width(desktop: Desktop, sample: Path, width: int, columns: int) -> None:
    desktop.window.resize(width, 720)
    desktop.begin(sample)
    assert home(desktop).groups.columns == columns


def test_another_size_of_text_still_fits(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.open_parts()
    for scale in (115, 130):
        desktop.theme.switch(scale=scale)
        desktop.settle()
        page = home(desktop)
        assert page.inner.width() <= page.scroll_area.viewport().width()
        for row in page.groups.rows.values():
            assert row.isVisibleTo(page)
            assert row.height() >= row.heightForWidth(row.width())


def test_a_name_takes_as_many_lines_as_it_needs(desktop: Desktop) -> None:
    title = "Information-gathering on migration, on work abroad, and on the way back home for those who return"
    row = SectionRow(desktop.theme, "13", title)
    for width in (200, 300, 500):
        lines = row._lines(row._title_room(width))
        assert " ".join(lines).replace("- ", "-") == title
        assert row.heightForWidth(width) >= len(lines) * desktop.theme.metrics("body").lineSpacing()
    assert row.heightForWidth(200) > row.heightForWidth(500)
    row.deleteLater()


def test_rows_are_reached_by_tab_in_their_order(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.activate()
    rows = list(home(desktop).groups.rows.values())
    rows[0].setFocus()
    desktop.press(Qt.Key.Key_Tab)
    assert desktop.app.focusWidget() is rows[1]
