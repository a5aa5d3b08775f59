"""The card that asks once what becomes of the comments that were written when every comment went along."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.disclosure.report_parts import TextPreview
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.release import ReleaseModel
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, label
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.leaving.release_list import ReleaseList
from mrcworkbench.services.session.earlier_comments import do_not_ask_again, earlier_comments, kept_here

_LIST_HEIGHT = 260


class EarlierComments(Card):
    """EarlierComments(theme, texts, bridge): `ask()` shows it as long as the person has not said it."""

    decided = Signal()

    def __init__(self, theme: Theme, texts: Texts, bridge: Bridge) -> None:
        super().__init__(padding=20, spacing=12)
        self._texts, self._bridge = texts, bridge
        self._going: frozenset[str] = frozenset()
        self.title = label("", weight="semibold", wrap=True)
        self.body.addWidget(self.title)
        self.body.addWidget(label(texts.text("comments.earlier_text"), "secondary", "muted", wrap=True))
        self.keep = Button(theme, texts.text("comments.earlier_keep"), icon="hard-drive")
        self.send = Button(theme, texts.text("comments.earlier_send"), icon="send")
        self.choose = Button(theme, texts.text("comments.earlier_choose"), "link", "list-checks")
        self.keep.clicked.connect(lambda: self._decide(()))
        self.send.clicked.connect(lambda: self._decide(self._codes()))
        self.choose.clicked.connect(self._show_list)
        holder = QWidget()
        row = FlowLayout(holder, 12, 8)
        for button in (self.keep, self.send, self.choose):
            row.addWidget(button)
        self.body.addWidget(holder)
        self.chosen = self._build_list(theme)
        self.body.addWidget(self.chosen)
        self.hide()

    def _build_list(self, theme: Theme) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.model = ReleaseModel(self._texts, self._on_ticked, self)
        self.list = ReleaseList(theme, self._texts, self.model, self._texts.text("comments.earlier_list"))
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.done = Button(theme, self._texts.text("comments.earlier_done"), icon="check")
        self.done.clicked.connect(lambda: self._decide(self._going))
        column.addWidget(self.list)
        column.addWidget(self.done, 0, Qt.AlignmentFlag.AlignLeading)
        part.hide()
        return part

    def ask(self) -> bool:
        """Shows the question, if it is open, and says so."""
        codes = self._codes()
        if codes:
            self.title.setText(self._texts.plural("comments.earlier", len(codes)))
            self._show_ticks()
        else:
            self.chosen.hide()
            self._going = frozenset()
        self.setVisible(bool(codes))
        return bool(codes)

    def _codes(self) -> tuple[str, ...]:
        session = self._bridge.session
        return () if session.read_only else earlier_comments(session)

    def _show_list(self) -> None:
        self.chosen.show()
        self._show_ticks()
        self.list.setFocus()

    def _show_ticks(self) -> None:
        questionnaire, copy = self._bridge.session.questionnaire, self._bridge.working_copy
        self.model.show(
            [
                TextPreview(
                    (code, None, None),
                    questionnaire.number(code),
                    questionnaire[code].text,
                    None,
                    None,
                    copy.answer(code).comment,
                    released=code in self._going,
                    may_name_person=False,
                )
                for code in self._codes()
            ]
        )

    def _on_ticked(self, rows: Sequence[TextPreview], goes: bool) -> None:
        codes = {row.place[0] for row in rows}
        self._going = self._going | codes if goes else self._going - codes
        self._show_ticks()

    def _decide(self, going: Collection[str]) -> None:
        """One step of undo; and nobody is asked again."""
        answers = kept_here(self._bridge.session, going)
        do_not_ask_again(self._bridge.session)
        if answers:
            self._bridge.set_together(answers, self._texts.text("comments.earlier_undo"))
        self.decided.emit()
