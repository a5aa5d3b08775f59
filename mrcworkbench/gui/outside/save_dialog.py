"""Asks where to save a file. Whatever is typed, the file gets its ending, and no other file is written over unasked."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QWidget

from mrcworkbench import systems
from mrcworkbench.domain.texts import Texts


class _Dialog(QFileDialog):
    """Closes after a No, as the dialogs of the systems do where this program asks."""

    def accept(self) -> None:
        super().accept()
        if self.isVisible() and any(_is_file(Path(one)) for one in self.selectedFiles()):
            self.reject()


class SaveDialog:
    """SaveDialog(texts)(parent, title, suggested, files): the path to write, or None. Its ending is the suggested one.

    Dialogs of some systems ask about the name as it was typed, before the ending is added. So whatever comes out under
    another name than the system has asked about is asked about here. A No writes nothing. With `replaces=False` nothing
    is asked, for a file that is only made where none is.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def __call__(
        self, parent: QWidget, title: str, suggested: Path, files: str = "", *, replaces: bool = True
    ) -> Path | None:
        ending = suggested.suffix
        dialog = _Dialog(parent, title, str(suggested.parent), files)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replaces)
        if ending and _adds_ending_before_asking(dialog):
            dialog.setDefaultSuffix(ending.removeprefix("."))
        dialog.selectFile(suggested.name)
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        parent.activateWindow()  # two dialogs that go at once leave the keyboard nowhere with some window managers
        if not chosen or not chosen[0]:
            return None
        typed = Path(chosen[0])
        path = with_ending(typed, ending)
        if replaces and path != typed and _is_file(path) and not self._may_replace(parent, title, path):
            return None
        return path

    def _may_replace(self, parent: QWidget, title: str, path: Path) -> bool:
        """Whether a file that the system has not asked about may be written over. No is the default."""
        buttons = QMessageBox.StandardButton
        text = self._texts.text("window.replace_file", name=path.name)
        question = QMessageBox(QMessageBox.Icon.Warning, title, text, buttons.Yes | buttons.No, parent)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setDefaultButton(buttons.No)
        question.setEscapeButton(buttons.No)
        question.button(buttons.Yes).setText(self._texts.text("window.replace_file_yes"))
        question.button(buttons.No).setText(self._texts.text("window.replace_file_no"))
        answer = question.exec()
        question.deleteLater()
        return answer == buttons.Yes.value


def with_ending(path: Path, ending: str) -> Path:
    """The path, ending in this way: what stands there is kept, dots too, but for spaces and dots at the end, which not
    every system takes. A name of nothing else stays as it is, to be refused."""
    name, there = path.name.rstrip(" ."), ending
    if ending and name.lower().endswith(ending.lower()):
        name, there = name[: -len(ending)].rstrip(" ."), name[-len(ending) :]
    return path.with_name(f"{name}{there}") if name else path


def _adds_ending_before_asking(dialog: QFileDialog) -> bool:
    """Whether the dialog adds the ending before it asks about an existing file: Windows', that of macOS and Qt's own
    do. Others of Linux ask first, and would hide which name they have asked about."""
    return systems.asks_about_whole_names() or dialog.findChild(QLineEdit, "fileNameEdit") is not None


def _is_file(path: Path) -> bool:
    """Whether something is there that would be replaced; a folder never is."""
    try:
        return os.path.lexists(path) and not path.is_dir()
    except (OSError, ValueError):  # a name that the system does not take, as whoever writes there says
        return False
