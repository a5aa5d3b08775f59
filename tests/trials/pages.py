"""Where in a database file the rows of each table lie, read by hand: so that damage can be put where it would hurt."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_LEAVES = (0x0A, 0x0D)
_INNER = (0x02, 0x05)


def page_size(content: bytes) -> int:
    size = int.from_bytes(content[16:18], "big")
    return 65536 if size == 1 else size


def roots(path: Path) -> dict[str, int]:
    """The first page of each table and index, by name."""
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as raw:
        return dict(raw.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0"))


def tree(content: bytes, root: int) -> list[int]:
    """The pages of one table or index."""
    size = page_size(content)
    found, waiting = [], [root]
    while waiting:
        number = waiting.pop()
        found.append(number)
        start = (number - 1) * size
        head = start + (100 if number == 1 else 0)
        if content[head] in _INNER:
            cells = int.from_bytes(content[head + 3 : head + 5], "big")
            for at in range(head + 12, head + 12 + 2 * cells, 2):
                cell = start + int.from_bytes(content[at : at + 2], "big")
                waiting.append(int.from_bytes(content[cell : cell + 4], "big"))
            waiting.append(int.from_bytes(content[head + 8 : head + 12], "big"))
    return found


def used_bytes(content: bytes, number: int) -> list[int]:
    """Places in the file of what is used of a leaf: its head, the list of cells, the cells. Empty for other pages."""
    size = page_size(content)
    start = (number - 1) * size
    head = start + (100 if number == 1 else 0)
    if content[head] not in _LEAVES:
        return list(range(start, start + size))
    cells = int.from_bytes(content[head + 3 : head + 5], "big")
    if not cells:
        return []
    first = int.from_bytes(content[head + 5 : head + 7], "big") or 65536
    return [*range(head, head + 8 + 2 * cells), *range(start + first, start + size)]


def used_by(path: Path, *, few: bool) -> list[int]:
    """Places of all bytes that hold rows of tables with one page, if `few`, else of the larger ones."""
    content = path.read_bytes()
    places: list[int] = []
    for root in roots(path).values():
        found = tree(content, root)
        if (len(found) == 1) is few:
            places += [place for number in found for place in used_bytes(content, number)]
    return places
