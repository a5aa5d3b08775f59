"""The lock of a database where the data folder takes none: among the system's temporary files.

For merging alone, which is one piece of work and needs no data folder: whoever works in a window goes on reading only.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from mrcworkbench import leftovers, paths
from mrcworkbench.systems import FileLock


def lock_elsewhere(path: Path) -> FileLock:
    """The lock of the database at `path`. Raises `OSError` where the folder for it cannot be had by this account
    alone."""
    area = paths.work_areas()[1]
    folder = area.with_name(f"{area.name}-locks")
    folder.mkdir(mode=0o700, exist_ok=True)
    if not leftovers.is_own(folder):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    return FileLock(folder / f"{paths.fingerprint(path)}.lock", own_folder=True)
