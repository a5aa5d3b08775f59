"""The log of imports: who took in what, when; the last one can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.local_time import local_time
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, IconLabel, label, line

if TYPE_CHECKING:
    from mrcworkbench.storage.imports import ImportInfo

_SHOWN = 8


class LogCard(Card):
    """LogCard(theme, texts): `show_imports(imports)`, the latest first; `undo_pressed(id)`."""

    undo_pressed = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=20, spacing=8)
        self._theme, self._texts = theme, texts
        self.body.addWidget(label(texts.text("merge_page.log"), weight="semibold", wrap=True))
        self._list = QWidget()
        self.body.addWidget(self._list)
        self.undo: Button | None = None
        self.lines: list[str] = []

    def show_imports(self, imports: Sequence[ImportInfo], *, may_undo: bool) -> None:
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.undo, self.lines = None, []
        last = next((one.id for one in imports if one.undone_at is None), None)
        for one in imports[:_SHOWN]:
            column.addWidget(line())
            column.addWidget(self._row(one, undoable=may_undo and one.id == last))
        if len(imports) > _SHOWN:
            more = self._texts.plural("merge_page.log_more", len(imports) - _SHOWN)
            column.addWidget(label(more, "caption", "muted", wrap=True))
        self.body.replaceWidget(self._list, fresh)
        self._list.hide()
        self._list.deleteLater()
        self._list = fresh
        self.setVisible(bool(imports))

    def _row(self, one: ImportInfo, *, undoable: bool) -> QWidget:
        texts = self._texts
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(IconLabel(self._theme, "history", "muted", 16), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        by = one.imported_by or texts.text("merge_page.nobody")
        said = texts.plural("merge_page.log_line", one.files, at=local_time(one.started_at), by=by)
        self.lines.append(said)
        words.addWidget(label(said, "secondary", wrap=True))
        if one.undone_at is not None:
            by = one.undone_by or texts.text("merge_page.nobody")
            undone = texts.text("merge_page.log_undone", at=local_time(one.undone_at), by=by)
            words.addWidget(label(undone, "caption", "muted", wrap=True))
        elif one.finished_at is None:
            words.addWidget(label(texts.text("merge_page.log_stopped"), "caption", "warn", wrap=True))
        row.addLayout(words, 1)
        if undoable:
            self.undo = Button(self._theme, texts.text("merge_page.undo"), "link", "undo-2")
            self.undo.clicked.connect(lambda: self.undo_pressed.emit(one.id))
            row.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        return part
