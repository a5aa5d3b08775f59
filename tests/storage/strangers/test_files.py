"""What is no ordinary, whole file of this program: told apart before SQLite sees a byte of it."""

from __future__ import annotations

import gzip
import os
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from mrcworkbench.errors import UserError
from mrcworkbench.services.merging.checking_files import knowledge
from mrcworkbench.storage.database.schema import SCHEMA_VERSION
from mrcworkbench.storage.strangers import copying
from mrcworkbench.storage.strangers.limits import Limits
from mrcworkbench.storage.strangers.reading import read_incoming
from tests.storage.strangers.hostile_files import Desk

PAGE = 4096


def test_a_good_file_is_taken_in(desk: Desk) -> None:
    desk.put_good()
    incoming = desk.accepted()
    assert len(incoming.sha256) == 64
    with incoming.copy.open() as copy:
        assert copy.read() == desk.file.read_bytes()
    assert [part.id for part in incoming.parts()] == [row[0] for row in incoming.assessments]
    incoming.discard()


def _link(desk: Desk) -> Path:
    desk.file.symlink_to(desk.good)
    return desk.file


def _dangling_link(desk: Desk) -> Path:
    desk.file.symlink_to("nowhere")
    return desk.file


def _circle(desk: Desk) -> Path:
    desk.file.symlink_to(desk.file.name)
    return desk.file


def _folder(desk: Desk) -> Path:
    desk.file.mkdir()
    return desk.file


def _pipe(desk: Desk) -> Path:
    os.mkfifo(desk.file)
    return desk.file


def _socket(desk: Desk) -> Path:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(desk.folder)  # names of sockets are short
        try:
            server.bind(desk.file.name)
        finally:
            os.chdir(here)
    return desk.file


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda desk: desk.file, "missing"),
        (lambda desk: desk.folder / "no" / "such" / "folder.mrcw", "missing"),
        (lambda desk: desk.put_good() / "below.mrcw", "cannot_be_read"),
        (lambda desk: desk.folder / ("x" * 300), "cannot_be_read"),
        (lambda desk: desk.folder / "nul\0nul.mrcw", "cannot_be_read"),
        (_link, "link"),
        (_dangling_link, "link"),
        (_circle, "link"),
        (_folder, "folder"),
        (_pipe, "not_ordinary"),
        (_socket, "not_ordinary"),
        (lambda _: Path("/dev/zero"), "not_ordinary"),
        (lambda _: Path("/dev/null"), "not_ordinary"),
    ],
)
def test_what_is_no_ordinary_file_is_unreadable(desk: Desk, make: Callable[[Desk], Path], code: str) -> None:
    refusal = desk.refusal(make(desk))
    assert (refusal.reason, refusal.code) == ("unreadable", code)


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("kind", ["file", "empty", "folder", "dangling link"])
def test_a_file_with_a_journal_beside_it_is_unreadable(desk: Desk, ending: str, kind: str) -> None:
    beside = Path(f"{desk.put_good()}{ending}")
    if kind == "folder":
        beside.mkdir()
    elif kind == "dangling link":
        beside.symlink_to("nowhere")
    else:
        beside.write_bytes(b"" if kind == "empty" else b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    assert desk.refusal().code == "not_alone"


def test_a_forged_journal_deletes_nothing(desk: Desk) -> None:
    """SQLite deletes the files that a journal names as its master, if it opens the database beside it."""
    victim = desk.folder / "victim.txt"
    victim.write_text("keep me", "utf-8")
    name = os.fsencode(victim)
    forged = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504) + name + len(name).to_bytes(4, "big")
    Path(f"{desk.put_good()}-journal").write_bytes(forged + sum(name).to_bytes(4, "big") + forged[:8])
    assert desk.refusal().reason == "unreadable"
    assert victim.read_text("utf-8") == "keep me"


