"""Where the window stands: wholly on a screen, and where it was left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtWidgets import QApplication

from mrcworkbench.gui import preferences
from mrcworkbench.gui.theme.tokens import LIGHT
from mrcworkbench.gui.window import app as program
from mrcworkbench.gui.window.geometry import FRAME, WindowPlace, first_place, fitted
from mrcworkbench.gui.window.main_window import MainWindow

LAPTOPS = {
    "100 %": QRect(0, 0, 1280, 720),
    "125 %": QRect(0, 0, 1024, 576),
    "150 %": QRect(0, 0, 853, 480),
    "150 %, with a bar": QRect(0, 0, 853, 440),
    "bar on the left": QRect(64, 24, 1216, 696),
}
BIG = QRect(0, 0, 1920, 1040)
RIGHT = QRect(1920, 0, 1280, 720)


@pytest.mark.parametrize("screen", LAPTOPS.values(), ids=LAPTOPS)
def test_the_first_window_lies_on_a_small_screen_with_its_frame(screen: QRect) -> None:
    assert screen.contains(first_place(screen).marginsAdded(FRAME))


def test_the_first_window_does_not_fill_a_large_screen() -> None:
    assert first_place(BIG).size().toTuple() == (1280, 800)


@pytest.mark.parametrize(
    ("left", "screens", "now"),
    [
        ((100, 100, 900, 500), [BIG], (100, 100, 900, 500)),
        ((2000, 100, 900, 500), [BIG, RIGHT], (2000, 100, 900, 500)),
        ((2000, 100, 900, 500), [BIG], (1012, 100, 900, 500)),
        ((-3000, -3000, 900, 500), [BIG], (8, 32, 900, 500)),
        ((100, 100, 5000, 3000), [BIG], (8, 32, 1904, 1000)),
        ((100, 0, 900, 500), [BIG], (100, 32, 900, 500)),
        ((1900, 100, 900, 500), [BIG, RIGHT], (1928, 100, 900, 500)),
        ((100, 100, 1600, 900), [LAPTOPS["150 %"]], (8, 32, 837, 440)),
        ((-1200, 100, 900, 500), [BIG, QRect(-1280, 0, 1280, 1024)], (-1200, 100, 900, 500)),
    ],
)
def test_a_window_comes_back_where_it_was_or_onto_a_screen_that_is_there(
    left: tuple[int, int, int, int], screens: list[QRect], now: tuple[int, int, int, int]
) -> None:
    assert fitted(QRect(*left), FRAME, screens).getRect() == now


def test_a_frame_that_a_system_does_not_draw_takes_no_room() -> None:
    assert fitted(QRect(0, 0, 1280, 720), QMargins(), [LAPTOPS["100 %"]]) == QRect(0, 0, 1280, 720)


@pytest.fixture
def windows(qapp: QApplication) -> Any:
    made: list[MainWindow] = []

    def make(place: WindowPlace | None = None) -> MainWindow:
        window = MainWindow(LIGHT, place)
        made.append(window)
        window.show()
        qapp.processEvents()
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()


def test_a_window_too_large_for_its_screen_becomes_smaller_once_it_is_shown(windows: Any, qapp: QApplication) -> None:
    window = windows()
    window.resize(4000, 3000)
    window.keep_on_screen()
    qapp.processEvents()
    assert window.screen().availableGeometry().contains(window.frameGeometry())


def test_nothing_in_the_window_keeps_it_from_the_smallest_screen(windows: Any) -> None:
    assert windows().minimumSize().width() <= 853 - 16
    assert windows().minimumSize().height() <= 440 - 40


def test_a_window_is_left_at_the_size_it_has_when_it_does_not_fill_the_screen(windows: Any) -> None:
    left: list[WindowPlace] = []
    window = windows(WindowPlace((20, 60, 500, 400)))
    window.left.connect(left.append)
    window.showMaximized()
    window.close()
    assert left == [WindowPlace((20, 60, 500, 400), maximized=True)]


def test_a_window_that_filled_the_screen_fills_it_again(windows: Any) -> None:
    window = windows(WindowPlace((20, 60, 500, 400), maximized=True))
    assert window.windowState() & Qt.WindowState.WindowMaximized
    assert window.place() == WindowPlace((20, 60, 500, 400), maximized=True)


def test_a_window_that_may_not_close_is_not_left(windows: Any) -> None:
    left: list[WindowPlace] = []
    window = windows()
    window.left.connect(left.append)
    window.may_close = lambda: False
    window.close()
    window.may_close = lambda: True
    assert left == []


def test_where_a_window_was_left_is_kept_and_read_again(user_data: Path) -> None:
    place = WindowPlace((20, 60, 500, 400), maximized=True)
    program._remember(preferences.load(), place)
    assert program._place(preferences.load()) == place
    before = preferences.file().stat().st_mtime_ns
    program._remember(preferences.load(), place)
    assert preferences.file().stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "kept",
    [
        "left",
        [1, 2, 3],
        [1, 2, 3, 4, 5],
        [1.5, 2, 300, 400],
        [True, True, True, True],
        [0, 0, 0, 400],
        [0, 0, -300, 400],
        [0, 0, 10**9, 400],
        [None, 0, 300, 400],
        {"x": 1},
        None,
    ],
)
def test_a_place_that_is_none_is_as_good_as_not_kept(user_data: Path, kept: object) -> None:
    preferences.file().parent.mkdir(parents=True, exist_ok=True)
    preferences.file().write_text(json.dumps({"window": kept, "maximized": kept, "scale": 115}), "utf-8")
    found = preferences.load()
    assert program._place(found) is None
    assert found.maximized is False
    assert found.scale == 115
