"""What becomes of the answers of an assessment that moves on to a newer version, told before it does.

Moving on itself is no more than reading its history in that version: `History.in_version`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.revisions.canonical import NotCanonical, read_canonical
from mrcworkbench.domain.revisions.translation import is_kept
from mrcworkbench.domain.revisions.units import ORDER, HeldUnit, Key, Unit
from mrcworkbench.domain.versions.maps import VersionMap
from mrcworkbench.domain.versions.translating import VersionTranslator


class Becomes(StrEnum):
    SAME = "same"
    RENAMED = "renamed"
    """All of it stands at a question with another code."""
    NEEDS_A_LOOK = "needs_a_look"
    """The question is there, and something of the answer is not taken any more: that is kept."""
    LOOK_AGAIN = "look_again"
    """All of it stands, and its words mean less than they did: whoever answers says whether it still holds."""
    KEPT = "kept"
    """The question is retired: the answer is kept."""


@dataclass(frozen=True, slots=True)
class MovedAnswer:
    """What becomes of one answer: `question` in the old version, and `to` in the new one, None where it is retired."""

    question: str
    to: str | None
    becomes: Becomes


@dataclass(frozen=True)
class Preview:
    """What moving on does."""

    answers: tuple[MovedAnswer, ...]
    """Of every question that has an answer, in the order of the old questionnaire."""
    new: tuple[str, ...]
    """The questions that the old version has not, in the order of the new one."""
    look_again: frozenset[str]
    """Questions of the new version whose answers a person is to look at again, whatever else becomes of them."""

    def of(self, *kinds: Becomes) -> tuple[MovedAnswer, ...]:
        """Those of these kinds."""
        return tuple(one for one in self.answers if one.becomes in kinds)


def what_becomes(
    translator: VersionTranslator,
    old: Questionnaire,
    new: Questionnaire,
    units: Mapping[Key, HeldUnit],
    look_again: frozenset[str] = frozenset(),
) -> Preview:
    """What becomes of the answers of a working copy that is in the old version of one questionnaire."""
    said: dict[str, dict[Key, HeldUnit]] = {}
    for key, held in units.items():
        if key[0] in old and not held.unit.says_nothing:
            said.setdefault(key[0], {})[key] = held
    places = {one.code: translator.place(old.id, one.code, old.version, new.version) for one in old.all_questions()}
    answers = []
    for code in old.in_order(said):
        moved = translator.translated(said[code], old.id, old.version, new.version)
        keeps = any(is_kept(key[0]) and not _is_empty(held.unit) for key, held in moved.items())
        answers.append(MovedAnswer(code, places[code], _becomes(code, places[code], look_again, keeps=keeps)))
    old_places = set(places.values())
    added = tuple(one.code for one in new.all_questions() if one.code not in old_places)
    return Preview(tuple(answers), added, look_again)


def to_look_at(
    translator: VersionTranslator, new: Questionnaire, units: Mapping[Key, HeldUnit], steps: Sequence[VersionMap]
) -> Iterator[str]:
    """What the maps name to be looked at again, where it is said in these units of the version with which the steps
    begin, by its code in the new one."""
    for step in steps:
        for named in step.look_again.intersection(_said(units)):
            place = translator.place(new.id, named.partition(":")[0], step.old, new.version)
            if place is not None:
                yield place
        units = translator.translated(units, new.id, step.old, step.new)


def _said(units: Mapping[Key, HeldUnit]) -> Iterator[str]:
    """What units say, in the form of a map: the question, and its options or the columns of its rows. What is carried
    over waits to be confirmed anyway."""
    for (code, row), held in units.items():
        if held.unit.says_nothing or held.unit.is_carried_over or row == ORDER:
            continue
        yield code
        try:
            value = read_canonical(held.unit.value or "null")
        except NotCanonical:  # damaged: told by whoever reads it
            continue
        parts = value if isinstance(value, list | dict) else [value]
        yield from (f"{code}:{part}" for part in parts)


def _is_empty(unit: Unit) -> bool:
    """Whether the place for what is kept of a unit says that nothing is."""
    return unit.says_nothing or unit.carries_nothing


def _becomes(code: str, to: str | None, again: frozenset[str], *, keeps: bool) -> Becomes:
    if to is None:
        return Becomes.KEPT
    if keeps:
        return Becomes.NEEDS_A_LOOK
    if to in again:
        return Becomes.LOOK_AGAIN
    return Becomes.SAME if to == code else Becomes.RENAMED