def test_a_file_that_changes_while_it_is_read_is_unreadable(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.put_good()
    real = os.read

    def read(descriptor: int, count: int) -> bytes:
        part = real(descriptor, count)
        if part:
            with path.open("r+b") as file:
                file.write(b"SQLite")
            os.utime(path, ns=(1, 1))
        return part

    monkeypatch.setattr(copying.os, "read", read)
    found = read_incoming(path, desk.private, knowledge())
    assert found.code == "changing"  # type: ignore[union-attr]


def test_a_file_that_grows_for_ever_comes_to_an_end(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.put_good()
    monkeypatch.setattr(copying.os, "read", lambda _, count: bytes(count))
    found = read_incoming(path, desk.private, knowledge())
    assert found.code == "changing"  # type: ignore[union-attr]


def test_a_link_put_there_after_we_looked_is_not_followed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.put_good()
    real = os.open

    def swap(name: object, flags: int, mode: int = 0o777) -> int:
        if name == path:
            path.unlink()
            path.symlink_to(desk.good)
        return real(name, flags, mode)  # type: ignore[arg-type]

    monkeypatch.setattr(copying.os, "open", swap)
    found = read_incoming(path, desk.private, knowledge())
    assert found.reason == "unreadable"  # type: ignore[union-attr]


def test_a_journal_put_there_while_we_read_is_seen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.put_good()
    real = os.read

    def read(descriptor: int, count: int) -> bytes:
        Path(f"{path}-journal").touch()
        return real(descriptor, count)

    monkeypatch.setattr(copying.os, "read", read)
    found = read_incoming(path, desk.private, knowledge())
    assert found.code == "not_alone"  # type: ignore[union-attr]


def test_five_gigabytes_of_nothing_end_at_once(desk: Desk) -> None:
    desk.put_good()
    os.truncate(desk.file, 5 * 1024**3)
    assert desk.refusal().reason == "too_large"


def test_a_file_at_the_limit_is_read_and_one_byte_more_is_not(desk: Desk) -> None:
    size = desk.put_good().stat().st_size
    assert desk.refusal(limits=Limits(size=size - 1)).reason == "too_large"
    desk.accepted(limits=Limits(size=size)).discard()


def test_a_private_folder_that_is_full_is_no_fault_of_the_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put_good()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying.os, "write", full)
    with pytest.raises(UserError) as caught:
        read_incoming(desk.file, desk.private, knowledge(), Limits(kept_in_memory=0))
    assert caught.value.code == "disk_full"
    assert not list(desk.private.iterdir())


_RANDOM = Random(4).randbytes(64 * 1024)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"S", "not_a_database"),
        (b"SQLite format 3\x00", "not_a_database"),
        (b"SQLite format 3\x00" + bytes(83), "not_a_database"),
        (b"SQLite format 2\x00" + bytes(8192), "not_a_database"),
        (bytes(8192), "not_a_database"),
        (b'{"answers": {}}' * 400, "not_a_database"),
        (b"\xff\xfe" + "Port Velira".encode("utf-16-le") * 400, "not_a_database"),
        (gzip.compress(b"answers" * 4000, mtime=0), "not_a_database"),
        (_RANDOM, "encrypted"),
        (b"PK\x03\x04" + _RANDOM, "not_a_database"),
        (b"%PDF-1.7" + _RANDOM, "not_a_database"),
    ],
)
def test_what_is_no_database_is_not_one(desk: Desk, content: bytes, code: str) -> None:
    desk.put(content)
    refusal = desk.refusal()
    assert (refusal.reason, refusal.code) == ("not_a_database", code)


def test_a_zipped_submission_is_not_a_database(desk: Desk) -> None:
    with zipfile.ZipFile(desk.file, "w") as archive:
        archive.write(desk.good, "sent.mrcw")
    assert desk.refusal().reason == "not_a_database"


def _number(value: int, length: int = 4) -> bytes:
    return value.to_bytes(length, "big")


