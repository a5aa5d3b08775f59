"""Settings of one file: local, never merged or sent. Among them what is to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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


class LookAgain:
    """Answers of the open assessment that were given when their words meant more, before it moved on to a newer version
    of its questionnaire. Whoever gives one again, or confirms it, has looked at it."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._key = settings, ""
        self.codes: frozenset[str] = frozenset()
        """Of their questions."""

    def begin(self, assessment_id: str) -> None:
        """Another assessment is open."""
        self._key = f"look_again {assessment_id}"
        self.codes = frozenset((self._settings.get(self._key) or "").split())

    def done(self, codes: Iterable[str]) -> None:
        """These have been looked at; the others stay."""
        if not self.codes.isdisjoint(codes):
            self.note(self.codes.difference(codes))

    def note(self, codes: Iterable[str]) -> None:
        """These are to be looked at, and no others."""
        self.codes = frozenset(codes)
        self._settings.set(self._key, " ".join(sorted(codes)) or None)
