"""The comparison: 24 criteria beside the 14 studied centres, grouped by kind; and every claim with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mrcworkbench.domain.study.comparison import CriterionComparison, StudiedCell
from mrcworkbench.domain.study.model import Evidence, EvidenceKind
from mrcworkbench.exchange.report.annex.criteria import level_look
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.looks import (
    BAND,
    BODY,
    CENTRED,
    HEADER,
    HEADER_CENTRED,
    HEADER_TURNED,
    HEADING,
    MARK,
    MARK_DIFFERS,
    PLACE,
    PLAIN,
    QUIET,
    STRONG,
)

_FIRST_CENTRE = 5
_TURNED_HEIGHT = 118.0
_LOST = replace(CENTRED, colour=QUIET.colour)
_SOURCE_NUMBER = replace(QUIET, horizontal="right", indent=1)


def write(book: Book) -> None:
    data, words = book.data, book.words
    centres = sorted(data.study.centres, key=lambda centre: (_kind_place(centre.kind), centre.order))
    sheet = book.sheet("compare", (4, 36, 8, 5, *[5.0] * len(centres)))
    book.top(sheet, "compare")
    kinds = [words.study(f"kind_short_{centre.kind}") for centre in centres]
    groups = [kind if place == 0 or kinds[place - 1] != kind else None for place, kind in enumerate(kinds)]
    group_row = sheet.band("", BAND)
    for place, group in enumerate(groups):
        sheet.put(_FIRST_CENTRE + place, group, BAND, row=group_row)
    header = sheet.line(
        [
            words.annex("column_number"),
            words.annex("column_criterion"),
            words.annex("column_own"),
            words.annex("column_table_kept"),
            *(
                words.annex("centre_country", centre=centre.short_name, country=centre.country_code)
                for centre in centres
            ),
        ],
        (HEADER, HEADER, HEADER_CENTRED, HEADER_CENTRED, *[HEADER_TURNED] * len(centres)),
    )
    sheet.height(header, _TURNED_HEIGHT)
    sheet.freeze(header + 1, _FIRST_CENTRE)
    sheet.repeat(group_row, header)
    for criterion in data.comparison.criteria:
        cells = {cell.centre: cell for cell in criterion.cells}
        signs = [sign(cells[centre.id], words.annex("planned_sign")) for centre in centres]
        definition = data.criteria.by_id[criterion.id]
        sheet.line(
            [
                definition.number,
                definition.title,
                words.level_mark(criterion.own),
                words.annex("kept" if criterion.column_kept else "lost"),
                *signs,
            ],
            (
                PLACE,
                BODY,
                level_look(criterion.own),
                CENTRED if criterion.column_kept else _LOST,
                *(MARK_DIFFERS if cells[centre.id].matrix_differs else MARK for centre in centres),
            ),
        )
    sheet.skip()
    sheet.wide(words.annex("compare_legend"), HEADING)
    for key in ("text", "annex_b", "both", "planned", "tick", "differs", "blank", "lost", "own", "order"):
        sheet.wide(words.annex(f"legend_{key}"), PLAIN)
    sheet.skip()
    nearest = [data.study.centre_by_id[centre].short_name for centre in data.comparison.nearest]
    sheet.wide(words.annex("compare_nearest", names=words.names(nearest, most=5)), PLAIN)


def _kind_place(kind: str) -> int:
    order = ("government", "ngo", "iom", "mixed")
    return order.index(kind) if kind in order else len(order)


def sign(cell: StudiedCell, planned: str) -> str:
    """Disc: named in the text; ring: Annex B; disc in ring: both; p: only planned in 2009; tick: table of Annex A;
    ≠: tick and text differ."""
    named, listed = cell.body is not None, cell.annex_b > 0
    mark = {(True, True): "◉", (True, False): "●", (False, True): "○", (False, False): ""}[named, listed]
    told = [item.status for item in cell.evidence if item.kind is not EvidenceKind.MATRIX]
    if told and "in_place" not in told:
        mark += planned
    if cell.matrix:
        mark += "✓"
    return f"{mark}≠" if cell.matrix_differs else mark


def write_sources(book: Book) -> None:
    """Each claim behind the matrix, nearest in kind first, with document and lines."""
    data, words = book.data, book.words
    sheet = book.sheet("sources", (4, 17, 10, 43, 9, 20, 20))
    book.top(sheet, "sources")
    sheet.wide(words.annex("published_edition", publication=data.study.publication.citation), PLAIN)
    names = ("number", "centre", "where", "what", "status_then", "source", "differs")
    header = sheet.line([words.annex(f"column_{name}") for name in names], HEADER)
    sheet.freeze(header + 1, 3)
    sheet.repeat(header, header)
    for criterion in data.comparison.criteria:
        definition = data.criteria.by_id[criterion.id]
        sheet.band(words.say("numbered", number=definition.number, text=definition.title), BAND)
        for item in _items(criterion):
            centre = data.study.centre_by_id[item.centre]
            sheet.line(
                [
                    definition.number,
                    words.annex("centre_country", centre=centre.short_name, country=centre.country_code),
                    words.study(f"evidence_{item.kind.value}"),
                    item.text if item.criterion == criterion.id else words.annex("also_here", text=item.text),
                    words.study(f"status_{item.status}") if item.status else None,
                    words.sources(item.sources),
                    item.differs,
                ],
                (_SOURCE_NUMBER, STRONG, BODY, BODY, BODY, QUIET, QUIET),
            )


def _items(criterion: CriterionComparison) -> Iterator[Evidence]:
    """The examples nearest in kind first, then what is said of the centre itself where it is one of the study."""
    yield from criterion.examples
    shown = {item.id for item in criterion.examples}
    for kind in EvidenceKind:
        for cell in criterion.cells:
            for item in (*cell.evidence, *cell.also):
                if item.id not in shown and item.kind is kind:
                    yield item
