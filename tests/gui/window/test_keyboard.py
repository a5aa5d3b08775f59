"""The whole window without a mouse: where Tab goes, what Enter presses, and what is on screen after going somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget
from shiboken6 import delete

from mrcworkbench import systems
from mrcworkbench.gui.focus.ring import FocusRing
from mrcworkbench.gui.page.page_list import PAGES
from mrcworkbench.gui.pages.home.rows import SectionRow
from mrcworkbench.gui.pages.questionnaire import QuestionnairePage
from mrcworkbench.gui.widgets import Button
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.question.card import QuestionCard
from mrcworkbench.gui.window import filling
from mrcworkbench.gui.window.dialogs import ShortcutsDialog
from mrcworkbench.gui.window.shortcuts import page_keys
from tests.gui.window_support import Desktop

ONE_OF = pytest.mark.parametrize(
    ("first", "step"),
    [(0, 3), pytest.param(1, 3, marks=pytest.mark.nightly), pytest.param(2, 3, marks=pytest.mark.nightly)],
)
"""Every third section or question; the others by night."""


def questionnaire_page(desktop: Desktop) -> QuestionnairePage:
    page = desktop.bench.navigator.pages["questionnaire"]
    assert isinstance(page, QuestionnairePage)
    while not page.cards.is_complete:
        desktop.settle()
    desktop.settle()
    return page


def top_of(widget: QWidget, page: QuestionnairePage) -> int:
    return widget.mapTo(page.scroll_area.viewport(), QPoint(0, 0)).y()


def shows_title(page: QuestionnairePage) -> bool:
    """Whether the section's title is in view, and the focus in its first question; on the way on if it has none."""
    focus = page.window().focusWidget()
    first = next((page.cards.card(code) for code in page.cards.shown_codes()), None)
    at_first = page.bar.after.hasFocus() if first is None else focus is not None and first.isAncestorOf(focus)
    return top_of(page.header.title, page) >= 0 and at_first


def test_going_to_the_next_section_shows_its_title_and_its_first_question_has_the_focus(
    desktop: Desktop, sample: Path
) -> None:
    desktop.begin(sample)
    desktop.go("questionnaire", section=desktop.bridge.session.questionnaire.sections[0].code)
    for _ in desktop.bridge.session.questionnaire.sections[1:]:
        page = questionnaire_page(desktop)
        page.scroll_area.verticalScrollBar().setValue(10_000)
        desktop.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert shows_title(questionnaire_page(desktop)), page.accessibleName()


@pytest.mark.parametrize("way", ["next", "back", "row", "again", "search"])
def test_every_way_to_a_section_shows_its_title(desktop: Desktop, sample: Path, way: str) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.go("questionnaire", section="access")
    page = questionnaire_page(desktop)
    page.scroll_area.verticalScrollBar().setValue(10_000)
    match way:
        case "next":
            QTest.mouseClick(page.bar.after, Qt.MouseButton.LeftButton)
        case "back":
            page.bar.before.setFocus()
            desktop.press(Qt.Key.Key_Return)
        case "row":
            home = desktop.go("home")
            row = next(one for one in home.findChildren(SectionRow) if one.text() in page.accessibleName())
            row.setFocus()
            desktop.press(Qt.Key.Key_Return)
        case "search":
            desktop.bench.navigator.focus_search()
            QTest.keyClicks(desktop.shell.topbar.search, "accessib")
            desktop.press(Qt.Key.Key_Return)
        case _:
            desktop.go("questionnaire", section="access")
    page = questionnaire_page(desktop)
    if way == "search":
        assert desktop.bench.navigator.place.page == "questionnaire"
    assert shows_title(page) or way == "search"


