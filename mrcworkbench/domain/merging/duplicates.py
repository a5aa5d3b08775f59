"""Suspected duplicates: another centre id with nearly the same name in the same country, be it of another period.

Only a flag: a person decides. Nearly the same are names
- of the same words, in whatever order, however they are spelt and in whatever script,
- of which one has all words of the other, at least two,
- of the same consonants, at least three,
- of which one word, of at least five letters, differs in one letter,
without the words that half of all centres have in their name. Numbers must be the same. All of these are looked up, so
that ten thousand centres take no longer each than ten, and no number of them hides one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mrcworkbench.domain.reading.folding import fold

_COMMON = re.compile(
    # What centres are: in the languages of the program and of their neighbours, as they are folded.
    "(?:im|e)?migr.*|inform.*|resurs.*|resourc.*|ress?ourc.*|recurs.*|risors.*|burim.*|mrkz|l?mhjryn"
    "|cent(?:ers?|res?|ri?|ros?|rul?|ar)|tsent[ae]?r|[zs]entr(?:um)?|kentro|qendra?|merkezi?|markazi?|office|ofis|bureau"
    # The small words between them.
    "|an?|al|and|aux?|d|da|das|de|del|den|der|des|di|dlya|dos?|du|e|el|en|et|for|fur|i|in|la?|las|les?|los|mrc|mrts"
    "|na|o|of|para|per|po|pour|the|und|v|ve|y|za"
)
_ELISION = re.compile(r"\b([dl])['\u2019](?=\w)", re.IGNORECASE)
_WORD = re.compile("[a-z]+|[0-9]+")
_NUMBERED = re.compile("[a-z]|[iv]{2,}|i?x|xi+")
"""As a last word, what tells one house from another: Camp A, Camp II."""
_ALIKE = {
    "s": "shch sch sh",
    "c": "tsch tch ch ts tz",
    "z": "dzh zh j",
    "g": "kh gh h x",
    "k": "ck q",
    "d": "dj dh",
    "t": "th",
    "f": "ph",
    "b": "bh",
    "v": "w",
    "u": "ou",
    "i": "y",
}
"""What other alphabets, once in Latin letters, write in another way."""
_SOUNDS = {written: sound for sound, ways in _ALIKE.items() for written in ways.split()}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_VOWELS = str.maketrans("", "", "aeiou")
_ENOUGH_CONSONANTS = 3
"""So many consonants in common, and no other, are no accident."""
_LONG_WORD = 5
"""Letters of a word, without one of which it is still that word."""
_MOST_WORDS = 8
"""Names of more are not compared letter by letter."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class CentrePeriod:
    """A centre in one round of assessment."""

    centre: str
    name: str
    country: str
    round: str


class Suspicion(NamedTuple):
    """A centre, and the ids of others that it may be, sorted: of a period of its own, and of other periods only."""

    centre: str
    same_period: tuple[str, ...]
    another_period: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        return self.same_period + self.another_period

    def without(self, ids: Container[str]) -> Suspicion:
        kept = (tuple(one for one in some if one not in ids) for some in (self.same_period, self.another_period))
        return Suspicion(self.centre, *kept)


class _Name(NamedTuple):
    """What tells: its words as they sound, and its numbers. Centres of one such name are compared as one."""

    words: frozenset[str]
    numbers: str


class _Country:
    """The names of one country."""

    def __init__(self) -> None:
        self._centres: dict[_Name, dict[str, frozenset[str]]] = {}
        self._by_mark: dict[str, list[_Name]] = {}
        self._by_word: dict[tuple[str, str], list[_Name]] = {}

    def add(self, one: CentrePeriod) -> None:
        name = _read(one.name)
        if name not in self._centres:
            self._centres[name] = {}
            for mark in _marks(name):
                self._by_mark.setdefault(mark, []).append(name)
            for word in name.words:
                self._by_word.setdefault((word, name.numbers), []).append(name)
        centres = self._centres[name]
        centres[one.centre] = centres.get(one.centre, frozenset()) | periods(one.round)

    def like(self, centre: str, name: _Name) -> Iterator[tuple[str, frozenset[str]]]:
        """Other centres that may be this one, each with its periods."""
        for one in self._near(name):
            yield from ((id_, when) for id_, when in self._centres[one].items() if id_ != centre)

    def alike(self) -> Iterator[str]:
        """The centres that may be another of these."""
        for name, centres in self._centres.items():
            near = {id_ for one in self._near(name) for id_ in self._centres[one]}
            yield from (id_ for id_ in centres if len(near) > 1)

    def _near(self, name: _Name) -> set[_Name]:
        """The names that are nearly this one, and this one if a centre here has it."""
        near = {name} if name in self._centres else set()
        near.update(*(self._by_mark.get(mark, ()) for mark in _marks(name)), self._parts(name))
        return near

    def _parts(self, name: _Name) -> Iterator[_Name]:
        """Names of which one has all words of the other."""
        shared = Counter[_Name]()
        for word in name.words:
            shared.update(self._by_word.get((word, name.numbers), ()))
        return (one for one, count in shared.items() if count > 1 and count in (len(name.words), len(one.words)))


