"""Names of countries in the language of the window, from Babel, read only when somebody chooses one."""

from __future__ import annotations

from functools import cache

_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"})


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """(ISO 3166 code, name) of every country, by name."""
    from babel import Locale

    names = Locale.parse(language, sep="-").territories
    own = [(code, name) for code, name in names.items() if len(code) == 2 and code not in _NOT_COUNTRIES]
    return tuple(sorted(own, key=lambda pair: _without_accents(pair[1])))


def country_name(code: str, language: str) -> str:
    """The name of a country; the code itself if it is unknown."""
    return next((name for own, name in countries(language) if own == code), code)


def _without_accents(name: str) -> str:
    import unicodedata

    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(ch for ch in parts if not unicodedata.combining(ch))
