"""Names of countries in the language of the window, as a list to choose from."""

from __future__ import annotations

from functools import cache

from mrcworkbench.domain.reading.folding import fold
from mrcworkbench.services import countries as known


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """(ISO 3166 code, name) of every country, by name."""
    return tuple(sorted(known.countries(language).items(), key=lambda pair: fold(pair[1])))


def country_name(code: str, language: str) -> str:
    """The name of a country; the code itself if it is unknown."""
    return known.countries(language).get(code, code)
