"""The first start: start my centre, open a database, try the sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mrcworkbench import clocks
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.outside.file_names import shown_line
from mrcworkbench.gui.pages.start.form import CentreForm
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, IconLabel, IconTile, Logo, label, restyle
from mrcworkbench.gui.words.texts import plain_tooltip

_COLUMN = 840
_BRAND_LEAST, _BRAND_FROM = 280, 800
_RECENT_SHOWN = 3
_LONGEST_RECENT = 100
"""Characters of a path on one line."""


class StartPage(QWidget):
    """Says what was chosen; the window does it."""

    centre_made = Signal(str, str, str)
    """Name, country code, round."""
    open_chosen = Signal()
    own_chosen = Signal()
    """Go on with the own centre's database, which exists already."""
    sample_chosen = Signal()
    practise_chosen = Signal()
    collect_chosen = Signal()
    """Make a database in which submissions are collected."""
    recent_chosen = Signal(str)
    problem_pressed = Signal()
    """Report a problem: also where no database opens."""
    left = Signal()
    """Back from the form for a centre."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        language: str,
        folder: Path,
        own_exists: Callable[[], bool],
        messages: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page:start")
        self._theme, self._texts, self._language = theme, texts, language
        self._folder, self._own_exists = folder, own_exists
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.brand = self._build_brand()
        across.addWidget(self.brand, 3)
        self._steps = QStackedWidget()
        self._choices = QWidget()
        self._choices.setProperty("kind", "plain")
        self._fill_choices()
        self.scroll_area = _scrolling(self._choices)
        self._steps.addWidget(self.scroll_area)
        self.form: CentreForm | None = None
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(messages)
        side.addWidget(self._steps, 1)
        across.addLayout(side, 7)

    def show_choices(self) -> None:
        """The first step, with what exists by now."""
        own = self._own_exists()
        key = "start.centre_exists" if own else "start.centre"
        self._own_title.setText(self._texts.text(key))
        self._own_text.setText(self._texts.text(f"{key}_text"))
        self._own_button.set_label(self._texts.text(f"{key}_button"))
        self._steps.setCurrentIndex(0)
        self._own_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_form(self) -> None:
        """The second step of "start my centre": name, country, round."""
        if self.form is None:
            self.form = CentreForm(self._theme, self._texts, self._language, str(clocks.today().year))
            self.form.made.connect(self.centre_made)
            self.form.back.connect(self.left)
            self._steps.addWidget(_scrolling(self.form))
        self._steps.setCurrentIndex(1)
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_recent(self, files: Sequence[str]) -> None:
        """The files opened lately, as links below the choices; nothing if there are none."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if files:
            self._recent.addWidget(label(self._texts.text("start.recent"), "caption", "muted", "semibold"))
        for name in files[:_RECENT_SHOWN]:
            link = Button(self._theme, shown_line(name, _LONGEST_RECENT), "link", "file")
            link.setToolTip(plain_tooltip(name))
            link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            link.setMaximumWidth(_COLUMN)
            link.clicked.connect(partial(self.recent_chosen.emit, name))
            self._recent.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def set_busy(self, *, busy: bool) -> None:
        """Nothing more can be chosen while a database is being made or opened."""
        self._steps.setEnabled(not busy)

    def _build_brand(self) -> QFrame:
        side = QFrame()
        side.setProperty("kind", "brand")
        side.setMinimumWidth(_BRAND_LEAST)
        side.setMaximumWidth(520)
        column = QVBoxLayout(side)
        column.setContentsMargins(40, 40, 40, 40)
        tone = "on_accent" if self._theme.tokens.name == "light" else ""
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Logo(self._theme, 36, on_brand=True))
        name = label(self._texts.text("window.application"), "lead", tone)
        head.addWidget(name, 1)
        column.addLayout(head)
        column.addStretch(1)
        claim = label(self._texts.text("start.claim"), "display", tone, wrap=True)
        basis = label(self._texts.text("start.basis"), "lead", tone, "regular", wrap=True)
        column.addWidget(claim)
        column.addSpacing(16)
        column.addWidget(basis)
        column.addStretch(1)
        self._brand_labels: list[QLabel] = [name, claim, basis]
        self._brand_icons: list[IconLabel] = []
        for icon, key in (("lock", "start.promise_local"), ("save", "start.promise_saved")):
            row = QHBoxLayout()
            row.setSpacing(12)
            mark = IconLabel(self._theme, icon, "on_accent", 18)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            words = label(self._texts.text(key), "secondary", tone, wrap=True)
            row.addWidget(words, 1)
            column.addLayout(row)
            column.addSpacing(8)
            self._brand_labels.append(words)
            self._brand_icons.append(mark)
        self._theme.changed.connect(self._retint)
        self._retint()
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What the program is for is told where there is room for all of it, and no choice is pushed aside by it."""
        super().resizeEvent(event)
        width = max(_BRAND_LEAST, self.width() * 3 // 10)
        layout = self.brand.layout()
        tall = layout.totalHeightForWidth(width) if layout is not None else 0
        self.brand.setVisible(self.width() >= self._theme.px(_BRAND_FROM) and tall <= self.height())

    def _retint(self) -> None:
        light = self._theme.tokens.name == "light"
        for one in self._brand_labels:
            restyle(one, tone="on_accent" if light else "")
        names = ("lock", "save")
        for name, icon in zip(names, self._brand_icons, strict=True):
            icon.set_icon(name, "on_accent" if light else "muted")

    def _fill_choices(self) -> None:
        outer = QHBoxLayout(self._choices)
        outer.setContentsMargins(32, 32, 32, 32)
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        holder = QWidget()
        holder.setMaximumWidth(_COLUMN)
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(holder, 100)
        outer.addStretch(1)
        column.addStretch(2)
        column.addWidget(label(self._texts.text("start.welcome"), "title", wrap=True))
        column.addWidget(label(self._texts.text("start.welcome_text"), tone="muted", wrap=True))
        column.addSpacing(16)
        self._own_title, self._own_text, self._own_button = self._choice(column, "house", "centre", "primary")
        self._own_button.clicked.connect(self._own)
        _, _, opening = self._choice(column, "folder-open", "open", "secondary")
        opening.clicked.connect(self.open_chosen)
        _, _, sample = self._choice(column, "book-open", "sample", "secondary")
        sample.clicked.connect(self.sample_chosen)
        _, _, collecting = self._choice(column, "inbox", "collect", "secondary")
        collecting.clicked.connect(self.collect_chosen)
        practise = Button(self._theme, self._texts.text("window.file_practise"), "quiet", "layers", size=16)
        practise.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        practise.clicked.connect(self.practise_chosen)
        column.addWidget(practise)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        column.addSpacing(8)
        column.addLayout(self._recent)
        column.addStretch(3)
        problem = Button(
            self._theme, self._texts.text("window.file_problem"), "quiet", "message-square-warning", size=16
        )
        problem.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        problem.clicked.connect(self.problem_pressed)
        column.addWidget(problem)
        kept = self._texts.text("start.kept_in", folder=QDir.toNativeSeparators(str(self._folder)))
        column.addWidget(label(kept, "caption", "faint", wrap=True))

    def _choice(self, column: QVBoxLayout, icon: str, key: str, kind: str) -> tuple[QLabel, QLabel, Button]:
        card = Card(padding=0)
        card.body.setContentsMargins(24, 18, 24, 18)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconTile(self._theme, icon), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(4)
        title = label(self._texts.text(f"start.{key}"), "lead", wrap=True)
        text = label(self._texts.text(f"start.{key}_text"), tone="muted", wrap=True)
        words.addWidget(title)
        words.addWidget(text)
        row.addLayout(words, 1)
        button = Button(self._theme, self._texts.text(f"start.{key}_button"), kind)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        column.addWidget(card)
        return title, text, button

    def _own(self) -> None:
        if self._own_exists():
            self.own_chosen.emit()
        else:
            self.show_form()


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
