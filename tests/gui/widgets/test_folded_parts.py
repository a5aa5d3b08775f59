"""The folded parts beside a criterion in the panels: mouse and button keys, and every entry of every criterion."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from shiboken6 import delete

from mrcworkbench.domain.study.model import LIBRARY_PARTS, Source
from mrcworkbench.gui.pages.compare.page import ComparePage
from mrcworkbench.gui.pages.results import ResultsPage
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.criteria.background import Background
from mrcworkbench.gui.widgets.criteria.fold import Fold
from mrcworkbench.gui.widgets.criteria.library_entries import SHOWN_FIRST, LibraryEntries
from mrcworkbench.gui.widgets.criteria.sources import source_words
from tests.gui.pages_support import Harness, MemorySession
from tests.gui.questionnaire_support import Desk

CONTENT = Content()
BY_ID = CONTENT.criteria.by_id
FULL = max(CONTENT.study.library.by_criterion, key=lambda id_: len(CONTENT.study.library.by_criterion[id_]))
"""A criterion with entries in the most parts of the library."""


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Callable[..., Background]]:
    """Makes the two parts in a window of their own, for a criterion."""
    made: list[QWidget] = []

    def show(criterion: str = FULL, *, mirrored: bool = False, content: Content = CONTENT) -> Background:
        theme, window = Theme(qapp, "light"), QWidget()
        made.extend((window, theme))  # type: ignore[arg-type]
        if mirrored:
            window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        background = Background(theme, content, content.texts)
        QVBoxLayout(window).addWidget(background)
        background.show_criterion(BY_ID[criterion])
        window.resize(356, 600)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        return background

    yield show
    for one in made:
        delete(one)


def said(fold: Fold) -> list[str]:
    """The sentences in what is open."""
    Harness.settle()
    return [one.text() for one in fold.findChildren(QLabel) if one.isVisibleTo(fold) and one.text()]


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def heard(fold: Fold) -> str:
    return fold.head.accessibleDescription()


def test_both_parts_are_folded_at_first(shown: Callable[..., Background]) -> None:
    background = shown()
    for fold in (background.why, background.library):
        assert (fold.is_open, said(fold), heard(fold)) == (False, [], "closed")


def test_a_click_opens_a_part_and_another_closes_it(shown: Callable[..., Background]) -> None:
    background = shown()
    QTest.mouseClick(background.why.head, Qt.MouseButton.LeftButton)
    assert BY_ID[FULL].why_it_matters in said(background.why)
    assert heard(background.why) == "open"
    assert not background.library.is_open
    QTest.mouseClick(background.why.head, Qt.MouseButton.LeftButton)
    assert (said(background.why), heard(background.why)) == ([], "closed")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keys_of_a_button_open_and_close_a_part(shown: Callable[..., Background], key: Qt.Key) -> None:
    fold = shown().why
    fold.head.setFocus()
    press(key)
    assert fold.is_open
    press(key)
    assert not fold.is_open
    assert fold.head.hasFocus()


def test_esc_on_a_closed_part_is_left_to_what_is_around_it(shown: Callable[..., Background]) -> None:
    fold = shown().why
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    event.accept()
    fold.keyPressEvent(event)
    assert not event.isAccepted()


def test_the_same_criterion_again_leaves_what_one_reads_alone(shown: Callable[..., Background]) -> None:
    background = shown()
    background.library.open()
    (entries,) = background.findChildren(LibraryEntries)
    background.show_criterion(BY_ID[FULL])
    assert background.findChildren(LibraryEntries) == [entries]


@pytest.mark.parametrize("id_", BY_ID)
def test_each_entry_of_the_library_is_shown_with_its_own_source(shown: Callable[..., Background], id_: str) -> None:
    fold = shown(id_).library
    fold.open()
    for more in fold.findChildren(Button):
        more.click()
    Harness.settle()
    cards = [one for one in fold.findChildren(Card) if one.isVisibleTo(fold)]
    told = [[part.text() for part in card.findChildren(QLabel) if part.text()] for card in cards]
    parts = CONTENT.study.library.by_criterion.get(id_, {})
    entries = [entry for part in LIBRARY_PARTS for entry in parts.get(part, ())]
    assert len(told) == len(entries) + bool(entries), "one card for each, and one on the terms of 2009"
    for entry, words in zip(entries, told, strict=False):
        assert words[0] == entry["title"]
        assert entry["text"] in words
        sources = [Source(one["document"], tuple(one["lines"])) for one in entry["sources"]]
        assert sources
        assert words[-1].startswith(source_words(CONTENT.texts, sources)), "last: where it stands"
    if entries:
        assert told[-1][0] == next(note.text for note in CONTENT.study.library.notes if note.id == "terms")
    else:
        assert said(fold) == [CONTENT.texts.text("panel.library_empty")]


def test_a_long_part_shows_its_first_entries_and_the_rest_on_demand(shown: Callable[..., Background]) -> None:
    id_, part = longest_part()
    fold = shown(id_).library
    fold.open()
    entries = CONTENT.study.library.by_criterion[id_][part]
    first, rest = entries[:SHOWN_FIRST], entries[SHOWN_FIRST:]
    assert all(entry["title"] in said(fold) for entry in first)
    assert not any(entry["title"] in said(fold) for entry in rest)
    more = more_of(fold, len(entries))
    more.setFocus()
    press(Qt.Key.Key_Space)
    assert all(entry["title"] in said(fold) for entry in entries)
    assert not more.isVisible()


def longest_part() -> tuple[str, str]:
    """Criterion and part of the library with the most entries."""
    library = CONTENT.study.library.by_criterion
    return max(
        ((id_, part) for id_, parts in library.items() for part in parts),
        key=lambda place: len(library[place[0]][place[1]]),
    )


def more_of(fold: Fold, count: int) -> Button:
    """The link that brings the rest of a part with so many entries."""
    Harness.settle()
    return next(one for one in fold.findChildren(Button) if one.text() == f"Show all {count}")


@pytest.mark.parametrize("kind", [ResultsPage, ComparePage])
def test_the_panel_tells_of_the_criterion_that_is_chosen(
    qapp: QApplication, kind: type[ResultsPage | ComparePage]
) -> None:
    harness = Harness(qapp, MemorySession())
    page = kind(harness.context())
    harness.show(page)
    try:
        page.background.why.open()
        for id_ in list(BY_ID)[:2]:
            page.show_place(Place(page.name, criterion=id_))
            assert BY_ID[id_].why_it_matters in said(page.background.why)
    finally:
        harness.close()


def test_the_panel_of_the_questionnaire_tells_of_its_section_s_criterion(desk: Desk) -> None:
    desk.go("access")
    background = desk.page.findChild(Background)
    assert background is not None
    background.why.open()
    first = next(one.criterion for one in desk.session.questionnaire.sections if one.code == "access")
    assert first is not None
    assert BY_ID[first].why_it_matters in said(background.why)
