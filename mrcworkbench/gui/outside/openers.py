"""Whether this computer has a program for a file, where the system's way to open one does not say so.

On Linux a file is handed to a helper that ends without a word where there is no program for it. The list of programs by
kind of file, which desktops keep, says so before.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMimeDatabase

from mrcworkbench import paths

_ANYTHING = "application/octet-stream"
_LISTS = ("mimeapps.list", "mimeinfo.cache", "defaults.list")


def nothing_opens(file: Path) -> bool:
    """Whether there is surely no program for this file; False where nobody can tell."""
    if sys.platform in ("win32", "darwin") or "FLATPAK_ID" in os.environ or "SNAP" in os.environ:
        return False
    lists = [one for one in _lists() if one.is_file()]
    if not any(one.name == "mimeinfo.cache" for one in lists):
        return False
    kind = QMimeDatabase().mimeTypeForFile(str(file))
    wanted = {kind.name(), *kind.aliases(), *kind.allAncestors()} - {_ANYTHING}
    return bool(wanted) and not any(wanted & _kinds(one) for one in lists)


def _lists() -> Iterator[Path]:
    data = [os.environ.get("XDG_DATA_HOME") or str(paths.home() / ".local" / "share")]
    data += (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    folders = [Path(one, "applications") for one in data if one]
    folders.append(Path(os.environ.get("XDG_CONFIG_HOME") or paths.home() / ".config"))
    for folder in folders:
        yield from (folder / name for name in _LISTS)


def _kinds(file: Path) -> set[str]:
    """The kinds of file that a list names a program for."""
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:  # of another account
        return set()
    return {kind.strip() for kind, sign, programs in (line.partition("=") for line in lines) if sign and programs}
