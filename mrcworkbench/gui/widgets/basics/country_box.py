"""A country, typed or chosen by its name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.words.countries import countries


class CountryBox(ComboBox):
    """CountryBox(texts): `fill` before it is shown, which reads the names; `code` is what is chosen."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._codes: dict[str, str] = {}
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(20)

    def fill(self, chosen: str = "") -> None:
        """Lists every country, once; the one with the code `chosen` is chosen, or none."""
        if not self.count():
            self._list_all()
        self.setCurrentIndex(self.findData(chosen))

    @property
    def code(self) -> str:
        """That of the country typed, whole or as the only one that begins so; empty for anything else."""
        typed = self.currentText().strip().casefold()
        if typed in self._codes:
            return self._codes[typed]
        begun = [code for name, code in self._codes.items() if typed and name.startswith(typed)]
        return begun[0] if len(begun) == 1 else ""

    def _list_all(self) -> None:
        for code, name in countries(self._texts.language):
            self.addItem(name, code)
            self._codes[name.casefold()] = code
        name = self._texts.text("start.country")
        edit = self.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self._texts.text("start.country_choose"))
            edit.setAccessibleName(name)
        self.view().setAccessibleName(name)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
