"""What leads on from a centre: its results, and in the menu its other pages and rounds, and what may be decided."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from mrcworkbench.gui.deciding.acts import CentreActs
from mrcworkbench.gui.deciding.menu import add_acts
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.page.page_list import has_levels, registers_of
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import Button
from mrcworkbench.gui.words.titles import assessment_title


class CentreWays(QWidget):
    """CentreWays(context): the buttons beside the name of the centre."""

    assessment_chosen = Signal(str)
    decided = Signal(str)
    """What was decided about the centre, in words."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._bridge, self._texts, self._navigate = context.bridge, context.texts, context.navigate
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.acts = CentreActs(context.bridge, context.theme, context.texts, self)
        self.acts.done.connect(self._on_decided)
        self._shown = ""
        self.to_choose = Button(context.theme, self._texts.text("centre_acts.menu_choose"), icon="scale")
        self.to_choose.setObjectName("centre:to-choose")
        self.to_choose.clicked.connect(self._choose)
        row.addWidget(self.to_choose)
        self.results = Button(context.theme, self._texts.text("window.page_results"), icon="chart-no-axes-column")
        self.results.clicked.connect(lambda: self._navigate(Place("results")))
        self.more = Button(context.theme, self._texts.text("centre_page.more"), "icon", "ellipsis")
        self.more.setObjectName("centre:more")
        self.more.clicked.connect(self._pop_up)
        row.addWidget(self.results)
        row.addWidget(self.more)

    def refresh(self) -> None:
        """Another assessment is open."""
        self._shown = self._bridge.assessment.id
        self.results.setVisible(has_levels(self._bridge.session))
        self.to_choose.setVisible(self._bridge.assessment.counts is None)

    def menu(self) -> QMenu:
        """Pages of this assessment, then the other assessments of the centre."""
        menu, session, say = QMenu(self), self._bridge.session, self._texts.text
        pages = ("compare", "report") if has_levels(session) else ()
        for page in pages:
            self._add(menu, say(f"window.page_{page}"), partial(self._navigate, Place(page)))
        for page, title in registers_of(session).items():
            self._add(menu, title, partial(self._navigate, Place(page)))
        if session.kept_answers:
            self._add(menu, say("move_page.history"), partial(self._navigate, Place("kept")))
        there, here = session.assessments(), session.assessment
        others = [one for one in there if one.centre.id == here.centre.id and one.id != here.id]
        if others:
            menu.addSeparator()
        for one in others:
            self._add(menu, assessment_title(one, self._texts, there), partial(self.assessment_chosen.emit, one.id))
        add_acts(menu, self.acts, session, here, self._texts)
        return menu

    def _add(self, menu: QMenu, text: str, go: Callable[[], object]) -> None:
        menu.addAction(text.replace("&", "&&")).triggered.connect(lambda _=False: go())

    def _choose(self) -> None:
        if self.acts.is_possible:
            self.acts.choose(self._bridge.assessment)

    def _on_decided(self, said: str) -> None:
        """A centre that withdrew or was erased is not shown any more."""
        self.decided.emit(said)
        bridge = self._bridge
        known = {one.id for one in bridge.session.assessments() if not one.centre.withdrawn}
        if self._shown not in known:
            self._navigate(Place("centres"))

    def _pop_up(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))
