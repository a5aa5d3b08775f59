"""Open conflicts, as they are shown to whoever settles them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from mrcworkbench.domain.merging.claims import Claim
from mrcworkbench.domain.merging.headers import header_claims
from mrcworkbench.domain.merging.views import View, current_view
from mrcworkbench.domain.revisions.canonical import canonical_text, content_id, read_canonical
from mrcworkbench.domain.revisions.decisions import Decision
from mrcworkbench.domain.revisions.histories import History
from mrcworkbench.domain.revisions.units import Key, Unit


@dataclass(frozen=True, slots=True)
class ConflictValue:
    """One side of a conflict: what it says, and every revision or decision in which somebody said it, sorted."""

    unit: Unit
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A unit, or a field of the header, for which several things are said. The same conflict has the same id in every
    copy of the data.

    `base` is what all sides had before, where that is one thing. Without a question the row is the field: one of
    `headers.FIELDS`.
    """

    id: str
    assessment: str
    question: str
    row: str
    base: Unit | None
    values: tuple[ConflictValue, ...]
    version: str
    """Of the questionnaire in which the units are said."""

    @property
    def key(self) -> Key:
        return self.question, self.row

    @property
    def origins(self) -> tuple[str, ...]:
        """What a decision that settles all of it names."""
        return tuple(sorted({origin for value in self.values for origin in value.origins}))


def open_conflicts(assessment: str, history: History, view: View | None = None) -> tuple[Conflict, ...]:
    """The conflicts of an assessment by question and row, in the version of `view`, which spares making it again."""
    view = current_view(history) if view is None else view
    version = view.header.questionnaire_version if view.header is not None else ""
    history = history.in_version(version)
    return tuple(
        conflict_between(assessment, history, key, view.contested[key], version) for key in sorted(view.contested)
    )


def conflict_id(assessment: str, key: Key, origins: Iterable[str]) -> str:
    """The id of the conflict between these origins."""
    question, row = key
    content = {"assessment": assessment, "question": question, "row": row, "origins": sorted(set(origins))}
    return content_id("mrcworkbench conflict 1", content)


def settle(conflict: Conflict, unit: Unit, *, because: str, author: str, decided_at: str) -> Decision:
    """The decision that this holds instead of every side of the conflict."""
    return Decision(
        conflict.assessment,
        conflict.question,
        conflict.row,
        conflict.origins,
        unit,
        because,
        author,
        decided_at,
        conflict.version,
    )


def are_alike(conflict: Conflict) -> bool:
    """Whether the sides differ only in how text is written: space, case, composed or decomposed letters.

    The same units otherwise: no state, reason or attachment differs.
    """
    return len({_plain(value.unit) for value in conflict.values}) == 1


def _plain(unit: Unit) -> tuple[str | None, ...]:
    value = None if unit.value is None else canonical_text(_plain_value(read_canonical(unit.value)))
    return (unit.state, value, unit.reason, _plain_text(unit.comment), unit.attachments)


def _plain_value(value: object) -> object:
    if isinstance(value, str):
        return _plain_text(value)
    if isinstance(value, list):
        return [_plain_value(one) for one in value]
    return {key: _plain_value(one) for key, one in value.items()} if isinstance(value, dict) else value


def _plain_text(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def conflict_between(assessment: str, history: History, key: Key, claims: tuple[Claim, ...], version: str) -> Conflict:
    """The conflict between these claims about a unit of an assessment, or about a field of its header."""
    sides: dict[Unit, list[str]] = {}
    for claim in claims:
        sides.setdefault(claim.unit, []).append(claim.origin)
    values = tuple(ConflictValue(unit, tuple(sorted(origins))) for unit, origins in sides.items())
    origins = sorted({claim.origin for claim in claims})
    base = _base(history, key, origins)
    return Conflict(conflict_id(assessment, key, origins), assessment, *key, base, values, version)


def view_before(history: History, conflict: Conflict) -> View:
    """What stood in the part of the history that all sides of a conflict had seen: there is its base."""
    return current_view(_before(history.in_version(conflict.version), conflict.key, conflict.origins))


def _base(history: History, key: Key, origins: Iterable[str]) -> Unit | None:
    """What stood in the part of the history that all sides had seen, if that is one thing."""
    question, row = key
    before = _before(history, key, origins)
    if not question:
        units = {claim.unit for claim in header_claims(before, row)}
        return units.pop() if len(units) == 1 else None
    held = current_view(before).units.get(key)
    return None if held is None else held.unit


def _before(history: History, key: Key, origins: Iterable[str]) -> History:
    return history.only(frozenset[str].intersection(*(history.older_than(origin, key) for origin in origins)))
