"""Revisions: the sealed states of an assessment, named by their content. db/README.md, Revisions 1 to 3.

A revision leaves out the units that were in conflict when it was sealed, and those that follow from others (see
`views`): for them, what its parents say still stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Literal, TypeAlias

from mrcworkbench.domain.revisions.canonical import canonical_content, content_id
from mrcworkbench.domain.revisions.units import HeldUnit, Key

FIRST_FORMAT = "1"
"""That of 0.1.0."""
FIRST_VERSION = "1.0.0"
"""Of the questionnaires: the only one that 0.1.0 knew, so what is said in the first format is said in it."""
FORMAT = "2"
"""Of every revision and decision that this program makes."""
UnitRow: TypeAlias = tuple[str, str, str, str | None, str | None, str, str, str | None]
"""Question, row, state, value, reason, comment, attachments, and the origins joined by a space (None: here)."""

AttestationKind: TypeAlias = Literal["sealed", "unsealed_copy", "round", "import", "plan_update"]


@dataclass(frozen=True, slots=True)
class Header:
    """Whose answers a revision holds, and to which questionnaire. `about`: the assessment that a stakeholder's view is
    about; `follows`: that of the round before; "" for none."""

    assessment: str
    centre: str
    centre_name: str
    country: str
    round: str
    questionnaire: str
    questionnaire_version: str
    about: str = ""
    follows: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        """What no revision of an assessment changes."""
        return self.centre, self.questionnaire, self.about, self.follows


@dataclass(frozen=True)
class Revision:
    """A sealed state. It goes on from `parents`, and from `decisions` that are not in those yet; both sorted."""

    id: str
    header: Header
    parents: tuple[str, ...]
    decisions: tuple[str, ...]
    units: Mapping[Key, HeldUnit]
    format: str = FORMAT


@dataclass(frozen=True, slots=True, order=True)
class Attestation:
    """Who says to have sealed a revision, and when: an offline clock's word, which decides nothing."""

    sealed_at: str
    author: str
    revision: str
    kind: AttestationKind = "sealed"

    @property
    def canonical(self) -> bytes:
        """What is hashed, and signed. Raises `NotCanonical` for text that is no Unicode text."""
        return canonical_content("mrcworkbench attestation 1", asdict(self))

    @property
    def id(self) -> str:
        """What a signature calls it. Raises as `canonical` does."""
        return sha256(self.canonical).hexdigest()


def make_revision(
    header: Header,
    parents: Iterable[str],
    decisions: Iterable[str],
    units: Mapping[Key, HeldUnit],
    format_: str = FORMAT,
) -> Revision:
    """The revision with this content, under its name. Raises `NotCanonical` for text that is no Unicode text."""
    sorted_parents, sorted_decisions = tuple(sorted(set(parents))), tuple(sorted(set(decisions)))
    id_ = revision_id(header, sorted_parents, sorted_decisions, unit_rows(units), format_)
    return Revision(id_, header, sorted_parents, sorted_decisions, units, format_)


def unit_rows(units: Mapping[Key, HeldUnit]) -> list[UnitRow]:
    """The units as they are hashed, sorted by question and row."""
    return [unit_row(key, units[key]) for key in sorted(units)]


def unit_row(key: Key, held: HeldUnit) -> UnitRow:
    unit = held.unit
    origins = " ".join(held.origins) or None
    return (*key, unit.state, unit.value, unit.reason, unit.comment, unit.attachments, origins)


def revision_id(
    header: Header, parents: Iterable[str], decisions: Iterable[str], rows: Iterable[UnitRow], format_: str = FORMAT
) -> str:
    """The name of a revision with this content; parents, decisions and rows sorted. The first format says nothing of
    other assessments.

    Takes rows as they are stored, so that a file from elsewhere can be checked without making anything of it.
    """
    content: dict[str, object] = {
        "assessment": header.assessment,
        "centre": {"id": header.centre, "name": header.centre_name, "country": header.country},
        "round": header.round,
        "questionnaire": {"id": header.questionnaire, "version": header.questionnaire_version},
        "parents": list(parents),
        "decisions": list(decisions),
        "units": list(rows),
    }
    if format_ != FIRST_FORMAT:
        content |= {"about": header.about or None, "follows": header.follows or None}
    return content_id(f"mrcworkbench revision {format_}", content)
