"""Which question comes next: the next unanswered one, the next that needs a look, the section beside this one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mrcworkbench.domain.progress import waiting_questions
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.versions import waiting

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.model import Questionnaire, Section
    from mrcworkbench.gui.session.bridge import Bridge

LAST_QUESTION = "last_question"
"""Key of the file's setting that says which question was open last."""


def unanswered(bridge: Bridge) -> tuple[str, ...]:
    """Codes of the questions that apply, are needed and not answered, in their order."""
    copy = bridge.working_copy
    return tuple(waiting_questions(copy.questionnaire, copy.answers, copy.shown))


def needing_a_look(bridge: Bridge) -> tuple[str, ...]:
    """Codes of the questions that keep a typed text that failed, have a notice, or are open because their answer of an
    earlier version has no place, in their order."""
    copy, session = bridge.working_copy, bridge.session
    wrong = {key[0] for key in session.drafts} | {notice.question for notice in copy.notices()} | waiting(session)
    return tuple(q.code for q in copy.questionnaire.all_questions() if q.code in wrong and copy.is_shown(q.code))


def place_of(questionnaire: Questionnaire, code: str, only: str | None = None) -> Place:
    """Where a question is asked, among those that `only` lists; or the page of a register."""
    if questionnaire[code].is_register:
        return Place.of_register(code)
    return Place("questionnaire", section=questionnaire.section_of(code).code, question=code, only=only)


def after(codes: Sequence[str], here: Place, questionnaire: Questionnaire) -> str | None:
    """The first of `codes` that comes after where one is; from the end it goes on at the beginning."""
    if not codes:
        return None
    order = {question.code: n for n, question in enumerate(questionnaire.all_questions())}
    at = -1
    if here.question in order:
        at = order[here.question]
    elif here.section is not None and here.section in questionnaire.section_by_code:
        questions = questionnaire.section_by_code[here.section].questions
        at = order[questions[0].code] - 1 if questions else -1
    return next((code for code in codes if order[code] > at), codes[0])


def resume(codes: Sequence[str], left: str | None, questionnaire: Questionnaire) -> str | None:
    """The first unanswered question at or after the one that was open last, else the first of all."""
    if not codes:
        return None
    order = {question.code: n for n, question in enumerate(questionnaire.all_questions())}
    at = order.get(left or "", -1)
    return next((code for code in codes if order[code] >= at), codes[0])


def asks_something(bridge: Bridge, section: Section) -> bool:
    """Whether a section has a question that is shown."""
    return any(bridge.working_copy.is_shown(question.code) for question in section.questions)


def beside(bridge: Bridge, section: str | None, step: int) -> Place | None:
    """The section `step` places on among those that ask something, or None at either end. Without a section: the
    first."""
    sections = bridge.working_copy.questionnaire.sections
    codes = [one.code for one in sections if one.code == section or asks_something(bridge, one)]
    target = codes.index(section) + step if section in codes else 0
    return Place("questionnaire", section=codes[target]) if 0 <= target < len(codes) else None
