"""What waits for a person, in words: what it proposes, what would change, and who speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, assert_never

from mrcworkbench.domain.merging.counting import round_of
from mrcworkbench.domain.merging.logged import kind_of, reason_of
from mrcworkbench.domain.revisions.decisions import Choice, Decision, Join, Rename, TakeBack, Withdrawal
from mrcworkbench.gui.words.answers import answer_lines, cell_lines
from mrcworkbench.gui.words.local_time import local_day

if TYPE_CHECKING:
    from mrcworkbench.domain.texts import Texts
    from mrcworkbench.services.merging.proposals import OpenProposal

ICONS = {
    "withdrawal": "circle-slash",
    "join": "git-merge",
    "rename": "pen-line",
    "choice": "copy-check",
    "take_back": "rotate-ccw",
    "correction": "gavel",
    "decision": "scale",
}
"""By kind."""


def proposal_title(one: OpenProposal, texts: Texts) -> str:
    """What would be done, by centre and by name."""
    facts = {"centre": one.names[0], "other": one.names[-1], "number": one.number or "\u2013", "round": one.round}
    said = one.said
    if isinstance(said, Rename):
        return texts.text("proposals.title_rename", **facts, name=said.name or one.names[0])
    return texts.text(f"proposals.title_{one.kind}", **facts)


def proposal_act(one: OpenProposal, texts: Texts) -> str:
    """The button that does it, named after the act."""
    return texts.text(f"proposals.act_{one.kind}", centre=one.names[0])


def proposal_source(one: OpenProposal, texts: Texts) -> str:
    """The file, who says it, and on which day."""
    parts = [PurePath(one.file).name] if one.file else []
    parts += [one.author or texts.text("merging.nobody"), local_day(one.at)]
    return " · ".join(parts)


def proposal_effect(one: OpenProposal, texts: Texts) -> Iterator[str]:
    """What would change, line by line."""
    said = one.said
    match said:
        case Withdrawal():
            yield texts.plural("proposals.effect_withdrawal", len(one.rounds[0]), centre=one.names[0])
        case Join():
            yield texts.text("proposals.effect_join", centre=one.names[0], other=one.names[1])
            first, other = (set(map(round_of, rounds)) for rounds in one.rounds)
            if same := first & other:
                yield texts.text("proposals.effect_same_round", round=min(same))
        case Rename():
            sides = (called for called in (one.before, one.value) if isinstance(called, Mapping))
            before, after = (texts.text("proposals.called", **called) for called in sides)
            yield texts.text("proposals.effect_rename", before=before, name=after)
        case Choice():
            yield texts.text("proposals.effect_choice", centre=one.names[0])
        case TakeBack():
            yield texts.plural("proposals.effect_take_back", len(said.lifts.split()))
            for lifted in one.lifts:
                what = texts.text(f"decisions.kind_{kind_of(lifted)}")
                by = lifted.author or texts.text("merging.nobody")
                yield texts.text("proposals.lifted", what=what, by=by, reason=reason_of(lifted))
        case Decision():
            yield from _answers(one, texts)
        case never:
            assert_never(never)


def stranger_text(one: OpenProposal, texts: Texts) -> str:
    """Who speaks for a centre that knows nobody of this name; "" where its own files came from the same."""
    if one.stranger is None:
        return ""
    nobody = texts.text("merging.nobody")
    author, at = one.stranger.seen[0]
    facts = {"author": one.author or nobody, "centre": one.stranger.name, "seen": author or nobody}
    return texts.text("proposals.speaks_for", **facts, at=local_day(at))


def _answers(one: OpenProposal, texts: Texts) -> Iterator[str]:
    if one.asked is not None:
        yield one.asked.text
    before = texts.text("proposals.in_conflict") if one.before is None else _said(one, one.before, texts)
    yield texts.text("proposals.before", said=before)
    yield texts.text("proposals.after", said=_said(one, one.value, texts))


def _said(one: OpenProposal, value: object, texts: Texts) -> str:
    if isinstance(one.said, Decision) and one.said.row and isinstance(value, Mapping):
        return " · ".join(cell_lines(one.asked, value))
    return " · ".join(answer_lines(one.asked, value, texts))
