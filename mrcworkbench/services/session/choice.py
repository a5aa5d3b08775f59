"""What a database holds: one of its assessments, and all of them counted for the command `list`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mrcworkbench.content.instruments import is_view
from mrcworkbench.errors import UsageError, UserError

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo


def choose_assessment(known: tuple[AssessmentInfo, ...], id_: str | None) -> AssessmentInfo:
    """The assessment with this id, or the only one for None.

    Those of a centre that has withdrawn cannot be chosen. Raises `UsageError` assessment_ambiguous or
    assessment_unknown, with the list as text and the infos as `choices`; `UserError` centre_withdrawn.
    """
    shown = tuple(one for one in known if not one.centre.withdrawn)
    listed = "\n".join(f"{one.id}  {one.centre.name}, {one.round}" for one in shown)
    if id_ is None and len(shown) == 1:
        return shown[0]
    for one in known:
        if one.centre.withdrawn and (one.id == id_ or (id_ is None and not shown)):
            raise UserError("centre_withdrawn", centre=one.centre.name)
    if id_ is None:
        raise UsageError("assessment_ambiguous", assessments=listed, n=len(shown), choices=shown)
    for one in shown:
        if one.id == id_:
            return one
    raise UsageError("assessment_unknown", assessment=id_, assessments=listed, choices=shown)


def newest_shown(known: Iterable[AssessmentInfo]) -> AssessmentInfo | None:
    """The assessment to begin with: the newest of those whose centre has not withdrawn, a view from outside only where
    there is no other. None if there is none."""
    shown = (one for one in known if not one.centre.withdrawn)
    return max(shown, key=lambda one: (not is_view(one), one.place, one.created_at), default=None)
