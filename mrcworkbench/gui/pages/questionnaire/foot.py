"""The bar below a section: the one before, where one is, the next one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from mrcworkbench.domain.questionnaire.model import Section
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.text import label
from mrcworkbench.gui.words.texts import plain_tooltip
from mrcworkbench.gui.words.titles import section_title


class _Way(Button):
    """A button whose text ends in "…" when there is no room, with the whole text as its tooltip."""

    def __init__(self, theme: Theme, icon: str, *, trailing: bool) -> None:
        super().__init__(theme, " ", icon=icon, trailing=trailing)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, text: str, spoken: str) -> None:
        self._whole = text
        self.set_label(text)
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 60, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(96, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - 58
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(40, room))
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(plain_tooltip(self._whole) if shown != self._whole else "")


class SectionBar(QWidget):
    """`show_place(before, here, after, total)`; `asked(step)` is -1 or 1."""

    asked = Signal(int)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(16)
        row.setColumnStretch(0, 1)
        row.setColumnStretch(2, 1)
        self.before = _Way(theme, "chevron-left", trailing=False)
        self.before.clicked.connect(lambda: self.asked.emit(-1))
        self.after = _Way(theme, "chevron-right", trailing=True)
        self.after.clicked.connect(lambda: self.asked.emit(1))
        self._middle = label("", "secondary", "muted")
        row.addWidget(self.before, 0, 0, Qt.AlignmentFlag.AlignLeading)
        row.addWidget(self._middle, 0, 1, Qt.AlignmentFlag.AlignCenter)
        # A button with its icon after its text has the opposite direction, and aligns by that.
        row.addWidget(self.after, 0, 2, Qt.AlignmentFlag.AlignLeading)

    def show_place(self, before: Section | None, here: Section, after: Section | None, total: int) -> None:
        """After the last section come the results."""
        self._middle.setText(self._texts.text("questions.section_of", n=here.number, all=total))
        hidden = self.before.sizePolicy()
        hidden.setRetainSizeWhenHidden(True)
        self.before.setSizePolicy(hidden)
        self.before.setVisible(before is not None)
        if before is not None:
            spoken = self._texts.text("questions.previous", title=before.title)
            self.before.say(section_title(before, self._texts), spoken)
        if after is not None:
            self.after.say(section_title(after, self._texts), self._texts.text("questions.next", title=after.title))
        else:
            words = self._texts.text("questions.to_results")
            self.after.say(words, words)
