"""Which lines of the log are shown: by kind, by who decided, and by what is said in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.reading.folding import fold
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.basics.search_field import SearchField

if TYPE_CHECKING:
    from mrcworkbench.services.merging.log import LoggedDecision


class LogFilters(QWidget):
    """LogFilters(theme, texts): `changed` when a person chooses or types."""

    changed = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        row = FlowLayout(self, across=12, down=8)
        self.search = SearchField(theme, texts.text("decisions_page.search"), texts.text("decisions_page.search"))
        self.kind, self.person = ComboBox(), ComboBox()
        self.kind.setAccessibleName(texts.text("decisions_page.which_kind"))
        self.person.setAccessibleName(texts.text("decisions_page.which_person"))
        for widget in (self.search, self.kind, self.person):
            row.addWidget(widget)
        for box in (self.kind, self.person):
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _: self.changed.emit())
        self.search.textChanged.connect(lambda _: self.changed.emit())

    def offer(self, log: Iterable[LoggedDecision]) -> None:
        """The kinds and persons that there are; what is chosen stays, if it can."""
        every = tuple(log)
        kinds = dict.fromkeys(one.kind for one in every)
        words = {self._texts.text(f"decisions_page.kind_{kind}"): kind for kind in kinds}
        _fill(self.kind, self._texts.text("decisions_page.every_kind"), words)
        nobody = self._texts.text("conflicts_page.nobody")
        people = {one.said.author or nobody: one.said.author for one in every}
        _fill(self.person, self._texts.text("decisions_page.every_person"), people)

    def pass_on(self, log: Iterable[tuple[LoggedDecision, str]]) -> tuple[LoggedDecision, ...]:
        """Those that are to be shown, of lines with what may be searched in them."""
        kind, person = self.kind.currentData(), self.person.currentData()
        words = fold(self.search.text()).split()
        return tuple(
            one
            for one, said in log
            if kind in (None, one.kind) and person in (None, one.said.author) and all(word in said for word in words)
        )


def _fill(box: ComboBox, all_of_them: str, words: Mapping[str, str]) -> None:
    kept = box.currentData()
    box.clear()
    box.addItem(all_of_them, None)
    for word in sorted(words, key=fold):
        box.addItem(word, words[word])
    box.setCurrentIndex(max(0, box.findData(kept)) if kept is not None else 0)
