"""What a disk may hold after a power cut, from a record of what was written before.

Everything that was synced is there. Of a file's other writes any may be missing, sector by sector; of other changes of
names (files made, renamed, removed) any may be missing too. This is less than most file systems promise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from random import Random

from tests.trials.recorder import Operation

SECTOR = 512
MODES = ("nothing", "everything", "first", "any", "any", "any", "mixed", "mixed")
"""What is there of what was not synced. `first`: up to some moment, in order; `mixed`: each file in its own way."""


@dataclass
class _Content:
    """A file whatever its name: what is safe, and what was written or cut off since."""

    safe: bytes
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and data, or a length and None."""

    def sync(self) -> None:
        self.safe = _done(self.safe, self.since)
        self.since = []

    def after_cut(self, mode: str, rng: Random) -> bytes:
        match mode:
            case "nothing":
                return self.safe
            case "everything":
                return _done(self.safe, self.since)
            case "first":
                return _done(self.safe, self.since[: rng.randint(0, len(self.since))])
            case _:
                return _done(self.safe, list(_some_sectors(self.since, rng)))


def _done(content: bytes, changes: Iterable[tuple[int, bytes | None]]) -> bytes:
    made = bytearray(content)
    for offset, data in changes:
        if data is None:
            del made[offset:]
            made.extend(bytes(offset - len(made)))
        else:
            made.extend(bytes(max(0, offset - len(made))))
            made[offset : offset + len(data)] = data
    return bytes(made)


def _some_sectors(changes: Iterable[tuple[int, bytes | None]], rng: Random) -> Iterable[tuple[int, bytes | None]]:
    share = rng.choice([0.2, 0.5, 0.8, 0.95])
    for offset, data in changes:
        if data is None:
            if rng.random() < share:
                yield offset, None
            continue
        at = 0
        while at < len(data):
            end = min(len(data), at + SECTOR - (offset + at) % SECTOR)
            if rng.random() < share:
                yield offset + at, data[at:end]
            at = end


@dataclass(frozen=True)
class _Naming:
    """A change of names, as pairs of a place and what is there afterwards (None: nothing)."""

    folders: frozenset[str]
    kind: str
    path: str
    other: str
    content: _Content | None


class Disk:
    """The files below one folder while operations are played back; after each, any cut can be looked at."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, _Content] = {}
        self._pending: list[_Naming] = []
        self._by_inode: dict[int, _Content] = {}
        for path in folder.rglob("*"):
            if path.is_file():
                content = self._by_inode[path.stat().st_ino] = _Content(path.read_bytes())
                self._names[str(path)] = content

    @property
    def names(self) -> Iterable[str]:
        """Places below the folder that are surely there."""
        return [str(Path(path).relative_to(self._folder)) for path in self._names]

    def play(self, one: Operation) -> None:
        """Do the next operation."""
        match one.kind:
            case "W" | "T":
                if one.inode in self._by_inode:
                    self._by_inode[one.inode].since.append((one.offset, one.data if one.kind == "W" else None))
            case "S":
                if one.inode in self._by_inode:
                    self._by_inode[one.inode].sync()
            case "D":
                done = [naming for naming in self._pending if one.path in naming.folders]
                self._pending = [naming for naming in self._pending if one.path not in naming.folders]
                for naming in done:
                    _rename(self._names, naming)
            case "C":
                content = self._by_inode[one.inode] = _Content(b"")
                self._put_off(one, content)
            case "R" | "E" | "L" | "U":
                self._put_off(one, None)

    def _put_off(self, one: Operation, content: _Content | None) -> None:
        folders = frozenset(str(PurePath(path).parent) for path in (one.path, one.other) if path)
        self._pending.append(_Naming(folders, one.kind, one.path, one.other, content))

    def after_cut(self, rng: Random) -> dict[str, bytes]:
        """Places below the folder with their content, as one possible cut leaves them."""
        mode = rng.choice(MODES)
        names = dict(self._names)
        kept = len(self._pending)
        if mode == "nothing":
            kept = 0
        elif mode in ("first", "mixed"):
            kept = rng.randint(0, kept)
        for number, naming in enumerate(self._pending):
            if (rng.random() < 0.6) if mode == "any" else number < kept:
                _rename(names, naming)
        modes = {id(content): rng.choice(MODES) if mode == "mixed" else mode for content in names.values()}
        found: dict[int, bytes] = {}
        for content in names.values():
            if id(content) not in found:
                found[id(content)] = content.after_cut(modes[id(content)], rng)
        folder = self._folder
        return {str(Path(path).relative_to(folder)): found[id(content)] for path, content in names.items()}


def _rename(names: dict[str, _Content], naming: _Naming) -> None:
    """One change of names; what it needs may be missing, since the change before it was lost."""
    one, other = naming.path, naming.other
    if naming.kind == "C" and naming.content is not None:
        names[one] = naming.content
    elif naming.kind == "U":
        names.pop(one, None)
    elif naming.kind == "L" and one in names:
        names[other] = names[one]
    elif naming.kind == "R":
        _move(names, one, other)
    elif naming.kind == "E":
        _move(names, one, f"{one}\0")
        _move(names, other, one)
        _move(names, f"{one}\0", other)


def _move(names: dict[str, _Content], one: str, other: str) -> None:
    """A file, or all that lies in a folder."""
    if one in names:
        names[other] = names.pop(one)
    for path in [path for path in names if path.startswith(f"{one}/")]:
        names[other + path[len(one) :]] = names.pop(path)


def written(files: dict[str, bytes], folder: Path) -> None:
    """Put such files into an empty folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
