"""Several conflicts settled at once: what would be chosen in each, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.conflict_list import title
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, label
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.decisions.because import Because
from mrcworkbench.gui.words.sides import value_text
from mrcworkbench.gui.words.titles import assessment_title
from mrcworkbench.services.merging.resolving import Resolution, alike

if TYPE_CHECKING:
    from mrcworkbench.services.merging.resolving import OpenConflict

_LIST_HEIGHT, _REASON_HEIGHT = 320, 64
_LONGEST = 160
"""Characters of a value in the list of choices."""

Source: TypeAlias = tuple[str | None, str]
"""The file that brought a value (None: it was changed in this database), and who said it."""
Choices: TypeAlias = "dict[Source | None, tuple[tuple[OpenConflict, object], ...]]"
"""What would hold in which conflicts, by the source that said it; None: without one."""


def sources(conflicts: Sequence[OpenConflict]) -> Choices:
    """By source, the conflicts in which it said one thing, with that; the source of most conflicts first."""
    found: dict[Source, dict[str, list[object]]] = {}
    for one in conflicts:
        for side in one.sides:
            for source in {(who.file, who.author) for who in side.said}:
                found.setdefault(source, {}).setdefault(one.id, []).append(side.value)
    by_id = {one.id: one for one in conflicts}
    chosen: Choices = {
        source: tuple((by_id[id_], values[0]) for id_, values in said.items() if len(values) == 1)
        for source, said in found.items()
    }
    order = sorted(found, key=lambda source: (-len(chosen[source]), source[0] or "", source[1]))
    return {source: chosen[source] for source in order if chosen[source]}


class SeveralCard(Card):
    """`ask_source(conflicts)` lets one source hold, `ask_alike(choices)` shows what is chosen already. `agreed` with
    the resolutions and the name, `given_up` if nothing is to be done."""

    agreed = Signal(object, str)
    given_up = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=20, spacing=10)
        self._texts = texts
        self._conflicts: tuple[OpenConflict, ...] = ()
        self._choices: Choices = {}
        self.title = label("", "lead", wrap=True)
        self.text = label("", "secondary", "muted", wrap=True)
        self.body.addWidget(self.title)
        self.body.addWidget(self.text)
        self.which = ComboBox()
        self.which.setAccessibleName(texts.text("conflicts_page.several_source"))
        self.which.view().setAccessibleName(texts.text("conflicts_page.several_source"))
        self.which.activated.connect(lambda _: self._show())
        self.body.addWidget(self.which)
        self.list = QListWidget()
        self.list.setAccessibleName(texts.text("conflicts_page.several_list"))
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMinimumHeight(theme.px(_LIST_HEIGHT // 2))
        self.list.setMaximumHeight(theme.px(_LIST_HEIGHT))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.framed = Card("inset", padding=8)
        self.framed.body.addWidget(self.list)
        self.body.addWidget(self.framed)
        self.rest = label("", "secondary", "muted", wrap=True)
        self.body.addWidget(self.rest)
        self._build_foot(theme)
        self.body.addStretch(1)
        self.hide()

    def _build_foot(self, theme: Theme) -> None:
        texts = self._texts
        self.because = Because(theme, texts, _REASON_HEIGHT)
        self.because.changed.connect(self._show_button)
        self.back = Button(theme, texts.text("conflicts_page.several_back"))
        self.back.clicked.connect(self.given_up)
        self.go = Button(theme, texts.text("conflicts_page.settle"), "primary", "check")
        self.go.clicked.connect(self._agree)
        self.because.entered.connect(self.go.click)
        self.because.row.addWidget(self.back)
        self.because.row.addWidget(self.go)
        self.body.addWidget(self.because)

    def ask_source(self, conflicts: Sequence[OpenConflict], author: str) -> None:
        """Which source holds, for all conflicts of one assessment."""
        info, texts = conflicts[0].assessment, self._texts
        which = assessment_title(info, texts)
        self.title.setText(texts.text("conflicts_page.several_title", centre=info.centre.name, round=which))
        self.text.setText(texts.text("conflicts_page.several_text"))
        self._ask(conflicts, sources(conflicts), "", author)

    def ask_alike(self, conflicts: Sequence[OpenConflict], author: str) -> None:
        """Those whose values differ only in how they are written."""
        reason = self._texts.text("conflicts_page.alike_reason")
        chosen = {one.conflict: one.value for one in alike(conflicts, reason)}
        those = tuple((one, chosen[one.id]) for one in conflicts if one.id in chosen)
        self.title.setText(self._texts.plural("conflicts_page.alike_title", len(those)))
        self.text.setText(self._texts.text("conflicts_page.alike_text"))
        self._ask([one for one, _ in those], {None: those}, reason, author)

    def _ask(
        self,
        conflicts: Sequence[OpenConflict],
        choices: Choices,
        reason: str,
        author: str,
    ) -> None:
        self._conflicts, self._choices = tuple(conflicts), choices
        self.which.clear()
        for source, those in choices.items():
            if isinstance(source, tuple):
                self.which.addItem(self._source_name(source, len(those)), source)
        self.which.setCurrentIndex(-1)
        self.which.setPlaceholderText(self._texts.text("conflicts_page.several_choose"))
        self.which.setVisible(None not in choices)
        self.because.reason.setPlainText(reason)
        self.because.author.setText(author)
        self._show()
        self.show()
        first = self.go if None in choices else self.which
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _source_name(self, source: Source, n: int) -> str:
        texts, (file, author) = self._texts, source
        where = texts.text("conflicts_page.here") if file is None else PurePath(file).name
        who = author or texts.text("conflicts_page.nobody")
        return texts.plural("conflicts_page.source", n, where=where, who=who)

    @property
    def chosen(self) -> tuple[tuple[OpenConflict, object], ...]:
        """Each conflict with what would hold."""
        if None in self._choices:
            return self._choices[None]
        place = self.which.currentIndex()
        return () if place < 0 else list(self._choices.values())[place]

    def _show(self) -> None:
        texts = self._texts
        self.list.clear()
        for one, value in self.chosen:
            said = " · ".join(value_text(one, value, texts).splitlines())
            short = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
            self.list.addItem(texts.text("conflicts_page.several_line", question=title(one, texts), value=short))
        self.framed.setVisible(bool(self.chosen))
        left = len(self._conflicts) - len(self.chosen)
        self.rest.setText(texts.plural("conflicts_page.several_rest", left))
        self.rest.setVisible(left > 0 and bool(self.chosen))
        self._show_button()

    def _show_button(self) -> None:
        n = len(self.chosen)
        texts = self._texts
        self.go.set_label(texts.plural("conflicts_page.several_go", n) if n else texts.text("conflicts_page.settle"))
        self.go.setEnabled(n > 0 and self.because.is_complete)

    def _agree(self) -> None:
        because = self.because.words
        made: tuple[Resolution, ...] = tuple(Resolution(one.id, value, because) for one, value in self.chosen)
        self.agreed.emit(made, self.because.name)
