"""What the log says of a database that has been opened: its kind, never its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench import log
from mrcworkbench.storage.database.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from mrcworkbench.storage.store import Contents, Store


def log_opened(path: Path, store: Store, contents: Contents, *, recovered: bool) -> None:
    """`size_class` is the power of two that the file's KiB do not pass; `recovered` says that whoever had it open
    before was cut short."""
    log.event(
        "opened",
        schema=SCHEMA_VERSION,
        read_only=store.read_only_reason,
        size_class=_size_class(path),
        assessments=len(contents.assessments),
        recovered=recovered,
    )


def _size_class(path: Path) -> int | None:
    try:
        return (path.stat().st_size >> 10).bit_length()
    except OSError:
        return None
