"""The list of 10,000 assessments: how long it takes to open, to sort, to filter, to search and to count, and to paint;
and how long it takes to read them all for the picture of the 24 criteria.

Run by hand: `python tests/benchmarks/bench_centres.py [ASSESSMENTS]`. The bar is half a second from the open database
to the painted list; sorting and filtering should stay within a tenth of that. The file is already known to the system.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mrcworkbench.gui.models.centres import CentreColumn
from mrcworkbench.gui.pages.centres import CentresPage
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.theme import Theme
from mrcworkbench.services.collection import overview
from mrcworkbench.services.collection.standings import Reader, picture
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.session.writer import ThreadWriter
from tests.collections_of_centres import collection
from tests.gui.pages_support import page_context

ROUNDS = 7


def timed(job: Callable[[], object]) -> float:
    start = perf_counter()
    job()
    return (perf_counter() - start) * 1e3


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MRCWORKBENCH_DATA"] = folder
        path = Path(folder) / "collection.mrcw"
        made = collection(path, Random(1), wanted * 3 // 5, drawn=200, withdrawn=3, conflicts=40)
        measure(path, len(made.assessments))


def measure(path: Path, assessments: int) -> None:
    app = QApplication([])
    writer, content = ThreadWriter(), Content()
    session = open_session(path, writer=writer)
    session.open_assessment(next(info.id for info in session.assessments() if not info.centre.withdrawn))
    bridge = Bridge(content.texts)
    bridge.attach(session)
    theme = Theme(app, "light")
    page: CentresPage | None = None

    def show() -> None:
        nonlocal page
        page = CentresPage(page_context(bridge, content, theme, lambda _: None))
        page.counting.start = lambda *_: None  # type: ignore[method-assign]
        page.resize(1216, 844)
        page.show()
        page.show_place(Place("centres"))
        page.grab()
        app.processEvents()

    def painted(job: Callable[[], object]) -> float:
        def both() -> None:
            job()
            page.table.viewport().grab()

        return median(timed(both) for _ in range(ROUNDS))

    print(f"{assessments} assessments, {path.stat().st_size / 1e6:.0f} MB")
    print(f"open the list, first paint included  {timed(show):8.1f} ms")
    assert page is not None
    counter = overview.Counter(content.questionnaire)
    found = overview.summaries(session)
    counts: dict[str, overview.Count] = {}

    def count() -> None:
        for part in overview.batches((one.info for one in found), content.questionnaire.id):
            counts.update(counter.count(session, part))

    print(f"count all, in the background         {timed(count):8.1f} ms")
    page.model.take_counts(counts)
    page.model.settle()
    for column in CentreColumn:
        took = painted(lambda column=column: page.model.sort(int(column), Qt.SortOrder.DescendingOrder))
        print(f"sort by {column.name.lower():<28} {took:8.1f} ms")
    for words in ("p", "port velira", "no such centre"):
        print(
            f"search “{words}”".ljust(36), f"{painted(lambda words=words: page.filters.search.setText(words)):8.1f} ms"
        )
    page.filters.search.setText("")
    bar = page.table.verticalScrollBar()
    step = max(1, bar.maximum() // 20)
    took = painted(lambda: bar.setValue((bar.value() + step) % bar.maximum()))
    print(f"scroll by a twentieth                {took:8.1f} ms")
    reader = Reader()
    print(f"read and place all, in the background{timed(lambda: reader.read(session)):8.1f} ms")
    print(f"the same again, nothing changed      {timed(lambda: reader.read(session)):8.1f} ms")
    read = reader.read(session)
    took = median(timed(lambda: picture(read, session.assessments())) for _ in range(ROUNDS))
    print(f"the picture of all                   {took:8.1f} ms")
    page.close()
    bridge.detach()
    writer.close()


if __name__ == "__main__":
    main()
