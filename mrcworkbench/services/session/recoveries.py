"""Who hears that an interrupted save was undone when a database was opened.

Every command opens its database in its own way, some of them deep inside; none of them can forget to say this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mrcworkbench import log

if TYPE_CHECKING:
    from mrcworkbench.storage.store import Store

Hearing: TypeAlias = Callable[[str, Path], None]
"""Takes `recovered` or `recovered_in_memory`, and the database."""

_hearing: ContextVar[Hearing | None] = ContextVar("hearing", default=None)


@contextmanager
def hearing(listener: Hearing) -> Iterator[None]:
    """Within the block, on this thread, the listener is told."""
    token = _hearing.set(listener)
    try:
        yield
    finally:
        _hearing.reset(token)


def tell_recovered(store: Store, path: Path) -> None:
    """Say that a save had been interrupted; in the log, too."""
    log.event("recovered", in_memory=store.in_memory)
    listener = _hearing.get()
    if listener is not None:
        listener("recovered_in_memory" if store.in_memory else "recovered", path)
