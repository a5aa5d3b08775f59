"""Who seals: a field that suggests the name kept with the file."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.file_work import author_name, keep_author

_LONGEST = 200


class SealingAuthor(QLineEdit):
    """SealingAuthor(bridge, spoken): `spoken` is its accessible name."""

    def __init__(self, bridge: Bridge, spoken: str) -> None:
        super().__init__()
        self._bridge = bridge
        self.setMaxLength(_LONGEST)
        self.setAccessibleName(spoken)

    @property
    def name(self) -> str:
        return self.text().strip()

    def suggest(self) -> None:
        """The respondent may have been named since; what a person has typed stays."""
        if not self.text() and not self.isModified():
            self.setText(author_name(self._bridge))

    def keep(self) -> None:
        """Remembers the name with the file."""
        keep_author(self._bridge, self.name)
