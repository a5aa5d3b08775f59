"""The log of a window: its start and end, and what Qt says.

Begun when the first page can be used, so that nobody waits for it.
"""

from __future__ import annotations

import re
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication

from mrcworkbench import log
from mrcworkbench.log import environment
from mrcworkbench.log.records import repeated
from mrcworkbench.log.watching import watch

_LOGGED = {QtMsgType.QtWarningMsg: "warning", QtMsgType.QtCriticalMsg: "critical", QtMsgType.QtFatalMsg: "fatal"}
_FUNCTION = re.compile(r"Q[A-Za-z]{1,40}::[A-Za-z]{1,40}")
"""A function of Qt, such as `QPainter::begin`; the rest of a message may hold a path."""


def watch_window(app: QApplication) -> None:
    """Logs the start, and from now on what Qt warns of, what nobody can catch, and the end."""
    watch()
    qInstallMessageHandler(on_message)
    log.event("window", qt=qVersion(), screen=app.platformName(), **environment.brief())
    app.aboutToQuit.connect(lambda: log.event("window_ended"))


def on_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Logs a warning by its kind, its part of Qt and the function that it names; prints it as Qt would."""
    if kind in _LOGGED:
        function = _FUNCTION.search(message)
        facts = {"kind": _LOGGED[kind], "part": (context.category or "default").lower()}
        repeated("qt_message", **facts, function=function[0].lower() if function else None)
    if sys.stderr is not None:  # a program without a console has none
        sys.stderr.write(message + "\n")
