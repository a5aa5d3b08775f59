"""The pages of the window, in the order of the sidebar. A page's module is imported on its first visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from mrcworkbench.gui.places import Place

if TYPE_CHECKING:
    from mrcworkbench.gui.bridge import Bridge
    from mrcworkbench.gui.content import Content
    from mrcworkbench.gui.page import Page
    from mrcworkbench.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its name, its icon, and where its class is."""

    name: str
    icon: str
    class_name: str

    def build(self, bridge: Bridge, content: Content, theme: Theme, navigate: Callable[[Place], None]) -> Page:
        module = import_module(f"mrcworkbench.gui.pages.{self.name}")
        made: Page = getattr(module, self.class_name)(bridge, content, theme, navigate)
        return made


PAGES = (
    PageEntry("home", "house", "HomePage"),
    PageEntry("questionnaire", "list-checks", "QuestionnairePage"),
    PageEntry("results", "chart-no-axes-column", "ResultsPage"),
    PageEntry("compare", "columns-3", "ComparePage"),
    PageEntry("report", "file-spreadsheet", "ReportPage"),
)
