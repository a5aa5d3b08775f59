"""LibreOffice without a window, in a profile of its own that works every formula out again when a file is opened."""

from __future__ import annotations

import subprocess
from pathlib import Path

_LONGEST = 180
"""Seconds for one file."""
_RECALCULATES = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def as_pdf(file: Path, folder: Path) -> Path:
    """The file as it prints."""
    return _converted(file, folder, "pdf")


def saved_again(file: Path, folder: Path) -> Path:
    """The file as LibreOffice writes it."""
    return _converted(file, folder / "saved", "xlsx")


def _converted(file: Path, folder: Path, kind: str) -> Path:
    profile = file.parent / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(_RECALCULATES, "utf-8")
    made = folder / f"{file.stem}.{kind}"
    made.unlink(missing_ok=True)
    home = f"-env:UserInstallation={profile.resolve().as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST)
    return made
