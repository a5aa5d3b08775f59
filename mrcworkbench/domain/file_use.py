"""What a database is for: the work of one centre, or collecting what centres send.

It is so by what the file was made as, and never by how many centres it holds: a manager who merges a colleague's copy
keeps a centre's file, and a collection of one centre is a collection.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from mrcworkbench.errors import UserError

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo


class MadeAs(Enum):
    """What a file is kept as; the values stand in the file."""

    CENTRE = "centre"
    COLLECTION = "collection"


class FileUse(NamedTuple):
    """`brought` are the assessments that imports brought, `has_conflicts` whether any answer waits for a decision,
    `has_decisions` whether anything was decided or proposed."""

    made_as: MadeAs
    brought: frozenset[str] = frozenset()
    has_conflicts: bool = False
    has_decisions: bool = False

    @property
    def collects(self) -> bool:
        """Whether submissions are collected here."""
        return self.made_as is MadeAs.COLLECTION


def named(value: str | None) -> MadeAs | None:
    """What a file says of itself; None where it says nothing, or what no program wrote."""
    return next((one for one in MadeAs if one.value == value), None)


def made_as_of_unmarked(begun: int) -> MadeAs:
    """What a file is that does not say it: one of 0.1.0, a submission, a new one. `begun` is the number of centres of
    the assessments in it that no import brought.

    What a person begins in a file is that person's work, whoever's copies came in later, and nobody begins the work of
    two centres in one file: one that holds only what was brought collects, and so does one in which several were begun,
    for it was sent from a collection. One of none was made to collect: a centre's file begins with its centre.
    """
    return MadeAs.CENTRE if begun == 1 else MadeAs.COLLECTION


def own_assessments(use: FileUse, known: Iterable[AssessmentInfo]) -> tuple[AssessmentInfo, ...]:
    """Those that are the work of the person whose file this is: in a centre's file those begun in it and all others of
    their centre; all where none was begun in it, and in a collection."""
    every = tuple(known)
    centres = {one.centre.id for one in every if one.id not in use.brought}
    if use.collects or not centres:
        return every
    return tuple(one for one in every if one.centre.id in centres)


def only_read(use: FileUse, known: Iterable[AssessmentInfo]) -> frozenset[str]:
    """The ids of the assessments whose answers are not edited here: in a collection what centres sent, which officers
    correct with a reason instead.

    What a person began in it is that person's work, as it was before the file came to collect. Nobody begins the work
    of two centres in one file: where that of several was not brought, the file itself was sent from a collection.
    """
    if not use.collects:
        return frozenset()
    every = tuple(known)
    begun = [one for one in every if one.id not in use.brought]
    own = {one.id for one in begun} if len({one.centre.id for one in begun}) == 1 else set()
    return frozenset(one.id for one in every if one.id not in own)


def require_one_centre(use: FileUse, centres: Iterable[CentreInfo], assessments: Iterable[AssessmentInfo]) -> None:
    """Raises `UserError` no_centre_in_file, not_one_centre where a file cannot be used for one centre: nobody can say
    whose it would be.

    It can if it holds one centre, or if all that was begun in it is of one.
    """
    held = {one.joined_into or one.id for one in centres}
    begun = {one.centre.id for one in assessments if one.id not in use.brought}
    if not held:
        raise UserError("no_centre_in_file")
    if len(held) != 1 and len(begun) != 1:
        raise UserError("not_one_centre", n=len(held))
