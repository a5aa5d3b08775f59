"""The recorder of what is written (`recorder.c`): built once, loaded before the C library, read back as operations."""

from __future__ import annotations

import ctypes
import os
import struct
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_SOURCE = Path(__file__).with_name("recorder.c")
_HEAD = struct.Struct("=IIIIQQQ")


@dataclass(frozen=True)
class Operation:
    """One change. `kind`: Create, Write, Truncate, Sync of a file, D sync of a folder, Rename, Exchange, Link, Unlink,
    Make a folder, or A: everything said before is acknowledged, with `offset` as its number."""

    kind: str
    path: str
    other: str
    inode: int
    offset: int
    """For Truncate the length."""
    data: bytes


def preload() -> Mapping[str, str]:
    """What the surroundings of a process must hold so that it can be recorded. Needs gcc."""
    return {"LD_PRELOAD": str(_built())}


def _built() -> Path:
    """The library, built unless this very source has been built before."""
    name = f"mrc-recorder-{os.getuid()}-{sha256(_SOURCE.read_bytes()).hexdigest()[:16]}.so"
    built = Path(tempfile.gettempdir()) / name
    if not built.exists():
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / name
            words = ["gcc", "-O1", "-Wall", "-shared", "-fPIC", "-o", str(fresh), str(_SOURCE), "-ldl", "-lpthread"]
            subprocess.run(words, check=True)
            fresh.replace(built) if fresh.stat().st_dev == built.parent.stat().st_dev else built.write_bytes(
                fresh.read_bytes()
            )
    return built


def is_loaded() -> bool:
    """Whether this process was started with it."""
    return hasattr(ctypes.CDLL(None), "trial_watch")


def watch(folder: Path, notes: Path | None = None, *, last: int = -1) -> None:
    """From now on in this process: note what changes below `folder`, and die in place of the change number `last`."""
    library = ctypes.CDLL(None)
    library.trial_watch.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_long)
    library.trial_watch(os.fsencode(folder), os.fsencode(notes) if notes is not None else None, last)


def stop_watching() -> None:
    """Nothing is noted any more."""
    watch(Path())


def changes() -> int:
    """How many there were since `watch`."""
    library = ctypes.CDLL(None)
    library.trial_changes.restype = ctypes.c_long
    return int(library.trial_changes())


def acknowledge(number: int) -> None:
    """Note that the program has said now that everything up to `number` is done."""
    library = ctypes.CDLL(None)
    library.trial_mark.argtypes = (ctypes.c_long,)
    library.trial_mark(number)


def operations(notes: Path) -> Iterator[Operation]:
    """What was noted, in order."""
    content = notes.read_bytes()
    at = 0
    while at < len(content):
        kind, first, second, _, inode, offset, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        path, other = content[at : at + first], content[at + first : at + first + second]
        at += first + second
        held = length if chr(kind) == "W" else 0
        yield Operation(
            chr(kind), os.fsdecode(path), os.fsdecode(other), inode, offset, content[at : at + held]
        )  # fmt: skip
        at += held
