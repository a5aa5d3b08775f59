"""What may happen to a file, or to its disk, while somebody works in it."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from tests.trials.hostile.beside import journal, super_journal


class After(Enum):
    """What must be so after the next save."""

    SAVED = "saved"
    NOT_SAVED = "not saved"
    EITHER = "either"


@dataclass
class Scene:
    """An open file; `foreign` has the same size and counter and other answers, `victim` is no business of ours."""

    path: Path
    foreign: Path
    victim: Path
    is_small_disk: bool
    """Whether the disk under the file is one of its own that can be filled."""
    kept: dict[str, object] = field(default_factory=dict)

    @property
    def aside(self) -> Path:
        """Another name in another folder of the same disk."""
        return self.path.parent.parent / "aside.mrcw"


Step = Callable[[Scene], object]


@dataclass(frozen=True)
class Disturbance:
    """`undo` sets it right again; then the next try must save. `is_foreign`: what lies under the name then is another
    file, of which no byte may change."""

    name: str
    do: Step
    after: After
    undo: Step | None = None
    is_foreign: bool = False


def _overwrite(scene: Scene, content: bytes, *, same_time: bool = False) -> None:
    """In place, as a copy over the network does it: the file stays the same one."""
    status = scene.path.stat()
    with scene.path.open("r+b") as file:
        file.write(content)
        file.truncate()
    if same_time:
        os.utime(scene.path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _replace(scene: Scene, content: bytes) -> None:
    fresh = scene.path.with_name("fresh")
    fresh.write_bytes(content)
    fresh.replace(scene.path)


def _with_counter(scene: Scene, more: int) -> bytes:
    """The foreign file with the counter of the open one, or so many more."""
    own, content = scene.path.read_bytes(), scene.foreign.read_bytes()
    counter = ((int.from_bytes(own[24:28], "big") + more) & 0xFFFFFFFF).to_bytes(4, "big")
    return content[:24] + counter + content[28:92] + counter + content[96:]


def _of_own_size(scene: Scene) -> bytes:
    """The same, as long as the open one."""
    content, size = bytearray(_with_counter(scene, 0)), scene.path.stat().st_size
    if len(content) != size:  # pages more than it needs, or the open file's own rest
        content = bytearray(content[:size].ljust(size, b"\0"))
        content[28:32] = (size // 4096).to_bytes(4, "big")
    return bytes(content)


def _elsewhere(scene: Scene, statement: str) -> None:
    with closing(sqlite3.connect(scene.path, isolation_level=None)) as raw:
        raw.execute(statement)


def _lock(kind: str) -> Step:
    def lock(scene: Scene) -> None:
        raw = sqlite3.connect(scene.path, isolation_level=None, check_same_thread=False)
        raw.execute(f"BEGIN {kind}")
        raw.execute("SELECT count(*) FROM meta").fetchone()
        scene.kept["lock"] = raw

    return lock


def _unlock(scene: Scene) -> None:
    raw = scene.kept.pop("lock")
    assert isinstance(raw, sqlite3.Connection)
    raw.execute("ROLLBACK")
    raw.close()


def _fill(scene: Scene) -> None:
    """No byte is left on the disk; where there is no small one, no file may grow."""
    if not scene.is_small_disk:
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, most))
        return
    with (scene.path.parent / "ballast").open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


def _make_room(scene: Scene) -> None:
    if scene.is_small_disk:
        (scene.path.parent / "ballast").unlink()
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _and(*steps: Step) -> Step:
    def all_of_them(scene: Scene) -> None:
        for step in steps:
            step(scene)

    return all_of_them


def _away(scene: Scene) -> None:
    scene.path.rename(scene.aside)


def _back(scene: Scene) -> None:
    scene.aside.replace(scene.path)


def _put_journal(scene: Scene) -> None:
    content = super_journal(scene.path.read_bytes(), os.fsencode(scene.victim))
    Path(f"{scene.path}-journal").write_bytes(content)


_NOT, _SAVED, _EITHER = After.NOT_SAVED, After.SAVED, After.EITHER

DISTURBANCES = (
    Disturbance("nothing", lambda _: None, _SAVED),
    Disturbance("touched", lambda s: s.path.touch(), _SAVED),
    Disturbance("read by another", lambda s: s.path.read_bytes(), _SAVED),
    Disturbance("overwritten, same size and counter", lambda s: _overwrite(s, _of_own_size(s)), _NOT, is_foreign=True),
    Disturbance(
        "overwritten, same size, counter and time", lambda s: _overwrite(s, _of_own_size(s), same_time=True), _NOT,
        is_foreign=True,
    ),
    Disturbance("overwritten, next counter", lambda s: _overwrite(s, _with_counter(s, 1)), _NOT, is_foreign=True),
    Disturbance("overwritten, counter before", lambda s: _overwrite(s, _with_counter(s, -1)), _NOT, is_foreign=True),
    Disturbance("overwritten by another size", lambda s: _overwrite(s, s.foreign.read_bytes() + bytes(4096)), _NOT,
                is_foreign=True),
    Disturbance("overwritten by a text", lambda s: _overwrite(s, s.victim.read_bytes()), _NOT, is_foreign=True),
    Disturbance("overwritten by noughts", lambda s: _overwrite(s, bytes(s.path.stat().st_size)), _NOT, is_foreign=True),
    Disturbance("overwritten by itself", lambda s: _overwrite(s, s.path.read_bytes()), _EITHER),
    Disturbance("replaced", lambda s: _replace(s, s.foreign.read_bytes()), _NOT, is_foreign=True),
    Disturbance("replaced, same size and counter", lambda s: _replace(s, _of_own_size(s)), _NOT, is_foreign=True),
    Disturbance("replaced by itself", lambda s: _replace(s, s.path.read_bytes()), _EITHER),
    Disturbance("replaced by a link", lambda s: (_away(s), s.path.symlink_to(s.victim)), _NOT),
    Disturbance("replaced by a folder", lambda s: (_away(s), s.path.mkdir()), _NOT),
    Disturbance("replaced by a pipe", lambda s: (_away(s), os.mkfifo(s.path)), _NOT),
    Disturbance("renamed", _away, _NOT, undo=_back),
    Disturbance("renamed and back", _and(_away, _back), _SAVED),
    Disturbance("deleted", lambda s: s.path.unlink(), _NOT),
    Disturbance("emptied", lambda s: _overwrite(s, b""), _NOT, is_foreign=True),
    Disturbance("cut", lambda s: _overwrite(s, s.path.read_bytes()[:20_000]), _NOT, is_foreign=True),
    Disturbance("folder renamed", lambda s: s.path.parent.rename(s.path.parent.with_name("moved")), _NOT),
    Disturbance("folder deleted", lambda s: shutil.rmtree(s.path.parent), _NOT),
    Disturbance("locked", _lock("EXCLUSIVE"), _NOT, undo=_unlock),
    Disturbance("locked for writing", _lock("IMMEDIATE"), _NOT, undo=_unlock),
    Disturbance("being read", _lock("DEFERRED"), _NOT, undo=_unlock),
    Disturbance("changed by another", lambda s: _elsewhere(s, "UPDATE units SET comment = 'by another'"), _NOT,
                is_foreign=True),
    Disturbance("settings changed by another", lambda s: _elsewhere(s, "INSERT INTO settings VALUES ('k', 'v')"), _NOT,
                is_foreign=True),
    Disturbance("vacuumed by another", lambda s: _elsewhere(s, "VACUUM"), _NOT, is_foreign=True),
    Disturbance("WAL mode by another", lambda s: _elsewhere(s, "PRAGMA journal_mode = WAL"), _EITHER),
    Disturbance("folder closed", lambda s: s.path.parent.chmod(0o555), _NOT, undo=lambda s: s.path.parent.chmod(0o755)),
    Disturbance("disk full", _fill, _NOT, undo=_make_room),
    Disturbance("journal put beside", _put_journal, _EITHER),
    Disturbance("journal of another put beside",
                lambda s: Path(f"{s.path}-journal").write_bytes(journal(s.foreign.read_bytes())), _EITHER),
    Disturbance("folder put beside", lambda s: Path(f"{s.path}-journal").mkdir(), _EITHER),
    Disturbance("link put beside", lambda s: Path(f"{s.path}-journal").symlink_to(s.victim), _EITHER),
)  # fmt: skip
