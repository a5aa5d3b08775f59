"""How many questions there will be in the end: the fewest and the most that the answers given so far leave possible.

Which questions are shown follows from a few that others depend on, here called *gates*. Gates that are not answered are
tried in every way that makes a difference to what depends on them; those that depend on each other together. So both
bounds are reached by some way of answering, the final number lies between them, and while answers are only added the
lower never falls and the upper never rises. Optional parts are another matter: they count from when they are opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import chain, combinations
from math import prod

from mrcworkbench.domain.progress import is_done
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, Value, answered
from mrcworkbench.domain.questionnaire.expressions import names, options_read
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire
from mrcworkbench.domain.questionnaire.relevance import answer_of, shown_among
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types import ValueKind

_MOST_TRIED = 4_096
"""Ways of answering the gates of one group that are tried; where there are more, or a gate may hold any text or number,
the group counts as wholly open."""
_MOST_SETS = 8
"""Choices of a question with several answers, of which every set is tried."""

Weigh = Callable[[Question], float]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most, of questions or of minutes."""

    least: float
    most: float

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(self.least + other.least, self.most + other.most)

    def times(self, factor: float) -> Bounds:
        return Bounds(self.least * factor, self.most * factor)


NONE = Bounds(0, 0)


@dataclass(frozen=True, slots=True)
class _Group:
    """Questions that depend on the same gates. `gates`: each after those that it depends on itself. `always`: those
    that are shown whatever the gates say. `parts`: the question that opens optional parts, which is taken as it stands.
    """

    codes: tuple[str, ...]
    gates: tuple[str, ...]
    always: frozenset[str]
    parts: str | None


class Outlook:
    """Outlook(questionnaire): looks ahead for one set of answers after another, and remembers what it has tried."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._groups = _groups(questionnaire)
        grouped = {code for group in self._groups for code in group.codes}
        self._free = tuple(question for question in questionnaire.questions() if question.code not in grouped)
        self._told_apart = _told_apart(questionnaire)
        self._tried: dict[tuple[int, tuple[Answer | None, ...]], tuple[frozenset[str], ...]] = {}

    def bounds(self, answers: Mapping[str, Answer], weigh: Weigh) -> Bounds:
        """The least and the most that `weigh` can come to, over the questions that will be shown."""
        fixed = sum(map(weigh, self._free))
        found = Bounds(fixed, fixed)
        for number, group in enumerate(self._groups):
            weights = {code: weigh(self._questionnaire[code]) for code in group.codes}
            found += _within(weights, self._endings(number, group, answers))
        return found

    def by_section(self, answers: Mapping[str, Answer], weigh: Weigh) -> Mapping[str, Bounds]:
        """The same for each section by itself, by its code. Where one section takes what another leaves, not all of
        them come to their least, or to their most, together."""
        section_of = self._questionnaire.section_of
        found = dict.fromkeys(self._questionnaire.section_by_code, NONE)
        for question in self._free:
            weight = weigh(question)
            found[section_of(question.code).code] += Bounds(weight, weight)
        for number, group in enumerate(self._groups):
            weights: dict[str, dict[str, float]] = {}
            for code in group.codes:
                weights.setdefault(section_of(code).code, {})[code] = weigh(self._questionnaire[code])
            endings = self._endings(number, group, answers)
            for section, own in weights.items():
                found[section] += _within(own, endings)
        return found

    def possible(self, answers: Mapping[str, Answer]) -> frozenset[str]:
        """Codes of the questions that are shown, or still may be, with every optional part open; no other will ever
        apply to what is answered."""
        parts = self._questionnaire.tagged(Tag.OPTIONAL_PARTS)
        if parts is not None:
            answers = {**answers, parts.code: answered(tuple(option.code for option in parts.options))}
        codes = {question.code for question in self._free}
        for number, group in enumerate(self._groups):
            codes.update(*self._endings(number, group, answers))
        return frozenset(codes)

    def _endings(self, number: int, group: _Group, answers: Mapping[str, Answer]) -> tuple[frozenset[str], ...]:
        """Each set of the group's questions that may be shown in the end."""
        given = [answer_of(answers, code) for code in group.gates]
        fixed = tuple(
            Answer(one.state, one.value) if is_done(one) else BLANK if code == group.parts else None
            for code, one in zip(group.gates, given, strict=True)
        )
        key = number, fixed
        if key not in self._tried:
            self._tried[key] = self._try(group, fixed)
        return self._tried[key]

    def _try(self, group: _Group, fixed: tuple[Answer | None, ...]) -> tuple[frozenset[str], ...]:
        choices = [
            (one,) if one is not None else _ways_to_answer(self._questionnaire[code], self._told_apart.get(code))
            for code, one in zip(group.gates, fixed, strict=True)
        ]
        if not all(choices) or prod(map(len, choices)) > _MOST_TRIED:
            return group.always, frozenset(group.codes)
        ways: list[dict[str, Answer]] = [{}]
        for code, chosen in zip(group.gates, choices, strict=True):
            ways = [{**way, code: one} for way in ways for one in self._tried_after(way, code, chosen)]
        return tuple({shown_among(self._questionnaire, way, group.codes) for way in ways})

    def _tried_after(self, way: Mapping[str, Answer], code: str, chosen: tuple[Answer, ...]) -> tuple[Answer, ...]:
        """A gate that is hidden reads as blank, however it may be answered: one answer to it is enough."""
        return chosen if len(chosen) == 1 or shown_among(self._questionnaire, way, (code,)) else chosen[:1]


