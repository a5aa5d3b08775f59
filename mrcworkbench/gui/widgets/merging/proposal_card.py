"""A proposal as a card: what it would do, who speaks, and what a person says to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.marks import IconLabel
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.basics.text import label, restyle
from mrcworkbench.gui.words.proposals import (
    ICONS,
    proposal_act,
    proposal_effect,
    proposal_source,
    proposal_title,
    stranger_text,
)

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.merging.proposals import OpenProposal, Response

_REASON_HEIGHT = 56


class ProposalCard(Card):
    """ProposalCard(theme, texts, proposals): one proposal, or the list of a colleague's, which is answered as a whole.

    `responded(ids, confirmed, reason)` when a person says something; `forgotten(ids)` when it is taken back. Nothing is
    chosen at first, and no key confirms by itself.
    """

    responded = Signal(tuple, bool, str)
    forgotten = Signal(tuple)

    def __init__(self, theme: Theme, texts: Texts, proposals: tuple[OpenProposal, ...]) -> None:
        super().__init__(padding=16, spacing=8)
        self._theme, self._texts = theme, texts
        self.proposals = proposals
        self._confirms = True
        one = proposals[0]
        if any(each.speaks_for for each in proposals):
            restyle(self, tone="warn")
        head = QHBoxLayout()
        head.setSpacing(12)
        icon = "files" if len(proposals) > 1 else ICONS[one.kind]
        head.addWidget(IconLabel(theme, icon, "muted", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self._title = self._title_of(one)
        words.addWidget(label(self._title, weight="semibold", wrap=True))
        words.addWidget(label(proposal_source(one, texts), "caption", "muted", wrap=True))
        self.stranger = MessageBox(theme, "warn", "triangle-alert")
        said = {stranger_text(each, texts): None for each in proposals if each.speaks_for}
        self.stranger.say("\n".join(said))
        words.addWidget(self.stranger)
        for each in proposals:
            self._add_lines(words, each)
        self.answered = MessageBox(theme, "ok", "circle-check")
        words.addWidget(self.answered)
        words.addWidget(self._build_buttons())
        words.addWidget(self._build_asking())
        self.setAccessibleName(self._title)
        self.show_response(None)

    def show_response(self, response: Response | None, *, may_respond: bool = True) -> None:
        """What a person said to it so far; None for nothing."""
        had_focus = self.asking.isAncestorOf(QApplication.focusWidget() or self)
        self.asking.hide()
        self.answered.say("" if response is None else self._texts.text(_said_key(response), reason=response.reason))
        self.forget.setVisible(response is not None and may_respond)
        for button in (self.confirm, self.decline):
            button.setVisible(response is None and may_respond)
        self.buttons.setVisible(may_respond)
        if had_focus and may_respond:
            (self.confirm if response is None else self.forget).setFocus(Qt.FocusReason.OtherFocusReason)

    def _title_of(self, one: OpenProposal) -> str:
        if len(self.proposals) == 1:
            return proposal_title(one, self._texts)
        return self._texts.plural("proposals.title_list", len(self.proposals))

    def _add_lines(self, words: QVBoxLayout, one: OpenProposal) -> None:
        if len(self.proposals) > 1:
            words.addWidget(label(proposal_title(one, self._texts), "secondary", weight="medium", wrap=True))
        for line in proposal_effect(one, self._texts):
            words.addWidget(label(line, "secondary", "muted", wrap=True))
        if one.reason:
            words.addWidget(label(self._texts.text("proposals.quoted", reason=one.reason), "secondary", wrap=True))

    def _build_buttons(self) -> QWidget:
        texts = self._texts
        self.buttons = QWidget()
        flow = FlowLayout(self.buttons, across=8, down=8)
        self.confirm = Button(self._theme, texts.text("proposals.confirm"), icon="check")
        self.decline = Button(self._theme, texts.text("proposals.decline"), icon="x")
        self.forget = Button(self._theme, texts.text("proposals.take_back"), "link", "undo-2")
        self.confirm.clicked.connect(lambda: self._ask(confirms=True))
        self.decline.clicked.connect(lambda: self._ask(confirms=False))
        self.forget.clicked.connect(lambda: self.forgotten.emit(self.ids))
        for button in (self.confirm, self.decline, self.forget):
            flow.addWidget(button)
            button.setAccessibleDescription(self._title)
        return self.buttons

    def _build_asking(self) -> QWidget:
        """The reason, and the button that does it."""
        texts = self._texts
        self.asking = QWidget()
        column = QVBoxLayout(self.asking)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(texts.text("proposals.reason"), "secondary", weight="medium"))
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(texts.text("proposals.reason"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(self._theme.px(_REASON_HEIGHT))
        self.reason.textChanged.connect(self._show_act)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.cancel = Button(self._theme, texts.text("common.cancel"))
        self.act = Button(self._theme, "", icon="check")
        self.cancel.clicked.connect(self._leave)
        self.act.clicked.connect(lambda: self.responded.emit(self.ids, self._confirms, self._because))
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.act)
        column.addLayout(row)
        return self.asking

    @property
    def ids(self) -> tuple[str, ...]:
        """Of all that the card is about."""
        return tuple(one.id for one in self.proposals)

    @property
    def _because(self) -> str:
        return self.reason.toPlainText().strip()

    def _ask(self, *, confirms: bool) -> None:
        self._confirms = confirms
        texts = self._texts
        if not confirms:
            self.act.set_label(texts.text("proposals.act_decline"))
        elif len(self.proposals) > 1:
            self.act.set_label(texts.plural("proposals.act_list", len(self.proposals)))
        else:
            self.act.set_label(proposal_act(self.proposals[0], texts))
        self.act.set_icon("check" if confirms else "x")
        self.buttons.hide()
        self.asking.show()
        self.reason.setPlaceholderText(texts.text(f"proposals.reason_{'confirm' if confirms else 'decline'}"))
        self._show_act()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        """Scrolls to the buttons of the reason, for which the card has become taller."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            around.ensureWidgetVisible(self.asking)

    def _leave(self) -> None:
        """Nothing is said; what was typed stays."""
        self.asking.hide()
        self.buttons.show()
        (self.confirm if self._confirms else self.decline).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_act(self) -> None:
        ready = bool(self._because)
        self.act.setEnabled(ready)
        self.act.setAccessibleDescription("" if ready else self._texts.text("proposals.reason_needed"))


def _said_key(response: Response) -> str:
    return "proposals.confirmed_by_you" if response.confirmed else "proposals.declined_by_you"
