"""Sealing: from an unsealed copy to a revision. The same rule for a submission, before a merge, and for a raw copy of a
database in use. db/README.md, Revisions 4 and 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mrcworkbench.domain.merging.headers import joined_header
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.revision import Header, Revision, make_revision
from mrcworkbench.domain.revisions.units import REMOVED_ROW, WHOLE, HeldUnit, Key, is_row


@dataclass(frozen=True)
class UnsealedCopy:
    """The answers of an assessment as they are worked on.

    `parents` and `decisions` are what it goes on from: the heads, and all decisions and take-backs that had effect,
    when it last took in the current view. Units that were edited since have no origin. Units in conflict are left out.
    """

    header: Header
    units: Mapping[Key, HeldUnit]
    parents: frozenset[str] = field(default_factory=frozenset)
    decisions: frozenset[str] = field(default_factory=frozenset)


def unsealed_copy(header: Header, history: History, view: View) -> UnsealedCopy:
    """The copy that goes on from the current view of a history, before any edit."""
    return UnsealedCopy(header, view.units, frozenset(history.heads), history.decided)


def seal(copy: UnsealedCopy, history: History, *, gather: bool = False) -> Revision | None:
    """The revision of what the copy holds, or None where it holds nothing new.

    With `gather` (for a submission, which has one revision to name) several heads, and decisions not taken in yet,
    are also brought together in a revision; a merge never does that, or its order would show. An assessment without
    any revision is always sealed, and so is a copy that has moved on to a newer version of the questionnaire.
    """
    base_history = history.known_to(copy.parents, copy.decisions)
    base = current_view(base_history.in_version(copy.header.questionnaire_version))
    units, edited = _sealed_units(copy.units, base)
    before = base_history.known_to(copy.parents)
    new_decisions = base_history.decided - before.decided
    to_gather = len(copy.parents) > 1 or bool(new_decisions)
    if copy.parents and not edited and copy.header == joined_header(base_history) and not (gather and to_gather):
        return None
    return make_revision(copy.header, copy.parents, new_decisions, units)


def damaged_units(copy: UnsealedCopy, base: View) -> frozenset[Key]:
    """The units that no edit explains: they say to be unchanged since what the copy goes on from (they have an origin),
    and are not; or they are not there, though nobody gave their question another answer.

    `base` is the view of what the copy goes on from, its decisions included. Nothing that this program does leaves such
    a unit; a damaged disk does, and so does an edit by hand. It is nothing that a centre said.
    """
    changed = {key for key, held in copy.units.items() if held.origins and base.units.get(key) != held}
    lost = {
        key
        for key in base.units.keys() - copy.units.keys()
        if (whole := copy.units.get((key[0], WHOLE))) is None or whole.origins
    }
    return frozenset(changed | lost)


def base_of(copy: UnsealedCopy, history: History) -> View:
    """The view that a copy goes on from, in the version of the copy. Raises `ValueError` where it goes on from a newer
    one."""
    known = history.known_to(copy.parents, copy.decisions)
    return current_view(known.in_version(copy.header.questionnaire_version))


def _sealed_units(working: Mapping[Key, HeldUnit], base: View) -> tuple[dict[Key, HeldUnit], bool]:
    """What the revision says of each unit, and whether anything was edited.

    What is as it was before keeps its origin, even where it was edited and edited back.
    """
    sealed: dict[Key, HeldUnit] = {}
    edited = False
    for key, held in working.items():
        before = base.units.get(key)
        if before is not None and held.unit == before.unit:
            if key not in base.derived:
                sealed[key] = before
        elif not _is_open(key, held, base):
            sealed[key] = HeldUnit(held.unit)
            edited = True
    for key in base.units.keys() - working.keys():
        before = base.units[key]
        if is_row(key) and not before.unit.is_removed:
            sealed[key] = HeldUnit(REMOVED_ROW)
            edited = True
        elif key not in base.derived:
            sealed[key] = before
    return sealed, edited


def _is_open(key: Key, held: HeldUnit, base: View) -> bool:
    """Whether nothing is to be said of a unit: nobody ever answered it, or its conflict has not been edited over."""
    if key in base.contested:
        return bool(held.origins)
    return key not in base.units and held.unit.says_nothing
