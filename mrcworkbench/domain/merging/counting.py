"""Which of a centre's assessments counts for a round, and which round is the newest: db/README.md, Decisions 11.

No clock is asked, for those of senders are wrong: rounds follow each other, or say their year. Where a centre turns out
to have two assessments of one round, because two ids are one centre, a person chooses; until then none of them counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from mrcworkbench.domain.assessments import AssessmentInfo
from mrcworkbench.domain.revisions.decisions import Choice

_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def with_counts(assessments: Sequence[AssessmentInfo], choices: Iterable[Choice]) -> tuple[AssessmentInfo, ...]:
    """The assessments of a database, each with whether it counts and its place among the rounds of its centre."""
    by_id = {one.id: one for one in assessments}
    chosen = {one.assessment for one in choices}
    lines = {one.id: _line(one, by_id) for one in assessments if not one.about}
    rivals: dict[tuple[str, str, str], list[AssessmentInfo]] = {}
    for one in assessments:
        if not one.about:
            rivals.setdefault((one.centre.id, one.questionnaire_id, round_of(one.round)), []).append(one)
    counts: dict[str, bool | None] = {one.id: False for one in assessments if one.about}
    for those in rivals.values():
        counts.update(_counted(those, lines, chosen))
    return tuple(
        replace(
            one,
            counts=counts[one.id],
            place=_place(one.round, tuple(by_id[id_].round for id_ in lines.get(one.id, ()))),
        )
        for one in assessments
    )


@lru_cache(maxsize=4096)
def round_of(label: str) -> str:
    """What the labels of one round have in common: the years that they name, or the label itself, however it is
    written."""
    return " ".join(sorted(set(_years(label)))) or " ".join(label.casefold().split())


@lru_cache(maxsize=4096)
def _more(label: str) -> frozenset[str]:
    """What a label says beside the years, as "first" in "2026, first"."""
    return frozenset(_WORD.findall(label.casefold())) - frozenset(_years(label))


def _are_one_round(one: AssessmentInfo, other: AssessmentInfo) -> bool:
    """ "2026" may be "2026, first"; "2026, second" is not."""
    more, other_more = _more(one.round), _more(other.round)
    same = round_of(one.round) == round_of(other.round)
    return same and (more == other_more or not more or not other_more)


def rivals_of(info: AssessmentInfo, assessments: Iterable[AssessmentInfo]) -> tuple[AssessmentInfo, ...]:
    """The others of its centre that are of the same round, one of which counts at most."""
    every = tuple(assessments)
    by_id = {one.id: one for one in every}
    here = (info.centre.id, info.questionnaire_id)
    line = _line(info, by_id)
    return tuple(
        one
        for one in every
        if one.id != info.id
        and not one.about
        and (one.centre.id, one.questionnaire_id) == here
        and _are_one_round(one, info)
        and one.id not in line
        and info.id not in _line(one, by_id)
    )


def _counted(
    those: Sequence[AssessmentInfo], lines: Mapping[str, Sequence[str]], chosen: set[str]
) -> dict[str, bool | None]:
    """Rounds that follow each other are two, whatever their labels say. What is chosen counts, unless another of its
    rivals is chosen, too; its rivals do not; and what has no rival left does."""
    if len(those) == 1:
        return {those[0].id: True}
    rivals = {
        one.id: [
            other.id
            for other in those
            if other.id not in lines[one.id] and one.id not in lines[other.id] and _are_one_round(one, other)
        ]
        for one in those
    }
    found: dict[str, bool | None] = {}
    for id_ in rivals.keys() & chosen:
        found[id_] = None if any(other in chosen for other in rivals[id_]) else True
    for id_ in rivals.keys() - chosen:
        if any(found.get(other) for other in rivals[id_]):
            found[id_] = False
    for id_ in rivals.keys() - found.keys():
        found[id_] = True if all(found.get(other) is False for other in rivals[id_]) else None
    return found


def _line(one: AssessmentInfo, by_id: Mapping[str, AssessmentInfo]) -> tuple[str, ...]:
    """The assessment and all rounds before it that are here, the nearest first."""
    if not one.follows:
        return (one.id,)
    line = [one.id]
    before = by_id.get(one.follows)
    while before is not None and before.id not in line:
        line.append(before.id)
        before = by_id.get(before.follows)
    return tuple(line)


@lru_cache(maxsize=4096)
def _place(round_: str, line: tuple[str, ...]) -> tuple[str, str, str]:
    """The place of a round, from the labels of itself and those before it; none of a view. Of ten thousand, few."""
    years = [year for label in line or (round_,) for year in _years(label)]
    return max(years, default=""), f"{len(line):03}", round_


@lru_cache(maxsize=4096)
def _years(label: str) -> tuple[str, ...]:
    return tuple(_YEAR.findall(label))
