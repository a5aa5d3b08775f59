"""Nothing is cut, in English or in longer languages, read from either side, at the smallest size that is promised."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from mrcworkbench.gui.page.page_list import PAGES
from tests.gui.window_support import Desktop

SIZES = ((1280, 720), (1440, 900))


def overflows(desktop: Desktop) -> list[str]:
    """Every scroll area whose content is wider than what it shows."""
    found = []
    for area in desktop.window.findChildren(QScrollArea):
        inner = area.widget()
        if inner is not None and area.isVisible() and inner.width() > area.viewport().width():
            found.append(
                f"{desktop.shell.stack.currentWidget().objectName()}: {inner.width()} > {area.viewport().width()}"
            )
    return found


def visit_all(desktop: Desktop) -> list[str]:
    found = []
    for entry in PAGES:
        page = desktop.go(entry.name)
        found += overflows(desktop)
        if page.panel is not None and page.panel.is_drawer:
            page.show_panel()
            desktop.settle()
            found += overflows(desktop)
    desktop.go("questionnaire", section="clients")
    found += overflows(desktop)
    desktop.bench.first_start.show_choices()
    desktop.settle()
    found += overflows(desktop)
    desktop.bench.first_start.show_form()
    desktop.settle()
    return found + overflows(desktop)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_page_is_cut(desktop: Desktop, sample: Path, size: tuple[int, int]) -> None:
    desktop.window.resize(*size)
    desktop.begin(sample)
    assert visit_all(desktop) == []


@pytest.mark.parametrize("from_right", [False, True], ids=["left to right", "right to left"])
def test_no_page_is_cut_in_a_longer_language(
    long_texts: None, desktop: Desktop, sample: Path, from_right: bool
) -> None:
    if from_right:
        desktop.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    desktop.window.resize(1280, 720)
    desktop.begin(sample)
    assert visit_all(desktop) == []


def test_no_page_is_cut_with_the_largest_text(desktop: Desktop, sample: Path) -> None:
    desktop.theme.switch(scale=130)
    desktop.window.resize(1280, 720)
    desktop.begin(sample)
    assert visit_all(desktop) == []


def test_a_window_that_reads_from_the_right_is_mirrored(qapp, user_data: Path, sample: Path) -> None:
    from tests.gui.window_support import Answers

    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    desktop = Desktop(qapp, Answers())
    try:
        desktop.begin(sample)
        sidebar = desktop.shell.sidebar
        assert sidebar.mapTo(desktop.window, sidebar.rect().topLeft()).x() > desktop.window.width() / 2
        assert sidebar.property("reading") == "rtl"
        page = desktop.go("results")
        assert page.panel.mapTo(desktop.window, page.panel.rect().topLeft()).x() < 40
    finally:
        desktop.end()
