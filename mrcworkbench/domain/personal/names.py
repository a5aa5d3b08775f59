"""Whether a text seems to name a person: a title, and a name after it. Names without a title are out of reach, since
those of bodies, places and practices look just like them; this is for a hint, never for a decision. Pure."""

from __future__ import annotations

import re

_TITLES = (
    *("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor"),
    *("Mme", "Mlle", "Monsieur", "Madame", "Sr", "Sra", "Srta", "Señor", "Señora", "Dra"),
    *("Herr", "Frau", "Signor", "Signora", "Zoti", "Zonja", "Znj", "Gospodin", "Gospođa"),
    *("Господин", "Госпожа", "господин", "госпожа"),
)
_TITLED = re.compile(rf"(?<![\w.-])(?:{'|'.join(_TITLES)})(?:\.\s?|\s)\s?([^\W\d_][^\W\d_]+)")


def seems_to_name_person(text: str) -> bool:
    """Whether a title stands in the text before a word that begins with a capital letter."""
    return any(found[1][0].isupper() and not found[1].isupper() for found in _TITLED.finditer(text))
