"""The band above a section of a later round: how many answers wait for confirmation, and the way to confirm them
together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.rounds.last_round import LastRound
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, IconLabel, label
from mrcworkbench.gui.widgets.basics.dialogs import Dialog
from mrcworkbench.gui.words.in_short import InShort

_INDENT = 32
"""Where the text of a check box begins, in pixels."""


class Waiting(NamedTuple):
    """A question whose answer waits, as it is listed."""

    code: str
    title: str
    said: InShort


class RoundBand(QFrame):
    """`show_waiting(n, elsewhere, last)`; what is in it is made when it first shows something."""

    asked = Signal()
    """The answers of this section are to be confirmed."""
    on_asked = Signal()
    """One wants to go where others wait."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self.setProperty("kind", "soft")
        self.setProperty("tone", "accent")
        self.confirm: Button | None = None
        self.hide()

    def show_waiting(self, n: int, elsewhere: int, last: LastRound) -> None:
        """How many answers of the section wait; without any, that all of the round before is looked at here, and how
        many wait in other sections."""
        if self.confirm is None:
            self.confirm = self._build()
        say = self._texts
        waiting = say.plural("questions.carried", n, round=last.named)
        self._title.setText(waiting if n else say.text("questions.carried_done", round=last.label))
        self._icon.set_icon("history" if n else "circle-check", "accent" if n else "ok")
        self._text.setVisible(n > 0)
        self.confirm.setVisible(n > 0)
        self.confirm.set_label(say.plural("questions.carried_confirm", n))
        self.go_on.setVisible(n == 0 and elsewhere > 0)
        self.go_on.set_label(say.plural("questions.carried_elsewhere", elsewhere))
        self.show()

    def _build(self) -> Button:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        self._icon = IconLabel(self._theme, "history", "accent", 18)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = label("", weight="semibold", wrap=True)
        self._text = label(self._texts.text("questions.carried_text"), "secondary", "muted", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        confirm = Button(self._theme, "", "primary", "check")
        confirm.clicked.connect(self.asked)
        self.go_on = Button(self._theme, "", "link", "arrow-right", trailing=True)
        self.go_on.clicked.connect(self.on_asked)
        row.addWidget(confirm, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignVCenter)
        return confirm


class ConfirmDialog(Dialog):
    """The answers that wait, all ticked; `chosen` are those that are still ticked."""

    def __init__(self, theme: Theme, texts: Texts, waiting: Sequence[Waiting], parent: QWidget) -> None:
        super().__init__(texts.text("questions.carried_title"), texts.text("questions.carried_sentence"), parent)
        self._texts = texts
        area = QScrollArea()
        area.setAccessibleName(self.accessibleName())
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("kind", "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 16, 0)
        column.setSpacing(12)
        self.boxes: dict[str, QCheckBox] = {}
        for one in waiting:
            column.addLayout(self._line(one))
        column.addStretch(1)
        area.setWidget(inner)
        self.body.addWidget(area)
        leave = Button(theme, texts.text("common.cancel"))
        leave.clicked.connect(self.reject)
        self.go = Button(theme, "", "primary", "check")
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        self.buttons.addWidget(leave)
        self.buttons.addWidget(self.go)
        self._count()
        self.resize(theme.px(640), min(theme.px(160 + 76 * len(waiting)), parent.height() - 40))
        self.go.setFocus()

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def _line(self, one: Waiting) -> QVBoxLayout:
        line = QVBoxLayout()
        line.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(0)
        box = self.boxes[one.code] = QCheckBox()
        box.setChecked(True)
        box.setAccessibleName(one.title)
        box.setAccessibleDescription(one.said.spoken)
        box.toggled.connect(self._count)
        title = label(one.title, weight="medium", wrap=True)
        title.setBuddy(box)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(_INDENT - box.sizeHint().width())
        row.addWidget(title, 1)
        line.addLayout(row)
        for words, tone in ((one.said.said, ""), (one.said.detail, "muted")):
            if words:
                said = label(words, "secondary", tone, wrap=True)
                said.setContentsMargins(*((0, 0, _INDENT, 0) if self.isRightToLeft() else (_INDENT, 0, 0, 0)))
                line.addWidget(said)
        return line

    def _count(self) -> None:
        n = len(self.chosen)
        self.go.set_label(self._texts.plural("questions.carried_go", n))
        self.go.setEnabled(n > 0)


def ask_which(theme: Theme, texts: Texts, waiting: Sequence[Waiting], parent: QWidget) -> tuple[str, ...]:
    """The codes of those that are still true; none if the person gives up."""
    dialog = ConfirmDialog(theme, texts, waiting, parent)
    return dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else ()
