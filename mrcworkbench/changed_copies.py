"""Copies of attached files that are only to be looked at: one that somebody changed all the same is kept.

Each copy lies in a folder of its own that is named after its content. So whoever clears up, also after the program was
killed, sees what is no longer as it was written, and what another program has put beside it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from mrcworkbench import paths, systems

_SEEN = re.compile(r"seen-([0-9a-f]{16})(-\d+)?")
_OF_PROGRAMS = re.compile(
    r"\.~lock\..*#|~\$.*|~.*\.tmp|lu\w+\.tmp|\..*|thumbs\.db|desktop\.ini", re.IGNORECASE | re.DOTALL
)
"""What office programs and systems put beside a file that is open, and what is not finished."""
_MOST_NAMES = 1000


def places_for(folder: Path, content: bytes) -> Iterator[Path]:
    """Folders for a copy of this content, below a private one; a further one where the copy before was changed."""
    mark = _mark(content)
    for number in range(1, _MOST_NAMES):
        yield folder / (f"seen-{mark}" if number == 1 else f"seen-{mark}-{number}")


def is_untouched(copy: Path) -> bool:
    """Whether a copy that is there is as it was written."""
    named = _SEEN.fullmatch(copy.parent.name)
    return named is not None and _mark(copy.read_bytes()) == named[1]


def changed_in(folder: Path) -> tuple[Path, ...]:
    """The changed and the added files below a private folder. Raises `OSError`."""
    found = []
    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _SEEN.fullmatch(place.name) and stat.S_ISDIR(place.lstat().st_mode):
            for file in sorted(place.iterdir()):
                ours = stat.S_ISREG(file.lstat().st_mode) and not _OF_PROGRAMS.fullmatch(file.name)
                if ours and not is_untouched(file):
                    found.append(file)
    return tuple(found)


def folder_for_kept() -> Path:
    """Where changed copies are kept: among the user's documents. Raises `OSError`."""
    folder = paths.documents()
    if not folder.is_dir():
        systems.private_folder(folder)
    return folder


def keep(file: Path, draft: Path, kept: Path | None = None) -> Path:
    """Copy a changed file beside `draft`, under a free name; the place. `kept`: the place of what the same file was
    before, which is replaced. Raises `OSError`."""
    systems.new_private_file(draft)
    shutil.copyfile(file, draft)
    systems.sync_file(draft)
    if kept is not None:
        systems.replace(draft, kept)
        return kept
    for name in _free_names(draft.parent, file):
        with contextlib.suppress(FileExistsError):
            systems.place_new(draft, name)
            return name
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(draft.parent / file.name))


def _free_names(folder: Path, file: Path) -> Iterator[Path]:
    yield folder / file.name
    for number in range(2, _MOST_NAMES):
        yield folder / f"{file.stem} {number}{file.suffix}"


def _mark(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]
