"""The pages of the window, in the order of the sidebar. A page's module is imported on its first visit.

A further page is: its folder `gui/pages/NAME/`, whose `__init__.py` gives its class (`page.base` says what a page
fills); its line in `PAGES`; its name, `page_NAME` in `text/en/window.json`; and its own texts in an area of their own.
Sidebar, keys, the list of keys, resuming and the command `screens` follow from the line.

Each register of the open questionnaire has a page too, of one class, which goes by the name of its `Place`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from mrcworkbench.gui.places import Place

if TYPE_CHECKING:
    from mrcworkbench.gui.page.base import Page
    from mrcworkbench.gui.page.context import PageContext
    from mrcworkbench.services.session.session import Session


def has_assessment(session: Session) -> bool:
    """Whether there is an assessment to show."""
    return session.has_assessment


def reads_centre(session: Session) -> bool:
    """Whether the assessment that is shown is a centre's in a collection, which is only read there."""
    return session.has_assessment and session.is_only_read


def has_levels(session: Session) -> bool:
    """Whether the questionnaire of the assessment gives levels."""
    return session.has_assessment and bool(session.working_copy.criteria_set.criteria)


def has_own_centre(session: Session) -> bool:
    """Whether this is a centre's file, to be sent."""
    return session.has_assessment and not collects(session)


def collects(session: Session) -> bool:
    """Whether submissions are collected here; see `domain.file_use`."""
    return session.file_use.collects


def has_conflicts(session: Session) -> bool:
    """Whether there can be something to settle: in a centre's file, only while there is."""
    return session.file_use.collects or session.file_use.has_conflicts


def has_decisions(session: Session) -> bool:
    """Whether there can be a log of decisions: in a centre's file, only where there is."""
    return session.file_use.collects or session.file_use.has_decisions


def holds_centres(session: Session) -> bool:
    """Whether submissions are collected here and there are some."""
    return collects(session) and bool(session.assessments())


def takes_in(session: Session) -> bool:
    """Whether merging is what the file is for; one without any assessment has nothing else to begin with."""
    return session.file_use.collects or not session.has_assessment


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
    behind: str = ""
    """The page from which one comes to it, where the sidebar does not show it."""

    def build(self, context: PageContext) -> Page:
        register = Place(self.name).register
        folder, more = (self.name, ()) if register is None else ("register", (register,))
        made: Page = getattr(import_module(f"mrcworkbench.gui.pages.{folder}"), self.class_name)(context, *more)
        return made


PAGES = (
    PageEntry("centres", "building-2", "CentresPage", holds_centres, of_collection=True),
    PageEntry("merge", "git-merge", "MergePage", takes_in, of_collection=True),
    PageEntry("conflicts", "scale", "ConflictsPage", has_conflicts, of_collection=True),
    PageEntry("decisions", "gavel", "DecisionsPage", has_decisions, of_collection=True),
    PageEntry("across", "layers", "AcrossPage", holds_centres, of_collection=True),
    PageEntry("export", "table-2", "ExportPage", holds_centres, of_collection=True),
    PageEntry("home", "house", "HomePage"),
    PageEntry("questionnaire", "list-checks", "QuestionnairePage"),
    PageEntry("results", "chart-no-axes-column", "ResultsPage", has_levels),
    PageEntry("compare", "columns-3", "ComparePage", has_levels),
    PageEntry("report", "file-spreadsheet", "ReportPage", has_levels),
    PageEntry("submit", "send", "SubmitPage", has_own_centre),
)

BEHIND = (
    PageEntry("centre", "", "CentrePage", reads_centre, behind="centres"),
    PageEntry("move", "", "MovePage", behind="home"),
    PageEntry("kept", "", "KeptPage", behind="home"),
)
"""Pages to which others lead."""


_TO_EDIT = ("home", "questionnaire")
"""Pages for whoever answers; where an assessment is only read, the page of its centre stands for them."""

_BY_NAME = {entry.name: entry for entry in (*PAGES, *BEHIND)}
REGISTER_ICON, _REGISTERS_BEFORE = "list", "report"


def entry_of(name: str) -> PageEntry | None:
    """The page with this name; None if there is none."""
    if Place(name).register is not None:
        return PageEntry(name, REGISTER_ICON, "RegisterPage")
    return _BY_NAME.get(name)


def place_to_read(place: Place, session: Session) -> Place:
    """Where a place is found in this file."""
    return replace(place, page="centre") if place.page in _TO_EDIT and reads_centre(session) else place


def marked_page(entry: PageEntry, session: Session) -> str:
    """The page of the sidebar under which a page is found."""
    if not entry.of_collection and reads_centre(session):
        return "centres"
    return entry.behind or entry.name


def registers_of(session: Session) -> Mapping[str, str]:
    """The title of each register of the open assessment, by the name of its page."""
    if not session.has_assessment:
        return {}
    return {Place.of_register(one.code).page: one.text for one in session.questionnaire.registers}


def pages_of(session: Session, asked: Collection[str] = ()) -> tuple[str, ...]:
    """The pages of the open database, from top to bottom: those that belong to it, and those that a person asked for.

    What a centre's file is for comes first, also where something is to be merged or settled in it. Those of a centre in
    a collection, which is only read there, are found behind the list of centres.
    """
    reads = reads_centre(session)
    found = (entry for entry in PAGES if entry.belongs(session) or entry.name in asked)
    shown = [entry for entry in found if entry.of_collection or not reads]
    if not collects(session):
        shown.sort(key=lambda entry: entry.of_collection)
    names = [entry.name for entry in shown]
    if reads:
        return tuple(names)
    place = names.index(_REGISTERS_BEFORE) if _REGISTERS_BEFORE in names else len(names)
    return (*names[:place], *registers_of(session), *names[place:])
