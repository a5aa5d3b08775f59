"""What stands folded beside a criterion: why it matters, and what the library offers for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from mrcworkbench.domain.scoring.results import Basis, CriterionScore, NamedDocument
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.criteria.background import Background
from mrcworkbench.gui.widgets.criteria.evidence_shown import EvidenceShown
from tests.gui.pages_support import MemorySession

GOVERNMENT = "sustainability.capacity.government"


@pytest.fixture
def content() -> Content:
    return Content()


@pytest.fixture
def background(qapp: QApplication, content: Content) -> Iterator[Background]:
    made = Background(Theme(qapp, "light"), content, content.texts)
    made.show_criterion(content.criteria.by_id[GOVERNMENT])
    made.show()
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def said(widget: QWidget) -> list[str]:
    QApplication.processEvents()  # what comes into a layout is shown in the next turn
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


def test_nothing_is_built_and_no_library_read_before_it_is_opened(background: Background, content: Content) -> None:
    assert said(background) == []
    assert "study" not in vars(content)


def test_it_says_why_a_criterion_matters_and_what_it_serves_in_the_compact(
    background: Background, content: Content
) -> None:
    criterion = content.criteria.by_id[GOVERNMENT]
    background.why.head.click()
    told = said(background.why)
    assert criterion.why_it_matters in told
    assert all(any(f"Objective {one.objective}: {one.reason}" == line for line in told) for one in criterion.objectives)


def test_every_entry_for_a_criterion_can_be_read_with_its_source(background: Background, content: Content) -> None:
    parts = content.study.library.by_criterion[GOVERNMENT]
    background.library.open()
    first = len(said(background.library))
    for more in background.library.findChildren(QPushButton):
        more.click()
    told = said(background.library)
    assert len(told) > first
    for entries in parts.values():
        assert all(entry["title"] in told and entry["text"] in told for entry in entries)
    assert sum(line.startswith("GFMD matrix, line") for line in told) >= len(parts["activities"])
    assert any(line.startswith("Terms of 2009.") for line in told)


def test_an_item_below_a_recommendation_is_told_where_it_serves_the_criterion(background: Background) -> None:
    background.library.open()
    for more in background.library.findChildren(QPushButton):
        more.click()
    told = said(background.library)
    assert "Studies of human development" in told
    assert "Studies over time" not in told


def test_a_criterion_of_which_the_library_has_nothing_says_so(background: Background, content: Content) -> None:
    bare = next(one for one in content.criteria.criteria if one.id not in content.study.library.by_criterion)
    background.library.open()
    background.show_criterion(bare)
    assert said(background.library) == ["The library has nothing for this criterion."]


@pytest.mark.parametrize(
    ("direction", "opens", "closes"),
    [
        (Qt.LayoutDirection.LeftToRight, Qt.Key.Key_Right, Qt.Key.Key_Left),
        (Qt.LayoutDirection.RightToLeft, Qt.Key.Key_Left, Qt.Key.Key_Right),
    ],
)
def test_arrows_open_and_close_it_in_the_direction_of_reading(
    background: Background, direction: Qt.LayoutDirection, opens: Qt.Key, closes: Qt.Key
) -> None:
    background.setLayoutDirection(direction)
    head = background.why.head
    assert head.accessibleDescription() == "closed"
    QTest.keyClick(head, closes)
    assert not background.why.is_open
    QTest.keyClick(head, opens)
    assert background.why.is_open
    assert head.accessibleDescription() == "open"
    QTest.keyClick(head, closes)
    assert not background.why.is_open


def test_escape_closes_it_from_inside_and_the_focus_comes_to_its_title(background: Background) -> None:
    background.library.open()
    more = background.library.findChildren(QPushButton)[0]
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Escape)
    assert not background.library.is_open
    assert background.focusWidget() is background.library.head


def test_what_is_open_stays_open_and_follows_the_criterion(background: Background, content: Content) -> None:
    background.why.open()
    other = content.criteria.criteria[0]
    background.show_criterion(other)
    assert other.why_it_matters in said(background.why)
    assert content.criteria.by_id[GOVERNMENT].why_it_matters not in said(background.why)


def scored(**changed: object) -> CriterionScore:
    return replace(MemorySession().working_copy.criterion(GOVERNMENT), **changed)  # type: ignore[arg-type]


def test_the_panel_names_the_documents_and_files_behind_a_grade(qapp: QApplication, content: Content) -> None:
    criterion = content.criteria.by_id[GOVERNMENT]
    shown = EvidenceShown(Theme(qapp, "light"), content.texts)
    document = NamedDocument("Minutes", "2026-03-01", "Shelf 2")
    shown.show_evidence(criterion, scored(evidence="b", basis=Basis.CONFIRMED, documents=(document,), attached=2))
    told = said(shown)
    assert "Minutes, 1 Mar 2026, kept: Shelf 2" in told
    assert "2 files that show this are attached." in told
    shown.show_evidence(criterion, scored(evidence="a", basis=Basis.OWN_WORD))
    told = said(shown)
    assert told[0] == "Evidence a: the centre\N{RIGHT SINGLE QUOTATION MARK}s own word"
    assert not any("Shelf 2" in line for line in told)
    shown.show_evidence(criterion, scored(evidence=None, basis=None))
    assert shown.isHidden()
    shown.deleteLater()


@pytest.mark.parametrize(
    ("grade", "next_"),
    [("a", "Next: a document"), ("b", "Next: an evaluation"), ("d", "Next: an outside person"), ("c", "The highest")],
)
def test_the_next_grade_is_that_of_the_version(qapp: QApplication, content: Content, grade: str, next_: str) -> None:
    shown = EvidenceShown(Theme(qapp, "light"), content.texts)
    shown.show_evidence(content.criteria.by_id[GOVERNMENT], scored(evidence=grade, basis=Basis.NAMED))
    assert said(shown)[-1].startswith(next_)
    shown.deleteLater()
