"""Commands that show the window: for a person, or as pictures without a display."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from argparse import Namespace
from pathlib import Path

from mrcworkbench.cli.output import Output
from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.errors import UsageError

_SIZE = re.compile(r"(\d{3,4})x(\d{3,4})")


def open_window(options: Namespace, output: Output) -> int:
    """Open the window; without a display, say so and show the command-line way."""
    if not _has_display():
        output.say("cli.no_display", program=_program())
        return 1
    from mrcworkbench.gui.window.app import run

    return run(options.database, exit_when=options.exit_when)


def grab_screens(options: Namespace, output: Output) -> int:
    """Write every page of the window as a PNG."""
    size = _SIZE.fullmatch(options.size)
    if size is None:
        raise UsageError("size_unreadable", size=options.size)
    catalogue(options.language)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from mrcworkbench.gui.window.app import screens

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


def _program() -> str:
    """The program as the person can call it from the folder in which they are."""
    if shutil.which("mrcworkbench"):
        return "mrcworkbench"
    if Path(sys.argv[0]).name == "__main__.py":
        return f"{_callable('python3', 'python') or _from_here(sys.executable)} -m mrcworkbench"
    return _from_here(sys.argv[0])


def _callable(*names: str) -> str | None:
    """The first of these names by which the system finds the Python that runs now."""
    found = ((name, shutil.which(name)) for name in names)
    return next((name for name, path in found if path and Path(path).absolute() == Path(sys.executable)), None)


def _from_here(path: str) -> str:
    """The shorter of a path from here and the whole path, fit for a shell."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive of Windows
        near = path
    near = near if os.sep in near else f"{os.curdir}{os.sep}{near}"
    shorter = min(near, str(Path(path).absolute()), key=len)
    return f'"{shorter}"' if sys.platform == "win32" and " " in shorter else shlex.quote(shorter)
