"""What the list of centres says in its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from mrcworkbench.content.instruments import is_view
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.centre_filter import State
from mrcworkbench.gui.models.centre_rows import CentreColumn, CentreRow
from mrcworkbench.gui.words.local_time import local_day

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo


class CentreWords:
    """CentreWords(texts). Days are put into words once: thousands of rows have few."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._days: dict[str, str] = {}

    def heading(self, column: CentreColumn) -> str:
        return self._texts.text(f"centres_page.column_{column.name.lower()}")

    def text(self, row: CentreRow, column: CentreColumn) -> str:
        """What a cell says."""
        one = row.summary
        match column:
            case CentreColumn.CENTRE:
                return one.info.centre.name
            case CentreColumn.COUNTRY:
                return row.country
            case CentreColumn.ROUND:
                return self.round(one.info)
            case CentreColumn.STATE:
                return self.state(row.state, sealed=row.sealed)
            case CentreColumn.ANSWERED:
                return self._answered(row)
            case CentreColumn.CONFLICTS:
                return str(one.conflicts or "")
            case CentreColumn.CORRECTED:
                return str(one.corrected or "")
            case CentreColumn.REVISIONS:
                return str(one.revisions)
            case CentreColumn.ROUNDS:
                return str(one.rounds)
            case CentreColumn.RECEIVED:
                return self._day(one.received_at)
        assert_never(column)

    def state(self, state: State, *, sealed: bool) -> str:
        word = self._texts.text(f"centres_page.state_{state.value}")
        if sealed or state is State.WITHDRAWN:
            return word
        return self._texts.text("centres_page.state_not_sealed", state=word)

    def longest_answered(self) -> str:
        """What takes most room in the column of answers."""
        return self._texts.text("centres_page.answered", answered=0, applicable=0).replace("0", "000")

    def round(self, info: AssessmentInfo) -> str:
        """Whether it counts is told where there are several of one round."""
        if is_view(info):
            return self._texts.text("centres_page.round_view", round=info.round)
        if info.counts:
            return info.round
        key = "centres_page.round_open" if info.counts is None else "centres_page.round_not_counted"
        return self._texts.text(key, round=info.round)

    def _answered(self, row: CentreRow) -> str:
        if row.count is None or row.withdrawn:
            return ""
        needed = row.count.needed
        return self._texts.text("centres_page.answered", answered=needed.done, applicable=needed.all)

    def _day(self, moment: str) -> str:
        """The day on the clock of this machine."""
        if moment not in self._days:
            self._days[moment] = local_day(moment)
        return self._days[moment]
