"""One folder in the place of another, so that neither a kill nor a power cut leaves the place empty.

Linux and macOS exchange two folders in one step. Where they cannot (Windows, some memory sticks and network disks) the
content is replaced file by file: a note in the folder says that it is not finished as long as that takes, and since
every new file is there, whole, before the first is moved, work that was cut short is completed by moving the rest.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from mrcworkbench import systems

NOTE = "UNFINISHED.txt"
"""The file in a folder whose tables may belong to different exports. Its last line names the folder with the rest."""
_OF_SYSTEMS = re.compile(
    r"\.ds_store|\._.*|\.localized|icon\r|thumbs\.db(?::encryptable)?|ehthumbs(?:_vista)?\.db|desktop\.ini|\.directory"
    r"|\.~lock\..*#|~\$.*|\.nfs[0-9a-f]+|\.fuse_hidden[0-9a-f]+|\.appledouble|@eadir",
    re.IGNORECASE | re.DOTALL,
)
"""What systems and office programs leave in a folder that somebody looks at, by name."""
_TABLE = re.compile(r"[a-z0-9_]{1,60}\.csv")
_LONGEST_NOTE = 4096
_EXCHANGE_LINUX, _EXCHANGE_MAC = 2, 2
"""`RENAME_EXCHANGE` and `RENAME_SWAP`."""
_HERE = -100
"""`AT_FDCWD`: paths are what they are anyway, absolute."""


def is_left_by_system(name: str) -> bool:
    """Whether a file of this name is the system's or an office program's, often hidden: nobody's work."""
    return _OF_SYSTEMS.fullmatch(name) is not None


def bring_along(old: Path, new: Path) -> None:
    """Move what systems have left in one folder to the other: how it is shown, and that a table is open elsewhere."""
    for entry in sorted(old.iterdir()):
        if is_left_by_system(entry.name) and not os.path.lexists(new / entry.name):
            with contextlib.suppress(OSError):  # the system makes it again
                entry.rename(new / entry.name)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change their names in one step. False, and nothing done, where system or disk cannot."""
    rename = _exchanger()
    if rename is None or rename(os.fsencode(one), os.fsencode(other)) != 0:
        return False
    systems.sync_folder(one.parent)
    return True


def _exchanger() -> Callable[[bytes, bytes], int] | None:
    """The system's call, or None. What it fails with does not matter: the other way says it better."""
    if sys.platform not in ("linux", "darwin"):
        return None
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            swap = library.renamex_np
            swap.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint]
            return lambda one, other: int(swap(one, other, _EXCHANGE_MAC))
        move = library.renameat2
    except AttributeError:  # an old C library
        return None
    move.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
    return lambda one, other: int(move(_HERE, one, _HERE, other, _EXCHANGE_LINUX))


def replace_content(draft: Path, target: Path, aside: Path, *, last: str, note: str) -> None:
    """Put every file of `draft` into `target`, `last` at the end; `note` is what the folder says meanwhile.

    `draft` must be whole and durable, and lie beside `target`; `aside` is a folder of the same disk for what is there
    now. Raises `OSError`; the old files are back then, or the note stays.
    """
    _put_note(draft, target, note)
    moved: list[str] = []
    try:
        for name in sorted(_tables(draft), key=lambda name: (name == last, name)):
            _keep(target / name, aside / name)
            systems.replace(draft / name, target / name)
            moved.append(name)
        _finish(target)
    except OSError:
        with contextlib.suppress(OSError):  # what cannot be taken back is completed by the next start
            _take_back(draft, target, aside, reversed(moved))
        raise


def complete(draft: Path, target: Path) -> bool:
    """Finish what `replace_content` began between these two; False where it had not begun, or was finished.

    Raises `OSError` where it cannot be found out or done.
    """
    os.scandir(target.parent).close()  # raises where the disk is not there
    if not _noted(target, draft.name):
        return False
    for name in sorted(_tables(draft)):
        systems.replace(draft / name, target / name)
    _finish(target)
    return True


def _tables(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [one.name for one in entries if _TABLE.fullmatch(one.name) and one.is_file(follow_symlinks=False)]


def _put_note(draft: Path, target: Path, note: str) -> None:
    written = draft / NOTE
    written.write_text(f"{note}\n\n{draft.name}\n", encoding="utf-8")
    systems.sync_file(written)
    systems.replace(written, target / NOTE)


def _noted(target: Path, name: str) -> bool:
    note = target / NOTE
    if note.is_symlink() or not note.is_file():
        return False
    with note.open("rb") as file:
        return file.read(_LONGEST_NOTE).rstrip().endswith(f"\n{name}".encode())


def _finish(target: Path) -> None:
    (target / NOTE).unlink()
    systems.sync_folder(target)


def _keep(file: Path, aside: Path) -> None:
    """A second name for a file or, where the disk knows none, a copy: the file itself stays where it is."""
    if not file.exists():
        return
    try:
        os.link(file, aside)
    except OSError:
        shutil.copy2(file, aside)


def _take_back(draft: Path, target: Path, aside: Path, moved: Iterable[str]) -> None:
    """The new file goes back first: at every moment it is in one of the two folders, so that the work can still be
    completed."""
    for name in moved:
        (target / name).replace(draft / name)
        if (aside / name).exists():
            (aside / name).replace(target / name)
    _finish(target)
