"""Settings of one file: local, never merged or sent."""

from __future__ import annotations

from collections.abc import Mapping

from mrcworkbench.services.session.saving import Saver, edits


class Settings:
    """What was kept with the open file, under keys of those who keep it."""

    def __init__(self, kept: Mapping[str, str], saver: Saver, *, read_only: bool) -> None:
        self._kept, self._saver, self._read_only = dict(kept), saver, read_only

    def get(self, key: str) -> str | None:
        """What was kept under a key."""
        return self._kept.get(key)

    def set(self, key: str, value: str | None) -> None:
        """Keep a value, or forget it; a file that is only read keeps it for this session only."""
        if self._kept.get(key) == value:
            return
        self._kept = {one: kept for one, kept in {**self._kept, key: value}.items() if kept is not None}
        if not self._read_only:
            self._saver.put(edits(settings={key: value}))

    def all(self) -> dict[str, str]:
        """Everything that is kept."""
        return dict(self._kept)
