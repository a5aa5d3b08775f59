"""Makes of a backup the database that it was, in a new file, and proves it before it gets its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mrcworkbench.errors import UserError
from mrcworkbench.storage.backups.hashing import HASH, content_hash, hash_of, is_marked, unmarked
from mrcworkbench.storage.backups.names import DIFFERENCE, hashes_beside, is_called_backup
from mrcworkbench.storage.backups.packs import About, DamagedError, opened_pack, read_part
from mrcworkbench.storage.backups.writing import NUMBER
from mrcworkbench.storage.database.connection import connect
from mrcworkbench.storage.database.creation import new_file, require_name
from mrcworkbench.storage.database.failures import told_to_user
from mrcworkbench.storage.database.header import MAGIC, page_size_of

_HEADER = 100


@dataclass(frozen=True, slots=True)
class _Expected:
    """Of what is restored: the hash of each page, b"" where nothing tells them."""

    page_size: int
    count: int
    hashes: bytes

    def require(self, number: int, page: bytes) -> None:
        if len(page) != self.page_size or (
            self.hashes and hash_of(page) != self.hashes[number * HASH : (number + 1) * HASH]
        ):
            raise DamagedError(f"page {number + 1}")


def restore(backup: Path, target: Path) -> None:
    """Write the database that was kept in `backup` to a new file. Every page is compared with its hash, where the copy
    is not one of an earlier version, and SQLite's own check is asked.

    Raises `UserError` not_a_backup, backup_damaged, backup_without_base, and as a new file does (also exists).
    """
    is_difference = backup.name.lower().endswith(DIFFERENCE)
    _require_backup(backup, is_difference=is_difference)
    require_name(target)
    with new_file(target) as unfinished, _damage_told(backup):
        with unfinished.open("r+b") as out:
            if is_difference:
                _put_together(backup, out)
            else:
                _copy(backup, out)
        _require_sound(unfinished)


def _copy(backup: Path, out: BinaryIO) -> None:
    with backup.open("rb") as whole:
        expected = _expected_of(backup, whole)
        for number in range(expected.count):
            page = _page_of_copy(whole, number, expected.page_size)
            expected.require(number, page)
            out.write(page)


def _put_together(backup: Path, out: BinaryIO) -> None:
    with opened_pack(backup) as (pack, about):
        base = backup.with_name(about.base)
        _require_base(backup, base)
        numbers = pack.read("numbers")
        changes = len(numbers) // NUMBER
        changed = [int.from_bytes(numbers[at * NUMBER : (at + 1) * NUMBER], "big") for at in range(changes)]
        own = read_part(pack, "hashes", changes * HASH)
        _, before = _read_hashes(base)
        if content_hash(before) != about.base_content:
            raise DamagedError("another whole copy")
        hashes = bytearray(before[: about.pages * HASH].ljust(about.pages * HASH, b"\0"))
        for at, number in enumerate(changed):
            hashes[number * HASH : (number + 1) * HASH] = own[at * HASH : (at + 1) * HASH]
        if content_hash(hashes) != about.content:
            raise DamagedError("hashes")
        expected, waiting = _Expected(about.page_size, about.pages, bytes(hashes)), iter(changed)
        with base.open("rb") as whole, pack.open("pages") as pages:
            following = next(waiting, None)
            for number in range(about.pages):
                page = _page_of_copy(whole, number, about.page_size)
                if number == following:
                    page, following = pages.read(about.page_size), next(waiting, None)
                expected.require(number, page)
                out.write(page)


def _page_of_copy(whole: BinaryIO, number: int, size: int) -> bytes:
    page = whole.read(size)
    return page if number else unmarked(page)


def _expected_of(backup: Path, whole: BinaryIO) -> _Expected:
    if hashes_beside(backup).exists():
        about, hashes = _read_hashes(backup)
        return _Expected(about.page_size, about.pages, hashes)
    size = page_size_of(whole.read(_HEADER))
    count = whole.seek(0, 2) // size if size else 0
    whole.seek(0)
    return _Expected(size, count, b"")


def _read_hashes(whole: Path) -> tuple[About, bytes]:
    with opened_pack(hashes_beside(whole)) as (pack, about):
        hashes = read_part(pack, "hashes", about.pages * HASH)
    if content_hash(hashes) != about.content:
        raise DamagedError("hashes")
    return about, hashes


def _require_backup(path: Path, *, is_difference: bool) -> None:
    with told_to_user(path), path.open("rb") as file:
        start = file.read(_HEADER)
    is_copy = start.startswith(MAGIC) and (is_marked(start) or is_called_backup(path.name))
    if not (is_difference or is_copy):
        raise UserError("not_a_backup", path=str(path))


def _require_base(backup: Path, base: Path) -> None:
    for part in (base, hashes_beside(base)):
        if not part.is_file():
            raise UserError("backup_without_base", path=str(backup), base=str(part))


def _require_sound(restored: Path) -> None:
    with closing(connect(restored, read_only=True)) as raw:
        (found,) = raw.execute("PRAGMA integrity_check(1)").fetchone()
        if found == "ok" and raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
            found = "something belongs to what is not there"
    if found != "ok":
        raise DamagedError(found)


@contextmanager
def _damage_told(backup: Path) -> Iterator[None]:
    try:
        yield
    except (DamagedError, sqlite3.DatabaseError) as error:
        raise UserError("backup_damaged", path=str(backup), detail=str(error)) from error
