"""What comes into a text field from other programs: pasted, dropped, or typed with their help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from mrcworkbench.domain.reading.cleaning import Cleaned, cleaned

if TYPE_CHECKING:
    from mrcworkbench.domain.reading.pasted import Clip


_KEPT_CLEAN = "keptClean"


def clipboard_mime() -> QMimeData:
    """What is on the clipboard now."""
    return QApplication.clipboard().mimeData()


def clip_of(mime: QMimeData) -> Clip:
    """What was pasted or dropped, to be split where it comes from a sheet."""
    from mrcworkbench.domain.reading.pasted import Clip

    return Clip(mime.text(), mime.html(), tuple(mime.formats()))


def insert_text(field: QLineEdit | QPlainTextEdit, text: str) -> int:
    """Puts a text where the cursor is, as one step of undo; how many characters were left out that nobody can see."""
    done = cleaned(text, one_line=isinstance(field, QLineEdit))
    if isinstance(field, QLineEdit):
        field.insert(done.text)
    else:
        field.insertPlainText(done.text)
    return done.left_out


def keep_clean(field: QLineEdit | QPlainTextEdit, tell: Callable[[int], None]) -> None:
    """From now on, whatever way a text comes into the field, what cannot be kept is mended or left out; `tell` says
    how many characters were."""
    field.setProperty(_KEPT_CLEAN, True)
    if isinstance(field, QLineEdit):
        field.textEdited.connect(lambda _: _clean_line(field, tell))
    else:
        field.textChanged.connect(lambda: _clean_text(field, tell))


def is_kept_clean(field: QWidget) -> bool:
    return field.property(_KEPT_CLEAN) is not None


def _clean_line(field: QLineEdit, tell: Callable[[int], None]) -> None:
    done = cleaned(field.text(), one_line=True)
    if done.text != field.text():
        at = len(cleaned(field.text()[: field.cursorPosition()], one_line=True).text)
        field.selectAll()
        field.insert(done.text)
        field.setCursorPosition(at)
        _tell(done, tell)


def _clean_text(field: QPlainTextEdit, tell: Callable[[int], None]) -> None:
    text = field.toPlainText()
    done = cleaned(text)
    if done.text != text:
        cursor = field.textCursor()
        at = len(cleaned(text[: cursor.position()]).text)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(done.text)
        cursor.setPosition(at)
        field.setTextCursor(cursor)
        _tell(done, tell)


def _tell(done: Cleaned, tell: Callable[[int], None]) -> None:
    if done.left_out:
        tell(done.left_out)


def open_menu(field: QLineEdit, event: QContextMenuEvent, paste: Callable[[], None]) -> None:
    """Opens a field's menu, whose "Paste" does what its keys do."""
    menu = field.createStandardContextMenu()
    action = menu.findChild(QAction, "edit-paste")
    if action is not None:
        action.triggered.disconnect()
        action.triggered.connect(lambda _=False: paste())
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())
