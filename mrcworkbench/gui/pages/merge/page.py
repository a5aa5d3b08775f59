"""Takes in the files that centres send. The files themselves are not changed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrcworkbench.gui.bridge import Bridge
from mrcworkbench.gui.content import Content
from mrcworkbench.gui.page import Navigate, Page
from mrcworkbench.gui.theme import Theme


class MergePage(Page):
    """Takes in the files that centres send. The files themselves are not changed."""

    name = "merge"

    def __init__(
        self, bridge: Bridge, content: Content, theme: Theme, navigate: Navigate, parent: QWidget | None = None
    ) -> None:
        super().__init__(bridge, content, theme, navigate, parent)
        self.set_title(self.texts.text("merge_page.title"), self.texts.text("merge_page.lead"))
        self.set_crumbs(self.texts.text("merge_page.title"))
