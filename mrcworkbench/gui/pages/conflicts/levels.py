"""The level that each side of a conflict would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mrcworkbench import clocks
from mrcworkbench.domain.questionnaire.checking import check_answer
from mrcworkbench.errors import UserError
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.services.session.working import working_copy_of

if TYPE_CHECKING:
    from mrcworkbench.domain.scoring.results import CriterionScore
    from mrcworkbench.domain.scoring.working_copy import WorkingCopy
    from mrcworkbench.services.merging.resolving import OpenConflict


class LevelsGiven:
    """Scores the question's criterion with each side; the answers of an assessment are kept until `forget`."""

    def __init__(self, bridge: Bridge, content: Content) -> None:
        self._bridge, self._content = bridge, content
        self._copies: dict[str, WorkingCopy] = {}

    def forget(self) -> None:
        """Answers may have changed."""
        self._copies.clear()

    def of(self, conflict: OpenConflict) -> list[CriterionScore | None]:
        """One score for each side; None for rows, questions that judge nothing, and answers that cannot be read."""
        copy = self._copy_of(conflict)
        return [None if copy is None else self._score(conflict, side.value, copy) for side in conflict.sides]

    def _copy_of(self, conflict: OpenConflict) -> WorkingCopy | None:
        """The answers of the conflict's assessment; None where they cannot be read here."""
        info, session = conflict.assessment, self._bridge.session
        if session.has_assessment and info.id == session.assessment.id:
            return session.working_copy
        if info.id not in self._copies:
            try:
                make = working_copy_of(info, self._content.language, clocks.today(), session.path)
                self._copies[info.id] = make(session.read_file(lambda store: store.load(info.id)))
            except UserError:
                return None
        return self._copies[info.id]

    def _score(self, conflict: OpenConflict, side: object, copy: WorkingCopy) -> CriterionScore | None:
        """The score of the question's criterion if this side held; None where it would not change."""
        question = conflict.asked
        if question is None or question.criterion is None or conflict.row is not None:
            return None
        if conflict.question not in copy.questionnaire:  # kept of an earlier version
            return None
        checked = check_answer(question, side, new_row_id=lambda: "row")
        if checked.answer is None:
            return None
        return copy.if_answered(question.code, checked.answer).criterion(question.criterion)
