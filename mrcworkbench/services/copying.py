"""Saving a copy when the open file fails: everything in the file if it can be read, and everything in memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mrcworkbench.errors import UserError
from mrcworkbench.services.databases import new_id

if TYPE_CHECKING:
    from mrcworkbench.storage.store import Batch, NewContents, Store

_SOURCE_IS_LOST = frozenset({"io_error", "corrupt", "vanished", "not_a_database", "locked", "read_only_file"})


@dataclass(frozen=True)
class InMemory:
    """What the session knows: `unacknowledged` is not in the file yet, `all` is everything a new file could be filled
    with."""

    assessment_id: str | None
    unacknowledged: Batch
    all: NewContents


def save_copy(store: Store, target: Path, memory: InMemory, moment: str, *, overwrite: bool) -> bool:
    """Write the copy; on the writer's thread. Whether it holds everything, and not only what was in memory."""
    from mrcworkbench.storage.store import create_store

    try:
        store.save_copy(target, memory.assessment_id, memory.unacknowledged, moment, overwrite=overwrite)
    except UserError as error:
        if error.code not in _SOURCE_IS_LOST:
            raise
    else:
        return True
    create_store(target, memory.all, file_id=new_id(), made_at=moment, overwrite=overwrite)
    return False
