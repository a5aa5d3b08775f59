"""What to look at before a file is made: nothing blocks, and each point leads to its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.gui.places import Place
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, IconLabel, label
from mrcworkbench.gui.widgets.criteria.reason_row import ReasonRow


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the card. `tone` is warn or ok; `place` is where its link leads."""

    name: str
    tone: str
    title: str
    text: str = ""
    link: str = ""
    place: Place | None = None


class ChecksCard(Card):
    """ChecksCard(theme, title, navigate): `show_checks(checks)`; rebuilt only when they differ."""

    def __init__(self, theme: Theme, title: str, navigate: Callable[[Place], None]) -> None:
        super().__init__(padding=20, spacing=12)
        self._theme, self._navigate = theme, navigate
        self.body.addWidget(label(title, weight="semibold", wrap=True))
        self.list = QWidget()
        self.body.addWidget(self.list)
        self.shown: tuple[CheckLine, ...] = ()

    def show_checks(self, found: tuple[CheckLine, ...]) -> None:
        if found == self.shown:
            return
        self.shown = found
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for check in found:
            column.addWidget(self._row(check))
        self.body.replaceWidget(self.list, fresh)
        self.list.hide()
        self.list.deleteLater()
        self.list = fresh

    def _row(self, check: CheckLine) -> QWidget:
        made = QWidget()
        made.setObjectName(f"check:{check.name}")
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        icon = "triangle-alert" if check.tone == "warn" else "circle-check"
        row.addWidget(IconLabel(self._theme, icon, check.tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(check.title, "secondary", weight="medium", wrap=True))
        if check.text:
            words.addWidget(label(check.text, "caption", "muted", wrap=True))
        if check.link and check.place is not None:
            link = ReasonRow(self._theme, "arrow-right", "accent", check.link, link=True)
            place = check.place
            link.clicked.connect(lambda: self._navigate(place))
            words.addWidget(link)
        row.addLayout(words, 1)
        return made
