"""Comments of an answer or of a row: each says whether it stays in this file or goes along with what is sent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.gui.widgets.basics.frames import Card
from mrcworkbench.gui.widgets.basics.marks import IconLabel, StateChip
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.widgets.editors.base import Kit
from mrcworkbench.gui.widgets.editors.fields import field_height
from mrcworkbench.gui.widgets.editors.typed import GrowingText

STAYS_ICON, GOES_ICON = "hard-drive", "send"


class _Switch(QCheckBox):
    """Says when the focus leaves it, as a field does."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class _Comment(QWidget):
    """One comment, folded into a box; open, a text and the switch that says where it goes."""

    edited = Signal()
    switched = Signal()
    left = Signal()

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self._kit = kit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.box = Card("inset", padding=0)
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(IconLabel(kit.theme, "message-square", "muted", 16))
        self._shown = label("", "secondary", wrap=True)
        row.addWidget(self._shown, 1)
        self._where = StateChip(kit.theme, "", "neutral")
        row.addWidget(self._where, 0, Qt.AlignmentFlag.AlignTop)
        self.box.body.addLayout(row)
        self.field = GrowingText(height=field_height(kit.theme), lines=2)
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(kit.texts.text("questions.comment"))
        self.field.setObjectName("comment")
        self.switch = _Switch(kit.texts.text("comments.goes_switch"))
        self.switch.setAccessibleName(kit.texts.text("comments.goes_switch_name", comment=name))
        self._hint = label("", "caption", "muted", wrap=True)
        for widget in (self.box, self.field, self.switch, self._hint):
            column.addWidget(widget)
        self.field.paused.connect(self.edited)
        self.field.committed.connect(self.left)
        self.switch.left.connect(self.left)
        self.switch.toggled.connect(self._say_where)
        self.switch.clicked.connect(self.switched)
        self._say_where()

    @property
    def text(self) -> str:
        return self.field.typed()

    @property
    def goes(self) -> bool:
        return self.switch.isChecked()

    def show_text(self, text: str, *, goes: bool) -> None:
        self.switch.setChecked(goes)
        self.field.set_typed(text)
        self._shown.setText(text)

    def arrange(self, *, is_open: bool) -> None:
        """Open or folded; one that is folded and says nothing is not seen."""
        for widget in (self.field, self.switch, self._hint):
            widget.setVisible(is_open)
        self.box.setVisible(not is_open and bool(self._shown.text()))

    def _say_where(self) -> None:
        texts, which = self._kit.texts, "goes" if self.goes else "stays"
        self._where.set_state(texts.text(f"comments.{which}"), "neutral", GOES_ICON if self.goes else STAYS_ICON)
        self._hint.setText(texts.text(f"comments.{which}_hint"))
        self.switch.setAccessibleDescription(self._hint.text())


class CommentBox(QWidget):
    """CommentBox(kit, name): the comment that goes along and the one that stays, where there are both. A new one stays,
    unless the person says otherwise."""

    edited = Signal(str, str)
    """What goes along, and what stays here."""
    folded = Signal()
    escaped = Signal()
    """Folded by the Escape key: the focus has to go somewhere."""
    left_out = Signal(int)
    """Characters that nobody can see were left out of what was pasted."""

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self._kit, self._name = kit, name
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._comments: list[_Comment] = []
        self._said = ("", "")
        self._open = False
        self.hide()

    def show_comments(self, comment: str, kept: str) -> None:
        """Shows what goes along and what stays; what is being typed stays as it is."""
        self._said = (comment, kept)
        said = [(text, goes) for text, goes in ((comment, True), (kept, False)) if text]
        if self._open and not said:
            said = [("", self._comments[0].goes)]
        self._have(len(said))
        for one, (text, goes) in zip(self._comments, said, strict=True):
            one.show_text(one.text if self._open and one.field.hasFocus() else text, goes=goes)
        self._arrange()

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def field(self) -> GrowingText:
        """Where the comment is typed; where there are two, the one that goes along."""
        return self._comments[0].field

    @property
    def switch(self) -> QCheckBox:
        """Says of that comment whether it goes along."""
        return self._comments[0].switch

    def open(self) -> None:
        self._have(max(1, len(self._comments)))
        self._open = True
        self._arrange()
        self.field.setFocus()

    def commit(self) -> None:
        """Keeps what is being typed at once."""
        if self._open:
            self._tell()
            self._fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._open:
            self.commit()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def _have(self, n: int) -> None:
        """Makes room for this many; most questions have no comment, and no widgets for one."""
        while len(self._comments) > n:
            gone = self._comments.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._comments) < n:
            made = _Comment(self._kit, self._name)
            made.edited.connect(self._tell)
            made.switched.connect(self._on_switched)
            made.left.connect(self._on_left)
            made.field.left_out.connect(self.left_out)
            self._column.addWidget(made)
            self._comments.append(made)

    def _tell(self) -> None:
        going, staying = (
            "\n".join(one.text for one in self._comments if one.goes is goes and one.text) for goes in (True, False)
        )
        if (going, staying) != self._said:
            self._said = (going, staying)
            self.edited.emit(going, staying)

    def _on_switched(self) -> None:
        """Two that go the same way are one."""
        first, *rest = self._comments
        if rest and rest[0].goes is first.goes:
            focused = QApplication.focusWidget()
            had_focus = focused is not None and rest[0].isAncestorOf(focused)
            first.show_text("\n".join(one.text for one in self._comments if one.text), goes=first.goes)
            if had_focus:
                first.switch.setFocus()
            self._have(1)
        self._tell()

    def _on_left(self) -> None:
        self._tell()
        here = QApplication.focusWidget()
        if self._open and (here is None or not self.isAncestorOf(here)):
            self._fold()

    def _fold(self) -> None:
        self._open = False
        self._arrange()
        self.folded.emit()

    def _arrange(self) -> None:
        for one in self._comments:
            one.arrange(is_open=self._open)
        self.setVisible(self._open or any(self._said))
