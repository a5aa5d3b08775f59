"""Typed texts that failed their check: kept with the file, so that they are there after a restart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mrcworkbench.errors import UserError

if TYPE_CHECKING:
    from mrcworkbench.gui.session.bridge import Bridge

DraftKey = tuple[str, str | None, str | None]
"""Question, row id and column of a typed text that failed its check."""


class TypedTexts:
    """Of the open assessment. The bridge announces what changes."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def text(self, code: str, row: str | None = None, column: str | None = None) -> str | None:
        """The typed text that is kept for a field, or None."""
        return self._bridge.session.drafts.get((code, row, column))

    def keep(self, code: str, row: str | None, column: str | None, text: str) -> None:
        """Keeps a text that failed its check.

        A field that loses the focus because its page goes comes too late: `Page.leave` has kept its text already.
        """
        bridge = self._bridge
        if not bridge.is_open or self.text(code, row, column) == text:
            return
        try:
            bridge.session.drafts.keep(code, row, column, text)
        except UserError as error:
            bridge.refused.emit(error)
            return
        bridge.announce_draft(code)

    def drop(self, code: str, row: str | None = None, column: str | None = None) -> None:
        """Forgets a kept text, because the field is right now."""
        bridge = self._bridge
        if bridge.is_open and self.text(code, row, column) is not None:
            bridge.session.drafts.drop(code, row, column)
            bridge.announce_draft(code)

    def changed(self, code: str, wrong: Mapping[tuple[str | None, str | None], str]) -> dict[DraftKey, tuple[str, str]]:
        """The kept texts of a question that are not as they should be: as they are, and as they should be."""
        before = {key: text for key, text in self._bridge.session.drafts.items() if key[0] == code}
        after = {(code, row, column): text for (row, column), text in wrong.items()}
        return {
            key: (before.get(key, ""), after.get(key, ""))
            for key in (*before, *(key for key in after if key not in before))
            if before.get(key) != after.get(key)
        }

    @property
    def questions(self) -> frozenset[str]:
        """Codes of the questions in which a typed text is not saved as an answer yet; of those that are shown."""
        bridge = self._bridge
        if not bridge.has_assessment:
            return frozenset()
        shown, asked = bridge.working_copy.is_shown, bridge.session.questionnaire
        return frozenset(code for code, _, _ in bridge.session.drafts if code in asked and shown(code))
