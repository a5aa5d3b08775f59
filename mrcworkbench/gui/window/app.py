"""The composition root: puts the window together and runs it.

Order of a start: Qt, the frame of the window, its first paint; then the rest of the window, while the database's
library is imported and the file opened on another thread. Nothing needed for the first paint imports SQLAlchemy,
openpyxl, Babel or the study.
"""

from __future__ import annotations

import builtins
import gc
import os
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from mrcworkbench.content.directions import reads_from_right
from mrcworkbench.gui import preferences
from mrcworkbench.gui.page.painted import FirstPaint
from mrcworkbench.gui.theme.tokens import DARK, LIGHT, Tokens
from mrcworkbench.gui.window.geometry import WindowPlace
from mrcworkbench.gui.window.main_window import MainWindow

if TYPE_CHECKING:
    from mrcworkbench.services.session.writer import Writer

_HALF = 128
_SIDES = 4
_FAULT = 3
"""The exit status for a fault of ours, as on the command line."""
_SEARCHES = (2_000, 20, 500)
"""When Python collects garbage. Looking through everything takes a fifth of a second with ten thousand centres in
memory, and finds next to nothing: what the program keeps has no cycles."""
_TURN = 0.001
"""Seconds for which a thread that counts or reads keeps the window's thread waiting; 0.005 by default."""
_SCALING = {"QT_SCALE_FACTOR": (0.25, 8.0), "QT_FONT_DPI": (24.0, 960.0)}
"""What people set for Qt outside the program, with the least and the most that a screen may need."""


def _read_no_sources() -> None:
    """Takes off the hook by which PySide6 reads the source of every module imported after it, in search of names for
    its `__feature__` switches. Nothing here uses them, and all that reading is a tenth of a start.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def set_direction(app: QApplication, language: str) -> None:
    """Mirrors the window for languages that read from the right."""
    if reads_from_right(language):
        # The namespace of all of Qt's enumerations takes 20 ms to make, so it is not asked for without need.
        from PySide6.QtCore import Qt

        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def run(database: Path | None = None, *, exit_when: str | None = None) -> int:
    """Shows the window until it is closed; the exit status is Qt's, or 3 for a fault of ours that leaves no window.

    `exit_when` "painted" closes it at its first paint, "ready" when its first page can be used: for timing and smoke
    tests, where a fault must end the program instead of being shown to nobody.
    """
    gc.disable()  # everything made during a start stays, so collecting garbage costs time for nothing
    _read_no_sources()
    app = _application()
    kept = preferences.load()
    set_direction(app, kept.language)
    window = MainWindow(_tokens(app, kept.theme), _place(kept))

    def fill() -> None:
        try:
            from mrcworkbench.gui.window.filling import UNHURRIED, fill_window

            workbench = fill_window(app, window, kept, database, _thread_writer)
        except Exception as error:  # noqa: BLE001 - an empty window cannot say what is wrong
            from mrcworkbench import log

            log.fault(error)
            _give_up(app, traceback.format_exc())
            return
        if exit_when is not None:
            workbench.notifier.broke.connect(lambda report: _give_up(app, report))
        workbench.ready.connect(_started)
        workbench.ready.connect(lambda: QTimer.singleShot(UNHURRIED, app, lambda: _watch(app)))
        if exit_when == "ready":
            workbench.ready.connect(window.close)

    FirstPaint(window, window.close if exit_when == "painted" else fill)
    FirstPaint(window, window.keep_on_screen)
    if exit_when is None:
        app.screenRemoved.connect(lambda _: window.keep_on_screen())
        window.screen().availableGeometryChanged.connect(lambda _: window.keep_on_screen())
        window.left.connect(lambda place: _remember(kept, place))
    window.show()
    return int(app.exec())


def screens(
    database: Path, folder: Path, *, theme: str = "light", size: tuple[int, int] = (1440, 900), language: str = "en"
) -> list[Path]:
    """Writes every page of the real window as a PNG named after the page; returns the files. Needs no display."""
    from mrcworkbench.gui.window.screens import grab_pages

    app = _application()
    set_direction(app, language)
    return grab_pages(app, database, folder, theme=theme, size=size, language=language)


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    drop_wrong_scaling(os.environ)
    app = QApplication([sys.argv[0], "-style", "Fusion"])
    app.setApplicationName("MRC Workbench")
    app.setDesktopFileName("mrcworkbench")
    return app


def drop_wrong_scaling(environment: MutableMapping[str, str]) -> None:
    """Takes out sizes that no screen has: with them Qt ends, or draws for ever, and there is no window to say so."""
    for name, (least, most) in _SCALING.items():
        try:
            fits = least <= float(environment.get(name, least)) <= most
        except ValueError:
            fits = False
        if not fits:
            del environment[name]


def _place(kept: preferences.Preferences) -> WindowPlace | None:
    """Where the window was left, if it ever was."""
    if len(kept.window) != _SIDES:
        return None
    x, y, width, height = kept.window
    return WindowPlace((x, y, width, height), kept.maximized)


def _remember(kept: preferences.Preferences, place: WindowPlace) -> None:
    """Keeps where the window is left; where it opened and stays there, nothing needs to be written."""
    if (place.inside, place.maximized) == (kept.window, kept.maximized):
        return
    preferences.change(lambda now: now._replace(window=place.inside, maximized=place.maximized))


def _give_up(app: QApplication, report: str) -> None:
    sys.stderr.write(report)
    app.exit(_FAULT)


def _started() -> None:
    gc.freeze()
    gc.set_threshold(*_SEARCHES)
    gc.enable()
    sys.setswitchinterval(_TURN)


def _watch(app: QApplication) -> None:
    from mrcworkbench.gui.window.watching import watch_window

    watch_window(app)


def _tokens(app: QApplication, choice: str) -> Tokens:
    """The colours of the first paint; the theme takes over from there."""
    dark = choice == "dark" or (choice == "system" and app.palette().window().color().lightness() < _HALF)
    return DARK if dark else LIGHT


def _thread_writer() -> Writer:
    from mrcworkbench.services.session.writer import ThreadWriter

    return ThreadWriter()
