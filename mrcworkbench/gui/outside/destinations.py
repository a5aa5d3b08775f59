"""Where a file that is made goes: suggested, asked for, remembered with the database, and opened afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from mrcworkbench import paths

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session

_LONGEST = 4096
"""Characters of a kept place; no system takes more."""
ChooseFile = Callable[[QWidget, str, Path, str], Path | None]
OpenPath = Callable[[Path], bool]


def open_path(path: Path) -> bool:
    """Opens a file or folder with the program that the system has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def documents() -> Path:
    """The user's documents, or the home folder where there is none."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(found) if found else paths.home()
    return folder if folder.is_dir() else paths.home()


def is_there(path: Path, *, folder: bool = False) -> bool:
    """Whether there is a file (or folder) of this name; there is none of a name that the system does not take."""
    try:
        return path.is_dir() if folder else path.is_file()
    except (OSError, ValueError):
        return False


def kept_target(session: Session, folder: str, name: str, suggested: Callable[[], str]) -> Path:
    """Where the file went last, by the settings with these keys; else a suggested name in the user's documents.

    The settings come with the file, perhaps from elsewhere: only the whole name of a folder, and the name of a file in
    it, are taken. Whether it is there is told when it is written.
    """
    kept, where = session.settings.get(name) or "", session.settings.get(folder) or ""
    place = Path(where) if _is_plain(where) and Path(where).is_absolute() else documents()
    return place / (kept if _is_plain(kept) and Path(kept).name == kept != ".." else suggested())


def _is_plain(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and text.isprintable()


def keep_target(session: Session, folder: str, name: str, path: Path) -> None:
    """Remember where the file goes from now on."""
    session.settings.set(folder, str(path.parent))
    session.settings.set(name, path.name)
