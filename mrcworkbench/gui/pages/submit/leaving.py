"""Exactly what leaves: every answer in words, with what is personal or could put clients at risk."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from mrcworkbench.domain.checking import answer_to_json
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.answer_words import answer_lines
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, SegmentedControl, isolate, label
from mrcworkbench.gui.widgets.leaving_list import HEAD_ROLE, MARK_ROLE, TEXT_ROLE, LeavingList

if TYPE_CHECKING:
    from mrcworkbench.domain.submission_preview import Leaving, SubmissionPreview
    from mrcworkbench.domain.working_copy import WorkingCopy

ALL, PERSONAL, RISK, COMMENTS = "all", "personal", "risk", "comments"
_LIST_HEIGHT = 460
NO_PARENT = QModelIndex()
Shown: TypeAlias = tuple[str, str, str]
"""Number and question, the answer in words, what is personal or at risk."""


class LeavingModel(QAbstractListModel):
    """One row for each answer that leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Shown, ...] = ()

    def show(self, rows: tuple[Shown, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        head, text, mark = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\n".join(filter(None, (head, text, mark)))
        return {HEAD_ROLE: head, TEXT_ROLE: text, MARK_ROLE: mark}.get(role)


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
        self.model = LeavingModel()
        self.list = LeavingList(theme, self.model, texts.text("submit_page.leaves"))
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
        self.model.show(tuple(self._words(one, copy) for one in chosen))
        key = "count_none" if not chosen else "count"
        said = (
            self._texts.plural("submit_page.count", len(chosen)) if chosen else self._texts.text(f"submit_page.{key}")
        )
        files = len(preview.files)
        if files and tab == ALL:
            said = f"{said} {self._texts.plural('submit_page.files', files)}"
        self.count.setText(said)

    def _words(self, one: Leaving, copy: WorkingCopy) -> Shown:
        question = copy.questionnaire[one.question]
        raw = answer_to_json(question, copy.answer(one.question))
        lines = list(answer_lines(question, raw, self._texts))
        if one.files:
            lines.append(self._texts.plural("submit_page.files", len(one.files)))
        if one.hidden:
            lines.append(self._texts.text("submit_page.hidden_line"))
        marks = [
            self._texts.text(f"submit_page.{name}_line", what=", ".join(found))
            for name, found in (("personal", one.personal), ("at_risk", one.at_risk))
            if found
        ]
        return f"{isolate(one.number)}  {one.text}", "\n".join(lines), "\n".join(marks)
