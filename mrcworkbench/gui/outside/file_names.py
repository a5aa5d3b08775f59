"""How the name of a file and its folder are shown: one line, not too long, and in its own direction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QGuiApplication

from mrcworkbench.content.directions import FIRST_STRONG_ISOLATE, set_apart
from mrcworkbench.domain.files.names import on_one_line

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.session.session import Session

LONGEST_NAME, LONGEST_FOLDER = 60, 70
_ELLIPSIS = "\u2026"


def shown_line(text: str, most: int) -> str:
    """A name or path on one line of so many characters: what no line can show stands as a sign for it."""
    plain = on_one_line(text)
    if len(plain) > most:
        head = (most - 1) // 2
        plain = f"{plain[:head]}{_ELLIPSIS}{plain[head + 1 - most :]}"
    return set_apart(plain)


def shown_name(path: Path, most: int = LONGEST_NAME) -> str:
    """The file's name; what no line can show, or would turn the line round, stands as a sign for it."""
    return shown_line(path.name, most)


def shown_folder(path: Path, most: int = LONGEST_FOLDER) -> str:
    """The folder of a file, as the system writes it."""
    return shown_line(QDir.toNativeSeparators(str(path.parent)), most)


def window_title(session: Session, about: str, texts: Texts) -> str:
    """The file's name, what it is if it is not simply open, what is shown of it, and the program's name."""
    name = shown_name(session.path)
    if session.is_sample:
        name = texts.text("window.title_sample", name=name)
    elif session.read_only_reason == "submission_opened":
        name = texts.text("window.title_submission", name=name)
    elif session.read_only:
        name = texts.text("window.title_read_only", name=name)
    parts = [name, texts.text("window.application")]
    if about != session.path.stem:  # a collection is named by its file
        parts.insert(1, shown_line(about, LONGEST_NAME))
    title = texts.text("window.title_joint").join(parts).replace("[*]", "[*][*]")  # Qt's sign for a changed file
    return f"{_own_direction()}{title}" if title.startswith(FIRST_STRONG_ISOLATE) else title


def _own_direction() -> str:
    """The mark before a title that begins with a name from the other side: window managers read a line in the direction
    of its first letter, whatever is set apart."""
    from_right = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return "\u200f" if from_right else "\u200e"
