"""The cards of the export page: what to make, and what leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, IconLabel, label

_INDENT = 32
FORMATS = ("xlsx", "csv")
_RULES = ("consent", "withdrawn", "personal", "small", "ranks")


class RulesCard(Card):
    """What leaves and what stays, in a few sentences."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=20, spacing=10)
        self.body.addWidget(label(texts.text("export_page.rules"), weight="semibold", wrap=True))
        for rule in _RULES:
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(IconLabel(theme, "check", "ok", 16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(texts.text(f"export_page.rule_{rule}"), "secondary", wrap=True), 1)
            self.body.addLayout(row)


class TablesCard(Card):
    """The tables of an export by their names, with what a row of each is. `registers` have their titles."""

    def __init__(self, texts: Texts, tables: Iterable[str], registers: Mapping[str, str]) -> None:
        super().__init__(padding=20, spacing=8)
        self.body.addWidget(label(texts.text("export_page.tables"), weight="semibold", wrap=True))
        for table in tables:
            row = QHBoxLayout()
            row.setSpacing(12)
            name = label(table, "secondary", weight="medium")
            name.setMinimumWidth(name.fontMetrics().horizontalAdvance("answers_wide") + 8)
            row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            if table in registers:
                said = texts.text("export_page.table_register", register=registers[table])
            else:
                said = texts.text(f"export_page.table_{table}")
            row.addWidget(label(said, "secondary", "muted", wrap=True), 1)
            self.body.addLayout(row)
