"""Cards in columns: whatever the width was before, a card is as high as what it holds now."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, label
from mrcworkbench.gui.widgets.basics.grid import CardColumns

WIDE, NARROW = 1000, 400


def settled(widget: QWidget) -> None:
    for _ in range(5):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


@pytest.mark.parametrize("widths", [(WIDE,), (NARROW, WIDE), (WIDE, NARROW, WIDE), (NARROW, WIDE, NARROW)])
def test_a_card_that_gets_less_to_show_gets_lower(qapp: QApplication, widths: tuple[int, ...]) -> None:
    theme = Theme(qapp, "light")
    holder = QWidget()
    page = QVBoxLayout(holder)
    card, other = Card(), Card()
    text = label("A sentence that is broken into lines. " * 100, wrap=True)
    card.body.addWidget(text)
    other.body.addWidget(label("Short", wrap=True))
    page.addWidget(CardColumns(theme, [(card, 0), (other, 1)], 600))
    page.addStretch(1)
    holder.show()
    for width in widths:
        holder.resize(width, 2000)
        settled(holder)
    high = card.height()
    text.setText("Short")
    settled(holder)
    assert card.height() < high / 2
    assert card.height() == card.heightForWidth(card.width())
    holder.deleteLater()
    theme.deleteLater()
