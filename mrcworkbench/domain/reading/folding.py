"""One form for all ways to write a word, so that what somebody types finds what somebody else wrote."""

from __future__ import annotations

import unicodedata

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("'`\u00b4\u2018\u2019\u02bb\u02bc\u2032\uff07"),  # O'zbekiston has many, and none on a keyboard
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u201c\u201d\u00ab\u00bb", '"'),
        **dict.fromkeys("\u00b7\u2022", " "),
    }
)


def fold(text: str) -> str:
    """Small Latin letters without accents or apostrophes: "Sarandë" as "Sarande", "IĞDIR" as "igdir", "Łódź" as
    "lodz", "Ош" as "osh", "Αθήνα" as "athina". Digits are 0 to 9; what nothing in Latin stands for is left out."""
    signs = text.translate(_SIGNS)
    if signs.isascii():
        return signs.lower()
    parts = unicodedata.normalize("NFKD", signs).casefold()
    plain = "".join(ch for ch in parts if not unicodedata.combining(ch))
    return plain if plain.isascii() else _in_latin(signs)


def _in_latin(text: str) -> str:
    from anyascii import anyascii  # most names need it not

    # Not from the parts, where the Russian i with a breve is an i.
    return anyascii(unicodedata.normalize("NFC", text)).lower().translate(_SIGNS)
