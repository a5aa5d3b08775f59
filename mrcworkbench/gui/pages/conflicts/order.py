"""Another order of a table's rows: a list in which a row is moved up and down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.gui.widgets import Button, Card, label
from mrcworkbench.gui.widgets.editors import Editor, Kit
from mrcworkbench.gui.widgets.editors.base import Cells

_MOST_SEEN, _ROW = 8, 32
_STEPS = (("up", -1, "arrow-up", "Alt+Up"), ("down", 1, "arrow-down", "Alt+Down"))


class OrderEditor(Editor):
    """OrderEditor(kit, question, rows): `rows` are id and name of each; `edited(code, ids)` after each move."""

    def __init__(
        self, kit: Kit, question: Question, rows: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(kit, question, parent)
        texts, theme = kit.texts, kit.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(texts.text("conflicts_page.order_text"), "caption", "muted", wrap=True))
        across = QHBoxLayout()
        across.setSpacing(8)
        self.list = QListWidget()
        self.list.setAccessibleName(texts.text("conflicts_page.order_name"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(theme.px(_ROW) * max(2, min(len(rows), _MOST_SEEN)) + 4)
        for id_, name in rows:
            item = QListWidgetItem(name)
            item.setSizeHint(QSize(0, theme.px(_ROW)))
            item.setData(Qt.ItemDataRole.UserRole, id_)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(self._show_buttons)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        framed = Card("inset", padding=4)
        framed.body.addWidget(self.list)
        across.addWidget(framed, 1)
        steps = QVBoxLayout()
        steps.setSpacing(8)
        self.buttons: dict[int, Button] = {}
        for name, step, icon, keys in _STEPS:
            button = Button(theme, texts.text(f"conflicts_page.order_{name}"), icon=icon, size=16)
            button.clicked.connect(lambda _=False, step=step: self.move_row(step))
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
            steps.addWidget(button)
            self.buttons[step] = button
        steps.addStretch(1)
        across.addLayout(steps)
        column.addLayout(across)
        self._show_buttons()

    @property
    def order(self) -> list[str]:
        return [self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count())]

    def move_row(self, step: int) -> None:
        """Moves the chosen row up (-1) or down (1)."""
        here = self.list.currentRow()
        if not 0 <= here + step < self.list.count():
            return
        self.list.insertItem(here + step, self.list.takeItem(here))
        self.list.setCurrentRow(here + step)
        self.edited.emit(self.question.code, self.order)

    def show_answer(self, answer: Answer, drafts: Cells) -> None:
        """The rows are given when it is made: an order is no answer of its own."""

    def focus_target(self) -> QWidget:
        return self.list

    def _show_buttons(self) -> None:
        here = self.list.currentRow()
        for step, button in self.buttons.items():
            button.setEnabled(0 <= here + step < self.list.count())
