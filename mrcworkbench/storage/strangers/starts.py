"""Whose a file from elsewhere is, by its first bytes alone; neither the file nor its folder is touched."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from mrcworkbench import systems
from mrcworkbench.storage.database.header import MAGIC
from mrcworkbench.storage.database.schema import APPLICATION_ID, BACKUP_ID

_LENGTH = 512
"""Bytes: the whole header of a database, and the marks of archives and documents."""
_APPLICATION = slice(68, 72)
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_DOCUMENTS = (b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8", b"GIF8")
_OFFICE_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/", b"mimetype")
"""What the first file in the archive is called that a document of an office program is."""
_ENTRY_NAME = 30
"""Where the name of its first file stands in a ZIP archive."""


def read_start(path: Path) -> bytes:
    """The first bytes of an ordinary file; no link is followed and no pipe waited for. Raises `OSError`, also for what
    is no ordinary file (any more)."""
    descriptor = os.open(path, systems.OPEN_UNFOLLOWED)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return os.read(descriptor, _LENGTH)
    finally:
        os.close(descriptor)


def is_database(start: bytes) -> bool:
    """Whether a file that begins so is one of SQLite, of whatever program."""
    return start.startswith(MAGIC)


def is_ours(start: bytes) -> bool:
    """Whether a file that begins so says that it is of this program; it may be damaged or forged all the same."""
    return is_database(start) and int.from_bytes(start[_APPLICATION], "big") == APPLICATION_ID


def is_backup(start: bytes) -> bool:
    """Whether a file that begins so says that it is a backup of this program."""
    return is_database(start) and int.from_bytes(start[_APPLICATION], "big") == BACKUP_ID


def is_document(start: bytes) -> bool:
    """Whether a file that begins so is a document or a picture."""
    return start.startswith(_DOCUMENTS) or (is_archive(start) and start[_ENTRY_NAME:].startswith(_OFFICE_PARTS))


def is_archive(start: bytes) -> bool:
    """Whether a file that begins so is packed; documents of office programs are archives, too."""
    return start.startswith(_ARCHIVES)
