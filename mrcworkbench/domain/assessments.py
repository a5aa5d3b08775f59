"""Which centres and assessments a database holds, as far as others need to know them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CentreInfo:
    """A centre: the own one in a manager's database, one of hundreds in IOM's."""

    id: str
    name: str
    country: str
    """ISO 3166 code, two capital letters."""
    is_sample: bool = False
    withdrawn: bool = False
    joined_into: str | None = None
    """The id of the centre that this one is, where a person said so; see `decisions.Join`."""


@dataclass(frozen=True, slots=True)
class AssessmentInfo:
    """One centre, one round, one questionnaire. `created_at` is UTC as `2026-07-31T09:30:00.000Z`."""

    id: str
    centre: CentreInfo
    round: str
    questionnaire_id: str
    questionnaire_version: str
    created_at: str
    about: str = ""
    """The assessment that this view of a stakeholder is about; "" for none."""
    follows: str = ""
    """The assessment of the round before; "" for none."""
    counts: bool | None = True
    """Whether it is the one that counts for its round; None where a person has to choose. A view never does."""
    place: tuple[str, str, str] = ("", "", "")
    """By this the rounds of a centre stand in their order: no clock is asked."""


def last_rounds(known: Iterable[AssessmentInfo]) -> tuple[AssessmentInfo, ...]:
    """Those that no other of them follows, without views."""
    every = tuple(known)
    followed = {one.follows for one in every}
    return tuple(one for one in every if one.id not in followed and not one.about)