@ONE_OF
def test_going_to_any_question_shows_the_top_of_its_card(desktop: Desktop, sample: Path, first: int, step: int) -> None:
    desktop.begin(sample)
    desktop.window.resize(1280, 720)
    desktop.activate()
    copy = desktop.bridge.working_copy
    hidden = []
    for question in list(copy.questionnaire.questions())[first::step]:
        if not copy.is_shown(question.code):
            continue
        desktop.go("questionnaire", question=question.code)
        page = questionnaire_page(desktop)
        card = page.cards.card(question.code)
        assert card is not None
        top = top_of(card, page)
        if not 0 <= top <= page.scroll_area.viewport().height() - min(card.height(), 60):
            hidden.append((question.code, top, card.height()))
        assert card.isAncestorOf(desktop.app.focusWidget())
    assert hidden == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_any_button_that_has_the_focus(desktop: Desktop, sample: Path, key: Qt.Key) -> None:
    desktop.begin(sample)
    desktop.activate()
    for name in desktop.shell.sidebar.shown_pages:
        desktop.shell.sidebar.pages[name].setFocus()
        desktop.press(key)
        assert desktop.bench.navigator.place.page == name
    desktop.go("questionnaire", section="access")
    page = questionnaire_page(desktop)
    card = page.cards.card(page.cards.shown_codes()[0])
    assert card is not None
    card.foot.comment.setFocus()
    desktop.press(key)
    assert card.comment.is_open


