"""What is to be decided about centres, above their list, and the menu of the one that is current."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mrcworkbench.gui.deciding.acts import CentreActs
from mrcworkbench.gui.deciding.menu import add_acts
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.widgets import Button, MessageBox
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.words.local_time import local_day
from mrcworkbench.services.collection.rivals import rounds_to_choose
from mrcworkbench.services.merging.erasing import erasures

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo


class CentreDecisions(QWidget):
    """CentreDecisions(context): `refresh` says what is to be chosen and what was erased; `more` is the button of the
    menu, `told` what was done last."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._bridge, self._texts = context.bridge, context.texts
        say = self._texts.text
        self.acts = CentreActs(context.bridge, context.theme, context.texts, self)
        self.acts.done.connect(self._on_done)
        self.acts.withdrawn.connect(self._on_withdrawn)
        self._info: AssessmentInfo | None = None
        self._withdrawn: CentreInfo | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        links = QWidget()
        flow = FlowLayout(links, across=16, down=8)
        self.told = MessageBox(context.theme, "ok", "circle-check")
        self.undo = Button(context.theme, say("centre_acts.menu_unwithdraw"), "link", "undo-2")
        self.undo.clicked.connect(self._take_back)
        self.to_choose = Button(context.theme, "", "link", "scale")
        self.to_choose.setObjectName("centres:to-choose")
        self.to_choose.clicked.connect(self._choose_next)
        self.erased = Button(context.theme, "", "link", "x")
        self.erased.setObjectName("centres:erased")
        self.erased.clicked.connect(self._show_erased)
        for widget in (self.undo, self.to_choose, self.erased):
            flow.addWidget(widget)
            widget.hide()
        column.addWidget(self.told)
        column.addWidget(links)
        self.more = Button(context.theme, say("centre_page.more"), "icon", "ellipsis")
        self.more.setObjectName("centres:more")
        self.more.clicked.connect(lambda: self._pop_up(self.menu(), self.more))

    def refresh(self) -> None:
        """The file was read anew."""
        session = self._bridge.session
        centres = len({one.centre.id for one in rounds_to_choose(session.assessments())})
        erased = len(erasures(session))
        for button, key, n in ((self.to_choose, "to_choose", centres), (self.erased, "erased", erased)):
            button.set_label(self._texts.plural(f"centre_acts.{key}", n))
            button.setVisible(n > 0)
        known = {one.id for one in session.centres() if one.withdrawn}
        self.undo.setVisible(self._withdrawn is not None and self._withdrawn.id in known)
        self._show_any()

    def set_current(self, info: AssessmentInfo | None) -> None:
        """About whose centre the menu is."""
        self._info = info
        self.more.setEnabled(info is not None)

    def menu(self) -> QMenu:
        """What may be decided about the current centre."""
        menu = QMenu(self)
        if self._info is not None:
            add_acts(menu, self.acts, self._bridge.session, self._info, self._texts)
        return menu

    def erased_menu(self) -> QMenu:
        """A line for each centre that was erased, which lets it in again."""
        menu = QMenu(self)
        for one in erasures(self._bridge.session):
            said = self._texts.text(
                "centre_acts.erased_line", date=local_day(one.at), author=one.author, reason=one.reason
            )
            entry = menu.addAction(self._texts.text("centre_acts.menu_lift", said=said).replace("&", "&&"))
            entry.setEnabled(self.acts.is_possible)
            entry.triggered.connect(partial(self._lift, one.centres[0], said))
        return menu

    def _lift(self, centre: str, said: str, _: bool = False) -> None:
        self.acts.lift(centre, said)

    def _choose_next(self) -> None:
        open_ = rounds_to_choose(self._bridge.session.assessments())
        if open_ and self.acts.is_possible:
            self.acts.choose(open_[0])

    def _show_erased(self) -> None:
        self._pop_up(self.erased_menu(), self.erased)

    def _pop_up(self, menu: QMenu, button: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _on_done(self, said: str) -> None:
        self._withdrawn = None
        self.told.say(said)
        self.refresh()

    def _show_any(self) -> None:
        parts = (self.told, self.undo, self.to_choose, self.erased)
        self.setVisible(any(not part.isHidden() for part in parts))

    def _on_withdrawn(self, centre: CentreInfo) -> None:
        self._withdrawn = centre
        self.refresh()

    def _take_back(self) -> None:
        if self._withdrawn is not None and self.acts.is_possible:
            self.acts.take_back_withdrawal(self._withdrawn)