class KnownCentres:
    """Centres seen so far, to be asked which of them a further one may be. The names of a country are read when one of
    it is asked for the first time."""

    def __init__(self, centres: Iterable[CentrePeriod] = ()) -> None:
        self._unread: dict[str, list[CentrePeriod]] = {}
        self._read: dict[str, _Country] = {}
        for one in centres:
            self.add(one)

    def add(self, one: CentrePeriod) -> None:
        """Remember a centre in a round."""
        self._unread.setdefault(one.country, []).append(one)

    def like(self, centre: str, name: str, country: str, rounds: Iterable[str]) -> Suspicion:
        """The other centres that may be the same."""
        there = self._of(country)
        when = frozenset[str]().union(*map(periods, rounds))
        found: dict[str, bool] = {}
        for other, other_when in there.like(centre, _read(name)):
            found[other] = found.get(other, False) or not when.isdisjoint(other_when)
        ids = sorted(found)
        return Suspicion(centre, tuple(id_ for id_ in ids if found[id_]), tuple(id_ for id_ in ids if not found[id_]))

    def alike(self) -> frozenset[str]:
        """All centres that may be another of them."""
        countries = [*self._read, *self._unread]
        return frozenset(centre for country in countries for centre in self._of(country).alike())

    def _of(self, country: str) -> _Country:
        there = self._read.setdefault(country, _Country())
        for one in self._unread.pop(country, ()):
            there.add(one)
        return there


def nearly_the_same(one: str, other: str) -> bool:
    """Whether two names are probably those of one centre."""
    return bool(KnownCentres([CentrePeriod("one", one, "", "")]).like("other", other, "", ("",)).others)


def periods(round_: str) -> frozenset[str]:
    """The years that the label of a round names, or the label itself."""
    return frozenset(_YEAR.findall(round_)) or frozenset((" ".join(fold(round_).split()),))


def _read(name: str) -> _Name:
    every = _WORD.findall(fold(_ELISION.sub(r"\1 ", name)))
    words = [word for word in every if not word.isdigit()]
    numbers = [word.lstrip("0") for word in every if word.isdigit()]
    if len(words) > 1 and _NUMBERED.fullmatch(words[-1]):
        numbers.append(words.pop())
    telling = [word for word in words if not _COMMON.fullmatch(word)] or words
    return _Name(frozenset(map(_sound, telling)), " ".join(sorted(numbers)))


def _sound(word: str) -> str:
    heard = _SOUND.sub(lambda found: _SOUNDS[found[0]], word.removesuffix("h") or word)
    return _once(heard)


def _once(letters: str) -> str:
    return re.sub(r"(.)\1+", r"\1", letters)


def _marks(name: _Name) -> Iterator[str]:
    """What names have in common that are nearly the same, however many there are."""
    words = sorted(name.words)
    consonants = _once("".join(words).translate(_VOWELS))
    if len(consonants) >= _ENOUGH_CONSONANTS:
        yield f"{consonants}={name.numbers}"
    if len(words) > _MOST_WORDS:
        return
    for word in words:
        rest = " ".join(one for one in words if one != word)
        if len(word) >= _LONG_WORD:
            yield f"{word}+{rest}+{name.numbers}"
        if len(word) > _LONG_WORD:
            yield from (f"{word[:at]}{word[at + 1 :]}+{rest}+{name.numbers}" for at in range(len(word)))
