"""What a submission would hold now: the answers at once, what was sealed before when the disk has given it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.tasks import Runner, Task
from mrcworkbench.services.submitting import preview, read_earlier

if TYPE_CHECKING:
    from mrcworkbench.domain.disclosure.earlier import Earlier
    from mrcworkbench.domain.disclosure.submission_preview import SubmissionPreview
    from mrcworkbench.services.session.session import Session


class Previews(QObject):
    """Previews(bridge, runner): `now()`, with what was sealed before from when `read_earlier()` has ended."""

    read = Signal()
    failed = Signal(object)

    def __init__(self, bridge: Bridge, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._runner = bridge, runner
        self._earlier: tuple[Earlier, ...] = ()

    def now(self) -> SubmissionPreview:
        return preview(self._bridge.session, self._earlier)

    def read_earlier(self) -> None:
        """Reads anew what was sealed before."""
        task = Task(partial(_read, self._bridge.session, self._bridge.assessment.id))
        task.done.connect(self._on_read)
        task.failed.connect(self.failed)
        self._runner.start(task)

    def forget(self) -> None:
        """Another assessment is open."""
        self._earlier = ()

    def _on_read(self, read: tuple[str, tuple[Earlier, ...]]) -> None:
        id_, earlier = read
        if self._bridge.has_assessment and self._bridge.assessment.id == id_:
            self._earlier = earlier
            self.read.emit()


def _read(session: Session, id_: str, _: Task) -> tuple[str, tuple[Earlier, ...]]:
    """On the runner's thread: waits for the disk."""
    return id_, read_earlier(session)
