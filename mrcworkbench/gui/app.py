"""The composition root: puts the window together and runs it.

Order of a start: Qt, colours and fonts, the empty shell, the first paint; only then is the database's library
imported and the file opened, on another thread. Nothing that this module imports needs SQLAlchemy, openpyxl, Babel or
the study.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mrcworkbench.gui import preferences
from mrcworkbench.gui.content import Content
from mrcworkbench.gui.focus import FocusFollower
from mrcworkbench.gui.main_window import MainWindow
from mrcworkbench.gui.painted import FirstPaint
from mrcworkbench.gui.tasks import DirectRunner, PoolRunner
from mrcworkbench.gui.theme import Theme

if TYPE_CHECKING:
    from mrcworkbench.services.writer import Writer

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb"})
_FIRST_SIZE = (1280, 800)


def direction_of(language: str) -> Qt.LayoutDirection:
    """The direction in which the window of a language reads."""
    base = language.split("-", maxsplit=1)[0].split("_", maxsplit=1)[0]
    return Qt.LayoutDirection.RightToLeft if base in _RIGHT_TO_LEFT else Qt.LayoutDirection.LeftToRight


def run(database: Path | None = None, *, exit_when: str | None = None) -> int:
    """Shows the window until it is closed; the exit status is Qt's.

    `exit_when` "painted" closes it at its first paint, "ready" when its first page can be used: for timing and smoke
    tests.
    """
    app = _application()
    kept = preferences.load()
    app.setLayoutDirection(direction_of(kept.language))
    theme = Theme(app, kept.theme, kept.scale)
    window = MainWindow(Content(kept.language), theme, PoolRunner(), _thread_writer)
    follower = FocusFollower(app, theme, window)
    hook = sys.excepthook
    sys.excepthook = _tell(window)
    _give_size(window, app)
    begin: Callable[[], object] = window.close if exit_when == "painted" else lambda: window.begin(database)
    FirstPaint(window.rooms, begin)
    if exit_when == "ready":
        window.ready.connect(window.close)
    window.prepare(database)
    window.show()
    try:
        return int(app.exec())
    finally:
        follower.stop()
        sys.excepthook = hook


def screens(
    database: Path, folder: Path, *, theme: str = "light", size: tuple[int, int] = (1440, 900), language: str = "en"
) -> list[Path]:
    """Writes every page of the real window as a PNG named after the page; returns the files. Needs no display."""
    from mrcworkbench.gui.screens import grab_pages
    from mrcworkbench.services.writer import ImmediateWriter

    app = _application()
    app.setLayoutDirection(direction_of(language))
    window = MainWindow(Content(language), Theme(app, theme), DirectRunner(), ImmediateWriter)
    return grab_pages(window, database, folder, size)


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    app = QApplication([sys.argv[0]])
    app.setApplicationName("MRC Workbench")
    app.setDesktopFileName("mrcworkbench")
    return app


def _thread_writer() -> Writer:
    from mrcworkbench.services.writer import ThreadWriter

    return ThreadWriter()


def _give_size(window: MainWindow, app: QApplication) -> None:
    """As large as fits, up to the size that shows everything."""
    screen = app.primaryScreen().availableGeometry()
    width, height = _FIRST_SIZE
    window.resize(min(width, screen.width()), min(height, screen.height()))


def _tell(window: MainWindow) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """A fault of ours is told in the window, with a report to copy; the window goes on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        window.notifier.fault(error.with_traceback(trace))

    return hook
