"""The list of 10,000 assessments, beside what one waits for without noticing: half a second from the open database to
the painted list, and a tenth of that for sorting, searching and scrolling. The file is already known to the system.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.benchmarks.bars import Bar, Pair, wall

if TYPE_CHECKING:
    from mrcworkbench.gui.pages.centres import CentresPage


@contextmanager
def _list(folder: Path, count: int) -> Iterator[Callable[[], CentresPage]]:
    """Something that makes the page of so many assessments, and paints it."""
    from PySide6.QtWidgets import QApplication

    from mrcworkbench.gui.pages.centres import CentresPage
    from mrcworkbench.gui.places import Place
    from mrcworkbench.gui.session.bridge import Bridge
    from mrcworkbench.gui.session.content import Content
    from mrcworkbench.gui.theme import Theme
    from mrcworkbench.services.session.session import open_session
    from mrcworkbench.services.session.writer import ThreadWriter
    from tests.collections_of_centres import collection
    from tests.gui.pages_support import page_context

    path = folder / "collection.mrcw"
    collection(path, Random(1), count * 3 // 5, drawn=200, withdrawn=3, conflicts=40)
    app = QApplication([])
    writer, content = ThreadWriter(), Content()
    session = open_session(path, writer=writer)
    session.open_assessment(next(info.id for info in session.assessments() if not info.centre.withdrawn))
    bridge = Bridge(content.texts)
    bridge.attach(session)
    theme = Theme(app, "light")
    pages: list[CentresPage] = []

    def shown() -> CentresPage:
        page = CentresPage(page_context(bridge, content, theme, lambda _: None))
        page.counting.start = lambda *_: None  # type: ignore[method-assign]
        page.resize(1216, 844)
        page.show()
        page.show_place(Place("centres"))
        page.grab()
        app.processEvents()
        pages.append(page)
        return page

    yield shown
    for page in pages:
        page.close()
    bridge.detach()
    writer.close()


@contextmanager
def _prepare_opening(folder: Path, count: int) -> Iterator[Pair]:
    with _list(folder, count) as shown:
        yield Pair(lambda _: wall(shown), lambda _: 0.5)


@contextmanager
def _prepare_use(folder: Path, count: int) -> Iterator[Pair]:
    with _list(folder, count) as shown:
        page = shown()

        def painted(step: Callable[[], object]) -> float:
            return wall(lambda: (step(), page.listing.table.viewport().grab()))

        yield Pair(lambda number: max(map(painted, _steps(page, number))), lambda _: 0.05)


def _steps(page: CentresPage, number: int) -> Iterator[Callable[[], object]]:
    """By each column, for words that many, some and no centres have, and by a twentieth of the list."""
    from PySide6.QtCore import Qt

    from mrcworkbench.gui.models.centre_rows import CentreColumn

    order = Qt.SortOrder.DescendingOrder if number % 2 else Qt.SortOrder.AscendingOrder
    for column in CentreColumn:
        yield lambda column=column: page.listing.model.sort(int(column), order)
    for words in ("p", "port velira", "no such centre", ""):
        yield lambda words=words: page.filters.search.setText(words)
    bar = page.listing.table.verticalScrollBar()
    most = max(1, bar.maximum())
    yield lambda: bar.setValue((bar.value() + max(1, most // 20)) % most)


BARS = (
    Bar("centres", "half a second", 1, "wall", 7, _prepare_opening, size=10_000, small=20),
    Bar("centres in use", "a twentieth of a second", 1, "wall", 7, _prepare_use, size=10_000, small=20),
)
