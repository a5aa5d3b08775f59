"""The one door for messages to the user. Nobody else opens a message box; the window decides how a message is shown."""

from __future__ import annotations

import traceback

from PySide6.QtCore import QObject, Signal

from mrcworkbench import __version__
from mrcworkbench.domain.texts import Texts
from mrcworkbench.errors import UserError
from mrcworkbench.gui.words.local_time import dated


def sentences(texts: Texts, error: Exception) -> tuple[str, str]:
    """What is wrong, and the advice, in words; the advice may be empty. Of a fault of the program, which one it is.

    Whatever is put into words for the user is in the log.
    """
    from mrcworkbench import log

    if not isinstance(error, UserError):
        log.fault(error)
        return texts.text("common.fault", detail=f"{type(error).__name__}: {error}"), ""
    log.told(error)
    facts = dated(error.facts)
    message = texts.text(f"errors.{error.code}", **facts)
    try:
        return message, texts.text(f"errors.{error.code}_advice", **facts)
    except KeyError:
        return message, ""


def in_words(texts: Texts, error: Exception) -> str:
    """What is wrong and the advice, as one text."""
    return " ".join(filter(None, sentences(texts, error)))


class Notifier(QObject):
    """Messages from anywhere in the window."""

    said = Signal(str, str, str)
    """Tone (ok, warn, danger), title, text."""
    broke = Signal(str)
    """A fault of ours, as its traceback."""
    report_wanted = Signal()
    """The user wants to report a problem."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts

    def info(self, title: str, text: str = "") -> None:
        """Something was done."""
        self.said.emit("ok", title, text)

    def warn(self, title: str, text: str = "") -> None:
        self.said.emit("warn", title, text)

    def error(self, error: UserError) -> None:
        """Something the user can put right: what is wrong, and what to do."""
        title, advice = sentences(self._texts, error)
        self.said.emit("danger", title, advice)

    def fault(self, error: BaseException) -> None:
        """A fault of the program: nothing the user did. It is in the log, which the user can look at and send."""
        from mrcworkbench import log

        log.fault(error)
        lines = traceback.format_exception(error)
        self.broke.emit(f"MRC Workbench {__version__}\n" + "".join(lines))

    def failure(self, error: BaseException) -> None:
        """Whichever of the two it is."""
        if isinstance(error, UserError):
            self.error(error)
        else:
            self.fault(error)