@pytest.mark.parametrize(
    ("at", "content", "reason"),
    [
        (0, b"X", "not_a_database"),
        (15, b"\x01", "not_a_database"),
        (16, _number(0, 2), "corrupt"),
        (16, _number(1, 2), "corrupt"),
        (16, _number(3, 2), "corrupt"),
        (16, _number(512, 2), "corrupt"),
        (16, _number(8192, 2), "corrupt"),
        (16, _number(65535, 2), "corrupt"),
        (18, b"\x02\x02", "unreadable"),
        (18, b"\x02", "corrupt"),
        (19, b"\x02", "corrupt"),
        (18, b"\x00\x00", "corrupt"),
        (18, b"\xff\xff", "corrupt"),
        (20, b"\x20", "corrupt"),
        (20, b"\xff", "corrupt"),
        (21, b"\x00", "corrupt"),
        (22, b"\xff", "corrupt"),
        (23, b"\x01", "corrupt"),
        (24, _number(0), "corrupt"),
        (28, _number(0), "corrupt"),
        (28, _number(1), "corrupt"),
        (28, _number(2**31), "corrupt"),
        (28, _number(2**32 - 1), "corrupt"),
        (32, _number(1), "corrupt"),
        (36, _number(1), "corrupt"),
        (36, _number(2**31 - 1), "corrupt"),
        (44, _number(0), "corrupt"),
        (44, _number(1), "corrupt"),
        (44, _number(5), "corrupt"),
        (48, _number(2**31 - 1), "hostile"),
        (52, _number(3), "hostile"),
        (56, _number(0), "hostile"),
        (56, _number(2), "hostile"),
        (56, _number(3), "hostile"),
        (60, _number(0), "hostile"),
        (60, _number(SCHEMA_VERSION + 1), "newer_version"),
        (60, _number(2**32 - 1), "newer_version"),
        (64, _number(1), "hostile"),
        (68, _number(0), "other_application"),
        (68, b"GPKG", "other_application"),
        (68, b"mrcw", "other_application"),
        (72, b"\x01", "hostile"),
        (91, b"\x01", "hostile"),
        (92, _number(99), "corrupt"),
        (100, b"\x00", "corrupt"),
        (100, b"\x0a", "corrupt"),
        (103, _number(0xFFFF, 2), "corrupt"),
        (105, _number(0xFFFF, 2), "corrupt"),
    ],
)
def test_a_header_that_we_do_not_write_is_refused(desk: Desk, at: int, content: bytes, reason: str) -> None:
    whole = bytearray(desk.good.read_bytes())
    assert whole[at : at + len(content)] != content
    whole[at : at + len(content)] = content
    desk.put(bytes(whole))
    assert desk.refusal().reason == reason


def test_a_file_cut_at_any_page_is_corrupt(desk: Desk) -> None:
    whole = desk.good.read_bytes()
    for end in range(PAGE, len(whole), PAGE):
        desk.put(whole[:end])
        refusal = desk.refusal()
        assert (refusal.reason, refusal.code) == ("corrupt", "truncated"), end


@pytest.mark.parametrize("size", [100, 512, PAGE - 1, PAGE + 1, 3 * PAGE - 7])
def test_a_file_cut_anywhere_is_corrupt(desk: Desk, size: int) -> None:
    desk.put(desk.good.read_bytes()[:size])
    assert desk.refusal().reason == "corrupt"


@pytest.mark.parametrize("more", [b"\x00", b"PK\x03\x04", bytes(PAGE), bytes(100 * PAGE)])
def test_a_file_with_something_behind_its_end_is_corrupt(desk: Desk, more: bytes) -> None:
    desk.put(desk.good.read_bytes() + more)
    assert desk.refusal().reason == "corrupt"


def test_pages_in_another_order_are_refused(desk: Desk) -> None:
    whole = desk.good.read_bytes()
    pages = [whole[at : at + PAGE] for at in range(0, len(whole), PAGE)]
    rng = Random(0)
    for _ in range(20):
        shuffled = [pages[0], *rng.sample(pages[1:], len(pages) - 1)]
        desk.put(b"".join(shuffled))
        assert desk.refusal().reason in ("corrupt", "hostile", "invalid_content")
