"""What lies beside a database and is taken for a part of it: forged and foreign journals, write-ahead logs, links."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.trials import pages
from tests.trials.hostile.kinds import Kind, Right, Stage

MAGIC = bytes.fromhex("d9d505f920a163d7")
"""With which a journal begins that undoes something."""
_NONCE = 12345
_SAME, _OTHER = Right.SAME, Right.OTHER


def journal(
    content: bytes, *, sector: int = 512, segments: int = 1, count: int | None = None, first: int | None = None
) -> bytes:
    """A hot journal that gives a database the pages that it has already."""
    size = pages.page_size(content)
    number = len(content) // size
    numbers = list(range(1, number + 1))
    made = b""
    for segment in range(segments):
        mine = numbers[segment::segments]
        head = MAGIC + struct.pack(
            ">IIIII", (len(mine) if count is None else count) & 0xFFFFFFFF, _NONCE, number if first is None else first,
            sector, size,
        )  # fmt: skip
        made += head.ljust(sector if sector >= 32 else 512, b"\0")
        for one in mine:
            page = content[(one - 1) * size : one * size]
            check = _NONCE + sum(page[at] for at in range(size - 200, 0, -200))
            made += struct.pack(">I", one) + page + struct.pack(">I", check & 0xFFFFFFFF)
        made = made.ljust(-(-len(made) // sector) * sector, b"\0") if segment + 1 < segments else made
    return made


def super_journal(content: bytes, name: bytes, *, length: int | None = None, **more: int) -> bytes:
    """The same, naming a file that SQLite removes once the journal is played back."""
    size = pages.page_size(content)
    total = sum(struct.unpack(f"{len(name)}b", name)) & 0xFFFFFFFF
    end = struct.pack(">II", len(name) if length is None else length, total) + MAGIC
    return journal(content, **more) + struct.pack(">I", 0x40000000 // size + 1) + name + end


def kinds() -> Iterator[Kind]:
    yield from _super_journals()
    yield from _journals()
    yield from _logs()
    yield from _things()


def _named(kind: str, name: object, right: Right = _SAME, **more: int) -> Kind:
    def make(stage: Stage) -> None:
        path = name(stage) if callable(name) else name
        content = stage.put_good().read_bytes()
        stage.beside("-journal").write_bytes(super_journal(content, path, **more))  # type: ignore[arg-type]

    return Kind(f"super-journal {kind}", make, right)


def _super_journals() -> Iterator[Kind]:
    def victim(stage: Stage) -> bytes:
        return os.fsencode(stage.victim)

    yield _named("absolute", victim)
    yield _named("relative", lambda stage: b"../" + os.fsencode(stage.victim.name))
    yield _named("in the working folder", b"letter.txt")
    yield _named("round about", lambda stage: os.fsencode(f"{stage.victim.parent}/./x/../{stage.victim.name}"))
    yield _named("long", lambda stage: os.fsencode(stage.victim.parent) + b"/." * 400 + b"/letter.txt")
    yield _named("longer than allowed", lambda stage: os.fsencode(stage.victim.parent) + b"/." * 4000 + b"/letter.txt")
    yield _named("with NUL", lambda stage: os.fsencode(stage.victim) + b"\0-mj000000000")
    yield _named("with NUL before", lambda stage: b"\0" + os.fsencode(stage.victim))
    yield _named("not UTF-8", lambda stage: os.fsencode(stage.victim) + b"\xff")
    yield _named("like SQLite's own", lambda stage: os.fsencode(stage.victim) + b"-mj123456789")
    yield _named("in three segments", victim, segments=3)
    yield _named("sectors of 4096", victim, sector=4096)
    yield _named("sectors of 65536", victim, sector=65536)
    yield _named("sectors of 32", victim, sector=32)
    yield _named("count unknown", victim, count=-1)
    yield _named("count nought", victim, count=0)
    yield _named("wrong length", victim, length=7)
    yield _named("the database itself", lambda stage: os.fsencode(stage.file))
    yield _named("the journal itself", lambda stage: os.fsencode(stage.beside("-journal")))
    yield _named("another database", lambda stage: os.fsencode(stage.other))
    yield _named("a folder", lambda stage: os.fsencode(stage.victim.parent))
    yield _named("nothing there", b"/nowhere/at all")
    yield _named("empty", b"")

    def beside_short(stage: Stage) -> None:
        """A journal of another page size, so that SQLite finds the name and not the pages."""
        content = stage.put_good().read_bytes()
        forged = super_journal(content, victim(stage))
        stage.beside("-journal").write_bytes(forged[:24] + struct.pack(">I", 1024) + forged[28:])

    yield Kind("super-journal other page size", beside_short, _SAME)

    def all_of_them(stage: Stage) -> None:
        """A list of journals within the super-journal, as SQLite writes it."""
        stage.victim.write_bytes(os.fsencode(stage.beside("-journal")) + b"\0" + os.fsencode(stage.other) + b"\0")
        content = stage.put_good().read_bytes()
        stage.beside("-journal").write_bytes(super_journal(content, victim(stage)))

    yield Kind("super-journal with a list", all_of_them, _SAME)


def _journals() -> Iterator[Kind]:
    def of(name: str, content: object, right: Right = _SAME) -> Kind:
        def make(stage: Stage) -> None:
            stage.put_good()
            stage.beside("-journal").write_bytes(content(stage))  # type: ignore[operator]

        return Kind(f"journal {name}", make, right)

    yield of("that changes nothing", lambda stage: journal(stage.good.read_bytes()))
    yield of("of another database", lambda stage: journal(stage.other.read_bytes()), _OTHER)
    yield of("that empties", lambda stage: journal(stage.good.read_bytes(), first=0, count=0), _OTHER)
    yield of("that cuts", lambda stage: journal(stage.good.read_bytes(), first=3, count=0), _OTHER)
    yield of("of pages beyond", lambda stage: journal(stage.other.read_bytes() * 40, first=10**9), _OTHER)
    yield of("cut", lambda stage: journal(stage.good.read_bytes())[:9000])
    yield of("with its head only", lambda stage: journal(stage.good.read_bytes())[:512])
    yield of("of noughts", lambda _: bytes(8192))
    yield of("empty", lambda _: b"")
    yield of("of noise", lambda _: b"\x17" * 9000)
    yield of("that is a database", lambda stage: stage.other.read_bytes())
    yield of("kept, with head cleared", lambda stage: bytes(28) + journal(stage.good.read_bytes())[28:])
    yield of("of sectors of nought", lambda stage: _sector(stage, 0))
    yield of("of sectors of 2 to the 31", lambda stage: _sector(stage, 1 << 31))
    yield of("of uneven sectors", lambda stage: _sector(stage, 700))

    def unreadable(stage: Stage) -> None:
        stage.put_good()
        stage.beside("-journal").write_bytes(journal(stage.good.read_bytes()))
        stage.beside("-journal").chmod(0)

    yield Kind("journal closed", unreadable, _SAME)

    def large(stage: Stage) -> None:
        stage.put_good()
        with stage.beside("-journal").open("wb") as file:
            file.write(journal(stage.good.read_bytes()))
            file.truncate(20 * 1024**3)

    yield Kind("journal of twenty gigabytes", large, _SAME)


def _sector(stage: Stage, sector: int) -> bytes:
    forged = journal(stage.good.read_bytes())
    return forged[:20] + struct.pack(">I", sector) + forged[24:]


def _logs() -> Iterator[Kind]:
    def of_a_reader(stage: Stage) -> None:
        """Database and log as they are while another program works in it."""
        work = stage.folder / "elsewhere.mrcw"
        shutil.copyfile(stage.good, work)
        with closing(sqlite3.connect(work, isolation_level=None)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")
            raw.execute("UPDATE units SET comment = 'not yet in the file'")
            shutil.copyfile(work, stage.file)
            shutil.copyfile(f"{work}-wal", stage.beside("-wal"))
        for path in stage.folder.glob("elsewhere*"):
            path.unlink()

    yield Kind("log of another program", of_a_reader, _OTHER)

    def foreign(stage: Stage) -> None:
        of_a_reader(stage)
        shutil.copyfile(stage.other, stage.file)

    yield Kind("log of another database", foreign, _OTHER)

    def beside(ending: str, content: bytes) -> Kind:
        def make(stage: Stage) -> None:
            stage.put_good()
            stage.beside(ending).write_bytes(content)

        return Kind(f"second file {ending} {len(content)}", make, _SAME)

    for ending in ("-wal", "-shm"):
        yield beside(ending, b"")
        yield beside(ending, b"\x37\x7f\x06\x82" + bytes(9000))
        yield beside(ending, b"noise" * 2000)

    def in_log_mode(stage: Stage) -> None:
        content = stage.good.read_bytes()
        stage.put(content[:18] + b"\x02\x02" + content[20:])
        stage.beside("-wal").symlink_to(stage.victim)

    yield Kind("log is a link", in_log_mode, _SAME)


def _things() -> Iterator[Kind]:
    """Things that are no files, under the names of second files."""

    def as_link(path: Path, stage: Stage) -> None:
        path.symlink_to(stage.victim)

    def as_link_to_nothing(path: Path, stage: Stage) -> None:
        path.symlink_to(stage.folder.parent / "made by the program")

    def as_pipe(path: Path, _: Stage) -> None:
        os.mkfifo(path)

    def as_folder(path: Path, _: Stage) -> None:
        path.mkdir()
        (path / "inside.txt").write_text("x")

    def as_socket(path: Path, stage: Stage) -> None:
        here = Path.cwd()
        os.chdir(stage.folder)  # the names of sockets are short
        try:
            with closing(socket.socket(socket.AF_UNIX)) as made:
                made.bind(path.name)
        finally:
            os.chdir(here)

    for ending in ("-journal", "-wal", "-shm"):
        for put in (as_link, as_link_to_nothing, as_pipe, as_folder, as_socket):

            def make(stage: Stage, ending: str = ending, put: object = put) -> None:
                stage.put_good()
                put(stage.beside(ending), stage)  # type: ignore[operator]

            yield Kind(f"{ending} {put.__name__.removeprefix('as_')}", make, _SAME)
