"""What the domain needs of a catalogue of texts; `content.catalogue` provides it."""

from __future__ import annotations

from typing import Protocol


class Texts(Protocol):
    """The sentences of one language, by key, with named placeholders."""

    @property
    def language(self) -> str:
        """Code of the language, such as "en"."""
        ...

    def text(self, key: str, /, **facts: object) -> str:
        """The sentence of `key`. Raises `KeyError` for a key that does not exist."""
        ...

    def plural(self, key: str, n: int, /, **facts: object) -> str:
        """The form of `key` that fits the count `n`, which also fills the placeholder `{n}`."""
        ...

    def __contains__(self, key: str) -> bool:
        """Whether there is a text of this key."""
        ...
