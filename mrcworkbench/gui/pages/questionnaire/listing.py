"""Which questions a filter lists, here and in other sections. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mrcworkbench.domain.progress import SectionProgress, is_done
from mrcworkbench.domain.questionnaire.model import Section
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.versions import waiting
from mrcworkbench.gui.words.titles import section_title

FILTERS = ("unanswered", "problems", "commented")


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page shows: a section, and which of its questions a filter lists; None lists all."""

    section: Section
    only: str | None = None

    @property
    def place(self) -> Place:
        return Place("questionnaire", section=self.section.code, only=self.only)

    def title(self, texts: Texts) -> str:
        return section_title(self.section, texts)


def listing_at(place: Place, here: Listing, bridge: Bridge) -> Listing:
    """What `place` names. Without a section, a question or a criterion: where one is, or the first section in which the
    filter lists something."""
    questionnaire, criteria = bridge.working_copy.questionnaire, bridge.working_copy.criteria_set
    only = place.only if place.only in FILTERS else None
    if place.question in questionnaire:
        return Listing(questionnaire.section_of(place.question or ""), only)
    if place.section in questionnaire.section_by_code:
        return Listing(questionnaire.section_by_code[place.section or ""], only)
    if place.criterion in criteria.by_id:
        return Listing(questionnaire.section_by_code[criteria.by_id[place.criterion or ""].section], only)
    if place.only in (None, here.only):
        return Listing(here.section, only)
    return Listing(next(sections_with(bridge, only), here.section), only)


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
            drafts, waits = bridge.session.drafts, code in waiting(bridge.session)
            return waits or bool(copy.notices(code)) or any(key[0] == code for key in drafts)
        case "commented":
            return bool(copy.answer(code).comment or copy.answer(code).kept_comment)
    return True


def listed_in(bridge: Bridge, section: Section, only: str | None) -> tuple[str, ...]:
    """Codes of the shown questions of a section that a filter lists."""
    copy = bridge.working_copy
    return tuple(q.code for q in section.questions if copy.is_shown(q.code) and matches(bridge, q.code, only))


def sections_with(bridge: Bridge, only: str | None) -> Iterator[Section]:
    """The sections in which a filter lists something; without one, those that ask something."""
    return (section for section in bridge.working_copy.questionnaire.sections if listed_in(bridge, section, only))


def beside(bridge: Bridge, here: Listing, step: int) -> Listing | None:
    """The next section before (-1) or after (1) this one, of those in which the filter lists something."""
    number = here.section.number
    others = [section for section in sections_with(bridge, here.only) if section.number != number]
    if step > 0:
        found = next((section for section in others if section.number > number), None)
    else:
        found = next((section for section in reversed(others) if section.number < number), None)
    return None if found is None else Listing(found, here.only)


def elsewhere(bridge: Bridge, here: Listing) -> Listing | None:
    """Where the filter lists something: after this section, else in the first one."""
    first = next(sections_with(bridge, here.only), None)
    return beside(bridge, here, 1) or (None if first is None else Listing(first, here.only))


def listed_elsewhere(bridge: Bridge, here: Listing) -> int:
    """How many questions the filter lists in other sections."""
    return sum(
        len(listed_in(bridge, section, here.only))
        for section in bridge.working_copy.questionnaire.sections
        if section.code != here.section.code
    )
