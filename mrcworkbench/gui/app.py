"""The composition root: puts the window together and runs it.

Order of a start: Qt, the frame of the window, its first paint; then the rest of the window, while the database's
library is imported and the file opened on another thread. Nothing needed for the first paint imports SQLAlchemy,
openpyxl, Babel or the study.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mrcworkbench.gui import preferences
from mrcworkbench.gui.main_window import MainWindow
from mrcworkbench.gui.painted import FirstPaint
from mrcworkbench.gui.theme.tokens import DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from mrcworkbench.services.writer import Writer

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb"})


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
    window = MainWindow(_tokens(app, kept.theme))

    def fill() -> None:
        from mrcworkbench.gui.filling import fill_window

        workbench = fill_window(app, window, kept, database, _thread_writer)
        if exit_when == "ready":
            workbench.ready.connect(window.close)

    FirstPaint(window, window.close if exit_when == "painted" else fill)
    window.show()
    return int(app.exec())


def screens(
    database: Path, folder: Path, *, theme: str = "light", size: tuple[int, int] = (1440, 900), language: str = "en"
) -> list[Path]:
    """Writes every page of the real window as a PNG named after the page; returns the files. Needs no display."""
    from mrcworkbench.gui.screens import grab_pages

    app = _application()
    app.setLayoutDirection(direction_of(language))
    return grab_pages(app, database, folder, theme=theme, size=size, language=language)


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    app = QApplication([sys.argv[0]])
    app.setApplicationName("MRC Workbench")
    app.setDesktopFileName("mrcworkbench")
    return app


def _tokens(app: QApplication, choice: str) -> Tokens:
    """The colours of the first paint; the theme takes over from there."""
    dark = choice == "dark" or (choice == "system" and app.styleHints().colorScheme() is Qt.ColorScheme.Dark)
    return DARK if dark else LIGHT


def _thread_writer() -> Writer:
    from mrcworkbench.services.writer import ThreadWriter

    return ThreadWriter()
