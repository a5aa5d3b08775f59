"""Every text field of the window, dialogs and search included, takes only what can be kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget


class CleanFields(QObject):
    """Looks after each field from the first time it has the focus; fields of questions look after themselves."""

    left_out = Signal(int)
    """How many characters that nobody can see have just been left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isinstance(new, QLineEdit | QPlainTextEdit) or new.isReadOnly():
            return
        from mrcworkbench.gui.widgets.editors.clipboard import is_kept_clean, keep_clean

        if not is_kept_clean(new):
            keep_clean(new, self.left_out.emit)
