"""How many files of the folders were passed over; which and why, for whoever asks."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, IconLabel, label

if TYPE_CHECKING:
    from mrcworkbench.services.passed_over import PassedOver

_HEIGHT = 132
"""Pixels of the list: some six lines, for the table below it needs the room."""


class PassedOverPart(QWidget):
    """PassedOverPart(theme, texts): a line with `toggle`, and `list` under it; hidden where nothing was passed over."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.count = label("", "secondary", "muted", wrap=True)
        self.toggle = Button(theme, texts.text("merge_page.passed_show"), "link", "list")
        self.toggle.clicked.connect(self._toggle)
        row.addWidget(IconLabel(theme, "info", "muted", 18))
        row.addWidget(self.count, 1)
        row.addWidget(self.toggle)
        column.addLayout(row)
        self.list = QPlainTextEdit()
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.setFixedHeight(theme.px(_HEIGHT))
        self.list.setAccessibleName(texts.text("merge_page.passed_list"))
        column.addWidget(self.list)
        self.show_files(())

    def show_files(self, passed_over: Sequence[PassedOver], *, listed: bool = False) -> None:
        """Tells of these; `listed` at once by name."""
        self.count.setText(self._texts.plural("passed_over.count", len(passed_over)))
        self.list.setPlainText("\n".join(self._lines(passed_over)))
        self.show_list(shown=listed)
        self.setVisible(bool(passed_over))

    def show_list(self, *, shown: bool) -> None:
        self.list.setVisible(shown)
        self.toggle.set_label(self._texts.text(f"merge_page.passed_{'hide' if shown else 'show'}"))

    def _toggle(self) -> None:
        self.show_list(shown=self.list.isHidden())

    def _lines(self, passed_over: Sequence[PassedOver]) -> list[str]:
        top = _common([one.path.parent for one in passed_over])
        return [
            self._texts.text("merge_page.passed_line", name=_below(one.path, top), why=one.why(self._texts))
            for one in passed_over
        ]


def _common(folders: Sequence[Path]) -> Path | None:
    """The folder that all are in; None where they are on different disks, or there are none."""
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        return None


def _below(path: Path, top: Path | None) -> str:
    """On one line, whatever characters the name has."""
    name = str(path if top is None else path.relative_to(top))
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name)