def test_enter_presses_a_button_that_is_held_down_only_once(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.go("questionnaire", section="profile")
    page = questionnaire_page(desktop)
    button = Button(desktop.theme, "Count", parent=page)
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    button.show()
    button.setFocus()
    for repeats in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", repeats)
        desktop.app.sendEvent(button, event)
    assert pressed == [1]


# Tab


def walk(desktop: Desktop, start: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Everything that the key comes by from one widget until it comes by it again."""
    desktop.activate()
    start.setFocus()
    seen = [start]
    while True:
        QTest.keyClick(desktop.app.focusWidget(), key)
        here = desktop.app.focusWidget()
        assert here is not None
        assert not here.visibleRegion().isEmpty(), f"{here.accessibleName()} is out of sight"
        if here in seen:
            assert here is start, f"the walk goes in circles at {here.accessibleName()}"
            return seen
        seen.append(here)


def stops(desktop: Desktop) -> set[QWidget]:
    """Everything on screen that Tab may reach."""
    return {
        widget
        for widget in desktop.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    }


@ONE_OF
def test_tab_goes_through_every_section_in_reading_order(desktop: Desktop, sample: Path, first: int, step: int) -> None:
    desktop.begin(sample)
    for section in desktop.bridge.session.questionnaire.sections[first::step]:
        desktop.go("questionnaire", section=section.code)
        page = questionnaire_page(desktop)
        seen = walk(desktop, desktop.shell.sidebar.switcher)
        assert stops(desktop) <= set(seen)
        cards = [page.cards.card(code) for code in page.cards.shown_codes()]
        outer = [card for card in cards if not any(one is not card and one.isAncestorOf(card) for one in cards)]
        parts = [page.filter, *outer, page.bar]  # from top to bottom; what stands within a card goes with it
        order = [n for one in seen for n, part in enumerate(parts) if part is not None and part.isAncestorOf(one)]
        assert order == sorted(order), section.code
        for card in cards:
            assert card is not None
            mine = [one for one in seen if card.foot.isAncestorOf(one)]
            assert [one.x() for one in mine if one.parent() is not card.foot] == sorted(
                one.x() for one in mine if one.parent() is not card.foot
            )
            last_field = max((seen.index(o) for o in seen if card.editor.isAncestorOf(o)), default=-1)
            assert not mine or last_field < seen.index(mine[0])


@pytest.mark.parametrize("section", [pytest.param("profile", marks=pytest.mark.nightly), "access", "challenges"])
def test_shift_and_tab_go_the_same_way_back(desktop: Desktop, sample: Path, section: str) -> None:
    desktop.begin(sample)
    desktop.go("questionnaire", section=section)
    questionnaire_page(desktop)
    walk(desktop, desktop.shell.sidebar.switcher)  # more rows of a long table come as one goes
    seen = walk(desktop, desktop.shell.sidebar.switcher)
    assert list(reversed(walk(desktop, seen[-1], Qt.Key.Key_Backtab))) == seen


@pytest.mark.parametrize("name", [one.name for one in PAGES if not one.of_collection and one.name != "questionnaire"])
def test_tab_reaches_everything_on_a_page_and_the_panel_comes_last(desktop: Desktop, sample: Path, name: str) -> None:
    desktop.begin(sample)
    page = desktop.go(name)
    seen = walk(desktop, desktop.shell.sidebar.switcher)
    assert stops(desktop) <= set(seen)
    panel = page.panel  # type: ignore[attr-defined]
    if panel is not None:
        inside = [panel.isAncestorOf(one) for one in seen]
        assert inside == sorted(inside)
        tops = [one.mapTo(panel, QPoint(0, 0)).y() for one in seen if panel.isAncestorOf(one)]
        assert tops == sorted(tops)


def test_tab_reaches_the_drawer_last_and_escape_goes_back_to_what_opened_it(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.window.resize(1100, 700)
    desktop.go("questionnaire", section="access")
    page = questionnaire_page(desktop)
    assert page.panel is not None
    page._panel_button.setFocus()
    desktop.press(Qt.Key.Key_Return)
    assert page.panel.isAncestorOf(desktop.app.focusWidget())
    page.panel._stop_sliding()
    page.panel.place()
    seen = walk(desktop, desktop.shell.sidebar.switcher)
    assert stops(desktop) <= set(seen)
    inside = [page.panel.isAncestorOf(one) for one in seen]
    assert inside == sorted(inside)
    next(one for one in seen if page.panel.isAncestorOf(one)).setFocus()
    desktop.press(Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    assert page._panel_button.hasFocus()


def test_tab_follows_rows_and_reasons_that_have_just_come(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.go("questionnaire", section="access")
    page = questionnaire_page(desktop)
    walk(desktop, desktop.shell.sidebar.switcher)
    desktop.answer("access_status", "none")
    desktop.answer("access_status", "in_place")
    questionnaire_page(desktop)
    seen = walk(desktop, desktop.shell.sidebar.switcher)
    assert stops(desktop) <= set(seen)
    assert page.panel is not None
    tops = [one.mapTo(page.panel, QPoint(0, 0)).y() for one in seen if page.panel.isAncestorOf(one)]
    assert tops == sorted(tops)


# Where the focus goes when what had it goes away


def _with_files(desktop: Desktop, folder: Path, number: int) -> QuestionCard:
    """A question of the sample that has so many files attached."""
    desktop.go("questionnaire", section="access")
    page = questionnaire_page(desktop)
    card = next(card for code in page.cards.shown_codes() if (card := page.cards.card(code)) and card.files)
    papers = [folder / f"paper {n}.txt" for n in range(number)]
    for paper in papers:
        paper.write_text(paper.name)
    card.files_asked.emit(card.question.code, tuple(papers))
    desktop.settle()
    return card


@pytest.mark.parametrize(("at", "then"), [(0, 0), (1, 1), (2, 1)])
def test_removing_a_file_leaves_the_focus_at_the_one_beside_it(
    desktop: Desktop, sample: Path, tmp_path: Path, at: int, then: int
) -> None:
    desktop.begin(sample)
    desktop.activate()
    card = _with_files(desktop, tmp_path, 3)
    assert card.files is not None
    card.files.findChildren(Button, "remove")[at].setFocus()
    desktop.press(Qt.Key.Key_Return)
    assert len(desktop.bridge.working_copy.answer(card.question.code).attachments) == 2
    assert card.files.findChildren(Button, "remove")[then].hasFocus()


def test_removing_the_last_file_leaves_the_focus_at_the_button_that_adds_one(
    desktop: Desktop, sample: Path, tmp_path: Path
) -> None:
    desktop.begin(sample)
    desktop.activate()
    card = _with_files(desktop, tmp_path, 1)
    assert card.files is not None
    card.files.findChildren(Button, "remove")[0].setFocus()
    desktop.press(Qt.Key.Key_Space)
    assert card.files.add.hasFocus()
    desktop.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert card.files.add.hasFocus()  # undo leaves it where it is


def test_escape_folds_a_comment_keeps_it_and_goes_back_to_its_button(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.go("questionnaire", section="profile")
    page = questionnaire_page(desktop)
    copy = desktop.bridge.working_copy
    code = next(one for one in page.cards.shown_codes() if not copy.answer(one).comment)
    card = page.cards.card(code)
    assert card is not None
    card.foot.comment.setFocus()
    desktop.press(Qt.Key.Key_Return)
    QTest.keyClicks(card.comment.field, "Ask Elira")
    desktop.press(Qt.Key.Key_Return)  # a new line, and nothing is pressed by it
    QTest.keyClicks(card.comment.field, "or Besa.")
    desktop.press(Qt.Key.Key_Escape)
    assert copy.answer(code).kept_comment == "Ask Elira\nor Besa."
    assert not card.comment.is_open
    assert card.foot.comment.hasFocus()


@pytest.mark.parametrize("state", ["not_known", "declined"])
def test_undo_leaves_the_focus_in_the_card_it_was_in(desktop: Desktop, sample: Path, state: str) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.go("questionnaire", section="profile")
    page = questionnaire_page(desktop)
    form = desktop.bridge.session.questionnaire
    one_of_each_type = {form[code].type: code for code in page.cards.shown_codes()}
    for code in one_of_each_type.values():
        card = page.cards.card(code)
        assert card is not None
        card.choose(state, None)
        card.focus_editor()
        for keys in (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_Z):
            desktop.press(keys, Qt.KeyboardModifier.ControlModifier)
            assert card.isAncestorOf(desktop.app.focusWidget()), (code, keys)
            assert desktop.app.focusWidget().isVisible()


# What the keys do where there is nothing for them to do


def test_alt_and_a_number_beyond_the_sidebar_does_nothing(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.activate()
    shown = desktop.shell.sidebar.shown_pages
    desktop.go(shown[1])
    for number in range(len(shown) + 1, 10):
        desktop.press(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        assert desktop.bench.navigator.place.page == shown[1]


def test_the_list_of_keys_names_the_pages_that_there_are(
    desktop: Desktop, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[list[str]] = []
    monkeypatch.setattr(
        ShortcutsDialog, "exec", lambda self: shown.append([one.text() for one in self.findChildren(QLabel)])
    )
    desktop.begin(sample)
    desktop.bench.menus.show_shortcuts()
    words = shown[0]
    pages = desktop.shell.sidebar.shown_pages
    for number, page in enumerate(pages, 1):
        button = desktop.shell.sidebar.pages[page]
        assert words[words.index(button.text()) + 1] == f"Alt+{number}"
        assert button.toolTip() == f"{button.text()} (Alt+{number})"
    assert f"Alt+{len(pages) + 1}" not in words


def test_without_a_database_the_list_of_keys_names_no_pages(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[list[str]] = []
    monkeypatch.setattr(
        ShortcutsDialog, "exec", lambda self: shown.append([one.text() for one in self.findChildren(QLabel)])
    )
    desktop.begin()
    desktop.bench.menus.show_shortcuts()
    assert "Alt+1" not in shown[0]


@pytest.mark.parametrize(("mac", "keys"), [(True, "Ctrl+1"), (False, "Alt+1")])
def test_on_macos_the_command_key_goes_to_pages_since_option_types_signs(
    monkeypatch: pytest.MonkeyPatch, mac: bool, keys: str
) -> None:
    monkeypatch.setattr(systems, "on_macos", lambda: mac)
    assert page_keys()[0] == keys


def test_nothing_is_undone_or_shown_unseen_behind_a_form(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.activate()
    desktop.go("results")
    desktop.answer("prof_body", "Caritas")
    desktop.bench.first_start.show_form()
    desktop.settle()
    desktop.bench.first_start.page.form.name.setFocus()  # type: ignore[union-attr]
    control = Qt.KeyboardModifier.ControlModifier
    for key, modifier in (
        (Qt.Key.Key_Z, control),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_PageDown, control),
    ):
        desktop.press(key, modifier)
    assert desktop.bridge.working_copy.answer("prof_body").value == "Caritas"
    assert desktop.bench.navigator.place.page == "results"


# Forms


def test_enter_in_the_last_line_of_a_form_presses_its_main_button(desktop: Desktop, user_data: Path) -> None:
    desktop.begin()
    desktop.activate()
    page = desktop.bench.first_start.build()
    page.show_form()
    form = page.form
    made: list[tuple[str, str, str]] = []
    form.made.connect(lambda *facts: made.append(facts))
    desktop.answers.to_save = user_data / "x.mrcw"
    form.name.setFocus()
    desktop.press(Qt.Key.Key_Return)
    assert made == []  # the country is missing, and said
    QTest.keyClicks(form.name, "Port Velira")
    form.country.setCurrentText("Albania")
    form.name.setFocus()
    desktop.press(Qt.Key.Key_Return)
    assert [facts[:2] for facts in made] == [("Port Velira", "AL")]


def test_enter_on_the_way_back_goes_back_and_makes_nothing(desktop: Desktop, user_data: Path) -> None:
    desktop.begin()
    desktop.activate()
    page = desktop.bench.first_start.build()
    page.show_form()
    form = page.form
    told: list[str] = []
    form.made.connect(lambda *_: told.append("made"))
    form.back.connect(lambda: told.append("back"))
    form.name.setText("Port Velira")
    form.country.setCurrentText("Albania")
    back = next(one for one in form.findChildren(Button) if one is not form.make)
    back.setFocus()
    desktop.press(Qt.Key.Key_Return)
    assert told == ["back"]
    assert not list(user_data.glob("*.mrcw"))


def test_enter_in_the_name_on_the_submit_page_presses_the_button_once_there_is_a_name(
    desktop: Desktop, sample: Path
) -> None:
    desktop.begin(sample)
    desktop.activate()
    page = desktop.go("submit")
    pressed: list[int] = []
    page.making.button.clicked.disconnect()
    page.making.button.clicked.connect(lambda: pressed.append(1))
    page.way.author.clear()
    page.way.author.setFocus()
    desktop.press(Qt.Key.Key_Return)
    assert pressed == []
    QTest.keyClicks(page.way.author, "Ana")
    desktop.press(Qt.Key.Key_Return)
    assert pressed == [1] * page.making.button.isEnabled()


def test_enter_opens_a_list_and_the_wheel_over_it_changes_nothing(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.activate()
    page = desktop.go("compare")
    combo = next(one for one in page.findChildren(ComboBox) if one.isVisible() and one.count() > 1)
    before = combo.currentIndex()
    for focused in (False, True):
        if focused:
            combo.setFocus()
        for turn in (-120, 120, -1200):
            where = QPointF(combo.rect().center())
            wheel = QWheelEvent(
                where,
                QPointF(combo.mapToGlobal(where.toPoint())),
                QPoint(),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            desktop.app.sendEvent(combo, wheel)
        assert combo.currentIndex() == before
    desktop.press(Qt.Key.Key_Return)
    assert combo.view().isVisible()
    combo.hidePopup()


@pytest.mark.parametrize("mac", [True, False])
def test_on_macos_tab_reaches_buttons_too_whatever_the_system_has_set(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch, mac: bool
) -> None:
    behaviour, hints = Qt.TabFocusBehavior, desktop.app.styleHints()
    monkeypatch.setattr(systems, "on_macos", lambda: mac)
    hints.setTabFocusBehavior(behaviour.TabFocusTextControls)
    try:
        filling._follow_focus(desktop.app, desktop.bench)
        assert (hints.tabFocusBehavior() is behaviour.TabFocusAllControls) is mac
    finally:
        hints.setTabFocusBehavior(behaviour.TabFocusAllControls)


def test_the_ring_comes_back_after_the_dialog_it_stood_in_has_gone(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    desktop.activate()
    dialog = QDialog(desktop.window)
    column = QVBoxLayout(dialog)
    button = Button(desktop.theme, "Stay", "primary")
    column.addWidget(button)
    dialog.show()
    button.setFocus()
    desktop.settle()
    delete(dialog)
    desktop.activate()
    page = desktop.go("submit")
    page.way.author.setText("Ana")
    page.making.button.setEnabled(True)
    page.making.button.setFocus()
    ring = page.making.button.parentWidget().findChild(FocusRing)
    assert ring is not None
    assert ring.isVisible()
