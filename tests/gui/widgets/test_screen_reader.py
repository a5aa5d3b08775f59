"""What a screen reader hears: roles, names with their question, what is wrong, and what happens elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QComboBox, QScrollBar, QWidget

from mrcworkbench import systems
from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.gui import speech
from mrcworkbench.gui.page.page_list import PAGES
from mrcworkbench.gui.widgets import Banner, Button, MessageBox, SegmentedControl
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.editors.options import CheckOption, RadioOption
from mrcworkbench.gui.widgets.editors.typed import TypedLine
from mrcworkbench.gui.words.texts import plain_tooltip
from tests.gui.questionnaire_support import Desk, type_into
from tests.gui.window_support import Desktop

_MARKUP = re.compile(r"</?\w+[^>]*>|&(amp|lt|gt|quot|nbsp);|&&")


def heard(widget: QWidget) -> QAccessibleInterface:
    said = QAccessible.queryAccessibleInterface(widget)
    assert said is not None
    return said


def name(widget: QWidget) -> str:
    return str(heard(widget).text(QAccessible.Text.Name))


def description(widget: QWidget) -> str:
    return str(heard(widget).text(QAccessible.Text.Description))


def heard_of(combo: QComboBox) -> str:
    return f"{name(combo)} {description(combo)}"


def _pages(desktop: Desktop) -> Iterator[str]:
    """Goes through every page, and every section of the questionnaire."""
    for entry in PAGES:
        if entry.name != "questionnaire":
            desktop.go(entry.name)
            yield entry.name
    for section in desktop.bridge.session.questionnaire.sections:
        page = desktop.go("questionnaire", section=section.code)
        while not page.cards.is_complete:  # type: ignore[attr-defined]
            desktop.settle()
        yield section.code


def test_everything_that_takes_the_focus_has_a_name_without_markup(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    nameless, marked = [], []
    for place in _pages(desktop):
        for widget in desktop.window.findChildren(QWidget):
            if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or isinstance(widget, QScrollBar):
                continue
            if not widget.isVisible() or isinstance(widget.parentWidget(), QComboBox):
                continue
            said = name(widget)
            if not said.strip():
                nameless.append((place, type(widget).__name__, widget.objectName()))
            marked += [(place, one) for one in (said, description(widget)) if _MARKUP.search(one)]
    assert nameless == []
    assert marked == []


@pytest.mark.parametrize(("section", "code"), [("profile", "prof_run_by"), ("access", "access_status")])
def test_options_are_radio_buttons_with_their_question_and_the_chosen_one_is_checked(
    desk: Desk, section: str, code: str
) -> None:
    question = desk.session.questionnaire[code]
    desk.put(code, question.options[1].code)
    desk.go(section)
    holder = desk.card(code).editor.findChild(SegmentedControl)
    buttons = holder._buttons.values() if holder is not None else desk.card(code).editor.findChildren(RadioOption)
    for button, option in zip(buttons, question.options, strict=True):
        assert heard(button).role() is QAccessible.Role.RadioButton
        assert name(button) == option.text
        assert question.text in description(button)
        assert bool(heard(button).state().checked) is (option is question.options[1])
    desk.bridge.clear_answer(code)
    assert not any(heard(button).state().checked for button in buttons)


def test_boxes_are_check_boxes_with_their_question(desk: Desk) -> None:
    desk.put("access_status", "in_place")
    desk.put("access_channels", ["phone"])
    desk.go("access")
    for box in desk.card("access_channels").editor.findChildren(CheckOption):
        assert heard(box).role() is QAccessible.Role.CheckBox
        assert desk.session.questionnaire["access_channels"].text in description(box)
        assert bool(heard(box).state().checked) is (name(box) == "Telephone")


@pytest.mark.parametrize("section", ["respondent", "profile", "access", "challenges"])
def test_the_buttons_of_a_card_say_which_question_they_are_about(desk: Desk, section: str) -> None:
    sections = desk.session.questionnaire.section_by_code
    desk.go(section if section in sections else next(iter(sections)))
    for code in desk.shown():
        card, text = desk.card(code), desk.session.questionnaire[code].text
        buttons = {state: card.foot.button(state) for state in (AnswerState.NOT_KNOWN, AnswerState.DECLINED)}
        assert name(buttons[AnswerState.NOT_KNOWN]) == f"Not known: {text}"
        assert name(buttons[AnswerState.DECLINED]) == f"Decline to answer: {text}"
        assert name(card.foot.comment) == f"Comment: {text}"
        assert name(card.foot.clear) == f"Clear answer: {text}"
        for button in (*buttons.values(), card.foot.comment, card.foot.clear):
            assert name(button).startswith(button.text())  # what is seen can be said to a voice control
        for button in card.editor.findChildren(Button):
            if button.text() in ("Add a row", "Paste from Excel"):
                assert name(button) == f"{button.text()}: {text}"
    desk.put(code, {"state": "blank", "comment": "Ask Elira."})
    assert name(card.foot.comment) == f"Edit comment: {text}"


def test_a_field_says_what_is_wrong_with_it(desk: Desk) -> None:
    desk.go("profile")
    code = next(c for c in desk.shown() if desk.session.questionnaire[c].type.value == "integer")
    field = desk.editor(code, TypedLine)
    assert "Needs a look" not in description(field)
    type_into(field, "many")
    desk.card(code).commit()
    problem = desk.card(code).editor.problems
    assert problem
    assert "Needs a look" in description(field)
    field.clear()
    desk.card(code).commit()
    assert "Needs a look" not in description(field)


def test_every_drop_down_is_called_by_its_label(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    unnamed = []
    for place in _pages(desktop):
        for combo in desktop.window.findChildren(QComboBox):
            if combo.isVisible():
                called = combo.accessibleName()
                spoken = called and called == combo.view().accessibleName() and called in heard_of(combo)
                if not spoken and not combo.isEditable():
                    unnamed.append((place, called, heard_of(combo)))
    assert unnamed == []


@pytest.mark.parametrize(("instead", "said"), [(True, "Country. Where it is"), (False, "Where it is")])
def test_a_list_is_called_by_its_name_where_qt_says_the_choice_instead(
    monkeypatch: pytest.MonkeyPatch, desktop: Desktop, instead: bool, said: str
) -> None:
    monkeypatch.setattr(systems, "speaks_choice_for_name", lambda: instead)
    combo = ComboBox(desktop.window)
    combo.setAccessibleName("Country")
    combo.setAccessibleDescription("Where it is")
    assert combo.accessibleDescription() == said
    assert combo.accessibleName() == "Country"
    combo.setAccessibleName("Place")  # as a row's cell is called when the row has moved
    assert combo.accessibleDescription() == said.replace("Country", "Place")


@pytest.mark.parametrize(
    "text", ["Report & submit", "A & B && C", "Sarandë", "3 > 2", "x" * 300, "two\nlines", "&amp", "R&D: 5 % of it"]
)
def test_a_tooltip_is_read_as_it_is(text: str) -> None:
    assert not plain_tooltip(text).startswith("<")
    assert "".join(plain_tooltip(text).split()) == "".join(text.split())


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch, qapp: object) -> list[tuple[str, bool]]:
    said: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        "mrcworkbench.gui.widgets.basics.notes.announce", lambda _, text, urgent=False: said.append((text, urgent))
    )
    return said


def test_an_answer_that_was_not_saved_is_announced_at_once_and_only_once(
    desktop: Desktop, sample: Path, announced: list[tuple[str, bool]]
) -> None:
    desktop.begin(sample)
    strip = Banner(desktop.theme, "danger", "hard-drive")
    box = MessageBox(desktop.theme, "danger", "triangle-alert")
    announced.clear()
    for _ in range(3):
        strip.say("Not saved", "The disk is full.")
        box.say("“many” is not a number.")
    assert announced == [("Not saved The disk is full.", True), ("“many” is not a number.", False)]
    box.say("")
    box.say("“many” is not a number.")
    assert len([text for text, _ in announced if text.startswith("“many”")]) == 2


def test_an_announcement_reaches_a_screen_reader_that_listens(
    desktop: Desktop, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop.begin(sample)
    events: list[object] = []
    listens: Callable[[], bool] = lambda: True  # noqa: E731
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(listens))
    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(events.append))
    speech.announce(desktop.window, "Not saved", urgent=True)
    speech.announce(desktop.window, "")
    assert [event.message() for event in events] == ["Not saved"]  # type: ignore[attr-defined]
