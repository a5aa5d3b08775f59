"""The card on what the attached files say besides what they show, each with a way to remove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.pages.submit.inside_words import inside_text
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, ElidedLabel, IconLabel, MessageBox, label

if TYPE_CHECKING:
    from mrcworkbench.services.inside_files import Inside

_FEW = 4
"""Files shown at once, so that the list of what leaves stays near."""
_MORE = 12
"""Of those that say something as many as this, and as many again each time: hundreds would stop the window."""


@dataclass(frozen=True, slots=True)
class FileShown:
    """One attached file. `inside` is None for one that the database does not hold."""

    sha256: str
    name: str
    inside: Inside | None
    answered: bool
    """Whether an answer of now names it: it can be put aside or cleaned."""
    sealed: bool
    """Whether something sealed names it: as it is, it goes along in any case."""
    refused: str = ""
    """Why nothing could be removed, when it was tried."""

    @property
    def telling(self) -> bool:
        return self.inside is not None and bool(self.inside.telling)

    @property
    def removable(self) -> bool:
        return self.answered and self.inside is not None and self.inside.removable and not self.refused


class InsideCard(Card):
    """InsideCard(theme, texts): `show_files(files)`; `remove_pressed` with the SHA-256 of those to clean."""

    remove_pressed = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=20, spacing=12)
        self._theme, self._texts = theme, texts
        self.files: tuple[FileShown, ...] = ()
        self._locked = self._reading = False
        self._unfolded = 0
        """Files shown beyond those that are at first."""
        self._done = ""
        """What has been done, which looking into the files anew does not take away."""
        self.body.addWidget(label(texts.text("submit_page.inside"), weight="semibold", wrap=True))
        self.body.addWidget(label(texts.text("submit_page.inside_text"), "secondary", "muted", wrap=True))
        self.note = MessageBox(theme, "neutral", "info")
        self.problem = MessageBox(theme, "danger", "triangle-alert")
        self.body.addWidget(self.note)
        self.body.addWidget(self.problem)
        self.list = QWidget()
        self.body.addWidget(self.list)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.remove_all = Button(theme, "", icon="x", size=16)
        self.remove_all.setObjectName("inside:all")
        self.remove_all.clicked.connect(self._on_all)
        self.others = Button(theme, "", "link", "chevron-down")
        self.others.clicked.connect(self._on_others)
        row.addWidget(self.remove_all)
        row.addWidget(self.others)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()

    def show_reading(self) -> None:
        """Says that the files are being looked into."""
        self._reading = True
        if not self._done:
            self.note.say(self._texts.text("submit_page.inside_reading"))
        self.show()

    def show_files(self, files: Sequence[FileShown], *, locked: bool) -> None:
        """Shows the files, those that say something first; `locked` where nothing can be changed."""
        ordered = tuple(sorted(files, key=_order))
        if self._reading:
            self._reading = False
            self.note.say(self._done)
        self.setVisible(bool(files))
        if (ordered, locked) != (self.files, self._locked):
            self.files, self._locked = ordered, locked
            self._rebuild()

    def say(self, text: str) -> None:
        """Says what is being or has been done."""
        self.problem.say("")
        self._done = text
        self.note.say(text)

    def fail(self, text: str) -> None:
        self._done = ""
        self.note.say("")
        self.problem.say(text)

    def set_busy(self, *, busy: bool) -> None:
        """While it is busy the card itself has the focus: from a button that cannot be pressed it would go anywhere."""
        if busy and self._has_focus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in self.findChildren(Button):
            button.setEnabled(not busy)
        if not busy and self.hasFocus():
            self.take_focus()

    def _has_focus(self) -> bool:
        return self.hasFocus() or any(one.hasFocus() for one in self.findChildren(Button))

    def take_focus(self) -> None:
        """Puts the focus on the first button there is."""
        first = next((one for one in self.findChildren(Button) if one.isVisibleTo(self)), None)
        (first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def removable(self) -> tuple[str, ...]:
        """SHA-256 of all files from which something can be removed."""
        return () if self._locked else tuple(one.sha256 for one in self.files if one.removable)

    def _rebuild(self) -> None:
        had_focus = self._has_focus()
        least = max(_FEW, min(_MORE, sum(one.telling for one in self.files))) + self._unfolded
        shown = self.files if len(self.files) <= least + 1 else self.files[:least]
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for one in shown:
            column.addWidget(self._row(one))
        self.body.replaceWidget(self.list, fresh)
        self.list.hide()
        self.list.deleteLater()
        self.list = fresh
        rest, removable = len(self.files) - len(shown), len(self.removable())
        self.others.setVisible(rest > 0)
        if rest > _MORE + 1:
            self.others.set_label(self._texts.plural("submit_page.inside_more", _MORE, all=rest))
        else:
            self.others.set_label(self._texts.plural("submit_page.inside_all", rest))
        self.remove_all.setVisible(removable > 1)
        self.remove_all.set_label(self._texts.plural("submit_page.inside_remove_all", removable))
        if had_focus:
            self.take_focus()  # the button that was pressed has gone; the next one is beside it

    def _row(self, file: FileShown) -> QWidget:
        made = QWidget()
        made.setObjectName(f"inside:{file.sha256}")
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        icon, tone = _mark(file)
        row.addWidget(IconLabel(self._theme, icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(file.name, "secondary", weight="medium"))
        words.addWidget(label(self._said(file), "secondary", "muted", wrap=True))
        sealed = self._sealed(file)
        if sealed:
            words.addWidget(label(sealed, "caption", "warn", wrap=True))
        row.addLayout(words, 1)
        if file.removable and not self._locked:
            remove = Button(self._theme, self._texts.text("submit_page.inside_remove"), "link", "x")
            remove.setAccessibleName(self._texts.text("submit_page.inside_remove_name", name=file.name))
            remove.clicked.connect(lambda: self.remove_pressed.emit((file.sha256,)))
            row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _said(self, file: FileShown) -> str:
        if file.inside is None:
            return self._texts.text("submit_page.inside_lost")
        return " ".join(filter(None, (inside_text(file.inside, self._texts), file.refused)))

    def _sealed(self, file: FileShown) -> str:
        if not file.sealed or file.inside is None or not file.inside.traces:
            return ""
        return self._texts.text("submit_page.inside_sealed" if file.answered else "submit_page.inside_only_sealed")

    def _on_all(self) -> None:
        self.remove_pressed.emit(self.removable())

    def _on_others(self) -> None:
        self._unfolded += _MORE
        self._rebuild()


def _order(file: FileShown) -> tuple[bool, bool, str]:
    unsure = file.inside is None or file.inside.gap is not None
    return not file.telling, not unsure, file.name.casefold()


def _mark(file: FileShown) -> tuple[str, str]:
    if file.telling:
        return "triangle-alert", "warn"
    if file.inside is None or file.inside.gap is not None:
        return "circle-question-mark", "muted"
    return "circle-check", "ok"
