"""Looks ahead in the assessment that is open: what there will be to answer, at the pace at which it is answered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mrcworkbench import clocks
from mrcworkbench.domain.progress.bounds import Outlook
from mrcworkbench.domain.progress.effort import pace
from mrcworkbench.domain.scoring.working_copy import Change
from mrcworkbench.gui.progress.scope import Scope, scope_of
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.services.session.pace import edit_times

if TYPE_CHECKING:
    from mrcworkbench.domain.scoring.working_copy import WorkingCopy


class Ahead(QObject):
    """`scope()` for the answers as they are now. All pages share one: `ahead_of(bridge)`."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._copy: WorkingCopy | None = None
        self._edited: dict[str, datetime] = {}
        bridge.answer_changed.connect(self._on_change)

    def scope(self) -> Scope:
        """Slow only at the first time. When the answers were saved is read from the file then; later edits are noted as
        they come."""
        copy = self._bridge.working_copy
        if copy is not self._copy:
            self._copy, self._outlook = copy, Outlook(copy.questionnaire)
            self._edited = dict(edit_times(self._bridge.session))
        edited = ((at, copy.questionnaire[code]) for code, at in self._edited.items() if code in copy.questionnaire)
        return scope_of(copy.questionnaire, self._outlook, copy.answers, pace(edited))

    def _on_change(self, change: Change) -> None:
        self._edited[change.question] = clocks.now()


def ahead_of(bridge: Bridge) -> Ahead:
    """The one of the window, made when it is first asked for."""
    made: Ahead | None = bridge.findChild(Ahead)
    return Ahead(bridge) if made is None else made
