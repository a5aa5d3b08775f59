"""Texts as they are compared when somebody searches."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


def fold(text: str) -> str:
    """Lower case without accents, so that "Sarande" finds "Sarandë"."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(ch for ch in parts if not unicodedata.combining(ch))
