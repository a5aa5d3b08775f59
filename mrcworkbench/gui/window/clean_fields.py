"""Every text field of the window, dialogs and search included, takes only what can be kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget


class CleanFields(QObject):
    """Looks after each field of a window and its dialogs, from the first time it has the focus; fields of questions
    look after themselves.

    A cell of a sheet comes in as what stands in the cell, without the clipboard's quotation marks and line end.
    """

    left_out = Signal(int)
    """How many characters that nobody can see have just been left out."""

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isinstance(new, QLineEdit | QPlainTextEdit) or new.isReadOnly() or not self._is_ours(new):
            return
        from mrcworkbench.gui.widgets.editors.clipboard import is_kept_clean, keep_clean

        if not is_kept_clean(new):
            keep_clean(new, self.left_out.emit)
            new.installEventFilter(self)

    def _is_ours(self, field: QWidget) -> bool:
        """Whether a field stands in the window, or in a dialog of it."""
        widget: QWidget | None = field
        while widget is not None and widget is not self._window:
            widget = widget.parentWidget()
        return widget is not None

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Paste) and isinstance(field, QLineEdit | QPlainTextEdit):
                self._paste(field)
                return True
        elif isinstance(event, QContextMenuEvent) and isinstance(field, QLineEdit):
            from mrcworkbench.gui.widgets.editors.clipboard import open_menu

            open_menu(field, event, lambda: self._paste(field))
            return True
        return False

    def _paste(self, field: QLineEdit | QPlainTextEdit) -> None:
        from mrcworkbench.gui.widgets.editors.clipboard import clip_of, clipboard_mime, insert_text

        mime = clipboard_mime()
        if mime.hasText() and not field.isReadOnly():
            left_out = insert_text(field, clip_of(mime).one_text)
            if left_out:
                self.left_out.emit(left_out)
