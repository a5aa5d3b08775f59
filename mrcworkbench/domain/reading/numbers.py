"""Numbers as people write them: with digits in groups or not, with a comma or a point before decimals."""

from __future__ import annotations

import re
from decimal import Decimal

from mrcworkbench.domain.reading import UnreadableError
from mrcworkbench.domain.reading.characters import plain_characters
from mrcworkbench.domain.reading.small_words import WORDS_OF_PERCENT

_ONLY_GROUPS = "\u066c"
"""The Arabic mark between thousands."""
_ONLY_DECIMALS = "\u066b\u00b7"
"""The Arabic decimal mark, and the raised point."""
_GROUP_MARKS = f" ',.{_ONLY_GROUPS}"
_DECIMAL_MARKS = f",.{_ONLY_DECIMALS}"
_PERCENT = re.compile("[%\u066a]")
_PERCENT_WORDS = re.compile(rf"(?<=[0-9]) ?(?:{WORDS_OF_PERCENT})\.?$", re.IGNORECASE)
_FRACTION = re.compile("([0-9]*) ?([\u00bc-\u00be])")
_FRACTIONS = {"\u00bc": ".25", "\u00bd": ".5", "\u00be": ".75"}
_ENDS_SENTENCE = re.compile(r"(?<=[0-9])[.,;]$")
_MARKED = re.compile(rf"[0-9]*(?:[{_GROUP_MARKS}{_ONLY_DECIMALS}][0-9]+)*")
_MARK = re.compile("[^0-9]")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:m[0-9]{3})+")
_LAKHS = re.compile(r"[1-9][0-9]?(?:m[0-9]{2})+m[0-9]{3}")
"""Groups as in India, with a comma between them: 12,34,567."""


def read_number(typed: str, *, whole: bool) -> tuple[Decimal, ...]:
    """Every number that the text may be, exactly; empty where nothing was typed.

    One mark before three digits ("1,200") is 1200 to some and 1.2 to others: both, with the larger one first. Where
    only whole numbers are asked for (`whole`), that mark stands between thousands. A share ("70 %") is read as its
    number, but not where things or people are counted. A mark at the end is a sentence's. Raises `UnreadableError`.
    """
    text = plain_characters(typed).removeprefix("'")  # a sheet's mark of a text
    text = _ENDS_SENTENCE.sub("", _PERCENT_WORDS.sub("%", text))
    if not text:
        return ()
    if _PERCENT.search(text):
        text = _without_percent(text)
        if whole:
            raise UnreadableError("number_is_share")
    sign = "-" if text.startswith("-") else ""
    digits = (text[1:] if text[0] in "+-" else text).strip()
    fraction = _FRACTION.fullmatch(digits)
    if fraction is not None:
        digits = f"{fraction[1] or 0}{_FRACTIONS[fraction[2]]}"
    if not digits or not _MARKED.fullmatch(digits):
        raise UnreadableError("not_a_number")
    grouped, decimal = _grouped(digits), _with_decimals(digits)
    found = [grouped] if whole and grouped is not None else [one for one in (grouped, decimal) if one is not None]
    if not found:
        raise UnreadableError("not_a_number")
    return tuple(dict.fromkeys(Decimal(f"{sign}{one}") for one in found))


def _without_percent(text: str) -> str:
    """The number of a share: the sign stands behind it, or before it as in Turkish and Basque."""
    bare = text[1:] if _PERCENT.match(text) else text[:-1]
    if _PERCENT.search(bare) or not any(ch.isdecimal() for ch in bare):
        raise UnreadableError("not_a_number")
    return bare.strip()


def _grouped(digits: str) -> str | None:
    """The digits of a whole number, plain or in groups with one mark between them."""
    marks = set(_MARK.findall(digits))
    if not marks:
        return digits
    mark = marks.pop()
    if marks or mark not in _GROUP_MARKS:
        return None
    shape = digits.replace(mark, "m")
    fits = _THOUSANDS.fullmatch(shape) or (mark == "," and _LAKHS.fullmatch(shape))
    return digits.replace(mark, "") if fits else None


def _with_decimals(digits: str) -> str | None:
    """A whole number, in groups or not, with decimals behind a mark that stands nowhere else."""
    found = _MARK.findall(digits)
    if not found:
        return None
    mark = found[-1]
    if mark not in _DECIMAL_MARKS or found.count(mark) > 1:
        return None
    before, _, decimals = digits.rpartition(mark)
    whole = _grouped(before) if before else "0"
    return None if whole is None else f"{whole}.{decimals}"
