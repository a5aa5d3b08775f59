"""Another name, country or round than any side says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mrcworkbench.domain.merging.headers import COUNTRY
from mrcworkbench.domain.revisions.decisions import ROUND
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.widgets.basics.country_box import CountryBox

if TYPE_CHECKING:
    from mrcworkbench.services.merging.resolving import OpenConflict

_LONGEST_NAME, _LONGEST_ROUND = 200, 100


class AnotherField(QWidget):
    """AnotherField(texts, conflict): `value` is what is written, and `is_complete` whether there is anything."""

    changed = Signal()

    def __init__(self, texts: Texts, conflict: OpenConflict) -> None:
        super().__init__()
        self.country = CountryBox(texts) if conflict.field == COUNTRY else None
        self.text = QLineEdit()
        self.text.setMaxLength(_LONGEST_ROUND if conflict.field == ROUND else _LONGEST_NAME)
        self.text.textChanged.connect(self.changed)
        if self.country is not None:
            self.country.fill()
            self.country.editTextChanged.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        shown = self.country or self.text
        shown.setAccessibleName(texts.text(f"conflicts_page.field_{conflict.field}"))
        column.addWidget(shown)

    @property
    def value(self) -> object:
        return self.text.text().strip() if self.country is None else self.country.code

    @property
    def is_complete(self) -> bool:
        return bool(self.value)

    def begin(self) -> None:
        """Gives it the focus."""
        (self.country or self.text).setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Nothing that is typed waits."""
