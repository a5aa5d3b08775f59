"""What happens after the first paint: the window is filled, and the database opened."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from mrcworkbench import paths, systems
from mrcworkbench.gui import preferences
from mrcworkbench.gui.focus import FocusFollower
from mrcworkbench.gui.preferences import Preferences
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import PoolRunner, Task
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.theme.logo import draw_logo
from mrcworkbench.gui.window.main_window import MainWindow
from mrcworkbench.gui.window.workbench import Workbench

if TYPE_CHECKING:
    from mrcworkbench.services.session.writer import Writer

UNHURRIED = 300
"""Milliseconds after which the first click, if it follows at once, has been answered."""


def fill_window(
    app: QApplication, window: MainWindow, kept: Preferences, database: Path | None, writer: Callable[[], Writer]
) -> Workbench:
    """Builds what is in the window, and begins."""
    runner = PoolRunner()
    workbench = Workbench(window, Content(kept.language), Theme(app, kept.theme, kept.scale), runner, writer)
    workbench.ready.connect(lambda: QTimer.singleShot(0, lambda: _follow_focus(app, workbench)))
    clearing = Task(_clear_leftovers, workbench)
    clearing.done.connect(lambda found: _tell_kept(workbench, runner, (*kept.kept_copies, *map(str, found))))
    later = QTimer(workbench, singleShot=True, interval=UNHURRIED)
    later.timeout.connect(lambda: runner.start(clearing))
    workbench.ready.connect(later.start)

    def end() -> None:
        if later.isActive():  # closed sooner than that
            runner.start(clearing)
        runner.stop()

    app.aboutToQuit.connect(end)
    app.setWindowIcon(_icon(workbench.theme))
    sys.excepthook = _tell(workbench)
    workbench.begin(database, kept)
    return workbench


def _clear_leftovers(_: Task) -> tuple[Path, ...]:
    """What windows and commands that were killed have left goes, when nobody waits for it; the changed copies among it
    that are kept."""
    found: list[Path] = []
    if paths.may_hold_leftovers():
        from mrcworkbench.leftovers import clear

        clear(found.append)
    return tuple(found)


def _tell_kept(workbench: Workbench, runner: PoolRunner, places: Sequence[str]) -> None:
    """Says once where changed copies of attached files are that nobody was told of before."""
    if places:
        say = workbench.texts.text
        shown = ", ".join(map(QDir.toNativeSeparators, places))
        workbench.notifier.warn(say("window.copies_kept"), say("window.copies_kept_text", paths=shown))
        runner.start(Task(lambda _: preferences.change(lambda kept: kept._replace(kept_copies=())), workbench))


def _icon(theme: Theme) -> QIcon:
    """The logo, for the title bar and the task list of the system."""
    icon = QIcon()
    for size in (16, 32, 64, 128):
        pixmap = QPixmap(size, size)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        draw_logo(painter, QRectF(0, 0, size, size), theme.color("accent"), theme.color("on_accent"))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _follow_focus(app: QApplication, workbench: Workbench) -> None:
    if systems.on_macos():  # where Tab passes over buttons, boxes and lists unless a person has set it otherwise
        app.styleHints().setTabFocusBehavior(Qt.TabFocusBehavior.TabFocusAllControls)
    follower = FocusFollower(app, workbench.theme, workbench)
    app.aboutToQuit.connect(follower.stop)


def _tell(workbench: Workbench) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """A fault of ours is told in the window, with a report to copy; the window goes on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            workbench.window.close()
            return
        workbench.notifier.fault(error.with_traceback(trace))

    return hook
