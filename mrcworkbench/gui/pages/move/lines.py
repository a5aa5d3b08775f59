"""What the page says of each answer, in groups: those that need a person first. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mrcworkbench.content.directions import isolate
from mrcworkbench.domain.questionnaire.answers import BLANK
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.domain.texts import Texts
from mrcworkbench.domain.versions.moving import Becomes, MovedAnswer
from mrcworkbench.gui.words.answers import answer_in_line
from mrcworkbench.services.session.moving import MovePreview

NEW = "new"
"""The group of questions that nobody was asked before."""
_ORDER = (Becomes.NEEDS_A_LOOK, Becomes.LOOK_AGAIN, Becomes.RENAMED, Becomes.KEPT, Becomes.SAME)
LOOKS = (Becomes.NEEDS_A_LOOK, Becomes.LOOK_AGAIN)
"""What a person is to look at."""
_OPEN_UP_TO = 12
"""Groups with more lines are closed at first."""


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One answer: what was asked and said, what it is in the newer version, and what that means for a person."""

    number: str
    question: str
    answer: str
    place: str
    what: str

    @property
    def spoken(self) -> str:
        return ". ".join(filter(None, (f"{self.number} {self.question}".strip(), self.answer, self.place, self.what)))


@dataclass(frozen=True, slots=True)
class Group:
    """`name` is one of `Becomes`, or `NEW`. `note` says what it holds, also when it is closed."""

    name: str
    title: str
    note: str
    lines: tuple[MoveLine, ...]
    needs_a_look: bool = False

    @property
    def begins_open(self) -> bool:
        return self.name in (*LOOKS, Becomes.RENAMED, Becomes.KEPT) and len(self.lines) <= _OPEN_UP_TO


def will_wait(preview: MovePreview) -> int:
    """How many questions will need a look: those that are left open, and those to look at again."""
    open_ = {one.to for one in preview.became.of(Becomes.NEEDS_A_LOOK) if _is_open(preview, one)}
    return len(open_ | preview.became.look_again)


def groups_of(preview: MovePreview, texts: Texts) -> tuple[Group, ...]:
    """The groups that hold something."""
    groups = []
    for kind in _ORDER:
        lines = tuple(_line(preview, one, texts) for one in preview.became.of(kind))
        groups.append(_group(kind.value, lines, texts, needs_a_look=kind in LOOKS))
    new = tuple(_new_lines(preview, texts))
    groups.append(_group(NEW, new, texts))
    return tuple(group for group in groups if group.lines)


def _group(name: str, lines: tuple[MoveLine, ...], texts: Texts, *, needs_a_look: bool = False) -> Group:
    title, note = texts.text(f"move_page.{name}"), texts.plural(f"move_page.{name}_note", len(lines))
    return Group(name, title, note, lines, needs_a_look)


def _line(preview: MovePreview, one: MovedAnswer, texts: Texts) -> MoveLine:
    asked = preview.old[one.question]
    said = answer_in_line(asked, preview.answers[one.question], texts)
    place = texts.text("move_page.no_place") if one.to is None else _titled(preview.new, one.to)
    number = isolate(preview.old.number(one.question))
    return MoveLine(number, asked.text, said, place, texts.text(f"move_page.what_{_what(preview, one)}"))


def _what(preview: MovePreview, one: MovedAnswer) -> str:
    if one.to in preview.opened:
        return "ticked"
    if one.becomes is Becomes.NEEDS_A_LOOK:
        moved = preview.moved.get(one.to or "", BLANK)
        return "part" if (moved.before or moved).counts_as_done else "open"
    return one.becomes.value


def _is_open(preview: MovePreview, one: MovedAnswer) -> bool:
    return not preview.moved.get(one.to or "", BLANK).counts_as_done


def _new_lines(preview: MovePreview, texts: Texts) -> Iterator[MoveLine]:
    for code in preview.became.new:
        what = texts.text("move_page.what_opened" if code in preview.opened else "move_page.what_new")
        yield MoveLine("", texts.text("move_page.not_asked"), "", _titled(preview.new, code), what)


def _titled(asked: Questionnaire, code: str) -> str:
    return f"{isolate(asked.number(code))}  {asked[code].text}"
