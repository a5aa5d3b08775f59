"""The study of 14 centres (IOM, 2009) and the library beside it, as data with a source for every claim.

Two texts are cited: `000` is the published Annex B with its endnotes, `001` the full draft of 12 October 2009. Lines
count from 1. Where the two disagree the published reading is shown, and the other one is kept with it (`differs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim stands: the document and its lines."""

    document: str
    lines: tuple[int, ...]

    @property
    def line_ranges(self) -> str:
        """The lines in one text, neighbours joined by a dash."""
        ranges: list[list[int]] = []
        for number in self.lines:
            if ranges and number == ranges[-1][1] + 1:
                ranges[-1][1] = number
            else:
                ranges.append([number, number])
        return ", ".join(str(first) if first == last else f"{first}\u2013{last}" for first, last in ranges)


class EvidenceKind(StrEnum):
    """In the order in which evidence is shown."""

    BODY = "body"
    """Told in the running text, under the criterion's own heading."""
    ANNEX_B = "annex_b"
    """Listed among the practices of the centre's entry in Annex B."""
    MATRIX = "matrix"
    """Ticked in the table of Annex A."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that the study says of one centre. `criterion` is None where none fits; `status` is None for a tick."""

    id: str
    centre: str
    criterion: str | None
    also: tuple[str, ...]
    kind: EvidenceKind
    status: str | None
    text: str
    sources: tuple[Source, ...]
    differs: str | None


@dataclass(frozen=True, slots=True)
class CriterionPlace:
    """Where a criterion stands in the study. `matrix_column` is None where we do not hold that column of Annex A."""

    id: str
    dimension: str
    heading: str
    title: str
    source: Source
    matrix_column: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What the two editions say differently about one field of a centre."""

    field: str
    published: str
    draft: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Challenge:
    """A difficulty that a centre named."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class StudiedCentre:
    """One of the 14 centres, with the general fields of Annex B. `order` is its place in the study, not a rank."""

    id: str
    order: int
    name: str
    short_name: str
    name_english: str | None
    country: str
    country_code: str
    kind: str
    kind_note: str | None
    context: str
    context_note: str | None
    established: str
    established_year: int | None
    places: str | None
    funding: str | None
    website: tuple[str, ...]
    website_note: str | None
    challenges: tuple[Challenge, ...]
    differs: tuple[Difference, ...]
    source: Source
    sources: Mapping[str, tuple[Source, ...]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the study. `same_as` names the figure that gives the same fact in another place or reading."""

    id: str
    centre: str | None
    criterion: str | None
    value: int | float | str
    qualifier: str | None
    unit: str
    what: str
    period: str | None
    text: str
    sources: tuple[Source, ...]
    note: str | None
    same_as: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says at one place."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A place where the two editions, or the draft with itself, disagree."""

    id: str
    kind: str
    centre: str | None
    subject: str
    readings: tuple[Reading, ...]
    material: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that the study says of itself."""

    id: str
    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class RevisedClaim:
    """A claim that was read again: both readings, in words, and why the later one holds.

    `about` is the id of the evidence, or of the entry of the library; a centre's id for its profile, where `criterion`
    is None. `decided` says on what: the `text` leaves no other reading, or it leaves the place open and it is our
    `judgement`.
    """

    about: str
    centre: str | None
    criterion: str | None
    before: str | None
    after: str
    reason: str
    sources: tuple[Source, ...]
    decided: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The published edition, where our readings can be checked. `year` is None as long as we have not seen it."""

    title: str
    series: str
    number: int
    issn: str
    year: int | None
    address: str
    citation: str
    """As it is cited, in one line; names are not translated."""
    centres: int
    countries: int
    """As its own announcement counts."""


@dataclass(frozen=True, slots=True)
class KindMap:
    """One table for the kinds and contexts of own and studied centres; what is absent or None has no nearest kind."""

    kinds: Mapping[str, str | None]
    """Option of the question on who runs the centre, to the kind of the studied centres."""
    contexts: Mapping[str, str | None]
    """Option of the question on origin and destination, to `origin` or `destination`."""
    study_contexts: Mapping[str, tuple[str, ...]]
    """Context of a studied centre, to the plain contexts that it counts as."""


LIBRARY_PARTS = ("recommendations", "activities", "initiatives", "needs")
"""In the order in which they are shown."""


@dataclass(frozen=True)
class Library:
    """Recommendations, activities, initiatives and needs, each as shipped: a mapping with `criteria` and `sources`."""

    recommendations: tuple[Mapping[str, Any], ...] = ()
    activities: tuple[Mapping[str, Any], ...] = ()
    initiatives: tuple[Mapping[str, Any], ...] = ()
    needs: tuple[Mapping[str, Any], ...] = ()
    notes: tuple[Note, ...] = ()
    """What each part is, and what terms of 2009 are called today."""

    @cached_property
    def by_criterion(self) -> Mapping[str, Mapping[str, tuple[Mapping[str, Any], ...]]]:
        """For each criterion that any entry serves: part of the library to its entries, in the order of both."""
        found: dict[str, dict[str, tuple[Mapping[str, Any], ...]]] = {}
        for part in LIBRARY_PARTS:
            for criterion, entries in _grouped(_with_criteria(getattr(self, part))).items():
                found.setdefault(criterion, {})[part] = entries
        return found


@dataclass(frozen=True)
class Study:
    """Everything that the study says, in one language."""

    criteria: tuple[CriterionPlace, ...]
    centres: tuple[StudiedCentre, ...]
    evidence: tuple[Evidence, ...]
    figures: tuple[Figure, ...]
    discrepancies: tuple[Discrepancy, ...]
    kinds: KindMap
    corrections: tuple[RevisedClaim, ...]
    publication: Publication
    library: Library = field(default_factory=Library)
    limits: tuple[Note, ...] = ()
    """What the study says of its own limits: rules for how it may be shown."""

    @cached_property
    def centre_by_id(self) -> Mapping[str, StudiedCentre]:
        return {centre.id: centre for centre in self.centres}

    @cached_property
    def place_by_id(self) -> Mapping[str, CriterionPlace]:
        return {place.id: place for place in self.criteria}

    @cached_property
    def evidence_by_criterion(self) -> Mapping[str, tuple[Evidence, ...]]:
        """For each criterion, what names it first; in the order of the study's centres."""
        return _grouped((item.criterion, item) for item in self.evidence if item.criterion)

    @cached_property
    def evidence_also(self) -> Mapping[str, tuple[Evidence, ...]]:
        """For each criterion, what names it as a further one."""
        return _grouped((criterion, item) for item in self.evidence for criterion in item.also)

    @cached_property
    def evidence_by_centre(self) -> Mapping[str, tuple[Evidence, ...]]:
        return _grouped((item.centre, item) for item in self.evidence)


def _with_criteria(entries: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each entry with every criterion that it, or one of its sub-items, serves."""
    for entry in entries:
        parts = [entry, *entry.get("sub_items", ())]
        for criterion in dict.fromkeys(criterion for part in parts for criterion in part["criteria"]):
            yield criterion, entry


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in groups.items()}
