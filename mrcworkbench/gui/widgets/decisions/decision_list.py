"""The log of decisions, newest first: some at first, and more when a person wants them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.decision_words import ICONS, became, by_whom, title, values, whose
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, IconLabel, StateChip, label, line
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.decisions.act_form import ActForm

if TYPE_CHECKING:
    from mrcworkbench.services.merging.log import LoggedDecision

AT_ONCE = 30
"""Lines that are made at first, and with each step: thousands would keep the window waiting."""


class DecisionItem(QWidget):
    """DecisionItem(theme, texts, decision): `opened` where it leads somewhere; `taken_back` with id, reason, author."""

    opened = Signal(object)
    taken_back = Signal(str, str, str)

    def __init__(
        self, theme: Theme, texts: Texts, decision: LoggedDecision, author: str, *, of_one_centre: bool, may: bool
    ) -> None:
        super().__init__()
        self._theme, self._texts, self._author, self.decision = theme, texts, author, decision
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel(theme, ICONS[decision.kind], "accent", 18), 0, Qt.AlignmentFlag.AlignTop)
        self._words = QVBoxLayout()
        self._words.setSpacing(4)
        row.addLayout(self._words, 1)
        column.addLayout(row)
        column.addWidget(line())
        self._add_words(theme, of_one_centre=of_one_centre)
        self._add_ways(theme, may=may)

    def _add_words(self, theme: Theme, *, of_one_centre: bool) -> None:
        one, texts = self.decision, self._texts
        self.title = title(one, texts)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self.title, weight="semibold", wrap=True), 1)
        if not one.in_effect:
            chip = StateChip(theme, texts.text("decisions_page.no_effect"), "neutral")
            head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        self._words.addLayout(head)
        where = "" if of_one_centre else whose(one, texts)
        for text, role, tone in (
            (" · ".join(filter(None, (by_whom(one.said, texts), where))), "caption", "muted"),
            (texts.text("decisions_page.reason", reason=one.said.reason) if one.said.reason else "", "body", ""),
            *((text, "secondary", "muted") for text in (*values(one, texts), *became(one, texts))),
        ):
            if text:
                self._words.addWidget(label(text, role, tone, wrap=True))

    def _add_ways(self, theme: Theme, *, may: bool) -> None:
        one, texts = self.decision, self._texts
        self.buttons = QWidget(self)  # without a parent it would be a window of its own for a moment
        flow = FlowLayout(self.buttons, across=16, down=4)
        self.open: Button | None = None
        self.take_back: Button | None = None
        if one.assessment is not None:
            way = "open_answer" if one.question else "open_centre"
            self.open = Button(theme, texts.text(f"decisions_page.{way}"), "link", "arrow-right", trailing=True)
            self.open.clicked.connect(lambda: self.opened.emit(one))
        if may and one.in_effect and one.kind != "erased":
            self.take_back = Button(theme, texts.text("decisions_page.take_back"), "link", "undo-2")
            self.take_back.clicked.connect(self._ask)
        for button in filter(None, (self.open, self.take_back)):
            button.setAccessibleDescription(self.title)
            flow.addWidget(button)
        self.buttons.setVisible(flow.count() > 0)
        self._words.addWidget(self.buttons)
        self.form: ActForm | None = None

    def _ask(self) -> None:
        if self.form is None:
            self.form = ActForm(self._theme, self._texts)
            lifts = self.decision.confirmation or self.decision.id
            self.form.said.connect(lambda reason, author: self.taken_back.emit(lifts, reason, author))
            self.form.given_up.connect(self._on_given_up)
            self._words.addWidget(self.form)
        self.buttons.hide()
        self.form.ask(self._texts.text("decisions_page.take_back_now"), self._author)

    def _on_given_up(self) -> None:
        self.buttons.show()
        if self.take_back is not None:
            self.take_back.setFocus(Qt.FocusReason.OtherFocusReason)


class DecisionList(QWidget):
    """DecisionList(theme, texts): `opened(LoggedDecision)`, `taken_back(id, reason, author)`."""

    opened = Signal(object)
    taken_back = Signal(str, str, str)

    def __init__(self, theme: Theme, texts: Texts, *, of_one_centre: bool = False) -> None:
        super().__init__()
        self._theme, self._texts, self._of_one_centre = theme, texts, of_one_centre
        self._left: Sequence[LoggedDecision] = ()
        self._author, self._may = "", False
        self.items: list[DecisionItem] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.more = Button(theme, texts.plural("decisions_page.more", 0), "link", "chevron-down")
        self.more.clicked.connect(self.show_more)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)

    def show_decisions(self, decisions: Sequence[LoggedDecision], author: str, *, may_take_back: bool) -> None:
        """Shows these, the newest first."""
        for item in self.items:
            item.hide()
            item.deleteLater()
        self.items.clear()
        self._left, self._author, self._may = decisions, author, may_take_back
        self.show_more()

    def show_more(self) -> None:
        """Makes the next lines."""
        for one in self._left[:AT_ONCE]:
            item = DecisionItem(
                self._theme, self._texts, one, self._author, of_one_centre=self._of_one_centre, may=self._may
            )
            item.opened.connect(self.opened)
            item.taken_back.connect(self.taken_back)
            self._column.insertWidget(len(self.items), item)
            self.items.append(item)
        self._left = self._left[AT_ONCE:]
        self.more.setVisible(bool(self._left))
        if self._left:
            self.more.set_label(self._texts.plural("decisions_page.more", min(AT_ONCE, len(self._left))))
