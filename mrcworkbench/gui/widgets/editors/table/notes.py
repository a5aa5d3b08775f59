"""What stands around the rows of a table: what is said of them, after a paste and about columns, and the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.widgets.editors.base import Kit
from mrcworkbench.gui.widgets.editors.table.state import RowState, TableState

if TYPE_CHECKING:
    from mrcworkbench.gui.widgets.editors.table.paste import Pasted


class ColumnNotes(QWidget):
    """The help of columns, and what the star means."""

    def __init__(self, kit: Kit, question: Question) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        lines = [
            kit.texts.text("questions.column_help", column=one.text, help=one.help)
            for one in question.columns
            if one.help
        ]
        if question.required_columns:
            lines.append(kit.texts.text("questions.needed"))
        for line in lines:
            column.addWidget(label(line, "caption", "muted", wrap=True))
        if not lines:
            self.hide()


class MoreRows(Button):
    """Stands where rows are not built yet; `seen` when it comes into view or is pressed."""

    seen = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit.theme, " ", "link", "chevron-down")
        self._texts = kit.texts
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.seen)
        self.clicked.connect(self._soon.start)

    def show_waiting(self, rows: int) -> None:
        """Says how many rows wait; hidden when none does."""
        self.setVisible(rows > 0)
        if rows:
            self.set_label(self._texts.plural("questions.more_rows", rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._soon.start()


class PasteNote(MessageBox):
    """What came of a paste; nothing until there was one."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit.theme, "neutral", "clipboard-paste")
        self._texts = kit.texts

    def say_done(self, done: Pasted) -> None:
        self.say(paste_sentence(self._texts, done))

    def say_nothing_found(self) -> None:
        self.say(self._texts.text("questions.paste_nothing"))

    def say_left_out(self, n: int) -> None:
        """How many characters that nobody can see were left out."""
        self.say(self._texts.plural("questions.left_out", n))


class TableFoot(QHBoxLayout):
    """The buttons below the rows: `add` a row, which a table with fixed rows has not, and `paste`."""

    def __init__(self, kit: Kit, question: Question) -> None:
        super().__init__()
        self.setSpacing(12)
        texts, theme = kit.texts, kit.theme
        self.add = Button(theme, texts.text("questions.add_row"), "secondary", "plus", size=16)
        self.add.setToolTip(texts.text("questions.add_row_keys"))
        self.paste = Button(theme, texts.text("questions.paste"), "link", "clipboard-paste")
        for button in (self.add, self.paste):  # every table has the same
            spoken = texts.text("questions.about", act=button.accessibleName(), question=question.text)
            button.setAccessibleName(spoken)
            self.addWidget(button)
        self.addStretch(1)
        if question.fixed_column is not None:
            self.add.hide()

    def set_shown(self, *, shown: bool) -> None:
        """Of one row by itself there is nothing to add or to paste."""
        for button in () if shown else (self.add, self.paste):
            button.hide()


def row_note(texts: Texts, state: TableState, row: RowState) -> str:
    """What a begun row still needs to count."""
    missing = [column for column in state.missing(row) if column.code not in row.wrong]
    return texts.text("questions.row_needs", columns=", ".join(column.text for column in missing)) if missing else ""


def paste_sentence(texts: Texts, done: Pasted) -> str:
    """What came of a paste: how many rows, what was there before, what is wrong, what had no place."""
    parts = [texts.plural("questions.pasted", done.rows)]
    if done.heading:
        parts.append(texts.text("questions.paste_heading"))
    counted = (
        ("paste_replaced", done.replaced),
        ("paste_emptied", done.emptied),
        ("paste_wrong", done.wrong),
        ("paste_columns", done.extra_columns),
        ("paste_rows", done.extra_rows),
        ("left_out", done.left_out),
    )
    parts.extend(texts.plural(f"questions.{key}", n) for key, n in counted if n > 0)
    if done.replaced:
        parts.append(texts.text("questions.paste_undo"))
    return " ".join(parts)
