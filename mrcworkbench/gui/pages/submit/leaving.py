"""Exactly what leaves: every answer in words, with what is personal or could put clients at risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from mrcworkbench.domain.checking import answer_to_json
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.answer_words import answer_lines
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, SegmentedControl, isolate, label

if TYPE_CHECKING:
    from mrcworkbench.domain.submission_preview import Leaving, SubmissionPreview
    from mrcworkbench.domain.working_copy import WorkingCopy

ALL, PERSONAL, RISK, COMMENTS = "all", "personal", "risk", "comments"
_LIST_HEIGHT = 460
NO_PARENT = QModelIndex()


class LeavingModel(QAbstractListModel):
    """One row for each answer that leaves."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self.rows: tuple[tuple[Leaving, str], ...] = ()

    def show(self, rows: tuple[tuple[Leaving, str], ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        leaving, text = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text
        if role == Qt.ItemDataRole.DecorationRole:
            marked = bool(leaving.personal or leaving.at_risk)
            return self._theme.icon("triangle-alert" if marked else "check", "warn" if marked else "muted", 16)
        return None


class LeavingCard(Card):
    """LeavingCard(theme, texts): `show_preview(preview, copy)`."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=20, spacing=12)
        self._texts = texts
        self._preview: SubmissionPreview | None = None
        self._copy: WorkingCopy | None = None
        self.body.addWidget(label(texts.text("submit_page.leaves"), weight="semibold", wrap=True))
        self.body.addWidget(label(texts.text("submit_page.leaves_text"), "secondary", "muted", wrap=True))
        tabs = [(name, texts.text(f"submit_page.tab_{name}")) for name in (ALL, PERSONAL, RISK, COMMENTS)]
        self.tabs = SegmentedControl(theme, tabs, texts.text("submit_page.leaves"), ALL)
        self.tabs.chosen.connect(lambda _: self._show())
        self.body.addWidget(self.tabs)
        self.count = label("", "secondary", weight="semibold", wrap=True)
        self.body.addWidget(self.count)
        self.model = LeavingModel(theme, texts)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName(texts.text("submit_page.leaves"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.body.addWidget(self.list, 1)

    def show_preview(self, preview: SubmissionPreview, copy: WorkingCopy) -> None:
        self._preview, self._copy = preview, copy
        self._show()

    def _show(self) -> None:
        if self._preview is None or self._copy is None:
            return
        preview, tab = self._preview, self.tabs.value() or ALL
        chosen = {
            ALL: preview.leaving,
            PERSONAL: preview.personal,
            RISK: preview.at_risk,
            COMMENTS: preview.comments,
        }[tab]
        copy = self._copy
        self.model.show(tuple((one, self._words(one, copy)) for one in chosen))
        key = "count_none" if not chosen else "count"
        said = (
            self._texts.plural("submit_page.count", len(chosen)) if chosen else self._texts.text(f"submit_page.{key}")
        )
        files = len(preview.files)
        if files and tab == ALL:
            said = f"{said} {self._texts.plural('submit_page.files', files)}"
        self.count.setText(said)

    def _words(self, one: Leaving, copy: WorkingCopy) -> str:
        question = copy.questionnaire[one.question]
        raw = answer_to_json(question, copy.answer(one.question))
        lines = [f"{isolate(one.number)}  {one.text}", *answer_lines(question, raw, self._texts)]
        for name, found in (("personal", one.personal), ("at_risk", one.at_risk)):
            if found:
                lines.append(self._texts.text(f"submit_page.{name}_line", what=", ".join(found)))
        if one.files:
            lines.append(self._texts.plural("submit_page.files", len(one.files)))
        if one.hidden:
            lines.append(self._texts.text("submit_page.hidden_line"))
        return "\n".join(lines)
