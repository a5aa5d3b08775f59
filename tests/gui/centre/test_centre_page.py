"""The page of a centre in a collection: what it answered is read, corrected with a reason, and never edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget

from mrcworkbench.gui.pages.centre import CentrePage
from mrcworkbench.gui.pages.centre.form import CorrectionForm
from mrcworkbench.gui.pages.centre.reading import ALL, CORRECTED, IN_CONFLICT
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import StateChip
from mrcworkbench.services.merging.correcting import corrected_answers
from mrcworkbench.services.merging.log import decisions
from mrcworkbench.services.session.session import open_session
from tests.gui.merging_support import collection, edited, merged, submission
from tests.gui.pages_support import cut, nameless
from tests.gui.window.test_window_widths import overflows
from tests.gui.window_support import Desktop
from tests.merge_support import sent

SAID = {"access_status": "in_place", "prof_body": "Town hall", "prof_year": 2001}
BODY = "prof_body"


@pytest.fixture
def file(tmp_path: Path, user_data: Path) -> Path:
    """A collection with one centre of two, the other of which is in another country."""
    mine = submission(tmp_path / "one.mrcw", "Levan Hills", "GE", **SAID)
    other = submission(tmp_path / "two.mrcw", "Port Velira", "PT", prof_year=1999)
    return collection(tmp_path / "Coast region.mrcw", sent(mine, "one sent"), sent(other, "two sent"))


@pytest.fixture
def page(desktop: Desktop, file: Path) -> CentrePage:
    desktop.begin(file)
    return opened(desktop, "Levan Hills")


def opened(desktop: Desktop, centre: str) -> CentrePage:
    """The page of a centre, come to from the list."""
    listed = desktop.go("centres")
    listed.open_assessment(next(one.id for one in desktop.bridge.session.assessments() if one.centre.name == centre))
    desktop.settle()
    shown = desktop.shell.stack.currentWidget()
    assert isinstance(shown, CentrePage)
    return shown


def open_form(desktop: Desktop, page: CentrePage, code: str) -> CorrectionForm:
    desktop.go("centre", question=code)
    page.list.open_form(code)
    desktop.settle()
    assert page.list.form is not None
    return page.list.form


def fill(form: CorrectionForm, value: str, because: str = "called them", author: str = "N. Ferro") -> None:
    field = form.editor.focus_target()
    if isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    else:
        assert isinstance(field, QLineEdit)
        field.setText(value)
    form.editor.commit()
    form.reason.setPlainText(because)
    form.author_field.setText(author)


def words(row: QWidget) -> str:
    return "\n".join(label.text() for label in row.findChildren(QLabel))


def test_a_collection_begins_with_its_centres_and_with_none_open(desktop: Desktop, file: Path) -> None:
    desktop.begin(file)
    assert desktop.shell.stack.currentWidget().objectName() == "page:centres"
    assert not desktop.bridge.has_assessment
    assert desktop.shell.sidebar.shown_pages == ("centres", "merge", "conflicts", "decisions", "across", "export")
    assert desktop.shell.sidebar.switcher.name == "Coast region"


def test_a_centre_is_named_with_country_round_and_when_it_was_sealed_and_received(desktop: Desktop, page) -> None:
    assert page.accessibleName() == "Levan Hills"
    said = words(page)
    for part in ("Georgia", "2026, first", "sealed by the centre on 3 Mar 2026", "received"):
        assert part in said
    crumbs = desktop.shell.topbar.breadcrumb.accessibleName()
    assert [crumbs.find(name) >= 0 for name in ("Coast region", "Centres", "Levan Hills")] == [True] * 3
    assert desktop.shell.sidebar.pages["centres"].isChecked()


def test_no_page_of_a_collection_edits_an_answer(desktop: Desktop, page: CentrePage) -> None:
    for name in ("home", "questionnaire"):
        desktop.bench.navigator.go(Place(name))
        assert desktop.shell.stack.currentWidget() is page
    for name in ("results", "compare", "report"):
        desktop.go(name)
        assert desktop.shell.stack.currentWidget().objectName() == f"page:{name}"
        assert desktop.shell.sidebar.pages["centres"].isChecked()
        assert "Levan Hills" in desktop.shell.topbar.breadcrumb.accessibleName()


def test_what_stands_before_where_one_is_leads_back_to_the_centre_and_to_the_list(
    desktop: Desktop, page: CentrePage
) -> None:
    desktop.go("results")
    press_crumb(desktop, "Levan Hills")
    assert desktop.shell.stack.currentWidget() is page
    press_crumb(desktop, "Centres")
    assert desktop.shell.stack.currentWidget().objectName() == "page:centres"


def press_crumb(desktop: Desktop, text: str) -> None:
    buttons = desktop.shell.topbar.breadcrumb.findChildren(QPushButton)
    next(one for one in buttons if one.text() == text and one.isVisible()).click()
    desktop.settle()


def test_a_correction_needs_another_value_a_reason_and_a_name(desktop: Desktop, page: CentrePage) -> None:
    form = open_form(desktop, page, BODY)
    assert not form.record.isEnabled()
    assert "another answer" in form.record.accessibleDescription()
    assert "reason" in form.record.accessibleDescription()
    fill(form, "Port authority", because="")
    assert not form.record.isEnabled()
    assert "another answer" not in form.record.accessibleDescription()
    form.reason.setPlainText("saw the statute")
    assert form.record.isEnabled()
    assert form.record.accessibleDescription() == ""
    fill(form, "Town hall")
    assert not form.record.isEnabled(), "the same as the centre says"


def test_what_is_recorded_is_the_officers_decision_and_the_centres_answer_stands_below(
    desktop: Desktop, page: CentrePage, file: Path
) -> None:
    form = open_form(desktop, page, BODY)
    fill(form, "Port authority", because="saw the statute")
    form.record.click()
    desktop.settle()
    row = page.list.rows[BODY]
    said = words(row)
    assert said.index("Port authority") < said.index("answer: Town hall")
    assert "N. Ferro" in said
    assert "saw the statute" in said
    assert [chip.accessibleName() for chip in row.findChildren(StateChip)] == ["Corrected by an officer"]
    assert page.list.form is None
    assert row.isAncestorOf(QApplication.focusWidget()), "one stays where one was"
    with open_session(file, read_only=True) as session:
        (info,) = (one for one in session.assessments() if one.centre.name == "Levan Hills")
        (told,) = corrected_answers(session, info.id).values()
    assert (told.author, told.because, told.before.value) == ("N. Ferro", "saw the statute", "Town hall")
    assert open_form(desktop, page, "prof_year").author == "N. Ferro"


def test_corrected_answers_of_all_sections_are_listed_together(desktop: Desktop, page: CentrePage) -> None:
    form = open_form(desktop, page, BODY)
    fill(form, "Port authority")
    form.record.click()
    desktop.settle()
    assert page.chooser.filter is not None
    page.chooser.filter.set_value(CORRECTED)
    page.chooser.filter.chosen.emit(CORRECTED)
    assert list(page.list.rows) == [BODY]
    assert page.chooser.section == "", "of all sections"
    desktop.go("centre", only=IN_CONFLICT)
    assert page.list.rows == {}
    assert "in conflict" in page.list.empty.text()
    page.chooser.sections.setCurrentIndex(1)
    page.chooser.sections.activated.emit(1)
    assert page.chooser.only == ALL
    assert len(page.list.rows) > 1


def test_a_draft_stays_when_the_form_is_closed_and_cancel_forgets_it(desktop: Desktop, page: CentrePage) -> None:
    form = open_form(desktop, page, BODY)
    fill(form, "Port authority", because="half a rea")
    form.reason.setFocus()
    desktop.press(Qt.Key.Key_Escape)
    assert page.list.form is None
    desktop.go("centres")
    again = open_form(desktop, page, BODY)
    assert again.because == "half a rea"
    again.cancel.click()
    desktop.settle()
    fresh = open_form(desktop, page, BODY)
    assert fresh.because == ""
    assert not fresh.is_begun


def test_the_keyboard_opens_a_row_goes_on_to_the_next_and_closes_it(desktop: Desktop, page: CentrePage) -> None:
    desktop.go("centre", question=BODY)
    way = page.list.rows[BODY].way
    assert way is not None
    assert way.hasFocus()
    assert "Town hall" in way.accessibleName()
    desktop.press(Qt.Key.Key_Down)
    assert not way.hasFocus()
    desktop.press(Qt.Key.Key_Up)
    assert way.hasFocus()
    desktop.press(Qt.Key.Key_Return)
    assert page.list.form is not None
    assert page.list.form.isAncestorOf(QApplication.focusWidget())
    desktop.press(Qt.Key.Key_Escape)
    assert page.list.form is None
    assert way.hasFocus()


def test_the_level_that_another_answer_would_give_is_said(desktop: Desktop, page: CentrePage) -> None:
    form = open_form(desktop, page, "access_status")
    form.editor.edited.emit("access_status", "none")
    assert "level would be 0" in words(form)


def test_the_log_beside_it_tells_of_the_correction_and_leads_to_its_answer(desktop: Desktop, page: CentrePage) -> None:
    form = open_form(desktop, page, BODY)
    fill(form, "Port authority", because="saw the statute")
    form.record.click()
    desktop.settle()
    assert "saw the statute" in words(page.log)
    desktop.go("centre", section="access")
    (line,) = decisions(desktop.bridge.session, page.log._centre)
    page.log.opened.emit(line)
    desktop.settle()
    assert BODY in page.list.rows


def test_an_answer_is_corrected_to_not_known(desktop: Desktop, page: CentrePage) -> None:
    form = open_form(desktop, page, BODY)
    form.states.chosen.emit("not_known", None)
    form.reason.setPlainText("they could not say")
    form.author_field.setText("Ferro")
    assert form.value == {"state": "not_known"}
    form.record.click()
    desktop.settle()
    assert desktop.bridge.working_copy.answer(BODY).state == "not_known"


def test_an_answer_in_conflict_leads_to_the_conflicts(desktop: Desktop, file: Path, tmp_path: Path) -> None:
    desktop.begin(file)
    page = opened(desktop, "Levan Hills")
    form = open_form(desktop, page, BODY)
    fill(form, "Port authority")
    form.record.click()
    desktop.settle()
    desktop.bridge.detach()
    merged(file, sent(edited(tmp_path / "one.mrcw", prof_body="Museum"), "one again"))
    desktop.begin(file)
    page = opened(desktop, "Levan Hills")
    desktop.go("centre", only=IN_CONFLICT)
    row = page.list.rows[BODY]
    assert [chip.accessibleName() for chip in row.findChildren(StateChip)] == ["In conflict"]
    assert row.way is not None
    row.way.click()
    desktop.settle()
    assert desktop.shell.stack.currentWidget().objectName() == "page:conflicts"


def test_the_menu_leads_to_the_other_pages_of_the_centre(desktop: Desktop, page: CentrePage) -> None:
    menu: QMenu = page.ways.menu()
    entries = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert entries[:4] == ["Compare", "Report", "Good practices", "Same centre as another one…"]
    assert entries[4:] == ["Name and country of the centre…", "Withdraw…", "Erase…"]
    menu.actions()[0].trigger()
    desktop.settle()
    assert desktop.shell.stack.currentWidget().objectName() == "page:compare"
    menu.deleteLater()


def test_an_officer_calls_the_centre_otherwise_from_its_menu(desktop: Desktop, page: CentrePage) -> None:
    menu: QMenu = page.ways.menu()
    next(action for action in menu.actions() if action.text().startswith("Name and country")).trigger()
    menu.deleteLater()
    dialog = page.ways.acts.renaming.dialog
    assert dialog is not None
    assert dialog.reason is not None
    dialog.name.setText("Levan Hills Centre")
    dialog.reason.setText("Their letter says so")
    dialog.author.setText("N. Ferro")
    dialog.go.click()
    desktop.settle()
    assert desktop.bridge.assessment.centre.name == "Levan Hills Centre"
    assert page.accessibleName() == "Levan Hills Centre"
    assert "Levan Hills Centre" in desktop.shell.topbar.breadcrumb.accessibleName()


def test_where_nothing_can_be_saved_nothing_is_corrected(desktop: Desktop, file: Path) -> None:
    with open_session(file):  # another window has it
        desktop.begin(file)
        page = opened(desktop, "Levan Hills")
        desktop.go("centre", question=BODY)
        assert all(row.way is None for row in page.list.rows.values())
        assert desktop.shell.read_only.isVisible()


@pytest.mark.parametrize("size", [(1280, 720), (1000, 700), (1920, 1080)])
def test_nothing_is_cut_and_all_that_the_tab_key_reaches_has_a_name(
    desktop: Desktop, page: CentrePage, size: tuple[int, int]
) -> None:
    desktop.window.resize(*size)
    form = open_form(desktop, page, BODY)
    fill(form, "Port authority")
    desktop.settle()
    assert cut(page) == []
    assert nameless(page) == []
    assert overflows(desktop) == []
