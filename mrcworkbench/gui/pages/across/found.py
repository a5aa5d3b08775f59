"""What centres say of practices or challenges, to be searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.standings import FoundModel, FoundRow
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, label
from mrcworkbench.gui.widgets.basics.search_field import SearchField
from mrcworkbench.gui.widgets.centres.found_list import FoundList

_LEAST_HEIGHT = 300


class FoundView(QWidget):
    """FoundView(theme, texts, kind): `show_rows` gives what can be found; `opened(FoundRow)` leads to the centre."""

    opened = Signal(object)

    def __init__(self, theme: Theme, texts: Texts, kind: str) -> None:
        super().__init__()
        self._texts, self._kind = texts, kind
        self._rows: Sequence[FoundRow] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        hint = texts.text(f"across_page.search_{kind}")
        self.search = SearchField(theme, hint, hint, self)
        self.search.setClearButtonEnabled(True)
        self.search.setObjectName(f"across:search_{kind}")
        self.search.textChanged.connect(self._look)
        row.addWidget(self.search, 2)
        self.count = label("", "secondary", "muted", wrap=True)
        row.addWidget(self.count, 1)
        self.open = Button(theme, texts.text("across_page.open"), "secondary", "arrow-right")
        self.open.clicked.connect(self._open)
        row.addWidget(self.open)
        column.addLayout(row)
        column.addWidget(label(texts.text("across_page.found_note"), "caption", "muted", wrap=True))
        frame = QFrame()
        frame.setProperty("kind", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        self.model = FoundModel(self)
        self.list = FoundList(theme, self.model, texts.text(f"across_page.{kind}"))
        self.list.setObjectName(f"across:{kind}")
        self.list.setMinimumHeight(_LEAST_HEIGHT)
        self.list.opened.connect(self.opened)
        self.list.chosen.connect(self._on_chosen)
        inside.addWidget(self.list)
        self.empty = label(texts.text("across_page.nothing_found"), tone="muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setContentsMargins(24, 40, 24, 40)
        inside.addWidget(self.empty)
        column.addWidget(frame, 1)

    def show_rows(self, rows: Sequence[FoundRow]) -> None:
        self._rows = rows
        self._look()

    def _look(self, _: str = "") -> None:
        current = self.list.current_row()
        self.model.show(self._rows, self.search.text())
        self.list.choose(current)
        shown = self.model.rowCount()
        self.count.setText(self._texts.plural(f"across_page.found_{self._kind}", shown))
        self.list.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self._on_chosen()

    def _on_chosen(self) -> None:
        self.open.setEnabled(self.list.current_row() is not None)

    def _open(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self.opened.emit(row)
