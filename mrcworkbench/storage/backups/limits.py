"""How many backups the user keeps of each database: a setting of this computer, for the window and for commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from mrcworkbench import paths, systems
from mrcworkbench.storage.database.creation import new_file
from mrcworkbench.storage.database.failures import told_to_user

MOST_KEPT, MOST_MEGABYTES = 1000, 1_000_000
MEGABYTE = 1_000_000
_LARGEST = 4096
"""Bytes; what is larger was not written by this program."""


class BackupLimits(NamedTuple):
    """Of those from before a merge of one database: how many, and of how many megabytes together."""

    most: int = 10
    megabytes: int = 2000


def load_limits() -> BackupLimits:
    """What is wrong in the file, or cannot be read, is left at its default."""
    try:
        kept = json.loads(_file().read_bytes()[:_LARGEST])
        given = BackupLimits(kept["most"], kept["megabytes"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return BackupLimits()
    in_bounds = (
        type(value) is int and 1 <= value <= most
        for value, most in zip(given, (MOST_KEPT, MOST_MEGABYTES), strict=True)
    )
    return given if all(in_bounds) else BackupLimits()


def save_limits(limits: BackupLimits) -> None:
    """For every database from its next merge on. Raises `UserError`."""
    with told_to_user(_file()):
        systems.private_folder(_file().parent)
    with new_file(_file(), overwrite=True) as unfinished:
        unfinished.write_text(json.dumps(limits._asdict()), "utf-8")


def _file() -> Path:
    return paths.user_data() / "backups.json"
