"""A line of the log of decisions, and what waits to be one, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from mrcworkbench.content.directions import isolate
from mrcworkbench.content.instruments import questionnaire_of
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.words.local_time import local_time
from mrcworkbench.gui.words.sides import value_text
from mrcworkbench.gui.words.texts import apart
from mrcworkbench.gui.words.titles import assessment_title

if TYPE_CHECKING:
    from mrcworkbench.domain.merging.logged import LogKind
    from mrcworkbench.services.merging.log import LoggedDecision, Spoken

ICONS: dict[LogKind, str] = {
    "settled": "scale",
    "corrected": "gavel",
    "joined": "git-merge",
    "withdrawn": "circle-slash",
    "taken_back": "undo-2",
    "renamed": "pen-line",
    "chosen": "copy-check",
    "erased": "x",
    "confirmed": "circle-check",
    "declined": "circle-x",
}


def title(one: LoggedDecision, texts: Texts) -> str:
    """What was done with what: "3.2 How many came? · Conflict settled"."""
    act = texts.text(f"decisions_page.act_{_act(one)}", **_facts(one, texts))
    if one.of is not None:
        about = texts.text(f"decisions_page.kind_{one.of}")
        act = texts.text(f"decisions_page.of_{one.kind}", what=about)
    asked = question_name(one)
    return texts.text("decisions_page.title_of", question=asked, act=act) if asked else act


def question_name(one: LoggedDecision) -> str:
    """Number and text of the question; its code where it is not known here, "" where there is none."""
    if one.question is None:
        return ""
    asked = None if one.assessment is None else questionnaire_of(one.assessment)
    if one.asked is None:
        return one.question
    number = isolate(asked.number(one.question)) if asked is not None and one.question in asked else ""
    return f"{number} {one.asked.text}".strip()


def whose(one: LoggedDecision, texts: Texts) -> str:
    """Centre and round."""
    round_ = "" if one.assessment is None else assessment_title(one.assessment, texts)
    return " · ".join(filter(None, (" / ".join(map(apart, one.names)), round_)))


def by_whom(said: Spoken, texts: Texts) -> str:
    """A name and a time, on this machine's clock."""
    by = apart(said.author) if said.author else texts.text("conflicts_page.nobody")
    return f"{by} · {local_time(said.at)}" if said.at else by


def values(one: LoggedDecision, texts: Texts) -> Iterator[str]:
    """What was said before, by whom, and what holds instead: a line each."""
    for side in one.before if one.question is not None or one.field is not None or _is_of_names(one) else ():
        said = _in_one_line(one, side.value, texts)
        if not side.said:
            yield texts.text("decisions_page.name_before", value=said)
            continue
        first = side.said[0]
        by = first.author or texts.text("conflicts_page.nobody")
        facts = {"value": said, "author": by, "at": local_time(first.at)}
        if first.reason is None:
            yield texts.text("decisions_page.said_before", **facts)
        else:
            yield texts.text("decisions_page.decided_before", **facts, reason=first.reason)
    if one.question is not None or one.field is not None:
        yield texts.text("decisions_page.now", value=_in_one_line(one, one.value, texts))


def became(one: LoggedDecision, texts: Texts) -> Iterator[str]:
    """Who proposed it, who let it take effect here, who took it back, and why: a line each; and the file it came in."""
    for key, spoken in (("proposed", one.proposed), ("confirmed", one.confirmed), ("taken_back", one.taken_back)):
        if spoken is not None:
            yield texts.text(f"decisions_page.{key}_by", who=by_whom(spoken, texts), reason=spoken.reason)
    if one.file is not None:
        yield texts.text("decisions_page.came_in", file=PurePath(one.file).name)


def all_words(one: LoggedDecision, texts: Texts) -> str:
    """Everything that is said of it, to be searched."""
    said = (title(one, texts), whose(one, texts), by_whom(one.said, texts), one.said.reason)
    return "\n".join((*said, *values(one, texts), *became(one, texts)))


def _act(one: LoggedDecision) -> str:
    """A settled conflict says whether it was one of decisions, and a changed name whether it was one."""
    if one.kind == "settled" and one.before and all(_is_decided(one, n) for n in range(len(one.before))):
        return "settled_decisions"
    if one.kind == "settled" and one.field is not None:
        return "settled_round"
    return one.kind


def _is_of_names(one: LoggedDecision) -> bool:
    """Whether a centre was renamed: of a join the title names both."""
    return isinstance(one.value, dict)


def _is_decided(one: LoggedDecision, place: int) -> bool:
    return any(who.reason is not None for who in one.before[place].said)


def _facts(one: LoggedDecision, texts: Texts) -> dict[str, str]:
    """What the sentence of an act may name."""
    first, last = (one.names[0], one.names[-1]) if one.names else ("", "")
    renamed = one.value if isinstance(one.value, dict) and one.question is None else {}
    parts = filter(None, (renamed.get("name"), renamed.get("country")))
    round_ = "" if one.assessment is None else assessment_title(one.assessment, texts)
    return {"centre": first, "into": last, "name": ", ".join(map(str, parts)), "round": round_}


def _in_one_line(one: LoggedDecision, value: object, texts: Texts) -> str:
    said = value_text(one, value, texts) if one.question is not None else str(value)
    return " · ".join(" ".join(line.split()) for line in said.splitlines() if line.strip())
