"""What the words right before and after digits say of them. All texts in small letters."""

from __future__ import annotations

import re
from enum import Enum, auto

from mrcworkbench.domain.personal import words

_GAP = r"\s.:,;()\[\]{}<>/#&+=*'\"|~_\u2018\u2019\u2026\-"
_WORD = re.compile(rf"[^{_GAP}\d]+")
_LAST_WORD = re.compile(rf"([^{_GAP}\d]+)[{_GAP}]*$")
_NEXT_WORD = re.compile(rf"[{_GAP}]{{0,4}}([^{_GAP}\d]+)")
_STRONG, _WEAK, _LINKING, _CURRENCIES, _FIGURES, _REFERENCES = (
    frozenset(words_.split())
    for words_ in (words.STRONG, words.WEAK, words.LINKING, words.CURRENCIES, words.FIGURES, words.REFERENCES)
)
_UNITS = tuple(words.UNITS.split())
_SIGNS = frozenset("$\u20ac\u00a3\u00a5\u20ba\u20bd\u20b9\u20a6\u20b4\u20be\u20b8")
_NUMBER = frozenset(
    (
        "no",
        "nr",
        "n\u00b0",
        "n\u00ba",
        "num",
        "number",
        "id",
        "code",
        "codes",
        "br",
        "broj",
        "numër",
        "numri",
        "número",
        "numéro",
        "номер",
    )
)
_PLAIN_NUMBER = frozenset(("no", "nr", "n\u00b0", "n\u00ba", "br"))
_OF = frozenset(("of", "de", "is", "was", "by", "to"))
_TELLS = re.compile(r"[.:=#]|(?:tel|t\u00e9l|tlf|\u0442\u0435\u043b)\b")
_YEAR = re.compile(r"\(?\b(?:19|20)\d\d\)?[\s:]*$")
_YEAR_TOLD = re.compile(r"\b(?:19|20)\d\d\)?[:=] ?$")
_AFTER_MONEY = re.compile(rf"(?:[,.]\d{{1,2}})?[^\S\n]*([^{_GAP}\d]+)")
_AFTER_FIGURE = re.compile(r"\s?[%\u2030\u00b0]|,\d{1,2}(?!\d)")
_END_OF_AMOUNT = re.compile(r"\d\s?[^\s\d.]{1,8}\.{1,3}\s+$")
"""The currency is of the amount before it: 1 250 EUR. 2414-7401."""
_UNIT = re.compile(rf"(?:[^\S\n]|-){{0,2}}([^{_GAP}\d]+)")
_CODE = re.compile(r"(?<![^\W_])[A-Z]{1,6}\d{0,9}[-/_.]?$|[A-Za-z]$|[a-z]{3}\.$")
_ABBREVIATION = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,6})[.:]? ?$")
_NEAR = 30


class Word(Enum):
    """A word before digits."""

    TELEPHONE = auto()
    """It names a telephone."""
    CALL = auto()
    """It often stands before a telephone number."""


class Before:
    """The text that stands before digits."""

    def __init__(self, text: str) -> None:
        self.text = text.lower()
        self._as_typed = text
        found = list(_WORD.finditer(self.text))
        last_digit = max((place for place, character in enumerate(self.text) if character.isdigit()), default=-1)
        self._words = [one for one in found if one.start() > last_digit]
        """Those after the last digit."""

    def named(self) -> tuple[Word, bool] | None:
        """The word for a telephone that the digits follow, and whether even years are a number after it."""
        for one in reversed(self._words):
            if one[0] in _STRONG:
                return Word.TELEPHONE, _TELLS.search(self.text, one.start()) is not None
            if one[0] in _WEAK:
                return Word.CALL, False
            if one[0] not in _LINKING:
                return None
        return None

    def is_near_telephone(self) -> bool:
        """Whether such a word stands in the same breath."""
        begin = len(self.text) - _NEAR
        return any(one.end() > begin and (one[0] in _STRONG or one[0] in _WEAK) for one in self._words)

    def is_money(self) -> bool:
        """Whether a currency stands right before."""
        if _END_OF_AMOUNT.search(self.text):
            return False
        tail = self.text.rstrip(" \n:.~(")
        return tail[-1:] in _SIGNS or self._is_last(_CURRENCIES)

    def _is_last(self, among: frozenset[str]) -> bool:
        last = _LAST_WORD.search(self.text)
        return last is not None and last[1] in among

    def is_figure(self) -> bool:
        """Whether a word that stands before figures does."""
        if _YEAR_TOLD.search(self.text):
            return True
        found = [one[0] for one in _WORD.finditer(_YEAR.sub("", self.text))][-2:]
        if found and found[-1] in _OF and found[-1] not in _FIGURES:
            found.pop()
        return bool(found) and found[-1] in _FIGURES

    def is_reference(self) -> bool:
        """Whether they are the number of a text or a thing: Law No. 10 129."""
        found = [one[0] for one in self._words]
        while found and found[-1] in _NUMBER:
            found.pop()
        return bool(found) and found[-1] in _REFERENCES

    def is_number(self) -> bool:
        """Whether "No." stands before."""
        return bool(self._words) and self._words[-1][0] in _PLAIN_NUMBER

    def is_code(self) -> bool:
        """Whether letters hang on the digits: MRC-2019."""
        return _CODE.search(self._as_typed) is not None

    def is_abbreviation(self) -> bool:
        """Whether capitals stand before, as before the number of a register: NIT 1234567."""
        last = _ABBREVIATION.search(self._as_typed)
        return last is not None and last[1].isupper()


class After:
    """The text that stands after digits."""

    def __init__(self, text: str) -> None:
        self.text = text.lower()

    def is_telephone(self) -> bool:
        """Whether a word for a telephone follows: 22 35 199 (mobile)."""
        following = _NEXT_WORD.match(self.text)
        return following is not None and following[1] in _STRONG

    def is_money(self) -> bool:
        """Whether a currency or a percent sign follows."""
        following = _AFTER_MONEY.match(self.text)
        return following is not None and (following[1] in _CURRENCIES or following[1][0] in _SIGNS | {"%", "\u2030"})

    def is_counted(self) -> bool:
        """Whether what was counted follows, or a part of a whole."""
        following = _UNIT.match(self.text)
        return _AFTER_FIGURE.match(self.text) is not None or (following is not None and following[1].startswith(_UNITS))