def _within(weights: Mapping[str, float], endings: Iterable[frozenset[str]]) -> Bounds:
    sums = [sum(weight for code, weight in weights.items() if code in shown) for shown in endings]
    return Bounds(min(sums), max(sums))


def _told_apart(questionnaire: Questionnaire) -> Mapping[str, frozenset[str]]:
    """For each question that others depend on, the options that make a difference to them; those of which more is read
    than that are left out."""
    options: dict[str, set[str]] = {}
    otherwise: set[str] = set()
    for question in questionnaire.questions():
        for code, option in options_read(question.relevant) if question.relevant is not None else ():
            if option is None:
                otherwise.add(code)
            else:
                options.setdefault(code, set()).add(option)
    return {code: frozenset(found) for code, found in options.items() if code not in otherwise}


def _ways_to_answer(question: Question, told_apart: frozenset[str] | None) -> tuple[Answer, ...]:
    """One answer for each way in which it may decide on others, blank among them; none where they cannot be told one by
    one. `told_apart`: the options that make a difference, None where each may. Any other reads as a blank then."""
    codes = tuple(option.code for option in question.options if told_apart is None or option.code in told_apart)
    values: tuple[Value, ...] = ()
    if question.kind is ValueKind.CHOICE:
        values = codes
    elif question.kind is ValueKind.CHOICES and len(codes) <= _MOST_SETS:
        values = tuple(chain.from_iterable(combinations(codes, size) for size in range(1, len(codes) + 1)))
    return (BLANK, *map(answered, values)) if values else ()


def _groups(questionnaire: Questionnaire) -> tuple[_Group, ...]:
    parts = questionnaire.tagged(Tag.OPTIONAL_PARTS)
    opener = None if parts is None else parts.code
    group_of: dict[str, set[str]] = {}
    gates: set[str] = set()
    for question in questionnaire.questions():
        if question.relevant is None:
            continue
        read = names(question.relevant)
        gates |= read
        joined: set[str] = set()
        for code in (question.code, *(read - {opener})):
            joined |= group_of.get(code, {code})
        group_of.update(dict.fromkeys(joined, joined))
    different = {id(group): group for group in group_of.values()}.values()
    return tuple(
        _Group(
            codes=(codes := questionnaire.in_order(group)),
            gates=_by_dependence(questionnaire, {*gates.intersection(codes), *(() if opener is None else (opener,))}),
            always=frozenset(code for code in codes if questionnaire[code].relevant is None),
            parts=opener,
        )
        for group in different
    )


def _by_dependence(questionnaire: Questionnaire, codes: set[str]) -> tuple[str, ...]:
    """Each question after those of them that it depends on."""
    conditions = ((code, questionnaire[code].relevant) for code in questionnaire.in_order(codes))
    reads = {code: () if read is None else sorted(names(read) & codes) for code, read in conditions}
    return tuple(TopologicalSorter(reads).static_order())
