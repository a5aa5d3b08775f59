"""Which questions a filter lists, here and in other sections."""

from __future__ import annotations

from collections.abc import Iterator

from mrcworkbench.domain.progress import SectionProgress, is_done
from mrcworkbench.domain.questionnaire.model import Section
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.session.bridge import Bridge

FILTERS = ("unanswered", "problems", "commented")


def counts_of(section: SectionProgress, texts: Texts) -> str:
    """How far a section is, in its head: the questions that are needed, and beside them the optional ones."""
    needed, optional = section.needed, section.optional
    if section.only_optional:
        return texts.text("questions.answered_optional", n=optional.done, all=optional.all)
    if not optional.all:
        return texts.text("questions.answered", n=needed.done, all=needed.all)
    facts = {"n": needed.done, "all": needed.all, "done": optional.done, "optional": optional.all}
    return texts.text("questions.answered_both", **facts)


def matches(bridge: Bridge, code: str, only: str | None) -> bool:
    """Whether a filter lists a question; None lists all."""
    copy = bridge.working_copy
    match only:
        case "unanswered":
            return copy.questionnaire[code].is_needed and not is_done(copy.answer(code))
        case "problems":
            return bool(copy.notices(code)) or any(key[0] == code for key in bridge.session.drafts)
        case "commented":
            return bool(copy.answer(code).comment)
    return True


def listed_in(bridge: Bridge, section: Section, only: str | None) -> tuple[str, ...]:
    """Codes of the shown questions of a section that a filter lists."""
    copy = bridge.working_copy
    return tuple(q.code for q in section.questions if copy.is_shown(q.code) and matches(bridge, q.code, only))


def sections_with(bridge: Bridge, only: str | None) -> Iterator[Section]:
    """The sections in which a filter lists something; every section without one."""
    return (
        section
        for section in bridge.working_copy.questionnaire.sections
        if only is None or listed_in(bridge, section, only)
    )


def beside(bridge: Bridge, here: Section, step: int, only: str | None) -> Section | None:
    """The next section before (-1) or after (1) this one, of those in which the filter lists something."""
    others = [section for section in sections_with(bridge, only) if section.number != here.number]
    if step > 0:
        return next((section for section in others if section.number > here.number), None)
    return next((section for section in reversed(others) if section.number < here.number), None)


def listed_elsewhere(bridge: Bridge, here: Section, only: str | None) -> int:
    """How many questions the filter lists in other sections."""
    return sum(
        len(listed_in(bridge, section, only))
        for section in bridge.working_copy.questionnaire.sections
        if section.code != here.code
    )
