"""Hashes of pages, by which a difference is found and a restored file is proved; and the mark of a copy.

A whole copy is the database byte by byte, but for the four bytes of its header that say whose it is: so no folder of
submissions takes it for one, wherever it is carried and whatever it is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from mrcworkbench.storage.database.schema import APPLICATION_ID, BACKUP_ID

HASH = 16
"""Bytes of the hash of one page."""
_APPLICATION = slice(68, 72)
_OURS, _BACKUP = (number.to_bytes(4, "big") for number in (APPLICATION_ID, BACKUP_ID))


def hash_of(page: bytes) -> bytes:
    return blake2b(page, digest_size=HASH).digest()


def content_hash(hashes: bytes | bytearray) -> str:
    """Of everything, from the hashes of its pages."""
    return blake2b(hashes, digest_size=HASH).hexdigest()


def pages_in(block: bytes, size: int) -> Iterator[bytes]:
    return (block[at : at + size] for at in range(0, len(block), size))


def marked(start: bytes) -> bytes:
    """The first page of a copy, from that of the database."""
    return start[: _APPLICATION.start] + _BACKUP + start[_APPLICATION.stop :]


def unmarked(start: bytes) -> bytes:
    """The first page of the database, from that of a copy of it."""
    return start[: _APPLICATION.start] + _OURS + start[_APPLICATION.stop :] if is_marked(start) else start


def is_marked(start: bytes) -> bool:
    return start[_APPLICATION] == _BACKUP
