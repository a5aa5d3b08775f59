"""Undo commands: thin, since the session keeps the answers and the domain says what a change touched."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from mrcworkbench.domain.questionnaire.answers import Answer

if TYPE_CHECKING:
    from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.typed_texts import DraftKey


class SetAnswer(QUndoCommand):
    """Replaces one answer by another, both checked before the command was made.

    `drafts` are the typed texts that the same edit has changed, each with what was kept before and after ("": none).
    """

    def __init__(
        self,
        bridge: Bridge,
        code: str,
        before: Answer,
        after: Answer,
        text: str,
        drafts: Mapping[DraftKey, tuple[str, str]] = MappingProxyType({}),
    ) -> None:
        super().__init__(text)
        self._bridge, self._code, self._before, self._after = bridge, code, before, after
        self._drafts = drafts

    def redo(self) -> None:
        self._put(self._after, {key: after for key, (_, after) in self._drafts.items()})

    def undo(self) -> None:
        self._put(self._before, {key: before for key, (before, _) in self._drafts.items()})

    def _put(self, answer: Answer, drafts: Mapping[DraftKey, str]) -> None:
        # An exception inside push() would leave the command on the stack as if it had happened.
        if not self._bridge.put(self._code, answer, drafts):
            self.setObsolete(True)
