"""What a card asks for besides a typed value: a state, a reason, a comment. No Qt here."""

from __future__ import annotations

from dataclasses import replace

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState
from mrcworkbench.domain.questionnaire.checking import answer_to_json
from mrcworkbench.domain.questionnaire.comments import Comments, comments_to_json
from mrcworkbench.domain.questionnaire.model import Question


class AnswerRequests:
    """AnswerRequests(question): `answer` is the one that is shown. Requests are in the form that `check_answer` takes
    and that says everything."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self.answer = BLANK
        self._before = BLANK
        """The answer that a state has taken the place of."""

    def forget_before(self) -> None:
        """Something else has been answered: there is nothing to bring back."""
        self._before = BLANK

    @property
    def waited(self) -> bool:
        """Whether a state has taken the place of an answer that was carried over and waited."""
        return self._before.before is not None

    def commented(self, comment: str, kept: str) -> dict[str, object]:
        """The answer with other comments: one that goes along, one that stays here."""
        return self._form(replace(self.answer, comment=comment, kept_comment=kept))

    def ruled(self, state: AnswerState, reason: str | None) -> dict[str, object]:
        """A state in the place of the value or of what waits, which is kept to be brought back."""
        if self.answer.is_answered or self.answer.before is not None:
            self._before = self.answer
        return self._form(replace(self.answer, state=state, value=None, reason=reason, before=None))

    def brought_back(self) -> dict[str, object]:
        """The value there was before a state ruled; blank if there was none."""
        comment, kept = self.answer.comment, self.answer.kept_comment
        back = replace(self._before, comment=comment, kept_comment=kept) if self._before.is_answered else None
        self.forget_before()
        return self._form(back or replace(self.answer, state=AnswerState.BLANK, value=None, reason=None))

    def _form(self, wanted: Answer) -> dict[str, object]:
        said = wanted.before or wanted
        comment = comments_to_json(Comments(wanted.comment, wanted.kept_comment))
        form: dict[str, object] = {"state": said.state.value, "comment": comment}
        if wanted.before is not None:
            form["carried_over"] = True
        if said.is_answered:
            form["value"] = answer_to_json(self._question, replace(said, comment="", kept_comment=""))
        if said.reason is not None:
            form["reason"] = said.reason
        return form
