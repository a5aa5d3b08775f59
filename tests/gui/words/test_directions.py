"""Names that read from the right, in a window that reads from the left: every line of every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget

from mrcworkbench.content.directions import isolate, set_apart
from mrcworkbench.gui.page.page_list import PAGES
from mrcworkbench.gui.widgets import ElidedLabel
from mrcworkbench.services.session.session import create
from tests.gui.window_support import Desktop

CENTRE, ROUND, PERSON = "مركز طرابلس", "الجولة 2026", "ليلى"
_LETTERS = re.compile(r"[A-Za-z0-9]")
_RIGHT = re.compile(r"[\u0590-\u08ff]")


def outside_isolates(text: str) -> str:
    """What of a line is in no isolate."""
    shown, depth = [], 0
    for character in text:
        depth += (character == "\u2068") - (character == "\u2069")
        if depth == 0:
            shown.append(character)
    return "".join(shown)


def lines_of(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every line that is shown, spoken, or said in a tooltip, with what says it."""
    for widget in window.findChildren(QWidget):
        said = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        if isinstance(widget, QComboBox):
            said.extend(widget.itemText(n) for n in range(widget.count()))
        for text in said:
            for line in text.splitlines():
                yield type(widget).__name__, line


def mixed(window: QWidget) -> list[tuple[str, str]]:
    """Lines in which letters of both directions stand side by side."""
    return [
        (kind, line)
        for kind, line in lines_of(window)
        if _RIGHT.search(outside_isolates(line)) and _LETTERS.search(line) and line not in (ROUND, set_apart(ROUND))
    ]


def test_every_page_sets_names_of_people_apart(desktop: Desktop, tmp_path: Path) -> None:
    path = tmp_path / f"{CENTRE} 1.mrcw"
    create(path, CENTRE, "LB", ROUND)
    desktop.begin(path)
    desktop.answer("resp_people", [{"resp_people_name": PERSON}])
    for entry in PAGES:
        desktop.go(entry.name)
        assert mixed(desktop.window) == [], entry.name
    desktop.bench.files.save_copy()
    desktop.bridge.clear_answer("prof_body")
    assert isolate(CENTRE) in desktop.window.windowTitle()
    desktop.bench.menus.show_switcher()
    menu = desktop.app.activePopupWidget()
    assert menu is not None
    assert [a.text() for a in menu.actions() if _RIGHT.search(outside_isolates(a.text())) and "·" in a.text()] == []
    menu.close()


def test_a_name_is_never_the_name_of_a_file_with_signs_of_direction(desktop: Desktop, tmp_path: Path) -> None:
    path = tmp_path / f"{CENTRE}.mrcw"
    create(path, CENTRE, "LB", ROUND)
    desktop.begin(path)
    desktop.bench.files.save_copy()
    suggested = desktop.answers.suggested
    assert suggested is not None
    assert CENTRE in suggested.name
    assert not {"\u2066", "\u2067", "\u2068", "\u2069", "\u202a", "\u202e"} & set(suggested.name)


def test_a_name_with_an_override_turns_no_sentence_round(desktop: Desktop, tmp_path: Path) -> None:
    create(tmp_path / "a.mrcw", "Port \u202eVelira", "AL", "20\u202b26")
    desktop.begin(tmp_path / "a.mrcw")
    for entry in PAGES:
        desktop.go(entry.name)
    wrong = [
        (kind, line) for kind, line in lines_of(desktop.window) if {"\u202e", "\u202b"} & set(line) and len(line) > 13
    ]
    assert wrong == []


def test_a_label_with_a_name_alone_begins_where_all_labels_do(desktop: Desktop, tmp_path: Path) -> None:
    create(tmp_path / "a.mrcw", CENTRE, "LB", ROUND)
    desktop.begin(tmp_path / "a.mrcw")
    named = [made for made in desktop.window.findChildren(QLabel) if CENTRE in made.text()]
    assert named
    for made in named:
        assert made.alignment() & Qt.AlignmentFlag.AlignAbsolute
        assert made.alignment() & Qt.AlignmentFlag.AlignLeft


def test_a_name_by_itself_reads_as_it_does_in_a_sentence(desktop: Desktop, tmp_path: Path) -> None:
    name = "\u0645\u0631\u0643\u0632 Tirana 2026 (A)"
    create(tmp_path / "new.mrcw", name, "TN", "2026")
    desktop.begin(tmp_path / "new.mrcw")
    desktop.window.resize(1600, 900)
    desktop.settle()
    crumb = next(one for one in desktop.shell.topbar.findChildren(ElidedLabel) if one.text() == name)
    drawn = crumb.grab().toImage()
    crumb.setText(isolate(name))
    assert crumb.grab().toImage() == drawn
    switcher = desktop.shell.sidebar.switcher
    drawn = switcher.grab().toImage()
    switcher.show_assessment(isolate(name), "Round 2026", sample=False)
    assert switcher.grab().toImage() == drawn
