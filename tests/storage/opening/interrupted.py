"""Databases as a power cut or a kill in the middle of a save leaves them, made by SQLite itself."""

from __future__ import annotations

import shutil
import sqlite3
import struct
from pathlib import Path

from mrcworkbench.storage.database.connection import connect

MAGIC = bytes.fromhex("d9d505f920a163d7")


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def interrupt(database: Path, target: Path, *statements: str, cache: int = 1, sync: bool = True) -> Path:
    """Copy a database to `target` with its journal, in the middle of a transaction of these statements. A small cache
    makes SQLite write to the file before the end, in several segments of the journal."""
    raw = connect(database, read_only=False)
    try:
        raw.execute(f"PRAGMA cache_size = {cache}")
        raw.execute(f"PRAGMA synchronous = {'EXTRA' if sync else 'OFF'}")
        raw.execute("BEGIN IMMEDIATE")
        for statement in statements or (half_a_save(),):
            raw.execute(statement)
        shutil.copyfile(database, target)
        shutil.copyfile(journal_of(database), journal_of(target))
        raw.execute("ROLLBACK")
    finally:
        raw.close()
    return target


def half_a_save(text: str = "half done", rows: int = 60) -> str:
    """A statement that changes many pages."""
    return (
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) "  # noqa: S608
        f"INSERT INTO settings SELECT '{text} ' || i, hex(randomblob(900)) FROM n"
    )


def recovered_by_sqlite(path: Path, folder: Path) -> bytes:
    """What SQLite itself makes of a database and the journal beside it, on copies of both."""
    copy = folder / "by sqlite.mrcw"
    shutil.copyfile(path, copy)
    shutil.copyfile(journal_of(path), journal_of(copy))
    raw = sqlite3.connect(copy, isolation_level=None)
    try:
        raw.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        pass  # what came out is no database any more
    finally:
        raw.close()
    content = copy.read_bytes()
    copy.unlink()
    journal_of(copy).unlink(missing_ok=True)
    return content


def forged_journal(
    database: bytes, *, victim: bytes | None = None, pages: int | None = None, sector: int = 512
) -> bytes:
    """A hot journal that writes back every page as it is, and may name a super-journal."""
    page_size = int.from_bytes(database[16:18], "big")
    count, nonce = len(database) // page_size, 12345
    header = MAGIC + struct.pack(">5I", count, nonce, count if pages is None else pages, sector, page_size)
    journal = header.ljust(sector, b"\x00")
    for number in range(1, count + 1):
        page = database[(number - 1) * page_size : number * page_size]
        check = nonce + sum(page[at] for at in range(page_size - 200, 0, -200))
        journal += struct.pack(">I", number) + page + struct.pack(">I", check & 0xFFFFFFFF)
    return journal if victim is None else journal + super_journal(victim, page_size)


def super_journal(victim: bytes, page_size: int = 4096) -> bytes:
    """The end of a journal that names another file."""
    total = sum(struct.unpack(f"{len(victim)}b", victim)) & 0xFFFFFFFF
    return struct.pack(">I", 0x40000000 // page_size + 1) + victim + struct.pack(">2I", len(victim), total) + MAGIC
