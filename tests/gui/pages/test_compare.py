"""The page of comparison: exactly the marks of the data, filters, evidence with sources, keyboard, nothing cut."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from mrcworkbench import paths
from mrcworkbench.domain.study.comparison import compare
from mrcworkbench.domain.study.model import EvidenceKind
from mrcworkbench.gui.models.matrix import CELL_ROLE, FIRST_CENTRE, KINDS, OWN_COLUMN, CellMark, DimensionRow
from mrcworkbench.gui.pages.compare import ComparePage
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.widgets import isolate
from mrcworkbench.gui.widgets.matrix.marks import MatrixMark
from mrcworkbench.services.comparing import comparison, own_profile
from tests.gui.pages_support import Harness, MemorySession, answers_of, cut, long_content

Opener = Callable[..., tuple[Harness, ComparePage]]
ACCESS = "protection.outreach.accessibility"


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[Opener]:
    made: list[Harness] = []

    def make(
        session: MemorySession | None = None, content: Content | None = None, **shown: object
    ) -> tuple[Harness, ComparePage]:
        harness = Harness(qapp, session or sample(), content=content)
        page = ComparePage(harness.context())
        made.append(harness)
        harness.show(page, **shown)  # type: ignore[arg-type]
        return harness, page

    yield make
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for harness in made:
        harness.close()


def sample(*, is_sample: bool = False) -> MemorySession:
    session = MemorySession(is_sample=is_sample)
    given = json.loads(paths.resources("sample", "cnai.json").read_text("utf-8"))
    answers_of(session, given["answers"])
    return session


def choose(page: ComparePage, combo: str, code: str | None) -> None:
    box = getattr(page.filters, combo)
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def said(page: ComparePage) -> str:
    return "\n".join(one.text() for one in page.evidence.shown.findChildren(QLabel))


def press(page: ComparePage, text: str) -> None:
    buttons = page.evidence.shown.findChildren(QAbstractButton)
    next(one for one in buttons if one.accessibleName() == text).click()


def test_the_matrix_shows_exactly_the_marks_of_the_comparison(opened: Opener) -> None:
    harness, page = opened()
    found = comparison(harness.bridge.session)
    model, seen = page.model, 0
    for criterion in found.criteria:
        for cell in criterion.cells:
            mark = model.place_of(criterion.id, cell.centre).data(CELL_ROLE)
            assert isinstance(mark, CellMark)
            assert (mark.body, mark.annex_b, mark.tick) == (cell.body, cell.annex_b, cell.matrix)
            assert mark.differs is cell.matrix_differs
            planned = [e.status == "planned" for e in cell.evidence if e.kind is EvidenceKind.ANNEX_B]
            assert mark.annex_b_planned is (bool(planned) and all(planned))
            seen += 1
    assert seen == 24 * 14
    assert model.columnCount() == FIRST_CENTRE + 14


def test_centres_stand_by_kind_and_then_in_the_order_of_the_study(opened: Opener) -> None:
    harness, page = opened()
    study = harness.content.study
    expected = [c.id for kind in KINDS for c in sorted(study.centres, key=lambda c: c.order) if c.kind == kind]
    assert list(page.model.centres) == expected
    assert [group.title for group in page.model.groups] == ["IOM", "Government", "NGO", "Mixed"]


def test_lost_columns_are_told_in_words_for_criteria_1_to_12(opened: Opener) -> None:
    _, page = opened()
    items = [page.model.index(n, 0).data(CELL_ROLE) for n in range(page.model.rowCount())]
    assert [item.note for item in items if isinstance(item, DimensionRow)] == [
        "The ticks of criteria 1 to 9 are missing from the text that we hold",
        "The ticks of criteria 10 to 12 are missing from the text that we hold",
        "",
        "",
    ]


def test_filters_by_kind_by_context_and_by_dimension(opened: Opener) -> None:
    harness, page = opened()
    study = harness.content.study
    choose(page, "kind", "ngo")
    assert set(page.model.centres) == {c.id for c in study.centres if c.kind == "ngo"}
    choose(page, "context", "origin")
    origin = {"origin", "both"}
    assert set(page.model.centres) == {c.id for c in study.centres if c.kind == "ngo" and c.context in origin}
    choose(page, "kind", None)
    choose(page, "context", None)
    choose(page, "dimension", "setup")
    assert [page.model.criterion_at(n) for n in range(page.model.rowCount())] == [
        None,
        *(c.id for c in harness.content.criteria.criteria if c.dimension == "setup"),
    ]
    assert len(page.model.centres) == 14


def test_most_like_mine_shows_the_nearest_in_kind_first_and_says_who_is_left_out(opened: Opener) -> None:
    harness, page = opened()
    page.filters.order._choose("nearest")
    session = harness.bridge.session
    found = compare(harness.content.study, session.working_copy.score(), own_profile(session))
    near = [id_ for id_ in found.nearest if found.nearness[id_].agreements]
    assert list(page.model.centres) == near
    assert f"{14 - len(near)} centres" in page.note.accessibleName()


def test_most_like_mine_asks_for_the_profile_where_it_is_unknown(opened: Opener) -> None:
    harness, page = opened(MemorySession())
    page.filters.order._choose("nearest")
    assert page.model.centres == ()
    assert page.note.isVisibleTo(page)
    page.note_button.click()
    assert harness.places[-1].question == "prof_run_by"


def test_choices_that_leave_nothing_can_be_taken_back(opened: Opener) -> None:
    _, page = opened()
    choose(page, "kind", "government")
    choose(page, "context", "origin")
    assert page.model.centres == ()
    page.note_button.click()
    assert len(page.model.centres) == 14


def test_a_click_on_a_cell_opens_the_evidence_with_its_source(opened: Opener) -> None:
    harness, page = opened()
    index = page.model.place_of(ACCESS, "cnai")
    page.matrix.scrollTo(index)
    QTest.mouseClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=page.matrix.visualRect(index).center())
    shown = said(page)
    items = [e for e in harness.content.study.evidence if e.centre == "cnai" and e.criterion == ACCESS]
    assert len(items) == 3
    for item in items:
        assert item.text in shown
        assert not item.differs or item.differs in shown
    assert f"Published edition, line {isolate('600')}" in shown
    assert f"Draft of 12 October 2009, lines {isolate('336, 340')}" in shown
    assert "Your centre: Level" in shown
    labels = " ".join(one.text() for one in page.evidence.findChildren(QLabel))
    assert "Centres cannot be judged against each other" in labels


@pytest.mark.parametrize("centre", ["cnai", "clmc", "irclm"])
def test_every_text_of_every_cell_can_be_read(opened: Opener, centre: str) -> None:
    harness, page = opened()
    for criterion in harness.content.criteria.criteria:
        page.show_place(Place("compare", criterion=criterion.id, centre=centre))
        cell = page.model.cell(criterion.id, centre)
        assert cell is not None
        shown = said(page)
        assert all(item.text in shown for item in (*cell.evidence, *cell.also))
        if not cell.evidence:
            assert "does not mean that the centre lacks it" in shown


def test_a_planned_practice_is_marked_as_planned_in_2009(opened: Opener) -> None:
    harness, page = opened()
    planned = next(e for e in harness.content.study.evidence if e.status == "planned" and e.criterion)
    page.show_place(Place("compare", criterion=planned.criterion, centre=planned.centre))
    assert any(one.accessibleName() == "Planned in 2009" for one in page.evidence.shown.findChildren(QWidget))


def test_where_tick_and_text_differ_it_is_said(opened: Opener) -> None:
    harness, page = opened()
    found = comparison(harness.bridge.session)
    differing = [(c.id, cell) for c in found.criteria for cell in c.cells if cell.matrix_differs]
    assert differing
    for criterion, cell in differing:
        page.show_place(Place("compare", criterion=criterion, centre=cell.centre))
        assert "Annex A" in said(page)
        assert page.model.place_of(criterion, cell.centre).data(CELL_ROLE).differs


def test_a_click_on_a_centres_name_shows_who_it_is(opened: Opener) -> None:
    harness, page = opened()
    header = page.matrix.horizontalHeader()
    column = FIRST_CENTRE + page.model.centres.index("mic_croatia")
    spot = QPoint(header.sectionViewportPosition(column) + 10, header.height() - 20)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    shown, centre = said(page), harness.content.study.centre_by_id["mic_croatia"]
    for text in (centre.name, centre.established, centre.places, centre.funding, centre.challenges[0].text):
        assert text is not None
        assert text in shown
    assert f"Published edition, line {isolate('215')}" in shown
    press(page, "Back to the evidence")
    assert centre.name not in said(page)


def test_arrow_keys_skip_section_rows_and_enter_opens(opened: Opener) -> None:
    harness, page = opened()
    page.show_place(Place("compare", criterion="development.diaspora.capacities", centre="cnai"))
    page.matrix.setFocus()
    QTest.keyClick(page.matrix, Qt.Key.Key_Down)
    assert page._chosen == ("protection.information_gathering", "cnai")
    QTest.keyClick(page.matrix, Qt.Key.Key_Up)
    assert page._chosen == ("development.diaspora.capacities", "cnai")
    QTest.keyClick(page.matrix, Qt.Key.Key_Left)
    assert page._chosen == ("development.diaspora.capacities", "fwrc")
    QTest.keyClick(page.matrix, Qt.Key.Key_Home)
    assert page._chosen == ("development.diaspora.capacities", None)
    QTest.keyClick(page.matrix, Qt.Key.Key_Return)
    assert harness.content.criteria.by_id["development.diaspora.capacities"].title in said(page)


def test_long_steps_never_end_on_a_section_row(opened: Opener) -> None:
    harness, page = opened()
    first, last = (harness.content.criteria.criteria[n].id for n in (0, -1))
    page.show_place(Place("compare", criterion=ACCESS, centre="cnai"))
    for key, control in ((Qt.Key.Key_PageUp, False), (Qt.Key.Key_PageDown, False), (Qt.Key.Key_Home, True)):
        for _ in range(5):
            modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(page.matrix, key, modifier)
            assert not page.model.is_section(page.matrix.currentIndex().row())
    assert page._chosen == (first, None)
    QTest.keyClick(page.matrix, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert page._chosen == (last, page.model.centres[-1])


def test_every_cell_has_words_for_those_who_cannot_see_it(opened: Opener) -> None:
    _, page = opened()
    model = page.model
    for row in range(model.rowCount()):
        for column in range(OWN_COLUMN, model.columnCount()):
            assert model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
    spoken = model.place_of(ACCESS, "cnai").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("CNAI, Service accessibility")
    assert "ticked in the matrix" in spoken


def test_an_answer_changes_the_own_column_and_nothing_else(opened: Opener) -> None:
    harness, page = opened()
    touched = []
    page.model.dataChanged.connect(lambda first, last, _roles=None: touched.append((first.row(), last.column())))
    page.model.modelReset.connect(lambda: touched.append("reset"))
    harness.bridge.edit("access_status", "none")
    assert touched == [(page.model.place_of(ACCESS, None).row(), OWN_COLUMN)]
    assert page.model.place_of(ACCESS, None).data(CELL_ROLE).level == 0


def test_the_samples_own_column_is_marked_and_is_not_nearest_to_itself(opened: Opener) -> None:
    _, page = opened(sample(is_sample=True))
    assert page.model.headerData(OWN_COLUMN, Qt.Orientation.Horizontal) == "The sample"
    page.show_place(Place("compare", criterion=ACCESS, centre="cnai"))
    assert "This column is the sample itself" in said(page)
    page.filters.order._choose("nearest")
    assert "cnai" not in page.model.centres


def test_the_own_column_leads_to_the_reasons_and_lists_examples_nearest_first(opened: Opener) -> None:
    harness, page = opened()
    page.show_place(Place("compare", criterion=ACCESS))
    shown = said(page)
    told = [e for e in comparison(harness.bridge.session).by_id[ACCESS].examples if e.kind is not EvidenceKind.MATRIX]
    places = [shown.index(item.text) for item in told]
    assert places == sorted(places)
    press(page, "See why")
    assert harness.places[-1] == Place("results", criterion=ACCESS)


@pytest.mark.parametrize(("width", "height"), [(1224, 664), (1160, 844), (1600, 1000)])
def test_all_fourteen_columns_fit_without_scrolling_sideways(opened: Opener, width: int, height: int) -> None:
    _, page = opened(width=width, height=height)
    assert page.matrix.horizontalScrollBar().maximum() == 0
    assert page.matrix.frozen.width() == page.matrix.columnWidth(0) + page.matrix.columnWidth(1)


def test_in_a_narrow_window_the_chosen_cell_is_not_hidden_below_the_frozen_columns(opened: Opener) -> None:
    _, page = opened(width=700, height=600)
    matrix = page.matrix
    for centre in (page.model.centres[-1], page.model.centres[0]):
        page.show_place(Place("compare", criterion=ACCESS, centre=centre))
        rect = matrix.visualRect(page.model.place_of(ACCESS, centre))
        assert rect.left() >= matrix.frozen.width() - 1
        assert rect.right() <= matrix.viewport().width()


@pytest.mark.parametrize("scale", [100, 130])
def test_nothing_is_cut_in_a_small_window_with_long_words(opened: Opener, scale: int) -> None:
    harness, page = opened(content=long_content())
    harness.theme.switch(scale=scale)
    for place in (
        Place("compare", criterion=ACCESS, centre="cnai"),
        Place("compare", criterion=ACCESS),
        Place("compare", centre="sportele"),
    ):
        page.show_place(place)
        harness.settle()
        assert page.panel is not None
        inside = page.panel.scroll_area
        assert inside.widget().minimumSizeHint().width() <= inside.viewport().width()
        assert page.inner.minimumSizeHint().width() <= page.scroll_area.viewport().width()
        assert cut(page) == []


def test_right_to_left_the_criteria_stand_right_and_stay_there(opened: Opener, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    _, page = opened(mirrored=True)
    matrix = page.matrix
    assert matrix.frozen.geometry().right() >= matrix.viewport().geometry().right() - 1
    own, last = page.model.place_of(ACCESS, None), page.model.place_of(ACCESS, page.model.centres[-1])
    assert matrix.visualRect(own).x() > matrix.visualRect(last).x()


def test_the_legend_shows_each_mark_and_says_what_a_blank_means(opened: Opener) -> None:
    _, page = opened()
    words = " ".join(one.text() for one in page.findChildren(QLabel))
    for said_ in ("named in the text", "listed in Annex B", "both", "planned in 2009", "tick and text differ"):
        assert said_ in words
    assert "It never says that the centre lacks it" in words
    assert len(page.body.parentWidget().findChildren(MatrixMark)) >= 6
