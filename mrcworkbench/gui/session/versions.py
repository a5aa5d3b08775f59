"""Versions of the questionnaire, as the window tells of them: whether one may move on, and what an earlier version
said that has no place in this one. A start that has nothing of this to tell imports nothing for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.gui.words.answers import answer_in_line

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.answers import Answer
    from mrcworkbench.domain.questionnaire.model import Questionnaire
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.session.session import Session


class KeptAnswer(NamedTuple):
    """An answer as an earlier version asked it, which this version has no place for."""

    asked: Questionnaire
    code: str
    answer: Answer


def offered_version(session: Session) -> str | None:
    """The version to which the open assessment can move on, in the file of its own centre; None where it cannot."""
    if session.read_only or not session.has_assessment or session.file_use.collects:
        return None
    from mrcworkbench.services.session.moving import newer_version

    return newer_version(session)


def kept_answers(session: Session) -> Iterator[KeptAnswer]:
    """What is kept, oldest version first, in the order in which it was asked."""
    if not session.kept_answers:
        return
    from mrcworkbench.content.instruments import questionnaire
    from mrcworkbench.domain.questionnaire.version_numbers import version_number
    from mrcworkbench.domain.revisions.translation import kept_from

    by_version: dict[str, dict[str, Answer]] = {}
    for key, answer in session.kept_answers.items():
        code, version = kept_from(key)
        by_version.setdefault(version, {})[code] = answer
    for version in sorted(by_version, key=version_number):
        asked = questionnaire(session.questionnaire.id, version, session.language)
        for code in asked.in_order(code for code in by_version[version] if code in asked):
            yield KeptAnswer(asked, code, by_version[version][code])


def waiting(session: Session) -> frozenset[str]:
    """Questions that are open because their answer of an earlier version has no place in this one, and those whose
    words meant more in it."""
    if not session.kept_answers:
        return session.look_again.codes
    from mrcworkbench.services.session.moving import needs_a_look

    return needs_a_look(session)


def kept_notices(session: Session, texts: Texts) -> dict[str, Problem]:
    """What is said beside each question of `waiting`: the answer of the earlier version, of the newest where there are
    several; of one that stands whole, that it is to be looked at again."""
    found = waiting(session)
    if not found:
        return {}
    from mrcworkbench.services.session.moving import place_now

    notices = {code: Problem(code, "look_again", blocking=False) for code in session.look_again.codes}
    for kept in kept_answers(session):
        place = place_now(session, kept.asked.version, kept.code)
        if place in found:
            said = answer_in_line(kept.asked[kept.code], kept.answer, texts)
            facts = {"version": kept.asked.version, "answer": said}
            stands = session.working_copy.answer(place).counts_as_done
            code = "kept_in_part" if stands else "kept_from_version"
            notices[place] = Problem(place, code, facts, blocking=False)
    return notices


def notices_beside(session: Session, texts: Texts) -> Callable[[str], tuple[Problem, ...]]:
    """What needs a look at a question, by its code: its notices, and what an earlier version said."""
    kept = kept_notices(session, texts)

    def notices(code: str) -> tuple[Problem, ...]:
        found = tuple(session.working_copy.notices(code))
        return (*found, kept[code]) if code in kept else found

    return notices
