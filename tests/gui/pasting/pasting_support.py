"""Hands that copy elsewhere and paste here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mrcworkbench.gui.widgets.basics.notes import MessageBox
from mrcworkbench.gui.widgets.editors.fields import focus_of
from mrcworkbench.gui.widgets.editors.table.editor import TableEditor
from mrcworkbench.gui.widgets.editors.table.row import RowWidget
from tests.gui.questionnaire_support import Desk

SHEET = "<table><tr><td>as a sheet copies</td></tr></table>"


def copied(text: str, html: str = "") -> None:
    """Puts on the clipboard what another program would."""
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(html)
    QApplication.clipboard().setMimeData(mime)


def press_paste(field: QWidget) -> None:
    field.setFocus()
    QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.Paste))


def field(desk: Desk, code: str, column: str, row: int = 0) -> QWidget:
    """The field of a cell of a table."""
    desk.finish()
    table = desk.table(code)
    if not _rows(table):
        table.add_row()
        desk.finish()
    return _rows(table)[row].cells[f"{code}_{column}"]


def _rows(table: TableEditor) -> list[RowWidget]:
    """From top to bottom."""
    shown = (view for view in table.findChildren(RowWidget) if not view.isHidden())
    return sorted(shown, key=lambda view: view.mapTo(table, view.rect().topLeft()).y())


def paste_at(desk: Desk, code: str, column: str, text: str, html: str = SHEET, *, row: int = 0) -> None:
    """Pastes with the keys into a cell, and leaves it."""
    copied(text, html)
    press_paste(focus_of(field(desk, code, column, row)))
    desk.table(code).commit()


def stored(desk: Desk, code: str) -> list[dict[str, object]]:
    """The rows of a table as they are kept, without the table's code before each column."""
    rows = desk.answer(code).rows
    return [{name.removeprefix(f"{code}_"): cell for name, cell in row.cells.items()} for row in rows]


def said(desk: Desk, code: str) -> str:
    """What the table says below its rows and in them."""
    boxes: Sequence[MessageBox] = desk.table(code).findChildren(MessageBox)
    return "\n".join(box.accessibleName() for box in boxes if not box.isHidden())
