"""The window around the pages: going about, saving, opening, keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QScrollArea

from mrcworkbench import paths
from mrcworkbench.errors import UserError
from mrcworkbench.gui import preferences
from mrcworkbench.gui.outside.file_names import shown_folder
from mrcworkbench.gui.page.page_list import PAGES
from mrcworkbench.gui.pages.merge.choosing import why_not as merging_refused
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import ElidedLabel
from mrcworkbench.gui.words.texts import plain_tooltip
from mrcworkbench.services.session.databases import create_empty
from mrcworkbench.services.session.session import create, open_session
from mrcworkbench.storage.opening import opening
from tests.gui.window_support import Desktop
from tests.storage.opening.interrupted import half_a_save, interrupt

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def current(desktop: Desktop) -> str:
    return desktop.shell.stack.currentWidget().objectName()


# Going about


def test_every_page_has_its_name_and_is_built_on_its_first_visit(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    assert list(desktop.bench.navigator.pages) == ["home"]
    for entry in PAGES:
        desktop.go(entry.name)
        assert current(desktop) == f"page:{entry.name}"
        assert desktop.shell.sidebar.pages[entry.name].isChecked()


def test_alt_and_a_number_go_to_the_pages_in_the_order_of_the_sidebar(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    shown = desktop.shell.sidebar.shown_pages
    assert len(shown) > 4
    for number, name in enumerate(shown, 1):
        desktop.press(Qt.Key(Qt.Key.Key_0 + number), ALT)
        assert desktop.bench.navigator.place.page == name


def test_page_keys_go_from_section_to_section_and_stop_at_the_ends(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    sections = [section.code for section in desktop.bridge.session.questionnaire.sections]
    desktop.press(Qt.Key.Key_PageDown, CTRL)
    assert desktop.bench.navigator.place.section == sections[0]
    desktop.press(Qt.Key.Key_PageDown, CTRL)
    assert desktop.bench.navigator.place.section == sections[1]
    desktop.press(Qt.Key.Key_PageUp, CTRL)
    desktop.press(Qt.Key.Key_PageUp, CTRL)
    assert desktop.bench.navigator.place.section == sections[0]


def test_f3_goes_to_the_next_question_without_an_answer(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.go("questionnaire", section="access")
    desktop.press(Qt.Key.Key_F3)
    place = desktop.bench.navigator.place
    assert place.section == "access"
    assert place.question is not None
    assert not desktop.bridge.working_copy.answer(place.question).counts_as_done


def test_f4_goes_to_what_needs_a_look_or_says_that_nothing_does(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.press(Qt.Key.Key_F4)
    assert desktop.said[-1][0] == "ok"
    desktop.bridge.drafts.keep("resp_date", None, None, "soon")
    desktop.press(Qt.Key.Key_F4)
    assert desktop.bench.navigator.place.question == "resp_date"


def test_f6_goes_round_sidebar_page_and_panel(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    page = desktop.go("results")
    desktop.activate()
    desktop.shell.sidebar.pages["home"].setFocus()
    seen = []
    for _ in range(3):
        desktop.press(Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.append(
            next(
                name
                for name, part in (
                    ("panel", page.panel),
                    ("page", page.main_region()),
                    ("sidebar", desktop.shell.sidebar),
                )
                if part.isAncestorOf(focus)
            )
        )
    assert seen == ["page", "panel", "sidebar"]


@pytest.mark.parametrize(("width", "rail", "drawer"), [(1440, False, False), (1280, True, False), (1100, True, True)])
def test_sidebar_and_panel_give_way_in_a_narrow_window(
    desktop: Desktop, sample: Path, width: int, rail: bool, drawer: bool
) -> None:
    desktop.window.resize(width, 720)
    desktop.begin(sample)
    page = desktop.go("results")
    assert (desktop.shell.sidebar.width() == 56) is rail
    assert page.panel.is_drawer is drawer
    assert page.panel.isVisible() is not drawer
    page.show_panel()
    assert page.panel.isVisible()
    desktop.press(Qt.Key.Key_Escape)
    assert page.panel.isVisible() is not drawer


def test_a_page_in_a_very_wide_window_is_capped_and_centred(desktop: Desktop, sample: Path) -> None:
    desktop.window.resize(1920, 1080)
    desktop.begin(sample)
    page = desktop.bench.navigator.pages["home"]
    margins = page.inner.layout().contentsMargins()
    assert abs(page.inner.width() - margins.left() - margins.right() - 1280) <= 1
    assert margins.left() == margins.right()


# Search


def search(desktop: Desktop, words: str) -> None:
    desktop.activate()
    desktop.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(desktop.shell.topbar.search, words)
    desktop.settle()


def test_search_finds_a_question_and_enter_goes_there(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    search(desktop, "reach staff without coming")
    desktop.press(Qt.Key.Key_Return)
    assert desktop.bench.navigator.place == Place("questionnaire", section="access", question="access_status")
    assert desktop.shell.topbar.search.text() == ""


def test_search_finds_own_answers_without_accents(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.answer("prof_body", "Qendra e Sarandës")
    search(desktop, "sarandes")
    desktop.press(Qt.Key.Key_Return)
    assert desktop.bench.navigator.place.question == "prof_body"


def test_search_finds_what_studied_centres_do(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    search(desktop, "cigem euro-african dialogue")
    desktop.press(Qt.Key.Key_Return)
    place = desktop.bench.navigator.place
    assert (place.page, place.centre) == ("compare", "cigem")


def test_search_says_when_nothing_is_found_and_escape_closes_it(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    search(desktop, "zzzz <b>")
    words = [label.text() for label in desktop.shell.findChildren(QLabel) if label.isVisible()]
    assert any("zzzz <b>" in text for text in words)
    desktop.press(Qt.Key.Key_Escape)
    assert desktop.shell.topbar.search.text() == ""


# Undo and saving


def test_undo_and_redo_take_the_same_path_as_an_edit(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    before = desktop.bridge.working_copy.answer("prof_body")
    changes: list[str] = []
    desktop.bridge.answer_changed.connect(lambda change: changes.append(change.question))
    desktop.answer("prof_body", "Another body")
    desktop.press(Qt.Key.Key_Z, CTRL)
    assert desktop.bridge.working_copy.answer("prof_body") == before
    desktop.press(Qt.Key.Key_Y, CTRL)
    assert desktop.bridge.working_copy.answer("prof_body").value == "Another body"
    assert changes == ["prof_body"] * 3


def test_an_answer_that_stays_the_same_makes_no_step_of_undo(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.answer("prof_body", "Same")
    desktop.answer("prof_body", "Same")
    assert desktop.bridge.undo_stack.count() == 1


def test_a_problem_sets_nothing_and_makes_no_step(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    checked = desktop.bridge.edit("resp_date", "31/31/2026")
    assert checked.problems
    assert desktop.bridge.undo_stack.count() == 0


def test_the_time_of_the_last_save_is_shown(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.answer("prof_body", "Kept")
    assert desktop.shell.topbar._state.text() == f"Saved {desktop.bridge.saving.saved_at:%H:%M}"


def test_a_database_that_nothing_was_sent_to_yet_says_how_it_stands_too(desktop: Desktop, tmp_path: Path) -> None:
    create_empty(tmp_path / "collected.mrcw")
    desktop.begin(tmp_path / "collected.mrcw")
    assert desktop.shell.topbar._state.text().startswith("Saved")


def test_a_failed_save_is_never_called_saved_and_a_copy_holds_everything(
    desktop: Desktop, sample: Path, tmp_path: Path
) -> None:
    desktop.begin(sample)
    away = sample.rename(tmp_path / "away.mrcw")
    desktop.answer("prof_body", "Typed while the file was away")
    assert desktop.shell.topbar._state.text() == "Not saved"
    assert desktop.shell.saving.isVisible()
    number = desktop.bridge.session.questionnaire.number("prof_body")
    assert number in desktop.shell.saving.accessibleName()
    assert desktop.bridge.working_copy.answer("prof_body").value == "Typed while the file was away"

    desktop.answers.to_save = tmp_path / "copy.mrcw"
    desktop.shell.saving.copy.click()
    with open_session(tmp_path / "copy.mrcw", read_only=True) as copy:
        copy.open_assessment(None)
        assert copy.working_copy.answer("prof_body").value == "Typed while the file was away"

    away.rename(sample)
    desktop.shell.saving.retry.click()
    desktop.settle()
    assert not desktop.shell.saving.isVisible()
    assert desktop.shell.topbar._state.text().startswith("Saved")


def test_closing_asks_before_answers_are_lost(desktop: Desktop, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def stay(_theme: object, _texts: object, numbers: str, _parent: object) -> bool:
        asked.append(numbers)
        return False

    monkeypatch.setattr("mrcworkbench.gui.window.dialogs.ask_to_lose", stay)
    desktop.begin(sample)
    sample.unlink()
    desktop.answer("prof_body", "Not on any disk")
    desktop.window.close()
    assert desktop.window.isVisible()
    assert desktop.bridge.session.questionnaire.number("prof_body") in asked[0]


def test_a_second_window_reads_only_and_says_why(desktop: Desktop, sample: Path) -> None:
    with open_session(sample) as first:
        first.open_assessment(None)
        desktop.begin(sample)
        assert desktop.bridge.session.read_only
        assert desktop.shell.read_only.isVisible()
        assert desktop.shell.topbar._state.text() == "Read only"
        before = desktop.bridge.working_copy.answer("prof_body")
        desktop.bridge.edit("prof_body", "From the second window")
        assert desktop.bridge.working_copy.answer("prof_body") == before
        assert desktop.bridge.undo_stack.count() == 0
        assert desktop.said[-1][0] == "danger"
        desktop.said.clear()
        desktop.bridge.drafts.keep("resp_date", None, None, "soon")
        assert desktop.said[-1][0] == "danger"


# Files


def test_the_window_resumes_at_the_question_that_was_open_last(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.go("questionnaire", section="access", question="access_hours")
    desktop.bench.changeover.close()
    desktop.bench.files.open(sample)
    desktop.settle()
    home = desktop.bench.navigator.pages["home"]
    home.progress.go_on.click()
    desktop.settle()
    code = desktop.bench.navigator.place.question
    order = [question.code for question in desktop.bridge.session.questionnaire.questions()]
    assert order.index(code) >= order.index("access_hours")


def test_the_window_says_once_that_half_a_save_was_undone(desktop: Desktop, sample: Path, tmp_path: Path) -> None:
    cut = interrupt(sample, tmp_path / "cut.mrcw", half_a_save())
    desktop.begin(cut)
    assert [said[1] for said in desktop.said] == ["The last save was interrupted"]
    desktop.bridge.edit("prof_body", "After the power cut")
    desktop.settle()
    assert desktop.bridge.session.saver.wait()
    desktop.said.clear()
    desktop.bench.files.open(sample)
    desktop.settle()
    desktop.bench.files.open(cut)
    desktop.settle()
    assert desktop.bridge.session.path == cut
    assert not desktop.said


def test_the_window_shows_what_was_before_half_a_save_where_nothing_can_be_written(
    desktop: Desktop, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "may", lambda *_: False)
    cut = interrupt(sample, tmp_path / "cut.mrcw", half_a_save())
    before = cut.read_bytes()
    desktop.begin(cut)
    assert "could not be mended" in desktop.said[-1][2]
    assert desktop.shell.read_only.isVisible()
    assert cut.read_bytes() == before


def test_a_database_that_cannot_be_opened_leaves_the_open_one(desktop: Desktop, sample: Path, tmp_path: Path) -> None:
    desktop.begin(sample)
    broken = tmp_path / "broken.mrcw"
    broken.write_bytes(b"not a database at all")
    desktop.answers.to_open = broken
    desktop.press(Qt.Key.Key_O, CTRL)
    assert desktop.bridge.session.path == sample
    assert desktop.said[-1][0] == "danger"
    assert desktop.shell.messages.isVisible()


def test_a_database_that_cannot_be_opened_at_the_start_leads_to_the_first_start(
    desktop: Desktop, tmp_path: Path
) -> None:
    desktop.begin(tmp_path / "missing.mrcw")
    assert desktop.bench.rooms.currentWidget().objectName() == "page:start"
    assert desktop.said[-1][0] == "danger"


def test_recent_files_are_those_that_are_still_there(desktop: Desktop, sample: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.mrcw"
    create(other, "Other", "AL", "2026")
    desktop.begin(other)
    desktop.bench.files.open(sample)
    desktop.settle()
    recent = desktop.bench.files.recent(preferences.load().recent)
    assert [shown for shown, _ in recent] == [str(other)]
    recent[0][1]()
    desktop.settle()
    assert desktop.bridge.assessment.centre.name == "Other"
    other.unlink()
    assert str(other) not in [shown for shown, _ in desktop.bench.files.recent(preferences.load().recent)]


def test_another_database_takes_the_place_of_the_first_one_whole(
    desktop: Desktop, sample: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.mrcw"
    create(other, "Port Velira", "AL", "2026")
    desktop.begin(sample)
    desktop.go("results")
    desktop.answer("prof_body", "In the first")
    desktop.bench.files.open(other)
    desktop.settle()
    assert list(desktop.bench.navigator.pages) == ["home"]
    assert desktop.bridge.undo_stack.count() == 0
    assert "Port Velira" in desktop.window.windowTitle()
    assert not desktop.bridge.session.is_sample


# First start


def test_the_first_start_makes_the_centre_in_three_facts(desktop: Desktop) -> None:
    desktop.begin()
    page = desktop.bench.first_start.page
    assert page is not None
    page._own_button.click()
    form = page.form
    assert form is not None
    form.make.click()
    assert form.name.property("problem") == "true"
    assert not paths.default_database().exists()
    form.name.setText("Qendra Sarandë")
    assert form.name.property("problem") == "false", "what is wrong is put right"
    form.country.setCurrentText("albania")
    form.make.click()
    desktop.settle()
    assert paths.default_database().exists()
    assert (desktop.bridge.assessment.centre.name, desktop.bridge.assessment.centre.country) == ("Qendra Sarandë", "AL")
    assert current(desktop) == "page:home"


def test_the_first_start_opens_the_sample_and_marks_it(desktop: Desktop) -> None:
    desktop.begin()
    desktop.bench.first_start.page.sample_chosen.emit()
    desktop.settle()
    assert desktop.bridge.session.is_sample
    assert desktop.shell.sidebar.switcher._sample


def test_the_first_start_makes_a_sample_collection_to_practise_with(desktop: Desktop, tmp_path: Path) -> None:
    desktop.begin()
    desktop.answers.to_save = tmp_path / "Practice"
    desktop.bench.first_start.page.practise_chosen.emit()
    desktop.settle()
    assert desktop.answers.suggested is not None
    assert desktop.answers.suggested.name == "Sample collection"
    assert desktop.bridge.session.is_practice
    assert current(desktop) == "page:centres"
    assert desktop.shell.sidebar.switcher._sample
    assert "(sample)" in desktop.window.windowTitle()
    assert merging_refused(desktop.bridge) is None, "the exercise is to merge into it"
    assert (tmp_path / "Practice" / "Read me.txt").is_file()


def test_a_sample_collection_is_not_made_where_something_is(desktop: Desktop, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    desktop.begin()
    desktop.answers.to_save = tmp_path
    desktop.bench.first_start.page.practise_chosen.emit()
    desktop.settle()
    assert not desktop.bridge.is_open
    assert any("something in" in words[1] or "something in" in words[2] for words in desktop.said)
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".mrcw"] == []


def test_a_start_with_an_own_database_opens_it(desktop: Desktop, user_data: Path) -> None:
    user_data.mkdir(parents=True)
    create(paths.default_database(), "Own", "AL", "2026")
    desktop.begin()
    assert desktop.bridge.assessment.centre.name == "Own"


def test_a_further_centre_gets_a_file_of_its_own(desktop: Desktop, user_data: Path, tmp_path: Path) -> None:
    user_data.mkdir(parents=True)
    create(paths.default_database(), "Own", "AL", "2026")
    desktop.begin()
    desktop.answers.to_save = tmp_path / "second.mrcw"
    desktop.bench.files.make_centre("Second / centre", "XK", "2026")
    desktop.settle()
    assert desktop.answers.suggested is not None
    assert desktop.answers.suggested.name == "Second-centre.mrcw"
    assert desktop.bridge.session.path == tmp_path / "second.mrcw"


# Settings, messages, plain text


def test_settings_are_kept_for_the_next_start(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.theme.switch("dark", 130)
    assert (preferences.load().theme, preferences.load().scale) == ("dark", 130)


def test_a_message_shows_markup_as_text(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.bench.notifier.warn("<img src='file:///etc/passwd'>", "<b>bold</b>")
    desktop.settle()
    banner = desktop.shell.messages.banners["warn"]
    assert banner._title.textFormat() is Qt.TextFormat.PlainText
    assert banner._title.text().startswith("<img")


def test_every_error_code_of_the_window_has_a_sentence(desktop: Desktop) -> None:
    error = UserError("nothing_inside", path="x.mrcw")
    desktop.bench.notifier.error(error)
    assert desktop.said[-1][1]


def test_only_page_and_panel_scroll(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    assert not desktop.shell.sidebar.findChildren(QScrollArea)
    assert not desktop.shell.topbar.findChildren(QScrollArea)


def test_the_sample_is_marked_in_a_narrow_window_too(desktop: Desktop, sample: Path) -> None:
    desktop.window.resize(1280, 720)
    desktop.begin(sample)
    assert desktop.shell.topbar.sample.isVisible()
    assert desktop.shell.sidebar.switcher.isVisible()
    desktop.window.resize(1440, 900)
    desktop.settle()
    assert not desktop.shell.topbar.sample.isVisible()


def test_short_room_drops_the_first_crumbs_and_keeps_the_last(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.go("questionnaire", section="access")
    shown = [word.text() for word in desktop.shell.topbar.breadcrumb.findChildren(ElidedLabel) if word.isVisible()]
    assert "Service accessibility" in shown[-1]
    desktop.window.resize(700, 600)
    desktop.settle()
    words = [word.text() for word in desktop.shell.topbar.breadcrumb.findChildren(ElidedLabel) if word.isVisible()]
    assert words == [shown[-1]]


def test_asking_for_the_open_file_leads_back_to_it(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.bench.first_start.show_choices()
    desktop.bench.files.open(sample)
    desktop.settle()
    assert desktop.bench.rooms.currentWidget() is desktop.shell


def test_the_first_start_offers_recent_files(desktop: Desktop, sample: Path) -> None:
    preferences.save(preferences.Preferences(recent=(str(sample), "/nowhere/gone.mrcw")))
    desktop.begin()
    links = [
        button
        for button in desktop.bench.first_start.page.findChildren(QAbstractButton)
        if button.property("kind") == "link"
    ]
    assert [link.toolTip() for link in links] == [plain_tooltip(str(sample))], "a long path is cut in its middle"
    links[0].click()
    desktop.settle()
    assert desktop.bridge.session.path == sample


@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_a_window_made_narrow_and_wide_again_rearranges_every_page(desktop: Desktop, sample: Path, name: str) -> None:
    desktop.begin(sample)
    page = desktop.go(name, **({"section": "access"} if name == "questionnaire" else {}))
    for width in (1180, 700, 1210, 1440, 1180, 1700):
        desktop.window.resize(width, 700)
        desktop.settle()
        if page.panel is not None:
            assert page.panel.is_drawer is (width < 1200)
            assert page.panel.isVisible() is (width >= 1200 and page.panel.is_offered)
        cut = page.inner.width() - page.scroll_area.viewport().width()
        assert cut <= 0 or page.scroll_area.horizontalScrollBar().isVisible()


def test_another_database_is_not_opened_over_answers_that_no_disk_has(
    desktop: Desktop, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mrcworkbench.gui.window.dialogs.ask_to_lose", lambda *_: False)
    other = tmp_path / "other.mrcw"
    create(other, "Other", "AL", "2026")
    desktop.begin(sample)
    sample.unlink()
    desktop.answer("prof_body", "Not on any disk")
    desktop.bench.files.open(other)
    desktop.settle()
    assert desktop.bridge.working_copy.answer("prof_body").value == "Not on any disk"


def test_the_switcher_lists_assessments_and_files(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    menu = QMenu()
    desktop.bench.menus.fill_files(menu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == [
        "File: sample.mrcw",
        f"Folder: {shown_folder(sample)}",
        "Show it in its folder",
        "Open a database…",
        "Start a new centre…",
        "Save a copy…",
        "Backups…",
        "Check a report…",
        "Collect submissions in a new database…",
        "Try the sample",
        "Practise with a sample collection…",
        "Report a problem…",
        "Close the program",
    ]
    menu.deleteLater()
