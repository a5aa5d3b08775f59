"""What a kind of hostile file is, and where it is put."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Right(Enum):
    """What opening it may end in, beside a refusal with a sentence."""

    REFUSED = "refused"
    SAME = "opened, and the content is what it was"
    OTHER = "opened, whatever is in it"


@dataclass(frozen=True)
class Stage:
    """`folder` is the memory stick; `good` a sound database in use, `other` one more; `victim` a file of the user."""

    folder: Path
    good: Path
    other: Path
    victim: Path

    @property
    def file(self) -> Path:
        """Where the hostile file is put."""
        return self.folder / "stick.mrcw"

    def beside(self, ending: str) -> Path:
        """A second file of SQLite."""
        return self.folder / f"{self.file.name}{ending}"

    def put_good(self) -> Path:
        shutil.copyfile(self.good, self.file)
        return self.file

    def put(self, content: bytes) -> Path:
        self.file.write_bytes(content)
        return self.file


@dataclass(frozen=True)
class Kind:
    """`make` puts the file on the stage."""

    name: str
    make: Callable[[Stage], object]
    right: Right = Right.REFUSED


def edited(stage: Stage, *statements: str) -> None:
    """The good file after such statements, whatever its schema says."""
    with closing(sqlite3.connect(stage.put_good(), isolation_level=None)) as raw:
        raw.enable_load_extension(False) if hasattr(raw, "enable_load_extension") else None
        for pragma in ("ignore_check_constraints = ON", "writable_schema = ON", "foreign_keys = OFF"):
            raw.execute(f"PRAGMA {pragma}")
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("BEGIN")
        for statement in statements:
            raw.execute(statement)
        raw.execute("COMMIT")


def by_statements(name: str, *statements: str, right: Right = Right.REFUSED) -> Kind:
    """A kind made by SQL."""
    return Kind(name, lambda stage: edited(stage, *statements), right)


def by_bytes(name: str, change: Callable[[bytes], bytes], right: Right = Right.REFUSED) -> Kind:
    """A kind made from the bytes of the good file."""
    return Kind(name, lambda stage: stage.put(change(stage.good.read_bytes())), right)
