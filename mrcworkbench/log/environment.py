"""On what the program runs: versions and the kind of system, never its name or its user's."""

from __future__ import annotations

import locale
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version


def brief() -> dict[str, object]:
    """What costs nothing to ask; for the start of a program."""
    facts: dict[str, object] = {"platform": sys.platform, "system": _release(), "python": _python()}
    sqlite = sys.modules.get("sqlite3")
    if sqlite is not None:
        facts["sqlite"] = sqlite.sqlite_version
    return facts


def whole(sqlite_version: str) -> dict[str, object]:
    """Everything; for a report."""
    facts = {
        **brief(),
        "sqlite": sqlite_version,
        "machine": _machine(),
        "cores": os.cpu_count(),
    }
    try:
        named = platform.freedesktop_os_release() if sys.platform == "linux" else {}
    except OSError:
        named = {}
    facts["distribution"] = named.get("ID", "").lower() or None
    facts["distribution_version"] = named.get("VERSION_ID")
    for name, package in (("pyside", "PySide6_Essentials"), ("sqlalchemy", "SQLAlchemy"), ("openpyxl", "openpyxl")):
        try:
            facts[name] = version(package)
        except PackageNotFoundError:
            facts[name] = None
    facts["encoding"] = locale.getpreferredencoding(do_setlocale=False).lower()
    return facts


def _machine() -> str | None:
    """Without `platform.machine`, which asks the network for the computer's name."""
    if sys.platform == "win32":
        return os.environ.get("PROCESSOR_ARCHITECTURE", "").lower() or None
    return os.uname().machine.lower()


def _python() -> str:
    return ".".join(map(str, sys.version_info[:3]))


def _release() -> str:
    """Of the system: of its kernel, or the version and build of Windows."""
    if sys.platform == "win32":
        return ".".join(map(str, sys.getwindowsversion()[:3]))
    return os.uname().release.lower()
