"""Writes all assessments as tidy tables. Nothing is sent from here: it makes files, and people decide who gets them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrcworkbench.content.instruments import is_view
from mrcworkbench.domain.tidy.asked import Asked
from mrcworkbench.domain.tidy.layout import ABOUT, table_names
from mrcworkbench.gui.making.page import MakingPage
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.export.cards import RulesCard, TablesCard
from mrcworkbench.gui.pages.export.way_out import ExportFile

_LEFT_WIDTH = 400


class ExportPage(MakingPage):
    """An export reads the open file, so that it ends with it."""

    name = "export"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        self.way = ExportFile(context)
        super().__init__(context, self.way, parent)
        own, views = self.content.questionnaire, self.content.view_questionnaire
        has_views = any(is_view(one) for one in self.bridge.session.assessments())
        names = table_names(Asked([own]), Asked([views]) if has_views else None)
        tables = [name for name in names if name != ABOUT]
        registers = {one.code: one.text for one in (*own.registers, *views.all_questions())}
        cards = (RulesCard(self.theme, self.texts), 1), (TablesCard(self.texts, tables, registers), 1)
        self.set_cards(*cards, first_width=_LEFT_WIDTH)
        self.bridge.closed.connect(self.maker.work.cancel)
        self.maker.show()
