"""Digits, dashes, spaces and dots of all scripts as those of ASCII, so that one pattern finds what people write."""

from __future__ import annotations

import unicodedata

_DOTS = "\u00b7\u2022\u2219\u22c5\u2027\u30fb\u2024\u0387\u25cf\u25cb\u25aa\u3002\uff61\u06d4\u2026"
_DASHES = "\u2212\u2043\u02d7\u00ad\u30fc\uff70\u2796"
_SLASHES = "\u2044\u2215\u29f8\u2571"
_TILDES = "\u223c\u02dc\u301c\u2053"
_LINE_ENDS = "\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
_KEYCAPS = "\ufe0e\ufe0f\u20e3"
"""What makes a picture of a digit."""
_WIDE = range(0xFF01, 0xFF5F)
_WIDE_BEGIN = 0xFF01 - ord("!")


class _Folded(dict[int, str]):
    """What each character is read as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _folded(chr(code))
        return found


def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    for group, plain_one in ((_LINE_ENDS, "\n"), (_DOTS, "."), (_DASHES, "-"), (_SLASHES, "/"), (_TILDES, "~")):
        if character in group:
            return plain_one
    if ord(character) in _WIDE:
        return chr(ord(character) - _WIDE_BEGIN)
    if character in _KEYCAPS or category == "Cf":
        return ""
    return {"Zs": " ", "Pd": "-"}.get(category, _SPECIAL.get(character, character))


_TELEPHONES = "\u2121\u260e\u260f\u2706\U0001f4de\U0001f4f1\U0001f4f2"
"""Pictures of telephones."""
_SPECIAL = {"\t": "  ", "\u2116": "No", "\ufe6b": "@", "\u2795": "+", **dict.fromkeys(_TELEPHONES, "tel ")}
_TABLE = _Folded()


def plain(text: str) -> str:
    """The text with such characters folded; letters keep their accents, invisible marks of direction go."""
    return unicodedata.normalize("NFC", text).translate(_TABLE)
