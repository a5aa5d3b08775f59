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
    from mrcworkbench.services.session import Session

COLLECTS = "collects"
"""Key of the file's setting that says that submissions are collected here, though it may hold one centre or none."""


def has_assessment(session: Session) -> bool:
    """Whether there is an assessment to show."""
    return session.has_assessment


def has_own_centre(session: Session) -> bool:
    """Whether this is the database of one centre, to be sent."""
    return session.has_assessment and len(session.centres()) == 1


def collects(session: Session) -> bool:
    """Whether submissions are collected here: there is not exactly one centre, or somebody asked for it."""
    return len(session.centres()) != 1 or session.get_setting(COLLECTS) is not None


def holds_centres(session: Session) -> bool:
    """Whether submissions are collected here and there are some."""
    return session.has_assessment and collects(session)


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its name, its icon, and where its class is."""

    name: str
    icon: str
    class_name: str
    belongs: Callable[[Session], bool] = has_assessment
    """Whether the sidebar shows it for the open database."""
    of_collection: bool = False
    """Whether it is about all centres of the database, and not about the assessment that is open."""

    def build(self, bridge: Bridge, content: Content, theme: Theme, navigate: Callable[[Place], None]) -> Page:
        module = import_module(f"mrcworkbench.gui.pages.{self.name}")
        made: Page = getattr(module, self.class_name)(bridge, content, theme, navigate)
        return made


PAGES = (
    PageEntry("centres", "building-2", "CentresPage", holds_centres, of_collection=True),
    PageEntry("across", "layers", "AcrossPage", holds_centres, of_collection=True),
    PageEntry("merge", "git-merge", "MergePage", collects, of_collection=True),
    PageEntry("conflicts", "scale", "ConflictsPage", collects, of_collection=True),
    PageEntry("export", "table-2", "ExportPage", holds_centres, of_collection=True),
    PageEntry("home", "house", "HomePage"),
    PageEntry("questionnaire", "list-checks", "QuestionnairePage"),
    PageEntry("results", "chart-no-axes-column", "ResultsPage"),
    PageEntry("compare", "columns-3", "ComparePage"),
    PageEntry("report", "file-spreadsheet", "ReportPage"),
    PageEntry("submit", "send", "SubmitPage", has_own_centre),
)
