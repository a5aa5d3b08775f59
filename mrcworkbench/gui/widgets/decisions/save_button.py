"""The button that saves the lines of the log that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.outside.destinations import ChooseFile
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, MessageBox

if TYPE_CHECKING:
    from mrcworkbench.services.merging.log import LoggedDecision


class SaveLogButton(Button):
    """SaveLogButton(theme, texts, kind, bridge, choose, told, wrong): asks where `log` goes, writes it, and says in one
    of the two boxes how that went."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        kind: str,
        bridge: Bridge,
        choose: ChooseFile,
        told: MessageBox,
        wrong: MessageBox,
    ) -> None:
        super().__init__(theme, texts.text("decisions_page.save"), kind, "download")
        self._texts, self._bridge, self._choose = texts, bridge, choose
        self._told, self._wrong = told, wrong
        self.log: Sequence[LoggedDecision] = ()
        self.clicked.connect(self._save)

    def _save(self) -> None:
        from mrcworkbench.gui.widgets.decisions.saved_log import save_log

        save_log(self._choose, self._bridge.session.path, self.log, self._texts, self._told, self._wrong)
