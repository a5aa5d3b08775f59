"""The countries of ISO 3166 with their names, from Babel, read only when somebody needs them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_NO_COUNTRIES = frozenset(
    (
        *("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"),  # unions, unknown places, and what programmers test with
        *("AC", "CP", "CQ", "DG", "EA", "IC", "TA"),  # parts of countries that ISO 3166 only reserves
    )
)


@cache
def countries(language: str) -> Mapping[str, str]:
    """The name of every country by its code of two letters."""
    from babel import Locale

    names = Locale.parse(language, sep="-").territories
    return {code: name for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRIES}
