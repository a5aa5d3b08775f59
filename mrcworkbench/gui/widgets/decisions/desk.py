"""Reading what was decided and what waits, and saying something to it, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from mrcworkbench.domain.reading.folding import fold
from mrcworkbench.gui.models.decision_words import all_words
from mrcworkbench.gui.widgets.decisions.work import DecidingWork
from mrcworkbench.services.merging import deciding, log, proposals

if TYPE_CHECKING:
    from mrcworkbench.services.merging.log import LoggedDecision
    from mrcworkbench.services.merging.proposals import OpenProposal


@dataclass(frozen=True)
class DecisionsRead:
    """The log, newest first, with what may be searched in each line; and what waits."""

    log: tuple[tuple[LoggedDecision, str], ...] = ()
    waiting: tuple[OpenProposal, ...] = ()


class DecisionDesk(DecidingWork):
    """`read` looks up `DecisionsRead`, of one centre or of all; `respond` and `take_back` store what a person says."""

    said = Signal(str)
    """What was stored, in words."""

    def read(self, centre: str | None = None) -> None:
        """Looks everything up."""
        session = self._bridge.session

        def look() -> object:
            waiting = () if centre is not None else proposals.open_proposals(session)
            lines = log.decisions(session, centre)
            said = tuple((one, fold(all_words(one, self._texts))) for one in reversed(lines))
            return DecisionsRead(said, waiting)

        self.look_up(look)

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

    def _store(self, author: str, told: str, work: Callable[[], int]) -> None:
        def done(count: int) -> None:
            self.said.emit(self._texts.plural(f"decisions_page.{told}", count))

        self.store(author, work, done)
