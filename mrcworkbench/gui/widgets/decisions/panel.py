"""Everything decided about one centre, beside its answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.outside.destinations import ChooseFile
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.tasks import Runner
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import MessageBox, label
from mrcworkbench.gui.widgets.decisions.decision_list import DecisionList
from mrcworkbench.gui.widgets.decisions.desk import DecisionDesk, DecisionsRead
from mrcworkbench.gui.widgets.decisions.save_button import SaveLogButton


class DecisionsPanel(QWidget):
    """DecisionsPanel(theme, texts, bridge, runner, choose): `show_centre(id)` reads its log; `opened(LoggedDecision)`
    where a line leads to its answer. What is taken back there is read again by whoever hears `bridge.reloaded`."""

    opened = Signal(object)

    def __init__(self, theme: Theme, texts: Texts, bridge: Bridge, runner: Runner, choose: ChooseFile) -> None:
        super().__init__()
        self._centre: str | None = None
        self.desk = DecisionDesk(bridge, runner, texts, self)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(texts.text("decisions_page.title"), "lead", weight="semibold"), 1)
        self.told = MessageBox(theme, "ok", "circle-check")
        self.wrong = MessageBox(theme, "danger", "circle-alert")
        self.save = SaveLogButton(theme, texts, "link", bridge, choose, self.told, self.wrong)
        head.addWidget(self.save)
        column.addLayout(head)
        column.addWidget(label(texts.text("decisions_page.panel_lead"), "secondary", "muted", wrap=True))
        self.none = label(texts.text("decisions_page.empty"), "secondary", wrap=True)
        self.list = DecisionList(theme, texts, of_one_centre=True)
        for widget in (self.told, self.wrong, self.none, self.list):
            column.addWidget(widget)
        column.addStretch(1)
        self.desk.found.connect(self._on_found)
        self.desk.said.connect(self._on_said)
        self.desk.failed.connect(self.wrong.say)
        self.list.opened.connect(self.opened)
        self.list.taken_back.connect(self.desk.take_back)

    def show_centre(self, centre: str) -> None:
        """Reads what was decided about it, under every id that it goes by."""
        if centre != self._centre:
            self.told.say("")
        self._centre = centre
        self.wrong.say("")
        self.desk.read(centre)

    def _on_found(self, read: DecisionsRead) -> None:
        log = [one for one, _ in read.log]
        self.none.setVisible(not log)
        self.save.setVisible(bool(log))
        self.save.log = log
        self.list.show_decisions(log, self.desk.author, may_take_back=self.desk.is_possible)

    def _on_said(self, sentence: str) -> None:
        self.told.say(sentence)
        if self._centre is not None:
            self.desk.read(self._centre)
