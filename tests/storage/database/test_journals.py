"""Journals read by hand: what comes out is what SQLite makes of them, and no more than that is accepted."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from mrcworkbench.services.session.databases import create_sample
from mrcworkbench.storage.database.journals import (
    ForeignJournalError,
    JournalKind,
    SuperJournalError,
    play_back,
    read_journal,
)
from tests.storage.opening.interrupted import (
    MAGIC,
    forged_journal,
    half_a_save,
    interrupt,
    journal_of,
    recovered_by_sqlite,
    super_journal,
)

PAGE = 4096
_CUTS = [(1, 60, True), (1, 300, True), (10, 200, True), (1, 100, False), (2000, 5, True)]
"""Pages of SQLite's cache, rows, and whether it waits for the disk: several segments, one, none finished."""


@pytest.fixture(scope="session", params=_CUTS, ids=str)
def cut(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A database in the middle of a save with its journal beside it, and its bytes before the save."""
    folder = tmp_path_factory.mktemp("cut")
    create_sample(folder / "whole.mrcw")
    before = (folder / "whole.mrcw").read_bytes()
    cache, rows, sync = request.param
    return interrupt(folder / "whole.mrcw", folder / "cut.mrcw", half_a_save(rows=rows), cache=cache, sync=sync), before


def _played(journal: bytes, database: bytes) -> tuple[JournalKind, bytes]:
    file, image = BytesIO(journal), bytearray(database)
    found = read_journal(file, len(journal), PAGE)
    play_back(file, found, image)
    return found.kind, bytes(image)


def test_half_a_save_is_undone_to_the_byte(cut: tuple[Path, bytes]) -> None:
    path, before = cut
    kind, after = _played(journal_of(path).read_bytes(), path.read_bytes())
    assert after == before
    assert kind is JournalKind.HOT or path.read_bytes() == before


def test_whatever_is_left_of_a_journal_comes_out_as_with_sqlite(cut: tuple[Path, bytes], tmp_path: Path) -> None:
    """Cut, torn, flipped and overwritten: where it is not refused, the bytes are those that SQLite leaves."""
    rng, played = Random(str(cut)), 0
    journal = journal_of(cut[0]).read_bytes()
    path = tmp_path / "torn.mrcw"
    for _ in range(60):
        left = _torn(journal, rng)
        path.write_bytes(cut[0].read_bytes())
        journal_of(path).write_bytes(left)
        try:
            _, after = _played(left, path.read_bytes())
        except ForeignJournalError:
            continue
        played += 1
        assert after == recovered_by_sqlite(path, tmp_path)
    assert played > 25


def _torn(journal: bytes, rng: Random) -> bytes:
    left, at = bytearray(journal), rng.randrange(len(journal))
    match rng.randrange(6):
        case 0:
            del left[at + 1 :]
        case 1:
            del left[at // 512 * 512 + 512 :]
        case 2:
            left[at] ^= 1 << rng.randrange(8)
        case 3:
            left[at // 512 * 512 : at // 512 * 512 + 512] = bytes(min(512, len(left) - at // 512 * 512))
        case 4:
            place = rng.choice((8, 12, 16, 20, 24))
            left[place : place + 4] = struct.pack(">I", rng.choice((0, 1, 5, 65, 512, 4096, 65536, 0xFFFFFFFF)))
        case _:
            left += bytes(rng.randrange(1, 2000))
    return bytes(left)


@pytest.mark.parametrize("length", range(1, 600, 7))
def test_a_header_that_came_to_the_disk_in_part_is_a_power_cut(length: int, tmp_path: Path) -> None:
    create_sample(tmp_path / "a.mrcw")
    content = (tmp_path / "a.mrcw").read_bytes()
    kind, after = _played(forged_journal(content)[:length], content)
    assert kind in (JournalKind.TORN, JournalKind.HOT)
    assert after == content


@pytest.mark.parametrize(
    "left",
    [
        b"\x00",
        bytes(28),
        bytes(5000),
        bytes(512) + b"\x07" * 4104,
        bytes(12) + struct.pack(">4I", 7, 64, 512, PAGE).ljust(500, b"\x00"),
        bytes(12) + b"\x07\x08",
        b"\x00" + MAGIC[1:] + struct.pack(">5I", 1, 7, 64, 512, PAGE).ljust(504, b"\x00"),
    ],
)
def test_a_journal_that_begins_with_nothing_is_left_to_the_next_save(left: bytes) -> None:
    assert read_journal(BytesIO(left), len(left), PAGE).kind is JournalKind.COLD


_HEADER = MAGIC + struct.pack(">5I", 1, 7, 64, 512, PAGE)


@pytest.mark.parametrize(
    "content",
    [
        b"Dear all,\nplease find attached",
        b"\x00\x00\x01\x00\x02\x00 an icon",
        b"\x00" * 4 + b"ftypisom" + b"\x00" * 600,
        b"PK\x03\x04" + bytes(2000),
        MAGIC[:5] + b" and more",
        MAGIC + b"Dear all, this is a letter that begins as a journal does",
        _HEADER.ljust(500, b"\x00") + b"!" * 12,
        MAGIC + struct.pack(">5I", 1, 7, 64, 500, PAGE).ljust(504, b"\x00"),
        MAGIC + struct.pack(">5I", 1, 7, 64, 512, 8192).ljust(504, b"\x00"),
        MAGIC + struct.pack(">5I", 1, 7, 64, 512, 3).ljust(504, b"\x00"),
        bytes(12) + struct.pack(">4I", 7, 64, 512, 1024).ljust(500, b"\x00"),
        bytes(12) + struct.pack(">4I", 7, 64, 511, PAGE).ljust(500, b"\x00"),
    ],
)
def test_any_other_file_is_no_journal_of_this_database(content: bytes) -> None:
    with pytest.raises(ForeignJournalError):
        read_journal(BytesIO(content), len(content), PAGE)


@pytest.mark.parametrize("name", [b"/home/me/letter.txt", b"letter.txt", b"a\x00b", "Sarandë".encode(), b"x" * 4000])
@pytest.mark.parametrize("before", [b"", bytes(512), _HEADER.ljust(512, b"\x00"), b"Dear all"])
def test_whatever_names_a_super_journal_is_hostile(before: bytes, name: bytes) -> None:
    content = before + super_journal(name)
    with pytest.raises(SuperJournalError):
        read_journal(BytesIO(content), len(content), PAGE)


@pytest.mark.parametrize("end", [struct.pack(">2I", 0, 0), struct.pack(">2I", 10**9, 1), b"\xff" * 8])
def test_a_super_journal_with_a_wrong_length_or_sum_is_hostile_too(end: bytes) -> None:
    content = _HEADER.ljust(512, b"\x00") + b"letter.txt" + end + MAGIC
    with pytest.raises(SuperJournalError):
        read_journal(BytesIO(content), len(content), PAGE)


@pytest.mark.parametrize("pages", [10**9, 0xFFFFFFFF])
def test_a_journal_cannot_make_a_database_enormous(pages: int, tmp_path: Path) -> None:
    create_sample(tmp_path / "a.mrcw")
    content = (tmp_path / "a.mrcw").read_bytes()
    with pytest.raises(ForeignJournalError):
        _played(forged_journal(content, pages=pages), content)


def test_an_endless_journal_is_not_read() -> None:
    journal = read_journal(BytesIO(_HEADER.ljust(512, b"\x00")), 10**15, PAGE)
    with pytest.raises(ForeignJournalError):
        play_back(BytesIO(), journal, bytearray(64 * PAGE))


@pytest.mark.parametrize("written", range(1, 12))
def test_a_header_whose_last_bytes_were_torn_undoes_nothing(written: int) -> None:
    """Magic and count are written when everything else is on the disk, before the database is touched."""
    whole = MAGIC + (7).to_bytes(4, "big")
    rest = b"\x12\x34\x56\x78" + b"".join(number.to_bytes(4, "big") for number in (30, 512, 4096))
    torn = whole[:written].ljust(12, b"\x00") + rest + bytes(512 - 28) + b"a page that was to be kept"
    kind = read_journal(BytesIO(torn), len(torn), 4096).kind
    assert kind is (JournalKind.TORN if written < 8 else JournalKind.HOT)
    for foreign in (torn.replace(rest[4:], b"dear all, thank"), torn[:40] + b"x" + torn[41:]):
        if written < 8:
            with pytest.raises(ForeignJournalError):
                read_journal(BytesIO(foreign), len(foreign), 4096)
