"""Looks ahead in the assessment that is open: what there will be to answer, at the pace at which it is answered."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from mrcworkbench import clocks
from mrcworkbench.domain.progress.bounds import Outlook
from mrcworkbench.domain.progress.effort import pace
from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.gui.progress.scope import Scope, scope_of
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.services.session.pace import edit_times


class Ahead(QObject):
    """Ahead(bridge): `scope()` for the answers as they are now."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._outlook: Outlook | None = None
        self._edited: dict[str, datetime] = {}
        bridge.answer_changed.connect(self._on_change)

    def scope(self) -> Scope:
        """Slow only at the first time. When the answers were saved is read from the file then; later edits are noted as
        they come."""
        copy = self._bridge.working_copy
        if self._outlook is None:
            self._outlook = Outlook(copy.questionnaire)
            self._edited = {**edit_times(self._bridge.session), **self._edited}
        edited = ((at, copy.questionnaire[code]) for code, at in self._edited.items() if code in copy.questionnaire)
        return scope_of(copy.questionnaire, self._outlook, copy.answers, pace(edited))

    def _on_change(self, change: Change) -> None:
        self._edited[change.question] = clocks.now()

    def forget(self) -> None:
        """Another assessment is open."""
        self._outlook = None
        self._edited.clear()
