"""The start of the program, beside an empty window of the same library: whole processes, from their start to their end.

First paint is `--exit-when painted` beside an empty PySide6 window; the usable home page is `--exit-when ready` beside
that window, SQLAlchemy Core, and the file opened. Modules are compiled in the first turn, as they are where the program
is installed, whatever the environment says.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.benchmarks.bars import Bar, Pair, wall

_EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, then)
def then():
    app.quit()
app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""
_EMPTY_AND_FILE = _EMPTY.replace(
    "    app.quit()",
    """    import sqlalchemy
    engine = sqlalchemy.create_engine("sqlite:///" + sys.argv[1])
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text("SELECT count(*) FROM sqlite_master")).scalar_one()
    engine.dispose()
    app.quit()""",
).replace("\nfrom PySide6.QtCore", "\nimport sys\nfrom PySide6.QtCore", 1)


@contextmanager
def _prepare(when: str, floor: str, folder: Path, _: int) -> Iterator[Pair]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MRCWORKBENCH_DATA": str(folder / "data")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    program, database = [sys.executable, "-m", "mrcworkbench"], str(folder / "sample.mrcw")

    def run(command: list[str]) -> None:
        subprocess.run(command, env=environment, check=True, capture_output=True)

    run([*program, "sample", database])
    ours = partial(run, [*program, database, "--exit-when", when])
    empty = partial(run, [sys.executable, "-c", floor, database])
    yield Pair(lambda _: wall(ours), lambda _: wall(empty))


FIRST_PAINT = Bar("first paint", "an empty window", 1.2, "wall", 15, partial(_prepare, "painted", _EMPTY))
USABLE = Bar(
    "usable", "that window, SQLAlchemy, the file", 1.3, "wall", 15, partial(_prepare, "ready", _EMPTY_AND_FILE)
)
