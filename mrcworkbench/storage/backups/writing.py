"""Writes a backup: the whole database, or only the pages that differ from a whole copy that lies there already."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.storage.backups.hashing import HASH, content_hash, hash_of, marked, pages_in, unmarked
from mrcworkbench.storage.backups.names import DIFFERENCE, WHOLE, hashes_beside
from mrcworkbench.storage.backups.packs import About, DamagedError, new_pack, opened_pack, read_part, say_about
from mrcworkbench.storage.database.creation import new_file

if TYPE_CHECKING:
    from mrcworkbench.storage.database.pages import Pages

NUMBER = 4
"""Bytes of the number of a page in a difference; the first page is 0."""


class TooDifferentError(Exception):
    """A difference would be so large that a whole copy is worth more."""


@dataclass(frozen=True, slots=True)
class Base:
    """A whole copy from which others may differ."""

    path: Path
    about: About
    hashes: bytes


def write_whole(pages: Pages, target: Path, about: About) -> None:
    """A plain copy, which `marked` as one, and the hashes of its pages beside it. Raises `OSError`, `UserError`."""
    hashes = bytearray()
    with new_file(target) as unfinished, unfinished.open("r+b") as out:
        for block in pages.blocks():
            out.write(block if hashes else marked(block))
            hashes += b"".join(map(hash_of, pages_in(block, pages.size)))
    try:
        with new_file(hashes_beside(target)) as unfinished, unfinished.open("r+b") as file, new_pack(file) as pack:
            say_about(pack, replace(about, content=content_hash(hashes)), {"hashes": bytes(hashes)})
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise


def read_base(path: Path) -> Base | None:
    """A whole copy, if its hashes lie beside it and it seems to be as it was: it has its length, and its first page,
    which changes with every save, is unchanged."""
    try:
        with opened_pack(hashes_beside(path)) as (pack, about):
            hashes = read_part(pack, "hashes", about.pages * HASH)
        with path.open("rb") as file:
            start = unmarked(file.read(about.page_size))
        size = path.stat().st_size
    except (DamagedError, OSError):
        return None
    is_as_it_was = (size, hash_of(start)) == (about.pages * about.page_size, hashes[:HASH])
    return Base(path, about, hashes) if is_as_it_was and content_hash(hashes) == about.content else None


def write_difference(pages: Pages, base: Base, target: Path, about: About) -> Path:
    """Only what differs from `base`, under the name for a difference instead of `target`, which is told.

    Raises `TooDifferentError`, `OSError`, `UserError`; nothing is left behind then.
    """
    place = target.with_name(f"{target.name.removesuffix(WHOLE)}{DIFFERENCE}")
    most = base.about.pages * pages.size // 2
    hashes, numbers, changed = bytearray(), bytearray(), bytearray()
    with new_file(place) as unfinished, unfinished.open("r+b") as file, new_pack(file) as pack:
        with pack.open("pages", "w", force_zip64=True) as out:
            for block in pages.blocks():
                for page in pages_in(block, pages.size):
                    own, at = hash_of(page), len(hashes)
                    hashes += own
                    if own != base.hashes[at : at + HASH]:
                        out.write(page)
                        numbers += (at // HASH).to_bytes(NUMBER, "big")
                        changed += own
                if file.tell() > most:
                    raise TooDifferentError
        about = replace(about, content=content_hash(hashes), base=base.path.name, base_content=base.about.content)
        say_about(pack, about, {"numbers": bytes(numbers), "hashes": bytes(changed)})
    return place
