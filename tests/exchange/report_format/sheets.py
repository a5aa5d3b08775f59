"""Sheets made up for tests of how they are arranged and written."""

from __future__ import annotations

from pathlib import Path

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.by_audience import prepare
from mrcworkbench.domain.disclosure.report_parts import Audience
from mrcworkbench.exchange.report import cells, leaves
from mrcworkbench.exchange.report.book import Book
from mrcworkbench.exchange.report.layout import Bars, Box, Leaf
from mrcworkbench.exchange.report.long_texts import whole
from tests.reports import source

Counts = tuple[str, int | None, int | None]


def written(target: Path, *sheets: Leaf, centre: str = "Port Velira Centre", language: str = "en") -> Path:
    """A workbook of these sheets."""
    made = [whole(leaf) for leaf in sheets]
    data = prepare(source({}, centre=centre, language=language), Audience.DONOR, catalogue())
    book = Book(data, catalogue())
    book.titles = {leaf.name: leaf.title for leaf in made}
    for leaf in made:
        leaves.write(book, leaf)
    cells.save(book.finish(), book.cells, book.styles.xml(), target)
    return target


def counted(rows: list[Counts], *, least: float = 19.0) -> Leaf:
    """A table of women and men with its bars."""
    leaf = Leaf("people", "People reached", (60.0, 20.0, 20.0, 80.0))
    head = leaf.add(*(Box(place, place, text) for place, text in enumerate(("Service", "Women", "Men"), 1)), keep=True)
    leaf.repeated = (head, head)
    for label, women, men in rows:
        leaf.add(Box(1, 1, label), Box(2, 2, women), Box(3, 3, men), least=least)
    full = max((women or 0) + (men or 0) for _, women, men in rows)
    leaf.bars.append(
        Bars(1, len(rows), 4, 4, tuple(rows), (1, 2, 3), ("Women", "Men"), full, "People by service", "Two services")
    )
    return leaf
