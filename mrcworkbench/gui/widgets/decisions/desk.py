"""Reading what was decided and what waits, and saying something to it, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mrcworkbench.domain.reading.folding import fold
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.decision_words import all_words
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.file_work import FileWork, author_name, keep_author
from mrcworkbench.gui.session.tasks import BackgroundWork, Runner, Task
from mrcworkbench.services.merging import deciding, log, proposals

if TYPE_CHECKING:
    from mrcworkbench.services.merging.log import LoggedDecision
    from mrcworkbench.services.merging.proposals import OpenProposal


@dataclass(frozen=True)
class DecisionsRead:
    """The log, newest first, with what may be searched in each line; and what waits."""

    log: tuple[tuple[LoggedDecision, str], ...] = ()
    waiting: tuple[OpenProposal, ...] = ()


class DecisionDesk(QObject):
    """`read` looks up the log, of one centre or of all; `respond` and `take_back` store what a person says."""

    found = Signal(object)
    """`DecisionsRead`."""
    said = Signal(str)
    """What was stored, in words."""
    failed = Signal(str)
    """Why something could not be read or stored, in words."""

    def __init__(self, bridge: Bridge, runner: Runner, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._texts = bridge, texts
        self._reading = BackgroundWork(runner, self)
        self._storing = FileWork(bridge, runner, self)

    @property
    def is_reading(self) -> bool:
        return self._reading.running

    @property
    def is_possible(self) -> bool:
        """Whether something can be stored now."""
        return not self._storing.running and not self._bridge.session.read_only

    @property
    def author(self) -> str:
        """Who decided something here last, else the respondent."""
        return author_name(self._bridge)

    def read(self, centre: str | None = None) -> None:
        """Looks everything up, unless that is being done or something is being stored."""
        if self._storing.running:
            return
        session = self._bridge.session

        def look(_: Task) -> object:
            waiting = () if centre is not None else proposals.open_proposals(session)
            lines = log.decisions(session, centre)
            said = tuple((one, fold(all_words(one, self._texts))) for one in reversed(lines))
            return DecisionsRead(said, waiting)

        self._reading.start(look, self.found.emit, self._on_failed)

    def respond(self, ids: Collection[str], reason: str, author: str, *, confirmed: bool) -> None:
        """Lets proposals take effect, or not."""
        session = self._bridge.session
        say, told = (proposals.confirm, "confirmed_now") if confirmed else (proposals.decline, "declined_now")
        self._store(author, told, lambda: say(session, ids, reason=reason, author=author))

    def take_back(self, id_: str, reason: str, author: str) -> None:
        """Takes a decision back, or what was said to a proposal."""
        session = self._bridge.session

        def work() -> int:
            return len(deciding.take_back(session, [id_], reason=reason, author=author))

        self._store(author, "taken_back_now", work)

    def cancel(self) -> None:
        """Asks what is being stored to stop."""
        self._storing.cancel()

    def _store(self, author: str, told: str, work: Callable[[], int]) -> None:
        keep_author(self._bridge, author)

        def done(count: int) -> None:
            self.said.emit(self._texts.plural(f"decisions_page.{told}", count))

        self._storing.start(lambda _: work(), done, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(in_words(self._texts, error))
