"""Answers that were changed differently in two places. A person decides which holds."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrcworkbench.gui.bridge import Bridge
from mrcworkbench.gui.content import Content
from mrcworkbench.gui.page import Navigate, Page
from mrcworkbench.gui.theme import Theme


class ConflictsPage(Page):
    """Answers that were changed differently in two places. A person decides which holds."""

    name = "conflicts"

    def __init__(
        self, bridge: Bridge, content: Content, theme: Theme, navigate: Navigate, parent: QWidget | None = None
    ) -> None:
        super().__init__(bridge, content, theme, navigate, parent)
        self.set_title(self.texts.text("conflicts_page.title"), self.texts.text("conflicts_page.lead"))
        self.set_crumbs(self.texts.text("conflicts_page.title"))
