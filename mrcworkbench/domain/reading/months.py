"""The names of months and weekdays, from the languages that Babel knows."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TypeAlias

FIRST_LANGUAGES = ("en", "fr", "es", "ru", "ar")
"""The languages of the program: where one of them knows a word, no other is asked."""
MORE_LANGUAGES = (
    *("ar_SY", "ar_DZ", "ar_MA", "pt", "de", "it", "nl", "sq", "tr", "uk", "ro", "bg", "mk", "sr", "sr_Latn", "hr"),
    *("bs", "pl", "cs", "sk", "hu", "el", "hy", "ka", "az", "uz", "tg", "ky", "kk", "tk", "mn", "fa", "ps", "ur", "hi"),
    *("bn", "si", "ta", "ne", "id", "ms", "fil", "am", "ti", "so", "sw", "ha", "fi", "sv", "da", "nb"),
)
"""Of centres, migrants and their neighbours. Thai is not among them: with its names years are counted from another
beginning."""
_LEAST = 3
"""Letters of the beginning of a name that are enough to know it."""

Names: TypeAlias = Mapping[str, int]
Forms: TypeAlias = Mapping[str, Mapping[str, Mapping[int, str]]]
"""As Babel keeps them: alone or in a date, then long or short, then by number."""


def months_named(word: str) -> frozenset[int]:
    """The months (1 to 12) that a word may name, in full or shortened."""
    return _named(word, 0)


def weekdays_named(word: str) -> frozenset[int]:
    """The days of the week (0 is Monday) that a word may name, in full or shortened."""
    return _named(word, 1)


def folded(word: str) -> str:
    """A word without what people leave out: capitals, accents, the point of a shortened word."""
    bare = "".join(ch for ch in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(ch))
    return bare.strip(" .'")


@lru_cache(maxsize=1000)
def _named(word: str, kind: int) -> frozenset[int]:
    searched = folded(word)
    if not any(ch.isalpha() for ch in searched):
        return frozenset()
    first = frozenset().union(*(_found(searched, _names(one)[kind]) for one in FIRST_LANGUAGES))
    if first:
        return first
    return frozenset().union(*(_found(searched, _names(one)[kind]) for one in MORE_LANGUAGES))


def _found(searched: str, names: Names) -> frozenset[int]:
    """What a word is in one language; if it is no name, what begins with it."""
    if searched in names:
        return frozenset((names[searched],))
    if len(searched) < _LEAST:
        return frozenset()
    return frozenset(number for name, number in names.items() if name.startswith(searched))


@cache
def _names(language: str) -> tuple[Names, Names]:
    from babel import Locale

    locale = Locale.parse(language)
    return _by_name(locale.months), _by_name(locale.days)


def _by_name(forms: Forms) -> Names:
    widths = (names[width] for names in forms.values() for width in ("abbreviated", "wide"))
    return {folded(name): number for names in widths for number, name in names.items()}
