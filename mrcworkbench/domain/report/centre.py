"""What a centre is, for whom and for how many: the facts behind the first sentences of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mrcworkbench.domain.disclosure.report_parts import EMPTY, CellView, QuestionView, ReportData, RowView
from mrcworkbench.domain.disclosure.small_counts import adds_up, group_of, people_columns
from mrcworkbench.domain.questionnaire.tags import Tag


class Fact(StrEnum):
    """What a reader wants to know first; in the order in which it is said."""

    KIND = "kind"
    BODY = "body"
    SINCE = "since"
    PAYERS = "payers"
    SERVED = "served"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option that was chosen. A report may have words of its own for its code; else its text is said."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Clients:
    """How many in the twelve months that end on a day: all ways of coming together. `share` is the women among them in
    per cent; None where it is not known."""

    number: int
    share: int | None
    unit: Chosen | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Centre:
    """What may be said of a centre; what is not known or not let go is blank."""

    kind: Chosen | None = None
    body: str = ""
    place: str = ""
    country: str = ""
    since: int | None = None
    payers: tuple[str, ...] = ()
    """By name, as far as names are let go."""
    payer_kinds: tuple[Chosen, ...] = ()
    """Of those without a name, each kind once."""
    served: tuple[Chosen, ...] = ()
    counted: Clients | None = None
    does_not_count: Chosen | None = None
    """What it says of counting where it counts nobody."""

    @property
    def missing(self) -> tuple[Fact, ...]:
        """What cannot be said."""
        known = {
            Fact.KIND: self.kind,
            Fact.BODY: self.body,
            Fact.SINCE: self.since,
            Fact.PAYERS: self.payers or self.payer_kinds,
            Fact.SERVED: self.served,
            Fact.COUNTED: self.counted or self.does_not_count,
        }
        return tuple(fact for fact, value in known.items() if not value)


def centre_of(data: ReportData) -> Centre:
    """The facts that the audience of this report may see."""
    kind, body, since = (data.tagged(tag) for tag in (Tag.RUN_BY, Tag.BODY, Tag.FIRST_YEAR))
    served = data.tagged(Tag.SERVED)
    unit, table = data.tagged(Tag.COUNT_UNIT), data.tagged(Tag.CLIENT_COUNTS)
    what = next(iter(_choices(unit)), None)
    payers, kinds = _payers(data.tagged(Tag.PAYERS))
    year = since.cell.value if since else None
    return Centre(
        kind=next(iter(_choices(kind)), None),
        body=_text(body.cell) if body else "",
        place=_place(data.tagged(Tag.PLACES)),
        country=data.country,
        since=year if isinstance(year, int) else None,
        payers=payers,
        payer_kinds=kinds,
        served=_choices(served),
        counted=_counted(table, what, _day(data.tagged(Tag.COUNTED_UNTIL))) if table else None,
        does_not_count=what if table is None else None,
    )


def _choices(view: QuestionView | None) -> tuple[Chosen, ...]:
    return () if view is None else _of_cell(view.cell)


def _of_cell(cell: CellView) -> tuple[Chosen, ...]:
    if cell.held or cell.item is None:
        return ()
    return tuple(Chosen(code, cell.item.option_text(code)) for code in cell.codes)


def _text(cell: CellView) -> str:
    """A text as one line; blank where it is held back."""
    return " ".join(str(cell.value).split()) if cell.value is not None and not cell.held else ""


def _day(view: QuestionView | None) -> date | None:
    try:
        return date.fromisoformat(_text(view.cell)) if view else None
    except ValueError:
        return None


def _cells(view: QuestionView, row: RowView) -> tuple[CellView, CellView]:
    """What names a row and what says its kind: the first two columns."""
    first, second, *_ = (*view.question.columns, None, None)
    cells = (row.cells.get(column.code, EMPTY) if column else EMPTY for column in (first, second))
    return next(cells), next(cells)


def _place(view: QuestionView | None) -> str:
    """The first place of a kind that is open to the public."""
    if view is None or len(view.question.columns) < 2:
        return ""
    public = view.question.columns[1].options_tagged(Tag.PUBLIC)
    for row in view.rows:
        name, kind = _cells(view, row)
        if _text(name) and public.intersection(kind.codes):
            return _text(name)
    return ""


def _payers(view: QuestionView | None) -> tuple[tuple[str, ...], tuple[Chosen, ...]]:
    rows = [_cells(view, row) for row in view.rows] if view else []
    names = (_text(name) for name, _ in rows)
    kinds = (choice for name, kind in rows if not _text(name) for choice in _of_cell(kind))
    return tuple(dict.fromkeys(filter(None, names))), tuple(dict.fromkeys(kinds))


def _counted(table: QuestionView, unit: Chosen | None, until: date | None) -> Clients | None:
    """The row of all ways together, or the only row; of several ways nobody knows who came in more than one."""
    row = _whole(table)
    if row is None:
        return None
    groups = {
        group_of(column): row.cells.get(column.code, EMPTY)
        for column in people_columns(table.question)
        if adds_up(column)
    }
    if any(cell.held for cell in groups.values()):
        return None
    given = {group: cell.value for group, cell in groups.items() if isinstance(cell.value, int)}
    if not given or (len(given) == 1 and Tag.NOT_RECORDED not in given):
        return None
    number = sum(given.values())
    women = given.get(Tag.WOMEN)
    return Clients(number, None if women is None else _per_cent(women, number), unit, until)


def _whole(table: QuestionView) -> RowView | None:
    kind = table.question.row_kind
    if kind is not None:
        all_rows = kind.options_tagged(Tag.ALL_ROWS)
        for row in table.rows:
            if all_rows.intersection(row.cells.get(kind.code, EMPTY).codes):
                return row
    return _only(table.rows)


def _only(rows: Sequence[RowView]) -> RowView | None:
    return rows[0] if len(rows) == 1 else None


def _per_cent(part: int, whole: int) -> int | None:
    """Rounded; never all or none where it is not so."""
    if not whole:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    return rounded if part in (0, whole) else min(99, max(1, rounded))
