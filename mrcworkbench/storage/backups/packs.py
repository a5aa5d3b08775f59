"""The files of backups that are not databases: what they say of themselves and parts of bytes, in one ZIP archive."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

_ABOUT = "about.json"
_FASTEST = 1
_LONGEST = 16 * 1024
"""Bytes of what one says of itself."""

_WRONG = (
    *(BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError),
    *(KeyError, ValueError, TypeError, OverflowError),
)
"""What reading an archive raises, and what it says of itself, where bits have flipped."""


class DamagedError(Exception):
    """It is not what this program wrote."""


@dataclass(frozen=True, slots=True)
class About:
    """Of a backup: `made_at` in ISO 8601 with its offset; `number` counts those of one database and is higher for the
    later, whatever the clock says; the bytes of a page, the count of pages, and the hash of all their hashes. Of a
    difference, also the whole copy from which it differs: its name, and that hash of it.
    """

    reason: str
    made_at: str
    number: int
    page_size: int
    pages: int
    content: str
    base: str = ""
    base_content: str = ""

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


@contextmanager
def new_pack(file: BinaryIO) -> Iterator[ZipFile]:
    """To be filled, and finished by `say_about`."""
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_FASTEST) as pack:
        yield pack


def say_about(pack: ZipFile, about: About, parts: Mapping[str, bytes]) -> None:
    """Each part has a fixed date: an archive takes none of a clock that stands before 1980 or after 2107."""
    said = json.dumps(asdict(about), ensure_ascii=False).encode()
    for name, content in (*parts.items(), (_ABOUT, said)):
        pack.writestr(ZipInfo(name), content, ZIP_DEFLATED, _FASTEST)


@contextmanager
def opened_pack(path: Path) -> Iterator[tuple[ZipFile, About]]:
    """Raises `DamagedError`, also for what the block finds wrong in it, and `OSError`."""
    try:
        with ZipFile(path) as pack:
            yield pack, _read_about(pack)
    except _WRONG as error:
        raise DamagedError(str(error)) from error


def read_about(path: Path) -> About | None:
    """What it says of itself; None where there is none that can be read."""
    try:
        with opened_pack(path) as (_, about):
            return about
    except (DamagedError, OSError):
        return None


def read_part(pack: ZipFile, name: str, length: int) -> bytes:
    """A part that must have so many bytes."""
    if pack.getinfo(name).file_size != length:
        raise ValueError(f"{name} has another length")
    return pack.read(name)


def _read_about(pack: ZipFile) -> About:
    if pack.getinfo(_ABOUT).file_size > _LONGEST:
        raise ValueError("too long")
    about = About(**json.loads(pack.read(_ABOUT)))
    wanted = asdict(About("", "", 0, 0, 0, ""))
    if any(type(value) is not type(wanted[name]) for name, value in asdict(about).items()):
        raise ValueError("another kind of value")
    if about.number < 0 or about.pages < 1 or about.page_size not in (2**power for power in range(9, 17)):
        raise ValueError("no such pages")
    if about.moment.tzinfo is None:
        raise ValueError("no offset")
    return about
