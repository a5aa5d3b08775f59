"""What a file from elsewhere holds, once it has passed every check: rows as they are stored, ready to be inserted.

Rows are kept as the tuples that SQLite gave, in the order of the tables' columns: a merge of ten thousand files makes
no objects that it does not need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mrcworkbench.domain.revisions.decisions import Confirmation, Join
from mrcworkbench.storage.merged_sets.histories import history_of_rows

if TYPE_CHECKING:
    from mrcworkbench.domain.revisions.decisions import TakeBack
    from mrcworkbench.domain.revisions.histories import History
    from mrcworkbench.domain.revisions.revision import UnitRow
    from mrcworkbench.domain.revisions.translation import Translator
    from mrcworkbench.storage.merged_sets.attachment_names import Attached, FileName
    from mrcworkbench.storage.strangers.copying import PrivateCopy
    from mrcworkbench.storage.strangers.knowledge import Knowledge

TextRow: TypeAlias = tuple[str, ...]
NullableRow: TypeAlias = tuple[str | None, ...]
AttachmentRow: TypeAlias = tuple[str, int]
"""Columns of `attachments` but the content: SHA-256, size in bytes."""


def unit_rows_of(units_of: Mapping[str, Sequence[UnitRow]]) -> Iterator[NullableRow]:
    """Rows of `revision_units`, from the units of each revision."""
    return ((revision, *unit) for revision, units in units_of.items() for unit in units)


@dataclass(frozen=True)
class IncomingAssessment:
    """One assessment of the file: everything of it that merges. An unsealed draft is among the revisions, sealed."""

    row: TextRow
    """Columns of `assessments`: id, centre_id, round, questionnaire_id, questionnaire_version, about, follows,
    created_at."""
    revisions: tuple[TextRow, ...]
    """Columns of `revisions`: id, assessment_id, centre_id, centre_name, country, round, questionnaire_id,
    questionnaire_version, about, follows, format. Sorted by id."""
    units_of: Mapping[str, Sequence[UnitRow]]
    """The units of each revision, sorted by question and row; revisions sorted, too."""
    parents: tuple[TextRow, ...]
    """Columns of `revision_parents`: revision, parent. Sorted."""
    taken_in: tuple[TextRow, ...]
    """Columns of `revision_decisions`: revision, decision. Sorted."""
    attestations: tuple[TextRow, ...]
    """Columns of `attestations`: revision, author, sealed_at, kind. Sorted."""
    decisions: tuple[NullableRow, ...]
    """Columns of `decisions`: id, assessment_id, question, row, settles (ids joined by a space), state, value, reason,
    comment, attachments, because, author, decided_at, questionnaire_version, kind, format. Sorted."""
    attached: frozenset[Attached]
    """Every attached file where a revision or decision names it; all of them are in the file."""
    names: tuple[FileName, ...]
    """What they are called there. Sorted."""

    take_backs: Mapping[str, TakeBack] = field(default_factory=dict)
    """Those of the file that take back one of the decisions, by id."""

    @property
    def id(self) -> str:
        return self.row[0]

    @property
    def centre(self) -> str:
        return self.row[1]

    @property
    def attachments(self) -> frozenset[str]:
        """SHA-256 of the attached files."""
        return frozenset(one.sha256 for one in self.attached)

    @property
    def units(self) -> tuple[NullableRow, ...]:
        """Columns of `revision_units`: revision, question, row, state, value, reason, comment, attachments, origin.
        Sorted by the first three."""
        return tuple(unit_rows_of(self.units_of))

    def history(self, translator: Translator | None) -> History:
        """The same as objects of the domain."""
        rows = (self.revisions, self.units, self.parents, self.taken_in, self.decisions)
        return history_of_rows(*rows, translator, self.take_backs)


@dataclass(frozen=True)
class Incoming:
    """A file that passed every check. `discard` it when done: it removes the private copy."""

    path: Path
    sha256: str
    """Of the whole file, in 64 hexadecimal digits."""
    size: int
    """Bytes."""
    copy: PrivateCopy = field(repr=False)
    """Its bytes; never written."""
    centres: tuple[TextRow, ...]
    """Columns of `centres` but `is_sample`: id, name, country, created_at. Sorted."""
    assessments: tuple[TextRow, ...]
    """Columns of `assessments`, see `IncomingAssessment.row`. Sorted."""
    records: Mapping[str, tuple[TextRow, ...]]
    """By kind, where there are any: the columns of its table, sorted. See `merged_sets.record_sets`."""
    attachments: tuple[AttachmentRow, ...]
    """Only those that some revision or decision names. Sorted."""
    is_sealed: bool
    """Whether this is a submission. Anything else is a raw copy of a database in use."""
    is_proved: bool
    """Whether a manifest answers for all of it. Not so in submissions of the first format: a name or time that was
    changed in one cannot be told."""
    knowledge: Knowledge = field(repr=False)
    """What it was checked with."""
    _parts: tuple[IncomingAssessment, ...] | None = field(repr=False)
    _read: Callable[[], Iterator[IncomingAssessment]] = field(repr=False)
    _contents: Callable[[], Iterator[tuple[str, bytes]]] = field(repr=False)

    def parts(self) -> Iterator[IncomingAssessment]:
        """Each assessment, by id: from memory where the file is small, read again from the private copy otherwise, so
        that a large file needs the memory of its largest assessment only."""
        return iter(self._parts) if self._parts is not None else self._read()

    def without(self, centres: frozenset[str]) -> Incoming:
        """The same without all that is of these centres."""

        def kept() -> Iterator[IncomingAssessment]:
            return (part for part in self.parts() if part.centre not in centres)

        named = frozenset[str]().union(*(part.attachments for part in kept()))
        return replace(
            self,
            centres=tuple(row for row in self.centres if row[0] not in centres),
            assessments=tuple(row for row in self.assessments if row[1] not in centres),
            records={
                kind: tuple(row for row in rows if centres.isdisjoint(row[1 : 3 if kind == Join.kind else 2]))
                for kind, rows in self.records.items()
            },
            attachments=tuple(row for row in self.attachments if row[0] in named),
            _parts=None if self._parts is None else tuple(kept()),
            _read=kept,
            _contents=lambda: (one for one in self.attachment_contents() if one[0] in named),
        )

    def told_by_others(self, database: str) -> Incoming:
        """The same without what this database is said to have said to proposals: it knows that, and no file tells
        it."""
        rows = self.records.get(Confirmation.kind, ())
        kept = tuple(row for row in rows if Confirmation(*row[1:]).database != database)
        return self if len(kept) == len(rows) else replace(self, records={**self.records, Confirmation.kind: kept})

    def attachment_contents(self) -> Iterator[tuple[str, bytes]]:
        """SHA-256 and content of each of `attachments`, one by one, from the private copy."""
        return self._contents()

    def discard(self) -> None:
        """Remove the private copy. Nothing else of a large one can be read afterwards."""
        self.copy.discard()
