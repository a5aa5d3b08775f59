"""Commands that show the window: for a person, or as pictures without a display."""

from __future__ import annotations

import os
import re
import sys
from argparse import Namespace

from mrcworkbench.cli.output import Output
from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.errors import UsageError

_SIZE = re.compile(r"(\d{3,4})x(\d{3,4})")


def open_window(options: Namespace, output: Output) -> int:
    """Open the window; without a display, say so and show the command-line way."""
    if not _has_display():
        output.say("cli.no_display")
        return 1
    from mrcworkbench.gui.app import run

    return run(options.database, exit_when=options.exit_when)


def grab_screens(options: Namespace, output: Output) -> int:
    """Write every page of the window as a PNG."""
    size = _SIZE.fullmatch(options.size)
    if size is None:
        raise UsageError("size_unreadable", size=options.size)
    catalogue(options.language)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from mrcworkbench.gui.app import screens

    written = screens(
        options.database,
        options.output,
        theme=options.theme,
        size=(int(size[1]), int(size[2])),
        language=options.language,
    )
    output.say("cli.screens_done", n=len(written), path=options.output)
    return 0


def _has_display() -> bool:
    """Whether a window can open: always on Windows and macOS, elsewhere when a display server is named."""
    if not sys.platform.startswith(("linux", "freebsd")):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
