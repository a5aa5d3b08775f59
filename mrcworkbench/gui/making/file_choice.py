"""Which file will be made: its name and folder, a link to choose another, and whether one will be replaced."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.marks import IconLabel
from mrcworkbench.gui.widgets.basics.text import ElidedLabel, label
from mrcworkbench.gui.words.texts import apart

_ICON, _GAP = 18, 10


class FileChoice(QWidget):
    """FileChoice(theme, icon, change, replaces): `show_file(path)`; `change_pressed` when another is asked for."""

    change_pressed = Signal()

    def __init__(self, theme: Theme, icon: str, change: str, replaces: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        self._icon = icon
        self.icon = IconLabel(theme, icon, "muted", _ICON)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.file = label("", "secondary", weight="semibold", wrap=True)
        self.folder = ElidedLabel("", "caption", "muted")
        words.addWidget(self.file)
        words.addWidget(self.folder)
        row.addLayout(words, 1)
        self.change = Button(theme, change, "link")
        self.change.clicked.connect(self.change_pressed)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.replaces = label(replaces, "caption", "warn", wrap=True)
        self.replaces.setContentsMargins(_ICON + _GAP, 0, 0, 0)
        column.addWidget(self.replaces)

    def show_file(self, path: Path, *, folder: bool, replaces: bool) -> None:
        """Only a folder that does not fit its line is cut, with the whole in the tooltip. `folder`: `path` is one."""
        self.icon.set_icon("folder-open" if folder else self._icon, "muted")
        self.file.setText(f"{apart(path.stem)}{path.suffix}")
        self.folder.setText(QDir.toNativeSeparators(str(path.parent)))
        self.replaces.setVisible(replaces)
