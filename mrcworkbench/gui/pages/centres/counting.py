"""Counts, off the window's thread, how far each assessment is; what has been counted is kept while nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic, sleep
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mrcworkbench.gui.session.tasks import Runner, Task
from mrcworkbench.services.collection import overview
from mrcworkbench.services.collection.overview import Count, Counter, Summary

if TYPE_CHECKING:
    from mrcworkbench.services.session.session import Session

_BREATH = 0.005
"""Seconds between two batches in which the window has the interpreter for itself, so that it scrolls smoothly."""
_TELL_EVERY = 0.25
"""Seconds between two tellings: the window paints the list anew with each."""
_Part = tuple[Counter, Sequence[str]]
_Tell = Callable[[object, int, int], None]


class Counting(QObject):
    """One count at a time; a new one stops the one before."""

    counted = Signal(object, int, int)
    """Counts by assessment, and how many of how many have been counted."""
    ended = Signal()

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._known: dict[str, tuple[str, Count]] = {}
        self._stamps: dict[str, str] = {}
        self._edited: set[str] = set()
        self._feed: _Feed | None = None
        self._task: Task | None = None

    def known(self, found: Sequence[Summary]) -> dict[str, Count]:
        """What need not be counted again."""
        self._stamps = {one.info.id: one.stamp for one in found}
        self._known = {id_: kept for id_, kept in self._known.items() if self._stamps.get(id_) == kept[0]}
        return {id_: count for id_, (_, count) in self._known.items()}

    def forget(self, id_: str) -> None:
        """The answers of an assessment have changed: what is being counted of it now comes too late."""
        self._known.pop(id_, None)
        self._edited.add(id_)

    def start(self, session: Session, found: Sequence[Summary]) -> None:
        """Counts what is not known. `known` must have been asked about the same assessments."""
        self.stop()
        self._edited.clear()
        missing = [one.info for one in found if one.info.id not in self._known]
        parts = list(overview.batches(missing))
        if not parts:
            self.ended.emit()
            return
        # The feed belongs to one count, so that what a stopped one still tells is not heard.
        feed = _Feed(self)
        feed.told.connect(self._take)
        task = Task(partial(_count, session, parts, feed.told.emit))
        task.done.connect(feed.end)
        task.failed.connect(feed.end)  # what could not be read stays uncounted; opening it says why
        feed.over.connect(self._end)
        self._feed, self._task = feed, task
        self._runner.start(task)

    def stop(self, _: object = None) -> None:
        """Counts no further."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self._feed is not None:
            self._feed.told.disconnect(self._take)
            self._feed.over.disconnect(self._end)
            self._feed.deleteLater()
            self._feed = None

    def _take(self, counts: dict[str, Count], done: int, total: int) -> None:
        current = {id_: one for id_, one in counts.items() if id_ in self._stamps and id_ not in self._edited}
        self._known.update((id_, (self._stamps[id_], count)) for id_, count in current.items())
        self.counted.emit(current, done, total)

    def _end(self) -> None:
        self._task = None
        self.ended.emit()


class _Feed(QObject):
    told = Signal(object, int, int)
    over = Signal()

    def end(self, _: object) -> None:
        self.over.emit()


def _count(session: Session, parts: Sequence[_Part], tell: _Tell, task: Task) -> None:
    total, done = sum(len(ids) for _, ids in parts), 0
    found: dict[str, Count] = {}
    told = monotonic()
    for counter, ids in parts:
        task.step(done, total)
        found.update(counter.count(session, ids))
        done += len(ids)
        if done == total or monotonic() - told >= _TELL_EVERY:
            tell(found, done, total)
            found, told = {}, monotonic()
        sleep(_BREATH)
