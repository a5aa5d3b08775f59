"""Erasing a centre: what goes, what cannot be reached, and its name typed, so that nobody does it by a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from mrcworkbench.domain.files.names import on_one_line
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.deciding.dialog import ActDialog
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import label

if TYPE_CHECKING:
    from mrcworkbench.services.merging.erasing import Erasing

_PATHS_HEIGHT = 56


class EraseDialog(ActDialog):
    """EraseDialog(theme, texts, name, found, parent): `name` is what the centre is called."""

    def __init__(self, theme: Theme, texts: Texts, name: str, found: Erasing, parent: QWidget) -> None:
        self.name, self._wanted = QLineEdit(), name
        super().__init__(theme, texts, "erase", parent, centre=name)
        say = texts.text
        names = ", ".join(dict.fromkeys(one.name for one in found.centres))
        self.add_line(texts.plural("centre_acts.erase_goes", len(found.assessments), names=names))
        self.add_line(say("centre_acts.erase_sent_on"))
        self.backups = QCheckBox(texts.plural("centre_acts.erase_backups", len(found.backups)))
        if found.backups:
            self._add_paths("erase_in_backups", [str(one.path) for one in found.backups])
            self.add(self.backups)
        if found.files:
            self._add_paths("erase_in_files", found.files)
        self.add_line(say("centre_acts.erase_reason"), "warn")
        heading = label(say("centre_acts.erase_name", centre=name), weight="semibold", wrap=True)
        heading.setBuddy(self.name)
        self.name.setAccessibleName(heading.text())
        self.name.textChanged.connect(lambda _: self.check())
        self.add_below(heading, self.name)

    @property
    def is_ready(self) -> bool:
        return super().is_ready and self.name.text().strip() == self._wanted.strip()

    def _add_paths(self, key: str, paths: list[str] | tuple[str, ...]) -> None:
        self.add_line(self.texts.text(f"centre_acts.{key}"))
        shown = QPlainTextEdit("\n".join(on_one_line(path) for path in paths))
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        shown.setAccessibleName(self.texts.text(f"centre_acts.{key}"))
        shown.setFixedHeight(self._theme.px(_PATHS_HEIGHT))
        self.add(shown)
