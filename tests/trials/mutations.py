"""Files damaged or edited in every way but single bits: what is accepted is what was sealed, or an honest edit.

Kinds take turns. Without right hashes nothing but the sealed content may be accepted; with hashes made anew by someone
who knows how, the content must be whole and readable.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from mrcworkbench.content.instruments import questionnaire, translator
from mrcworkbench.domain.merging.views import current_view
from mrcworkbench.storage.strangers.refusals import Refusal
from tests.storage.strangers.hostile_files import require_readable
from tests.trials import pages, sources
from tests.trials.edits import EDITS, HONEST
from tests.trials.judging import SLOWEST, Content, HangsError, accepted, content_of
from tests.trials.tally import Tally

NAME = "mutations"


@dataclass(frozen=True)
class Good:
    """A submission, its bytes, and what is in it."""

    path: Path
    content: bytes
    right: Content


Damage = Callable[[bytes, bytes, Random], bytes]
"""From the bytes of a file and those of another one."""


def _some_bytes(content: bytes, _: bytes, rng: Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(rng.choice([1, 2, 8, 40])):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


def _run_of_bytes(content: bytes, _: bytes, rng: Random) -> bytes:
    at, length = rng.randrange(len(content)), rng.choice([2, 16, 512, 4096, 20_000])
    run = rng.choice([rng.randbytes(length), bytes(length), b"\xff" * length])[: len(content) - at]
    return content[:at] + run + content[at + len(run) :]


def _shifted_bytes(content: bytes, _: bytes, rng: Random) -> bytes:
    """Something left out or put in, and the length kept."""
    at, length = rng.randrange(len(content)), rng.choice([1, 4, 512])
    if rng.random() < 0.5:
        return content[:at] + content[at + length :] + bytes(length)
    return (content[:at] + rng.randbytes(length) + content[at:])[: len(content)]


def _pages_swapped(content: bytes, _: bytes, rng: Random) -> bytes:
    size = pages.page_size(content)
    one, other = sorted(rng.sample(range(len(content) // size), 2))
    parts = [content[at : at + size] for at in range(0, len(content), size)]
    parts[one], parts[other] = parts[other], parts[one]
    return b"".join(parts)


def _page_copied(content: bytes, _: bytes, rng: Random) -> bytes:
    """One page of the file over another."""
    return _with_page(content, content, rng, same_place=False)


def _page_of_another(content: bytes, other: bytes, rng: Random) -> bytes:
    """A page of another submission, mostly of the same place: as a memory stick does that mixes up two files."""
    return _with_page(content, other, rng, same_place=rng.random() < 0.7)


def _with_page(content: bytes, other: bytes, rng: Random, *, same_place: bool) -> bytes:
    size = pages.page_size(content)
    count = min(len(content), len(other)) // size
    damaged = bytearray(content)
    for _ in range(rng.choice([1, 1, 3])):
        to = rng.randrange(count)
        of = to if same_place else rng.randrange(count)
        damaged[to * size : (to + 1) * size] = other[of * size : (of + 1) * size]
    return bytes(damaged)


def _pages_zeroed(content: bytes, _: bytes, rng: Random) -> bytes:
    size = pages.page_size(content)
    damaged = bytearray(content)
    first = rng.randrange(len(content) // size)
    for page in range(first, min(first + rng.choice([1, 1, 4]), len(content) // size)):
        damaged[page * size : (page + 1) * size] = bytes(size)
    return bytes(damaged)


def _truncated(content: bytes, _: bytes, rng: Random) -> bytes:
    size = pages.page_size(content)
    return content[: rng.choice([rng.randrange(len(content)), rng.randrange(len(content) // size) * size])]


def _truncated_and_told(content: bytes, _: bytes, rng: Random) -> bytes:
    """Cut at a page, and the header says so."""
    size = pages.page_size(content)
    count = rng.randrange(1, len(content) // size)
    return content[:28] + count.to_bytes(4, "big") + content[32 : count * size]


def _extended(content: bytes, other: bytes, rng: Random) -> bytes:
    size = pages.page_size(content)
    more = rng.choice([b"\0", rng.randbytes(700), bytes(size), other[: size * 3]])
    if rng.random() < 0.5:
        more = more.ljust(-(-len(more) // size) * size, b"\0")
        count = (len(content) + len(more)) // size
        return content[:28] + count.to_bytes(4, "big") + content[32:] + more
    return content + more


def _header(content: bytes, _: bytes, rng: Random) -> bytes:
    at = rng.randrange(100)
    field = rng.choice([bytes(4), b"\xff" * 4, rng.randbytes(4), (1).to_bytes(4, "big")])[: rng.choice([1, 2, 4])]
    return content[:at] + field + content[at + len(field) :]


def _cell(content: bytes, _: bytes, rng: Random) -> bytes:
    """The head of a page: its type, its count of cells, where they are."""
    size = pages.page_size(content)
    page = rng.randrange(1, len(content) // size) * size
    damaged = bytearray(content)
    for _ in range(rng.choice([1, 2])):
        damaged[page + rng.randrange(24)] = rng.choice([0, 1, 2, 5, 10, 13, 255, rng.randrange(256)])
    return bytes(damaged)


DAMAGES: Mapping[str, Damage] = {
    "bytes": _some_bytes,
    "run of bytes": _run_of_bytes,
    "shifted": _shifted_bytes,
    "pages swapped": _pages_swapped,
    "page copied": _page_copied,
    "page of another": _page_of_another,
    "pages zeroed": _pages_zeroed,
    "truncated": _truncated,
    "truncated and told": _truncated_and_told,
    "extended": _extended,
    "header": _header,
    "cells": _cell,
}
_KINDS = (*DAMAGES, *EDITS, *EDITS)
"""Edits twice as often: there are more ways of them."""


def run(numbers: Iterable[int], folder: Path) -> Tally:
    goods = []
    for path in sources.made(folder, sources.SUBMISSIONS).values():
        goods.append(Good(path, path.read_bytes(), accepted(path, folder / "private")))
    tally = Tally(NAME)
    for number in numbers:
        kind = _KINDS[number % len(_KINDS)]
        rng = Random(f"{NAME} {number}")
        one, other = rng.sample(goods, 2)
        file = folder / "mutated.mrcw"
        _make(kind, file, one, other, rng)
        begun = perf_counter()
        told, wrong = _judged(kind, one, file, folder)
        seconds = perf_counter() - begun
        if wrong is None and seconds > SLOWEST:
            wrong = "slow"
        where = f" ({kind}, {one.path.name})" if wrong else ""
        tally.add(number, wrong and wrong + where, seconds=seconds, told=told)
    return tally


def _make(kind: str, file: Path, one: Good, other: Good, rng: Random) -> None:
    if kind in DAMAGES:
        file.write_bytes(DAMAGES[kind](one.content, other.content, rng))
        return
    file.write_bytes(one.content)
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as raw:
        for pragma in ("ignore_check_constraints = ON", "foreign_keys = OFF", "synchronous = OFF"):
            raw.execute(f"PRAGMA {pragma}")
        raw.execute("BEGIN")
        with contextlib.suppress(sqlite3.Error, TypeError):  # what the file itself refuses stays undone
            EDITS[kind](raw, rng)
        raw.execute("COMMIT")


def _judged(kind: str, one: Good, file: Path, folder: Path) -> tuple[str, str | None]:
    before = file.read_bytes()
    try:
        found = content_of(file, folder / "private")
    except HangsError:
        return "", "hangs"
    except Exception as error:  # noqa: BLE001 - whatever it is, the reader may not raise it
        return "", f"crash: {error!r}"
    if file.read_bytes() != before:
        return "", "the source was changed"
    if list((folder / "private").iterdir()):
        return "", "a copy is left"
    if isinstance(found, Refusal):
        return found.reason, None
    difference = one.right.difference(found)
    if difference is None:
        return "accepted, right", None
    if kind == "manifest removed" and difference.startswith("is_sealed"):
        return "accepted, as not sealed", None
    if kind in HONEST:
        return "accepted, honest edit", _why_unreadable(found)
    return "accepted, changed", f"changed {difference}"


def _why_unreadable(found: Content) -> str | None:
    """What is taken in under right hashes can at least be shown."""
    for part in found.parts:
        asked = questionnaire(part.row[3])
        try:
            require_readable(current_view(part.history(translator())), asked)
        except Exception as error:  # noqa: BLE001 - whatever it is, a page that shows it would raise it too
            return f"unreadable: {error!r}"
    return None
