"""Characters that mean the same to a reader are made one, before a number or a date is read."""

from __future__ import annotations

import unicodedata

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_APOSTROPHES = "\u2019\u2018\u02bc\u00b4`\u2032\uff07"
_ALIKE = str.maketrans(
    {**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_APOSTROPHES, "'"), "\u060c": ",", "\u2044": "/"}
)


def plain_characters(text: str) -> str:
    """The text with digits of every script as 0 to 9, wide forms as narrow ones, each space, dash and apostrophe as
    the one on the keyboard, and without marks that cannot be seen, such as those of direction. What parts lines and
    cells stays, since two numbers are not one."""
    return "".join(map(_plain, text)).translate(_ALIKE).strip()


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    kind = unicodedata.category(character)
    if kind == "Cf":
        return ""
    if kind == "Zs":
        return " "
    form, _, code = unicodedata.decomposition(character).partition(" ")
    return chr(int(code, 16)) if form in ("<wide>", "<narrow>") else character
