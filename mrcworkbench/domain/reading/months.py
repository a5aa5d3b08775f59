"""The names of months and weekdays in many languages, as `month_names` has them from Babel."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TypeAlias

from mrcworkbench.domain.reading.characters import plain_characters
from mrcworkbench.domain.reading.month_names import DAYS, MONTHS

FIRST_LANGUAGES = ("en", "fr", "es", "ru", "ar")
"""The languages of the program: where one of them knows a word, no other is asked."""
MORE_LANGUAGES = (
    *("ar_SY", "ar_DZ", "ar_MA", "pt", "de", "it", "nl", "sq", "tr", "uk", "ro", "bg", "mk", "sr", "sr_Latn", "hr"),
    *("pl", "cs", "hu", "el", "hy", "ka", "az", "uz", "tg", "ky", "fa", "ur", "hi", "bn", "si", "id", "fil", "am"),
    *("so", "sw"),
)
"""Of centres, migrants and their neighbours. Thai is not among them: with its
names years are counted from another beginning."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
"""As in 1.III.2026."""
_LEAST = 3
"""Letters of the beginning of a name that are enough to know it."""

Names: TypeAlias = Mapping[str, frozenset[int]]


def months_named(word: str) -> frozenset[int]:
    """The months (1 to 12) that a word may name, in full, shortened, or as a Roman number."""
    roman = folded(word)
    return frozenset((_ROMAN.index(roman) + 1,)) if roman in _ROMAN else _named(word, 0)


def weekdays_named(word: str) -> frozenset[int]:
    """The days of the week (0 is Monday) that a word may name, in full or shortened."""
    return _named(word, 1)


def folded(word: str) -> str:
    """A word without what people leave out: capitals, accents, the point of a shortened word."""
    letters = unicodedata.normalize("NFKD", plain_characters(word).casefold())
    plain = "".join(ch for ch in letters if not unicodedata.combining(ch)).strip(" .'")
    return plain.replace("\u0131", "i")  # on most keyboards Turkish has one i only


@lru_cache(maxsize=1000)
def _named(word: str, kind: int) -> frozenset[int]:
    searched = folded(word)
    if not any(ch.isalpha() for ch in searched):
        return frozenset()
    endless = searched.removesuffix("a").removesuffix("\u0430")  # 8. marta, of mart
    for form in dict.fromkeys((searched, endless if len(endless) >= _LEAST else searched)):
        for languages in (FIRST_LANGUAGES, MORE_LANGUAGES):
            found = frozenset().union(*(_found(form, _names(one)[kind]) for one in languages))
            if found:
                return found
    return frozenset()


def _found(searched: str, names: Names) -> frozenset[int]:
    """What a word is in one language; if it is no name, what begins with it."""
    if searched in names:
        return names[searched]
    if len(searched) < _LEAST:
        return frozenset()
    return frozenset().union(*(numbers for name, numbers in names.items() if name.startswith(searched)))


@cache
def _names(language: str) -> tuple[Names, Names]:
    return _by_name(MONTHS[language], 1), _by_name(DAYS[language], 0)


def _by_name(called: str, first: int) -> Names:
    found: dict[str, frozenset[int]] = {}
    for number, names in enumerate(called.split("|"), first):
        for name in names.split("/"):
            found[name] = found.get(name, frozenset()) | {number}
    return found
