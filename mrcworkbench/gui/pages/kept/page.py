"""Answers of an earlier version of the questionnaire that have no place in this one: to be read, and never lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from mrcworkbench.content.directions import isolate
from mrcworkbench.domain.questionnaire.checking import answer_to_json
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.versions import KeptAnswer, kept_answers
from mrcworkbench.gui.widgets import Button, Card
from mrcworkbench.gui.widgets.leaving.leaving_list import HEAD_ROLE, MARK_ROLE, TEXT_ROLE, LeavingList
from mrcworkbench.gui.words.answers import answer_lines

_LEAST = 320
"""Pixels that the list is high at least."""


class KeptPage(Page):
    """One row for each answer; with none left, Home is shown."""

    name = "kept"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        say = self.texts.text
        self.set_crumbs(say("move_page.history"))
        back = Button(self.theme, say("move_page.back"), icon="house")
        back.clicked.connect(lambda: self.navigate(Place("home")))
        self.header_buttons.addWidget(back)
        card = Card(padding=12)
        self._model = QStandardItemModel(self)
        self.list = LeavingList(self.theme, self._model, say("move_page.history"))
        self.list.setMinimumHeight(self.theme.px(_LEAST))
        card.body.addWidget(self.list)
        self.body.addWidget(card, 1)
        self.bridge.assessment_opened.connect(self._fill)
        self._fill()

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        if not self._model.rowCount():
            self.navigate(Place("home"))
            return
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.navigate(Place("home"))
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        session = self.bridge.session
        version = session.questionnaire.version
        self.set_title(
            self.texts.text("move_page.history"), self.texts.text("move_page.history_sentence", version=version)
        )
        self._model.clear()
        for kept in kept_answers(session):
            self._model.appendRow(self._row(kept))
        self.list.setCurrentIndex(self._model.index(0, 0))

    def _row(self, kept: KeptAnswer) -> QStandardItem:
        question = kept.asked[kept.code]
        number = isolate(kept.asked.number(kept.code))
        facts = {"number": number, "question": question.text, "version": kept.asked.version}
        head = self.texts.text("move_page.history_head", **facts)
        text = "\n".join(answer_lines(question, answer_to_json(question, kept.answer), self.texts))
        row = QStandardItem()
        for role, value in ((HEAD_ROLE, head), (TEXT_ROLE, text), (MARK_ROLE, "")):
            row.setData(value, role)
        row.setData(f"{head}. {text}", int(Qt.ItemDataRole.AccessibleTextRole))
        row.setEditable(False)
        return row
