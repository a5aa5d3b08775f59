"""Files whose bytes are not as SQLite or this program writes them: header, pages, lists of free pages, encodings."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from random import Random

from tests.trials import pages
from tests.trials.hostile.kinds import Kind, Right, Stage, by_bytes

_MAY_BE_SAME = Right.SAME


def kinds() -> Iterator[Kind]:
    yield from _headers()
    yield from _pages()
    yield from _made_anew()
    yield from _no_databases()


def _at(place: int, *values: int) -> Callable[[bytes], bytes]:
    return lambda content: content[:place] + bytes(values) + content[place + len(values) :]


def _headers() -> Iterator[Kind]:
    for name, place, values in (
        ("page size nought", 16, (0, 0)),
        ("page size three", 16, (0, 3)),
        ("page size 512", 16, (2, 0)),
        ("page size 65536", 16, (0, 1)),
        ("page size 32768", 16, (128, 0)),
        ("WAL written", 18, (2,)),
        ("WAL read", 19, (2,)),
        ("WAL both", 18, (2, 2)),
        ("future format", 18, (9, 9)),
        ("reserved bytes", 20, (255,)),
        ("few reserved bytes", 20, (32,)),
        ("payload fractions", 21, (0, 0, 0)),
        ("page count larger", 28, (0, 255, 255, 255)),
        ("page count one", 28, (0, 0, 0, 1)),
        ("page count nought", 28, (0, 0, 0, 0)),
        ("free list beyond", 32, (0, 255, 255, 255)),
        ("free list of the first", 32, (0, 0, 0, 1, 0, 0, 0, 5)),
        ("free list of a table", 32, (0, 0, 0, 3, 0, 0, 0, 9)),
        ("free list endless", 36, (255, 255, 255, 255)),
        ("schema format nought", 44, (0, 0, 0, 0)),
        ("schema format nine", 44, (0, 0, 0, 9)),
        ("suggested cache", 48, (0x7F, 255, 255, 255)),
        ("negative cache", 48, (0xFF, 0, 0, 0)),
        ("pointer maps", 52, (0, 0, 0, 5)),
        ("pointer maps, stepwise", 52, (0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1)),
        ("encoding nought", 56, (0, 0, 0, 0)),
        ("encoding nine", 56, (0, 0, 0, 9)),
        ("encoding two", 56, (0, 0, 0, 2)),
        ("bytes for the future", 72, (1,) * 20),
        ("other counter", 92, (9, 9, 9, 9)),
        ("no SQLite", 96, (0, 0, 0, 0)),
    ):
        yield by_bytes(f"header {name}", _at(place, *values), _MAY_BE_SAME)


def _pages() -> Iterator[Kind]:
    def damaged(table: str, change: Callable[[bytearray, int, int], None]) -> Callable[[Stage], object]:
        def make(stage: Stage) -> None:
            content = bytearray(stage.good.read_bytes())
            size, root = pages.page_size(content), pages.roots(stage.good)[table]
            change(content, (root - 1) * size, root)
            stage.put(bytes(content))

        return make

    def loop(content: bytearray, start: int, root: int) -> None:
        content[start] = 2
        content[start + 3 : start + 5] = (0).to_bytes(2, "big")
        content[start + 8 : start + 12] = root.to_bytes(4, "big")

    def overflow_loop(content: bytearray, start: int, root: int) -> None:
        """A row that goes on in a page that goes on in itself."""
        size = pages.page_size(bytes(content))
        cell = size - 700
        content[start : start + 8] = bytes([10, 0, 0, 0, 1, cell >> 8, cell & 255, 0])
        content[start + 8 : start + 10] = cell.to_bytes(2, "big")
        content[start + cell : start + cell + 4] = bytes([0x8F, 0xFF, 0xFF, 0x7F])  # half a gigabyte
        content[start + size - 4 : start + size] = root.to_bytes(4, "big")

    def cells(content: bytearray, start: int, _: int) -> None:
        content[start + 3 : start + 5] = b"\xff\xff"

    def cell_beyond(content: bytearray, start: int, _: int) -> None:
        content[start + 8 : start + 10] = b"\xff\xf0"

    def free_block_loop(content: bytearray, start: int, _: int) -> None:
        content[start + 1 : start + 3] = (3000).to_bytes(2, "big")
        content[start + 3000 : start + 3004] = (3000).to_bytes(2, "big") + b"\x00\x08"

    def other_type(content: bytearray, start: int, _: int) -> None:
        content[start] = 13

    for table in ("units", "meta", "settings", "centres"):
        for name, change in {
            "loop": loop, "overflow loop": overflow_loop, "too many cells": cells, "cell beyond": cell_beyond,
            "free block loop": free_block_loop, "other type": other_type,
        }.items():  # fmt: skip
            yield Kind(f"page {name} {table}", damaged(table, change), _MAY_BE_SAME)

    def free_list_loop(content: bytes) -> bytes:
        size = pages.page_size(content)
        count = len(content) // size + 1
        trunk = count.to_bytes(4, "big") + (0).to_bytes(4, "big")
        head = content[:28] + count.to_bytes(4, "big") + count.to_bytes(4, "big") + (7).to_bytes(4, "big")
        return head + content[40:] + trunk.ljust(size, b"\0")

    yield by_bytes("free list loop", free_list_loop, _MAY_BE_SAME)
    yield by_bytes("cut in the middle", lambda content: content[: len(content) // 2])
    yield by_bytes("cut in a page", lambda content: content[:-1000], _MAY_BE_SAME)
    yield by_bytes("one page", lambda content: content[:4096])
    yield by_bytes("header only", lambda content: content[:100])
    yield by_bytes("more bytes", lambda content: content + b"x" * 5000, _MAY_BE_SAME)
    yield Kind("two gigabytes of nothing", _sparse, _MAY_BE_SAME)


def _sparse(stage: Stage) -> None:
    with stage.put_good().open("r+b") as file:
        file.truncate(2 * 1024**3)


def _made_anew() -> Iterator[Kind]:
    """The same content, written with other settings."""

    def with_settings(*before: str, after: str = "VACUUM") -> Callable[[Stage], None]:
        def make(stage: Stage) -> None:
            with closing(sqlite3.connect(stage.put_good(), isolation_level=None)) as raw:
                for statement in (*before, after):
                    raw.execute(statement)

        return make

    yield Kind("vacuumed", with_settings(), _MAY_BE_SAME)
    yield Kind("auto vacuum", with_settings("PRAGMA auto_vacuum = FULL"), _MAY_BE_SAME)
    yield Kind("incremental vacuum", with_settings("PRAGMA auto_vacuum = INCREMENTAL"), _MAY_BE_SAME)
    for size in (512, 1024, 16384, 65536):
        yield Kind(f"pages of {size}", with_settings(f"PRAGMA page_size = {size}"), _MAY_BE_SAME)
    yield Kind("WAL mode", with_settings("PRAGMA journal_mode = WAL", after="SELECT 1"), _MAY_BE_SAME)
    for encoding in ("UTF-16le", "UTF-16be"):
        yield Kind(encoding, _in_encoding(encoding), _MAY_BE_SAME)


def _in_encoding(encoding: str) -> Callable[[Stage], None]:
    def make(stage: Stage) -> None:
        with (
            closing(sqlite3.connect(f"file:{stage.good}?immutable=1", uri=True)) as old,
            closing(sqlite3.connect(stage.file, isolation_level=None)) as new,
        ):
            new.execute(f"PRAGMA encoding = '{encoding}'")
            new.execute("PRAGMA foreign_keys = OFF")
            new.executescript("\n".join(old.iterdump()))
            for name in ("application_id", "user_version"):
                new.execute(f"PRAGMA {name} = {old.execute(f'PRAGMA {name}').fetchone()[0]}")

    return make


def _no_databases() -> Iterator[Kind]:
    rng = Random(1)
    for name, content in {
        "empty": b"",
        "one byte": b"S",
        "text": b"dear all\n" * 500,
        "archive": b"PK\x03\x04" + rng.randbytes(20_000),
        "noise": rng.randbytes(50_000),
        "noughts": bytes(50_000),
        "start only": b"SQLite format 3\x00",
        "long start": b"SQLite format 3\x00" + b"MRCW" * 5000,
    }.items():
        yield by_bytes(f"no database {name}", lambda _, content=content: content)  # type: ignore[misc]
