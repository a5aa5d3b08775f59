"""The side of a register's page: the row that is chosen, with what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.gui.attaching.desk import FileDesk
from mrcworkbench.gui.attaching.file_jobs import FilePlace
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.register.edits import RowEdits
from mrcworkbench.gui.pages.register.panel import RowPanel
from mrcworkbench.gui.widgets import label
from mrcworkbench.gui.widgets.editors import Cells, Kit

T = TypeVar("T")
WIDTH = 360
"""Pixels; what a side panel has at most."""


class RowSide(QWidget):
    """RowSide(context, code, named): `named` gives the register with its references named. Shows one row at a time."""

    removed = Signal()
    warned = Signal(str, str)

    def __init__(self, context: PageContext, code: str, named: Callable[[], Question]) -> None:
        super().__init__()
        self._bridge, self._code, self._named = context.bridge, code, named
        self._kit = Kit(context.theme, context.texts, room=WIDTH)
        self._edits = RowEdits(context.bridge, code)
        self._desk = FileDesk(context.bridge, context.texts, self)
        self._desk.wrong.connect(self.warned)
        self.panel: RowPanel | None = None
        self._own = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._choose = label(context.texts.text("registers.choose"), tone="muted", wrap=True)
        self._choose.setContentsMargins(16, 24, 16, 24)
        self._choose.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(self._choose)

    @property
    def row_id(self) -> str | None:
        return None if self.panel is None else self.panel.row.id

    def show_row(self, id_: str | None) -> None:
        """Shows a row, or the new one that this id will have; None: none. What was being typed is kept first."""
        self.commit()
        self.forget()
        if id_ is None:
            return
        panel = self.panel = RowPanel(self._kit, self._named(), self._edits.row(id_))
        panel.edited.connect(lambda raw, wrong: self._edit(id_, raw, wrong))
        panel.kept.connect(lambda row, column, text: self._bridge.drafts.keep(self._code, row, column, text))
        panel.dropped.connect(lambda row, column: self._bridge.drafts.drop(self._code, row, column))
        panel.commented.connect(lambda along, kept: self._do(lambda: self._edits.set_comments(id_, along, kept)))
        panel.switched.connect(lambda stays: self._do(lambda: self._edits.set_stays(id_, stays=stays)))
        panel.removed.connect(lambda: self._remove(id_))
        self._desk.serve(self._code, panel.files, id_)
        panel.files_asked.connect(lambda paths: self._attach(id_, paths))
        panel.set_locked(self._bridge.session.read_only or self._bridge.session.is_only_read)
        self._choose.hide()
        self._column.addWidget(panel)
        self.refresh()

    def forget(self) -> None:
        """Shows no row, and keeps nothing."""
        gone, self.panel = self.panel, None
        if gone is not None:
            gone.hide()
            self._column.removeWidget(gone)
            gone.deleteLater()
        self._choose.show()

    def commit(self) -> None:
        """Keeps at once what is being typed."""
        if self.panel is not None and self._bridge.is_open:
            self.panel.commit()

    def focus_row(self) -> None:
        """Puts the focus into the first field."""
        if self.panel is not None:
            self.panel.editor.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Shows what has become of the row; what came of its own fields stays as it stands in them."""
        panel = self.panel
        if panel is None:
            return
        row = self._edits.row(panel.row.id)
        if self._own:
            panel.settle(row)
        else:
            panel.show_row(row, self._drafts(row.id))
        self._desk.show(self._code, panel.files, row.id)
        notices = self._bridge.working_copy.notices(self._code)
        panel.show_notices(tuple(one for one in notices if one.row == row.id))

    def _drafts(self, id_: str) -> Cells:
        return {key: text for key, text in self._edits.drafts().items() if key[0] == id_}

    def _edit(self, id_: str, raw: list[dict[str, object]], wrong: Cells) -> None:
        problems = self._do(lambda: self._edits.edit(id_, raw, wrong))
        if problems and self.panel is not None:
            self.panel.reject(problems)

    def _do(self, act: Callable[[], T]) -> T:
        before, self._own = self._own, True
        try:
            return act()
        finally:
            self._own = before

    def _attach(self, id_: str, paths: tuple[Path, ...]) -> None:
        self._desk.attach(FilePlace(self._code, id_), paths)

    def _remove(self, id_: str) -> None:
        self.forget()
        self._edits.remove(id_)
        self.removed.emit()
