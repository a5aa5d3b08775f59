"""Every page of the window as a picture, for the help, the README and checks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from mrcworkbench import leftovers, systems
from mrcworkbench.errors import UserError
from mrcworkbench.gui.page.page_list import PAGES, registers_of
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.tasks import DirectRunner
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.window.main_window import MainWindow
from mrcworkbench.gui.window.workbench import Workbench
from mrcworkbench.services.session.choice import newest_shown
from mrcworkbench.services.session.writer import ImmediateWriter


def grab_pages(
    app: QApplication, database: Path, folder: Path, *, theme: str, size: tuple[int, int], language: str
) -> list[Path]:
    """Opens the database and grabs each page once, the first start too. Raises `UserError` if it cannot be opened."""
    previous = qInstallMessageHandler(_without_noise)
    try:
        return _grab_pages(app, database, folder, theme=theme, size=size, language=language)
    finally:
        qInstallMessageHandler(previous)


def _without_noise(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """What Qt says, but for what it cannot do without a display anyway."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(message + "\n")


def _grab_pages(
    app: QApplication, database: Path, folder: Path, *, theme: str, size: tuple[int, int], language: str
) -> list[Path]:
    look = Theme(app, theme)
    window = MainWindow(look.tokens)
    workbench = Workbench(window, Content(language), look, DirectRunner(), ImmediateWriter, remembers=False)
    failures: list[Exception] = []
    workbench.files.failed.connect(failures.append)
    window.resize(*size)
    window.show()
    workbench.files.open(database)
    if failures:
        window.close()
        raise failures[0]
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _pages(workbench):
            workbench.navigator.go(_telling(workbench, name))
            if workbench.navigator.place.page != name:  # not offered: a page about levels, where there are none
                continue
            written.append(_grab(window, folder / f"{name.replace(':', '-')}.png"))
        workbench.first_start.show_choices()
        written.append(_grab(window, folder / "start.png"))
    except OSError as error:
        raise UserError("screens_not_written", path=str(folder), detail=error.strerror or "") from error
    finally:
        window.close()
        window.deleteLater()
        look.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return written


def _pages(workbench: Workbench) -> Iterator[str]:
    """The pages of the file; in a collection those of its centres, then those of the newest assessment."""
    session = workbench.bridge.session
    names = [entry.name for entry in PAGES]
    if session.file_use.collects:
        yield from (entry.name for entry in PAGES if entry.of_collection)
        names = ["centre", *(entry.name for entry in PAGES if not entry.of_collection)]
        newest = newest_shown(session.assessments())
        if newest is not None:
            workbench.bridge.open_assessment(newest.id)
    yield from (*names, *registers_of(session))


def _telling(workbench: Workbench, page: str) -> Place:
    """Where the page has something to show: the questionnaire where the evidence is best."""
    copy = workbench.bridge.working_copy if page == "questionnaire" else None
    if copy is None or not copy.criteria_set.criteria:
        return Place(page)
    best = max(copy.criteria_set.criteria, key=lambda criterion: copy.criterion(criterion.id).evidence or "")
    return Place(page, section=best.section)


def _grab(window: MainWindow, target: Path) -> Path:
    # Layouts and deferred deletions settle over two rounds; no time is waited for.
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
        QApplication.processEvents()
    draft = leftovers.unfinished_name(target.parent, ".png")
    with leftovers.claimed(draft):
        if not window.grab().save(str(draft), "PNG"):
            raise OSError(None, str(target))
        systems.replace(draft, target)
    return target
