"""The countries of ISO 3166 with their names, from Babel, read only when somebody needs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache

from babel.core import get_global

from mrcworkbench.content.catalogue import locale_of
from mrcworkbench.domain.reading.folding import fold

_NO_COUNTRIES = frozenset(
    (
        *("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"),  # unions, unknown places, and what programmers test with
        *("AC", "CP", "CQ", "DG", "EA", "IC", "TA"),  # parts of countries that ISO 3166 only reserves
    )
)
_KOSOVO = dict.fromkeys(("KS", "KOS", "KSV", "RKS", "XKX"), ("XK",))
"""Codes that are in use for Kosovo beside XK, which ISO 3166 leaves to its users. Babel knows the others' old codes."""
_MOST, _ALIKE, _SHORTEST, _STEM = 3, 0.75, 4, 6


_FORMER = frozenset(("BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"))
"""Codes of three letters that countries no longer have; Babel knows them beside the new ones."""


@cache
def _codes_of_three() -> Mapping[str, str]:
    of_three = {
        now[0]: old
        for old, now in get_global("territory_aliases").items()
        if len(old) == 3 and old.isalpha() and len(now) == 1 and old not in _FORMER
    }
    return {code: of_three[code] for code in countries("en") if code in of_three} | {"XK": "XKX"}


def code_of_three(code: str) -> str:
    """The code of three letters for one of two, XKX for Kosovo as others have it; the code itself if it is unknown."""
    return _codes_of_three().get(code.upper(), code)


def country_name(code: str, language: str) -> str:
    """The name of a country; the code itself if it is unknown."""
    return countries(language).get(code.upper(), code)


@cache
def countries(language: str) -> Mapping[str, str]:
    """The name of every country by its code of two letters."""
    names = locale_of(language).territories
    return {code: name for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRIES}


def nearest_countries(given: str, language: str) -> tuple[str, ...]:
    """Codes of up to three countries that somebody may have meant: by another code, by name, by a name misspelt."""
    known = countries(language)
    found = dict.fromkeys(code for code in _meant(given, known) if code in known)
    return tuple(found)[:_MOST]


def _meant(given: str, known: Mapping[str, str]) -> Iterator[str]:
    code, name = given.strip().upper(), fold(given.strip())
    yield from _KOSOVO.get(code, ())
    yield from get_global("territory_aliases").get(code, ())
    if len(name) < _SHORTEST:
        return
    plain = {code: fold(one) for code, one in known.items()}
    yield from (code for code, one in plain.items() if one == name)
    stems = [word[:_STEM] for word in name.split() if len(word) >= _SHORTEST]
    yield from (code for code, one in plain.items() if any(stem in one for stem in stems))
    ratios = {code: SequenceMatcher(None, name, one).ratio() for code, one in plain.items()}
    yield from sorted((code for code, ratio in ratios.items() if ratio >= _ALIKE), key=lambda code: -ratios[code])
