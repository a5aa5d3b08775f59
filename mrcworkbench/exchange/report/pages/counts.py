"""Tables that count people, row by row, as far as they may be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mrcworkbench.domain.disclosure.report_parts import EMPTY, CellView, QuestionView, RowView
from mrcworkbench.domain.disclosure.small_counts import group_of, people_columns
from mrcworkbench.domain.questionnaire.tags import SUMMANDS, Tag
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.exchange.report.pages.wording import shortened
from mrcworkbench.exchange.report.words import Words

_LONGEST = 70
"""Characters of the name of a row that are shown."""


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One row. `groups`: whom it counts, those alone that are given or held back; `counts_all`: it is a total."""

    label: str
    groups: Mapping[Tag, CellView]
    counts_all: bool

    @property
    def is_held(self) -> bool:
        """Whether its women or men are held back: then nothing else of it says much."""
        return any(tag in self.groups and self.groups[tag].held for tag in (Tag.WOMEN, Tag.MEN))

    @property
    def tells_anything(self) -> bool:
        """Whether any of its counts may be seen."""
        return not self.is_held and any(self.number(tag) is not None for tag in self.groups)

    def number(self, tag: Tag) -> int | None:
        """A count that may be seen."""
        cell = self.groups.get(tag)
        return cell.value if cell is not None and isinstance(cell.value, int) else None

    @property
    def total(self) -> int | None:
        """Where two or more of its counts are given and none is held back; a blank is no zero."""
        given = [tag for tag in SUMMANDS if tag in self.groups]
        counts = [count for tag in given if (count := self.number(tag)) is not None]
        return sum(counts) if len(counts) == len(given) > 1 else None


def counted(words: Words, view: QuestionView) -> Iterator[CountedRow]:
    """The rows that count anybody, in their order."""
    kind = view.question.row_kind
    all_rows = frozenset() if kind is None else kind.options_tagged(Tag.ALL_ROWS)
    for place, row in enumerate(view.rows, 1):
        cells = {group_of(column): row.cells.get(column.code, EMPTY) for column in people_columns(view.question)}
        groups = {group: cell for group, cell in cells.items() if cell.held or cell.value is not None}
        if groups:
            counts_all = kind is not None and bool(all_rows.intersection(row.cells.get(kind.code, EMPTY).codes))
            yield CountedRow(_label(words, view, row, place), groups, counts_all)


def _label(words: Words, view: QuestionView, row: RowView, place: int) -> str:
    """The first column of a row, or its place where that may not be seen."""
    first = view.columns[0] if view.columns else None
    cell = row.cells.get(first.code) if first is not None and first.kind in (ValueKind.TEXT, ValueKind.CHOICE) else None
    if cell is None or cell.held or cell.value is None:
        return words.say("row", number=place)
    return shortened(words, str(cell.value), _LONGEST, view.number)
