"""Chooses assessments of a collection: words, country, round and, where it matters, state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.centre_filter import STATES, CentreFilter, State
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.buttons import Button
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.widgets.basics.search_field import SearchField

_LEAST_WIDTH = 120


class CentreFilterBar(QWidget):
    """CentreFilterBar(theme, texts): `changed(CentreFilter)` when a person chooses; `set_filter` is silent. Without
    `withdrawn`, centres that withdrew cannot be chosen."""

    changed = Signal(object)

    def __init__(self, theme: Theme, texts: Texts, *, withdrawn: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        flow = FlowLayout(self, across=12, down=8)
        say = texts.text
        self.search = SearchField(theme, say("centres_page.search"), say("centres_page.search_name"), self)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._tell)
        flow.addWidget(self.search)
        self.country = self._combo("country")
        self.round = self._combo("round")
        self.state = self._combo("state")
        for state in STATES:
            if withdrawn or state is not State.WITHDRAWN:
                self.state.addItem(say(f"centres_page.state_{state.value}"), state.value)
        self.clear = Button(theme, say("centres_page.clear"), "link", "x")
        self.clear.setObjectName("centres:clear")
        self.clear.clicked.connect(self._on_clear)
        for one in (self.country, self.round, self.state, self.clear):
            flow.addWidget(one)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._show_clear()

    def _combo(self, name: str) -> QComboBox:
        combo = ComboBox(self)
        combo.setObjectName(f"centres:{name}")
        combo.setAccessibleName(self._texts.text(f"centres_page.choose_{name}"))
        combo.view().setAccessibleName(combo.accessibleName())
        combo.addItem(self._texts.text(f"centres_page.every_{name}"), None)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.setMinimumWidth(_LEAST_WIDTH)  # it shrinks to the bar's width only, where a round has a long name
        combo.setMaxVisibleItems(16)
        combo.activated.connect(self._tell)
        return combo

    def offer(self, countries: Sequence[tuple[str, str]], rounds: Sequence[str]) -> None:
        """What can be chosen; a choice that is still there stays."""
        kept = self.filter()
        for combo, choices in ((self.country, countries), (self.round, [(one, one) for one in rounds])):
            while combo.count() > 1:
                combo.removeItem(combo.count() - 1)
            for code, text in choices:
                combo.addItem(text, code)
        self.set_filter(kept)

    def filter(self) -> CentreFilter:
        state = self.state.currentData()
        return CentreFilter(
            self.search.text(),
            self.country.currentData(),
            self.round.currentData(),
            None if state is None else State(state),
        )

    def set_filter(self, chosen: CentreFilter) -> None:
        """Shows a choice without telling anyone; what is not offered is left open."""
        self.search.blockSignals(True)
        self.search.setText(chosen.words)
        self.search.blockSignals(False)
        for combo, value in (
            (self.country, chosen.country),
            (self.round, chosen.round),
            (self.state, None if chosen.state is None else chosen.state.value),
        ):
            combo.setCurrentIndex(max(0, combo.findData(value)) if value is not None else 0)
        self._show_clear()

    def set_text(self, chosen: str) -> None:
        """The same, of a place: see `CentreFilter.to_text`."""
        self.set_filter(CentreFilter.from_text(chosen))

    def _on_clear(self) -> None:
        self.set_filter(CentreFilter())
        self.search.setFocus()
        self._tell()

    def _tell(self, _: object = None) -> None:
        self._show_clear()
        self.changed.emit(self.filter())

    def _show_clear(self) -> None:
        self.clear.setVisible(bool(self.filter()))
