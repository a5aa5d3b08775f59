"""The painted marks and small building blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from mrcworkbench.gui.focus import FocusFollower
from mrcworkbench.gui.focus.ring import FocusRing
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, ElidedLabel, LevelChip, SegmentedControl, StateChip, label
from mrcworkbench.gui.widgets.basics.draw import (
    draw_blocks,
    draw_evidence_mark,
    draw_ladder,
    draw_level_chip,
    draw_section_mark,
)
from mrcworkbench.gui.widgets.basics.text import ReadingLabel, restyle
from mrcworkbench.gui.words.texts import plain_tooltip


@pytest.fixture
def theme(qapp: Any) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def host(qapp: Any) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(800, 200)
    QHBoxLayout(made)
    yield made
    made.close()
    made.deleteLater()


def show(host: QWidget, *widgets: QWidget) -> None:
    for widget in widgets:
        host.layout().addWidget(widget)
    host.show()
    host.activateWindow()
    QTest.qWaitForWindowActive(host)


def painted(draw: Callable[[QPainter, QRectF], None], width: int = 64, height: int = 64) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    draw(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def test_every_level_chip_differs_from_every_other(theme: Theme) -> None:
    faces = [{"level": None}, {"level": None, "applicable": False}, *({"level": n} for n in range(5))]
    faces += [{"level": n, "hollow": True} for n in (1, 2, 3)]
    images = [painted(lambda p, r, face=face: draw_level_chip(p, r, theme, **face), 32, 24) for face in faces]
    assert all(images[a] != images[b] for a in range(len(images)) for b in range(a))


def test_hollow_chips_have_no_fill(theme: Theme) -> None:
    chip = painted(lambda p, r: draw_level_chip(p, r, theme, 3, hollow=True), 32, 24)
    assert chip.pixelColor(6, 12).name().upper() == theme.tokens.surface
    filled = painted(lambda p, r: draw_level_chip(p, r, theme, 3), 32, 24)
    assert filled.pixelColor(6, 12).name().upper() == theme.tokens.level[2]


def test_pies_ladders_blocks_and_rings_mirror_and_ticks_do_not(theme: Theme) -> None:
    def both(draw: Callable[..., None], *args: object, **more: object) -> tuple[QImage, QImage]:
        return (
            painted(lambda p, r: draw(p, r, theme, *args, **more)),
            painted(lambda p, r: draw(p, r, theme, *args, **more, mirrored=True)),
        )

    for draw, args in (
        (draw_section_mark, ("in_progress", 0.3)),
        (draw_evidence_mark, ("a",)),
        (draw_ladder, (3,)),
        (draw_blocks, ({0: (1, 0), 3: (2, 1)},)),
    ):
        plain, mirrored = both(draw, *args)
        assert plain != mirrored
    plain, mirrored = both(draw_section_mark, "complete")
    assert plain == mirrored


def test_marks_say_what_they_show(theme: Theme) -> None:
    chip = LevelChip(theme, 3, spoken="Service accessibility, level 3, evidence b")
    assert chip.accessibleName() == "Service accessibility, level 3, evidence b"
    chip.set_level(None, spoken="Service accessibility, not known")
    assert chip.accessibleName() == "Service accessibility, not known"
    assert StateChip(theme, "In place", "accent", "check").accessibleName() == "In place"


def test_marks_grow_with_the_text_size(theme: Theme) -> None:
    chip = LevelChip(theme, 3)
    small = chip.sizeHint()
    theme.switch(scale=130)
    assert chip.sizeHint().width() > small.width()
    theme.switch(scale=100)


def test_arrows_move_within_a_segmented_control_and_space_chooses(theme: Theme, host: QWidget) -> None:
    control = SegmentedControl(theme, [("a", "In place"), ("b", "Planned"), ("c", "None")], "Status", "a")
    told: list[str] = []
    control.chosen.connect(told.append)
    show(host, control)
    control.focus_target().setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert (control.value(), told) == ("b", ["b"])
    host.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert control.value() == "a"


def test_setting_a_segmented_control_tells_nobody_and_a_clearable_one_can_be_emptied(
    theme: Theme, host: QWidget
) -> None:
    control = SegmentedControl(theme, [("a", "A"), ("b", "B")], "Choice", clearable=True)
    told: list[str] = []
    control.chosen.connect(told.append)
    control.set_value("b")
    assert told == []
    show(host, control)
    control.focus_target().click()
    assert (control.value(), told) == ("b", [])
    control.focus_target().setFocus()
    QTest.keyClick(control.focus_target(), Qt.Key.Key_Delete)
    assert (control.value(), told) == (None, [""])
    assert not any(button.isChecked() for button in control.findChildren(QPushButton))


def test_an_ampersand_in_a_button_is_shown(theme: Theme) -> None:
    button = Button(theme, "Report & submit")
    assert button.text() == "Report && submit"
    assert button.accessibleName() == "Report & submit"


def test_an_icon_button_has_a_name_and_a_tooltip(theme: Theme) -> None:
    button = Button(theme, "Undo <b>", "icon", "undo-2")
    assert button.accessibleName() == "Undo <b>"
    assert "&lt;b&gt;" in button.toolTip()


def test_labels_and_tooltips_show_markup_as_text() -> None:
    assert label("<b>x</b>").textFormat() is Qt.TextFormat.PlainText
    assert plain_tooltip("<img src=x>") == "<span>&lt;img src=x&gt;</span>"


def test_reading_text_is_at_most_75_characters_wide(theme: Theme, host: QWidget) -> None:
    made = label("word " * 60, reading=True)
    assert isinstance(made, ReadingLabel)
    show(host, made)
    host.resize(1600, 300)
    QApplication.processEvents()
    assert made.contentsRect().width() <= made.cap()
    sample = "the quick brown fox jumps over the lazy dog and then it goes back home again"
    assert made.fontMetrics().horizontalAdvance(sample[:75]) <= made.cap() * 1.06
    assert made.height() >= made.heightForWidth(made.width())


def test_a_label_that_does_not_fit_is_elided_with_the_whole_as_its_tooltip(theme: Theme, host: QWidget) -> None:
    made = ElidedLabel("A very long name of a centre that cannot possibly fit into so little room")
    show(host, made)
    host.resize(120, 60)
    QApplication.processEvents()
    made.grab()
    assert "A very long name" in made.toolTip()


def test_the_ring_of_a_filled_button_is_outside_it_and_follows_it(theme: Theme, host: QWidget, qapp: Any) -> None:
    follower = FocusFollower(qapp, theme)
    button, other = Button(theme, "Continue", "primary"), Button(theme, "Other")
    show(host, button, other)
    size = button.size()
    button.setFocus()
    ring = host.findChild(FocusRing)
    assert ring is not None
    assert ring.isVisible()
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    assert button.size() == size
    host.resize(900, 260)
    QApplication.processEvents()
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    other.setFocus()
    assert not ring.isVisible()
    follower.stop()


def test_restyling_changes_only_what_differs(theme: Theme) -> None:
    made = label("x")
    restyle(made, tone="danger")
    assert made.property("tone") == "danger"
