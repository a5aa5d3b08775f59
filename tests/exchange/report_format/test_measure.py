"""How high a text is: never less than what a program draws that has the font."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from mrcworkbench.exchange.report.measure import ARIAL, lines_in, lines_of_runs

LETTERS = "eeeeeetttaaoooiinnsshhrrdlucmwfgypbvkjxqz" + "ETAOINSHRDLCMW" + "0123456789" + "\u00e9\u00fc\u0161,.;:()-"


def text_of(rng: Random) -> str:
    words = ("".join(rng.choice(LETTERS) for _ in range(rng.randint(1, 14))) for _ in range(rng.randint(1, 60)))
    return "".join(word + rng.choice([" ", " ", " ", " ", "\n"]) for word in words).strip()


def lines_drawn(text: str, font: QFont, width: float) -> int:
    """How many lines Qt makes of a text, breaking as Excel does."""
    layout, option = QTextLayout(text.replace("\n", "\u2028"), font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    count = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        count += 1
    layout.endLayout()
    return count


@pytest.fixture
def font(qapp: QApplication) -> Callable[[int, bool], QFont]:
    """The font of the report in a size, bold or not; Liberation Sans is as wide as Arial."""
    family = next((name for name in ("Arial", "Liberation Sans") if name in QFontDatabase.families()), None)

    def make(size: int, bold: bool) -> QFont:
        made = QFont(family or "")
        made.setPixelSize(size)
        made.setBold(bold)
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return made

    return make


def test_a_text_never_needs_more_lines_than_were_counted(font: Callable[[int, bool], QFont]) -> None:
    """On a computer without the font, the widths of its letters stand for it, else nothing would be tried."""
    rng, spare = Random(4), 0
    has_font = font(10, False).family() in {"Arial", "Liberation Sans"}
    for _ in range(400):
        text, width, bold = text_of(rng), rng.uniform(60, 500), rng.random() < 0.3
        counted = lines_in(text, width, 10, bold=bold)
        drawn = lines_drawn(text, font(10, bold), width) if has_font else lines_in(text, width / 0.97, 10, bold=bold)
        assert counted >= drawn
        spare += counted - drawn
    assert spare < 400


def test_the_table_of_widths_is_that_of_the_font(font: Callable[[int, bool], QFont]) -> None:
    for bold in (False, True):
        letters = font(1000, bold)
        if letters.family() in {"Arial", "Liberation Sans"}:
            metrics = QFontMetricsF(letters)
            for character in map(chr, range(32, 127)):
                own = ARIAL.width(character, 1000, bold=bold) / 1.04
                assert abs(own - metrics.horizontalAdvance(character)) < 2


def test_a_text_of_one_look_has_as_many_lines_as_runs_of_it() -> None:
    rng = Random(5)
    for _ in range(200):
        text, width = text_of(rng), rng.uniform(110, 500)
        cut = text.find(" ", rng.randint(0, len(text))) + 1
        runs = [(text[:cut], False, 10.0), (text[cut:], False, 10.0)]
        assert lines_of_runs(runs, width) == lines_in(text, width, 10, bold=False)


class Same:
    """The same widths, asked for word by word."""

    def width(self, text: str, size: float, *, bold: bool) -> float:
        return ARIAL.width(text, size, bold=bold)


def test_lines_are_the_same_by_letters_and_by_words() -> None:
    rng = Random(6)
    for _ in range(500):
        text, width, bold = text_of(rng), rng.uniform(110, 500), rng.random() < 0.5
        text = text.replace("e ", "e  ")
        assert lines_in(text, width, 10, bold=bold) == lines_in(text, width, 10, bold=bold, measure=Same())


@pytest.mark.parametrize("text", ["", " ", "   a", "a   ", "x" * 900, "\u0301" * 50, "\n\n", "a " + "x" * 400 + " b"])
def test_odd_texts_are_counted_too(text: str) -> None:
    counted = lines_in(text, 90, 10, bold=False)
    assert lines_in(text, 90, 10, bold=False, measure=Same()) <= counted <= 1 + text.count("\n") + len(text) // 10
