"""The round before the one that is open, as cards and band say it; read when the first of them asks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, carried_over
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.rounds import is_asked_again
from mrcworkbench.domain.scoring.working_copy import WorkingCopy
from mrcworkbench.gui.widgets.question.said_before import SaidBefore
from mrcworkbench.gui.words.local_time import local_day
from mrcworkbench.services.session.rounds import RoundBefore, round_before

if TYPE_CHECKING:
    from mrcworkbench.domain.scoring.results import CriterionScore
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.gui.session.bridge import Bridge


class LastRound:
    """LastRound(bridge, texts), of the assessment that is open when it is made."""

    def __init__(self, bridge: Bridge, texts: Texts) -> None:
        self._session, self._texts = bridge.session, texts
        self.is_there = bool(bridge.assessment.follows)
        """Whether there is a round before. Nothing is read where there is none."""

    @cached_property
    def said(self) -> RoundBefore | None:
        """None where the file does not hold that round."""
        return round_before(self._session) if self.is_there else None

    @cached_property
    def label(self) -> str:
        """What people call it, within a sentence."""
        return self._texts.text("questions.round_unnamed") if self.said is None else self.said.label

    @cached_property
    def named(self) -> str:
        """The same, saying that it is a round."""
        return self.label if self.said is None else self._texts.text("questions.round_named", round=self.said.label)

    @cached_property
    def name(self) -> str:
        """What stands beside or above what it said."""
        if self.said is None:
            return self._texts.text("questions.round_before")
        return self._texts.text("window.round", round=self.said.label)

    @cached_property
    def _heading(self) -> str:
        """The same, with the day it was sealed."""
        if self.said is None or not self.said.sealed_at:
            return self.name
        return self._texts.text("questions.round_sealed", round=self.name, day=local_day(self.said.sealed_at))

    def answer(self, code: str) -> Answer:
        return BLANK if self.said is None else self.said.answers.get(code, BLANK)

    def said_before(self, question: Question) -> SaidBefore | None:
        """What the card of a question says of it; None in a first round."""
        if not self.is_there:
            return None
        answer = self.answer(question.code)
        return SaidBefore(
            self.name, self._heading, answer if answer != BLANK else None, returns=not is_asked_again(question)
        )

    def score(self, criterion: str) -> CriterionScore | None:
        """The level it had; None where it was asked by another version of the questionnaire: levels of two versions are
        not compared here."""
        return None if self._copy is None else self._copy.criterion(criterion)

    @cached_property
    def _copy(self) -> WorkingCopy | None:
        here, follows = self._session.working_copy, self._session.assessment.follows
        asked = {one.id: one.questionnaire_version for one in self._session.assessments()}
        if self.said is None or asked.get(follows) != here.questionnaire.version:
            return None
        return WorkingCopy(here.questionnaire, here.criteria_set, self.said.answers, self._texts, here.today)

    def begins(self, questions: Iterable[Question]) -> bool:
        """Whether some of these questions had an answer that was carried over."""
        return self.said is not None and any(
            carried_over(self.answer(question.code)).state is AnswerState.CARRIED_OVER
            for question in questions
            if not is_asked_again(question)
        )
