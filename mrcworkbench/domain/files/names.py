"""Names of files as they are shown: files are given names of any characters and bytes."""

from __future__ import annotations

_JOINERS = "\u200c\u200d"
"""Persian and Sinhala are spelt with them."""


def on_one_line(name: str) -> str:
    """A name that can be shown and written anywhere: no character of it ends the line, turns it round, hides, or
    commands a terminal, and no byte of it is no character. The joiners within words stay."""
    return "".join(ch if ch.isprintable() or ch in _JOINERS else "\N{REPLACEMENT CHARACTER}" for ch in name)
