"""What moving on ticks so that answers stay visible which the newer version asks only of those who want more.

`opens` of a map names the options. All of a question's are ticked, or none, whoever moves on: so two copies that do
tick the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, answered
from mrcworkbench.domain.questionnaire.constraints import broken_by_value
from mrcworkbench.domain.questionnaire.expressions import is_complete
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire
from mrcworkbench.domain.questionnaire.relevance import shown_questions
from mrcworkbench.domain.versions.maps import VersionMap


def opened_answers(
    old: tuple[Questionnaire, Mapping[str, Answer]],
    new: tuple[Questionnaire, Mapping[str, Answer]],
    steps: Sequence[VersionMap],
    place: Callable[[str, str], str | None],
) -> dict[str, Answer]:
    """The answers that moving on gives, by questions of the new version. `place` says what a question of a version is
    called there; `new` is what the translation made of the answers.

    Options are ticked where otherwise an answer that was shown would be hidden: those of a question that is new, or in
    addition to choices that were made and that go together with them.
    """
    asked, moved = new
    was_shown = shown_questions(*old) if any(step.opens for step in steps) else ()
    told = {place(code, old[0].version) for code in was_shown if _tells(old[0][code], old[1].get(code, BLANK))}
    hidden = told & {one.code for one in asked.all_questions()} - shown_questions(asked, moved) if told else told
    opened: dict[str, Answer] = {}
    for step in steps if hidden else ():
        for code, options in step.opens.items():
            to = place(code, step.new)
            given = None if to is None else _ticked(asked[to], moved.get(to, BLANK), options, code in step.added)
            if to is not None and given is not None and hidden & shown_questions(asked, {**moved, to: given}):
                opened[to] = given
    return opened


def _tells(question: Question, answer: Answer) -> bool:
    """Whether there is an answer, or one that waits to be confirmed; of a table, with a row that counts."""
    said = answer.before or answer
    if not question.is_table:
        return said.is_answered
    return any(is_complete(row, question.required_columns) for row in said.rows)


def _ticked(question: Question, before: Answer, options: Sequence[str], is_new: bool) -> Answer | None:
    """The answer with these options too; None where they do not go, or are there already."""
    chosen = before.value if before.is_answered and isinstance(before.value, tuple) else ()
    if not (chosen or is_new) or before.state is AnswerState.CONFLICT or not question.option_codes.issuperset(options):
        return None
    value = tuple(one.code for one in question.options if one.code in chosen or one.code in options)
    if value == chosen or broken_by_value(question, value) is not None:
        return None
    return replace(answered(value), comment=before.comment, attachments=before.attachments)
