"""Suspected duplicates: another centre id with nearly the same name, in the same country and period.

Only a flag: a person decides. Names are compared as words, without accents, case, punctuation and the words that half
of all centres have in their name. A centre is compared only with those that share a rare word or the same skeleton of
consonants, so that ten thousand centres take no longer each than ten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

_COMMON = """
    a and au aux center centre centro da das de del des di do dos du e et for information la las le les los migrant
    migrants migration mrc of pour resource resources the y
"""
_COMMON_WORDS = frozenset(_COMMON.split())
_NEARLY_THE_SAME = 0.86
"""Share of letters in common, of both names together."""
_ENOUGH_CONSONANTS = 3
"""So many consonants in common, and no other, are no accident."""
_TOO_MANY = 40
"""Centres that share a word in one country: more, and the word tells nothing."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class CentrePeriod:
    """A centre in one round of assessment."""

    centre: str
    name: str
    country: str
    round: str


@dataclass(frozen=True, slots=True)
class _Name:
    words: frozenset[str]
    numbers: frozenset[str]
    letters: str
    skeleton: str
    """Its consonants: what stays of a name that is spelt in another way."""


class KnownCentres:
    """Centres seen so far, to be asked which of them a further one may be."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[_Name, set[str]]] = {}
        self._by_mark: dict[tuple[str, str], list[str]] = {}

    def add(self, one: CentrePeriod) -> None:
        """Remember a centre in a round."""
        if one.centre in self._places:
            self._places[one.centre][1].update(periods(one.round))
            return
        name = _read(one.name)
        self._places[one.centre] = (name, set(periods(one.round)))
        for mark in _marks(name):
            self._by_mark.setdefault((one.country, mark), []).append(one.centre)

    def like(self, one: CentrePeriod) -> tuple[str, ...]:
        """Ids of the other centres that may be the same, sorted."""
        name, when = _read(one.name), periods(one.round)
        near = [self._by_mark.get((one.country, mark), ()) for mark in _marks(name)]
        candidates = {other for found in near if len(found) <= _TOO_MANY for other in found} - {one.centre}
        return tuple(sorted(other for other in candidates if self._is_like(other, name, when)))

    def _is_like(self, other: str, name: _Name, when: frozenset[str]) -> bool:
        other_name, other_when = self._places[other]
        return bool(when & other_when) and are_nearly_the_same(name, other_name)


def nearly_the_same(one: str, other: str) -> bool:
    """Whether two names are probably those of one centre."""
    return are_nearly_the_same(_read(one), _read(other))


def are_nearly_the_same(one: _Name, other: _Name) -> bool:
    if one.numbers != other.numbers:  # "MRC 1" and "MRC 2" are two
        return False
    if one.words == other.words or (min(len(one.words), len(other.words)) > 1 and _is_part(one.words, other.words)):
        return True
    if one.skeleton == other.skeleton and len(one.skeleton) >= _ENOUGH_CONSONANTS:
        return True
    matcher = SequenceMatcher(None, one.letters, other.letters, autojunk=False)
    return matcher.real_quick_ratio() >= _NEARLY_THE_SAME and matcher.ratio() >= _NEARLY_THE_SAME


def periods(round_: str) -> frozenset[str]:
    """The years that the label of a round names, or the label itself."""
    return frozenset(_YEAR.findall(round_)) or frozenset((" ".join(_plain(round_).split()),))


def known_centres(centres: Iterable[CentrePeriod]) -> KnownCentres:
    """Those of a database."""
    known = KnownCentres()
    for one in centres:
        known.add(one)
    return known


def _is_part(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _read(name: str) -> _Name:
    words = _plain(name).split()
    numbers = frozenset(word for word in words if any(ch.isdigit() for ch in word))
    telling = frozenset(words) - _COMMON_WORDS - numbers or frozenset(words) - numbers
    letters = " ".join(sorted(telling))
    skeleton = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyh\s]", "", letters))
    return _Name(telling, numbers, letters, skeleton)


def _marks(name: _Name) -> frozenset[str]:
    """What centres of nearly the same name have in common: long words, and the consonants of all of it."""
    numbers = " ".join(sorted(name.numbers))
    return frozenset((f"={name.skeleton} {numbers}", *(f"{word} {numbers}" for word in name.words if len(word) > 3)))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(ch if ch.isalnum() else " " for ch in letters if not unicodedata.combining(ch))
