"""Colours, fonts, icons and the style sheet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QWidget

from mrcworkbench import paths
from mrcworkbench.gui.theme import DARK, LIGHT, Theme, Tokens
from mrcworkbench.gui.theme.icons import MIRRORED, Icons
from mrcworkbench.gui.theme.style import build_style_sheet
from mrcworkbench.gui.theme.tokens import TYPE_SIZES
from mrcworkbench.gui.widgets import Button

GUI = Path(__file__).parents[3] / "mrcworkbench" / "gui"
ICONS = paths.resources("icons")


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda t: t.name)
def test_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    grounds = (tokens.canvas, tokens.surface, tokens.sunken)
    for text in (tokens.ink, tokens.muted, tokens.faint, tokens.accent):
        assert min(contrast(text, ground) for ground in grounds) >= 4.5
    for tone in ("accent", "ok", "warn", "danger", "conflict"):
        text, soft = tokens.tone(tone)
        assert min(contrast(text, ground) for ground in (soft, tokens.surface)) >= 4.5
    for ground, number in zip(tokens.level, tokens.on_level, strict=True):
        assert contrast(ground, number) >= 4.5
    assert contrast(tokens.accent, tokens.on_accent) >= 4.5
    assert contrast(tokens.accent_hover, tokens.on_accent) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda t: t.name)
def test_edges_of_controls_and_the_focus_ring_can_be_seen(tokens: Tokens) -> None:
    for ground in (tokens.canvas, tokens.surface):
        assert contrast(tokens.line_strong, ground) >= 3
        assert contrast(tokens.focus, ground) >= 3
        assert contrast(tokens.level_outline, ground) >= 3


def test_no_text_is_smaller_than_the_caption() -> None:
    sizes = re.findall(r"font-size: (\d+)px", build_style_sheet(LIGHT))
    assert min(map(int, sizes)) >= TYPE_SIZES["caption"] == 12


def test_the_text_size_multiplies_the_whole_table() -> None:
    for size in TYPE_SIZES.values():
        assert f"font-size: {round(size * 1.3)}px" in build_style_sheet(LIGHT, 130)


def test_one_call_switches_palette_style_sheet_and_icons(qapp: Any) -> None:
    theme = Theme(qapp, "light")
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.tokens.name))
    light_icon = theme.icon("check").pixmap(18, 18).toImage()
    theme.switch("dark")
    assert told == ["dark"]
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.canvas.lower()
    assert DARK.surface in qapp.styleSheet()
    assert LIGHT.surface not in qapp.styleSheet().replace(DARK.on_accent, "")
    assert theme.icon("check").pixmap(18, 18).toImage() != light_icon
    theme.switch("light", 100)


def test_the_fonts_that_come_with_the_program_are_used(qapp: Any) -> None:
    theme = Theme(qapp, "light")
    for weight in ("regular", "medium", "semibold"):
        assert QFontInfo(theme.font("body", weight)).family() == "Inter"
    assert theme.font("title").pixelSize() == 20


def test_every_style_sheet_is_read_by_qt_without_a_word(qapp: Any) -> None:
    for tokens in (LIGHT, DARK):
        for scale in (100, 115, 130):
            probe = QWidget()
            probe.setStyleSheet(build_style_sheet(tokens, scale))
            probe.ensurePolished()
            probe.deleteLater()


def test_images_of_the_style_sheet_exist_in_both_themes() -> None:
    for tokens in (LIGHT, DARK):
        for path in re.findall(r'url\("([^"]+)"\)', build_style_sheet(tokens)):
            assert Path(path).is_file()


def test_a_style_sheet_never_mirrors_what_qt_mirrors_by_itself() -> None:
    sheet = build_style_sheet(LIGHT)
    assert "letter-spacing" not in sheet
    assert "line-height" not in sheet
    for rule in re.findall(r"([^{}]+)\{[^}]*border-(?:left|right): 1px[^}]*\}", sheet):
        assert "reading=" in rule


def test_icons_named_in_the_code_exist_and_those_that_exist_are_named() -> None:
    code = "".join(file.read_text("utf-8") for file in GUI.rglob("*.py"))
    shipped = {file.stem for file in ICONS.glob("*.svg")}
    themed = {file.stem.rsplit("-", 1)[0] for file in (ICONS / "themed").glob("*.svg")}
    named = {name for name in shipped if f'"{name}"' in code}
    assert shipped - named == set()
    assert all(f'image("{name}"' in code for name in themed)
    assert shipped >= MIRRORED
    for asked in re.findall(r'(?:icon|pixmap)\(\s*"([a-z0-9-]+)"', code):
        assert asked in shipped


def test_icons_are_drawn_once_for_each_look_and_turn_round_where_they_point(qapp: Any) -> None:
    icons = Icons()
    first = icons.pixmap("undo-2", "#000000", 18, 2.0)
    assert icons.pixmap("undo-2", "#000000", 18, 2.0) is first
    assert (first.width(), first.devicePixelRatio()) == (36, 2.0)
    turned = icons.pixmap("undo-2", "#000000", 18, 2.0, mirrored=True).toImage()
    expected = first.toImage().flipped(Qt.Orientation.Horizontal)
    points = [(x, y) for x in range(36) for y in range(36)]
    assert all(abs(turned.pixelColor(*at).alpha() - expected.pixelColor(*at).alpha()) <= 8 for at in points)
    assert turned != first.toImage()
    tick = icons.pixmap("check", "#000000", 18)
    assert icons.pixmap("check", "#000000", 18, mirrored=True) is tick


def test_fonts_and_icons_come_with_their_licences() -> None:
    assert "ISC" in (ICONS / "LICENSE").read_text("utf-8")
    for name in ("Inter", "NotoSansArabicUI"):
        assert "SIL Open Font License" in paths.resources("fonts", f"{name}-LICENSE.txt").read_text("utf-8")


def test_a_button_that_takes_away_shows_that_it_is_off(qapp: Any) -> None:
    theme = Theme(qapp, "light")
    window = QWidget()
    buttons = [Button(theme, "Erase", "danger", parent=window) for _ in range(2)]
    buttons[1].setEnabled(False)
    window.show()
    seen = [button.grab().toImage() for button in buttons]
    window.close()
    inside = [{one.pixelColor(x, y).name() for x in range(one.width()) for y in range(one.height())} for one in seen]
    assert [LIGHT.danger.lower() in colours for colours in inside] == [True, False]
