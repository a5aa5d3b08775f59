"""The page of a register."""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.references import with_names
from mrcworkbench.domain.questionnaire.tables import MOST_ROWS
from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.gui.page.base import Page, is_outdated
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.register.lines import lines_of
from mrcworkbench.gui.pages.register.rows_card import RowsCard
from mrcworkbench.gui.pages.register.side import WIDTH, RowSide
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.widgets import Button, EmptyState


class RegisterPage(Page):
    """RegisterPage(context, code): the list beside one row. It holds no answers."""

    name = "register"

    def __init__(self, context: PageContext, code: str, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._code = code
        register = self.bridge.session.questionnaire[code]
        say, theme = self.texts.text, self.theme
        self.set_title(register.text, register.help or "")
        self.set_crumbs(register.text)
        self.add = Button(theme, say("registers.add"), "primary", "plus")
        self.add.setAccessibleName(say("registers.add_name", register=register.text))
        self.add.clicked.connect(self.add_row)
        self.header_buttons.addWidget(self.add)
        self.rows = RowsCard(theme, self.texts, register)
        self.empty = EmptyState(theme, "list", say("registers.empty"), say("registers.empty_text"))
        self.conflict = EmptyState(
            theme,
            "scale",
            say("registers.conflict"),
            say("registers.conflict_text"),
            say("registers.conflict_go"),
            "scale",
        )
        if self.conflict.button is not None:
            self.conflict.button.clicked.connect(lambda: self.navigate(Place("conflicts")))
        for widget in (self.rows, self.empty, self.conflict):
            self.body.addWidget(widget, 1)
        self.side = RowSide(context, code, self._named)
        self.set_panel(self.side, say("registers.row"), WIDTH)
        self.rows.chosen.connect(self._on_chosen)
        self.rows.entered.connect(self._on_entered)
        self.side.removed.connect(self._on_removed)
        self.side.warned.connect(self.warned)
        self.bridge.answer_changed.connect(self._on_change)
        self.bridge.draft_changed.connect(self._on_draft)
        self.bridge.assessment_opened.connect(self._on_opened)
        self._show()

    # What is shown

    def show_place(self, place: Place) -> None:
        """Shows the register, and a row of it where one is named. Rows that it refers to may have other names now."""
        self._show()
        self.side.show_row(place.row or self.side.row_id)
        if place.row is not None:
            self.rows.go_to(place.row)
            self._on_entered()

    def leave(self) -> None:
        self.side.commit()

    def add_row(self) -> None:
        """Begins a row; it is kept from the first thing that is written into it."""
        self.side.show_row(str(uuid4()))
        self.rows.table.choose(None)
        self._on_entered()

    def _named(self) -> Question:
        copy = self.bridge.working_copy
        register = copy.questionnaire[self._code]
        return with_names(register, copy.questionnaire, copy.answers, self.texts.text("registers.row_gone"))

    def _show(self) -> None:
        answer = self.bridge.working_copy.answer(self._code)
        drafts = self.bridge.session.drafts.items()
        wrong = {(row, column): text for (code, row, column), text in drafts if code == self._code and row and column}
        lines = tuple(lines_of(self._named(), answer.rows, wrong, self.texts))
        self.rows.show_lines(lines, self.side.row_id)
        in_conflict = answer.state is AnswerState.CONFLICT
        self.conflict.setVisible(in_conflict)
        self.rows.setVisible(bool(lines) and not in_conflict)
        self.empty.setVisible(not lines and not in_conflict)
        full = len(lines) >= MOST_ROWS
        locked = self.bridge.session.read_only or self.bridge.session.is_only_read
        self.add.setEnabled(not (in_conflict or full or locked))
        text = self.texts.text("registers.full", register=self.accessibleName(), most=MOST_ROWS) if full else ""
        self.add.setToolTip(text)

    # What changes

    def _on_change(self, change: Change) -> None:
        if change.question == self._code:
            self._show()
            self.side.refresh()

    def _on_draft(self, code: str) -> None:
        if code == self._code:
            self._show()

    def _on_opened(self) -> None:
        """An assessment without this register leaves the page as it was: nobody comes to it there."""
        if self._code in self.bridge.working_copy.questionnaire and not is_outdated(self):
            self.side.forget()
            self._show()

    def _on_chosen(self, id_: str) -> None:
        self.side.show_row(id_)
        self.rows.table.choose(id_)  # what was typed in the row before has been kept, and listed, meanwhile

    def _on_entered(self) -> None:
        self.show_panel()
        self.side.focus_row()

    def _on_removed(self) -> None:
        """The focus goes on in the list, or where the first row is added."""
        if self.rows.model.lines:
            self.rows.table.go_on()
        else:
            self.add.setFocus()
