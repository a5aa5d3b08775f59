"""The sections in groups, one for each card of the home page, and how many cards stand in each column. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mrcworkbench.domain.questionnaire.model import Questionnaire, Section
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.scoring.criteria import CriteriaSet
from mrcworkbench.domain.texts import Texts


@dataclass(frozen=True, slots=True)
class SectionGroup:
    """Sections shown in one card. `parts`: code of the question that opens optional parts, on the card where one is led
    to it."""

    title: str
    sections: tuple[Section, ...]
    parts: str | None = None


def groups_of(questionnaire: Questionnaire, criteria: CriteriaSet, texts: Texts) -> tuple[SectionGroup, ...]:
    """The sections by dimension; before them those about the centre, after them those that run across all services, and
    what is optional. One group where no section judges a criterion."""
    judged = [n for n, section in enumerate(questionnaire.sections) if section.criterion]
    if not judged:
        return (SectionGroup(texts.text("home.group_all"), questionnaire.sections),)
    first, last = judged[0], judged[-1]
    groups = [SectionGroup(texts.text("home.group_centre"), questionnaire.sections[:first])]
    for dimension in criteria.dimensions:
        own = tuple(
            section
            for section in questionnaire.sections
            if section.criterion and criteria.by_id[section.criterion].dimension == dimension.id
        )
        groups.append(SectionGroup(dimension.title, own))
    rest = questionnaire.sections[last + 1 :]
    optional = tuple(one for one in rest if one.code in questionnaire.optional_sections)
    parts = questionnaire.tagged(Tag.OPTIONAL_PARTS)
    groups.append(SectionGroup(texts.text("home.group_across"), tuple(one for one in rest if one not in optional)))
    groups.append(SectionGroup(texts.text("home.group_optional"), optional, None if parts is None else parts.code))
    return tuple(group for group in groups if group.sections or group.parts)


def split(heights: Sequence[int], columns: int) -> tuple[int, ...]:
    """How many cards each column takes, in their order, so that the tallest column is as short as it can be."""
    if columns <= 1 or len(heights) <= columns:
        return (1,) * len(heights) if columns > 1 else (len(heights),)
    best: tuple[int, tuple[int, ...]] | None = None
    for first in range(1, len(heights) - columns + 2):
        rest = split(heights[first:], columns - 1)
        tallest, start = sum(heights[:first]), first
        for count in rest:
            tallest = max(tallest, sum(heights[start : start + count]))
            start += count
        if best is None or tallest < best[0]:
            best = (tallest, (first, *rest))
    return best[1] if best else (len(heights),)
