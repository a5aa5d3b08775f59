"""A page that makes a file: the card that makes it at the left, and beside it what to look at first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrcworkbench.gui.making.card import MakingCard
from mrcworkbench.gui.making.maker import Maker
from mrcworkbench.gui.making.way_out import WayOut
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets.basics.grid import CardColumns

_COLUMNS_FROM = 760


class MakingPage(Page):
    """MakingPage(context, way)."""

    def __init__(self, context: PageContext, way: WayOut, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        way.setParent(self)
        self.set_title(way.say("title"), way.say("lead"))
        self.set_crumbs(way.say("title"))
        self.making = MakingCard(way)
        self.maker = Maker(way, self.making, context, self)

    def set_cards(self, *cards: tuple[QWidget, int], first_width: int = 372) -> None:
        """What stands below and beside the card: each with its column, 0 or 1."""
        self.body.addWidget(CardColumns(self.theme, [(self.making, 0), *cards], _COLUMNS_FROM, first_width=first_width))

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        self.maker.show()
