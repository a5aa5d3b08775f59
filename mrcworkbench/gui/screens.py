"""Every page of the window as a picture, for the help, the README and checks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from mrcworkbench.errors import UserError
from mrcworkbench.gui.page_list import PAGES
from mrcworkbench.gui.places import Place

if TYPE_CHECKING:
    from mrcworkbench.gui.main_window import MainWindow


def grab_pages(window: MainWindow, database: Path, folder: Path, size: tuple[int, int]) -> list[Path]:
    """Opens the database and grabs each page once, the first start included. Raises `UserError` if it cannot be
    opened."""
    failures: list[Exception] = []
    window.files.failed.connect(failures.append)
    window.resize(*size)
    window.show()
    window.files.open(database)
    if failures:
        window.close()
        raise failures[0]
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for entry in PAGES:
            window.navigator.go(_telling(window, entry.name))
            written.append(_grab(window, folder / f"{entry.name}.png"))
        window.show_start()
        written.append(_grab(window, folder / "start.png"))
    except OSError as error:
        raise UserError("cannot_write", path=str(folder), detail=error.strerror or "") from error
    finally:
        window.close()
    return written


def _telling(window: MainWindow, page: str) -> Place:
    """Where the page has something to show: the questionnaire at a section that judges a criterion."""
    if page != "questionnaire":
        return Place(page)
    sections = window.bridge.session.questionnaire.sections
    judged = [section.code for section in sections if section.criterion is not None]
    return Place(page, section="access" if "access" in judged else judged[0])


def _grab(window: MainWindow, target: Path) -> Path:
    # Layouts and deferred deletions settle over two rounds; no time is waited for.
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
        QApplication.processEvents()
    if not window.grab().save(str(target), "PNG"):
        raise OSError(None, str(target))
    return target
