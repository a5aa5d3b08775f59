"""The log: what persons decided, and what became of each decision here. db/README.md, The log.

What nobody here spoke of is no part of it, nor what is only told, such as a question to a centre.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias, assert_never

from mrcworkbench.domain.merging.proposals import Said, proposal_of
from mrcworkbench.domain.revisions.decisions import (
    Choice,
    Confirmation,
    Decision,
    Join,
    Record,
    Rename,
    TakeBack,
    Withdrawal,
)
from mrcworkbench.domain.revisions.lifting import lifted_by

LogKind: TypeAlias = Literal[
    "settled", "corrected", "joined", "withdrawn", "taken_back", "renamed", "chosen", "erased", "confirmed", "declined"
]
"""The last two: what was said here to a proposal that waits, or waits again."""
CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Erasure:
    """The data of a centre was taken out of this file for good: all that the file still knows of it."""

    centre: str
    reason: str
    author: str
    decided_at: str


Act: TypeAlias = Said | Confirmation | Erasure


@dataclass(frozen=True)
class Logged:
    """One line of the log, and what became of it. `about` is what was taken back, or what the proposal was, where that
    is here; `subject` what all of it is about in the end."""

    id: str
    what: Act
    in_effect: bool
    confirmed: Confirmation | None = None
    """By whom and why it takes effect here, where it came in a file."""
    taken_back: TakeBack | None = None
    about: Act | None = None
    subject: Act | None = None

    @property
    def kind(self) -> LogKind:
        return kind_of(self.what)

    @property
    def place(self) -> tuple[str, str]:
        """By which lines stand in their order, as the clocks of those told who decided."""
        return self.what.decided_at, self.id


@dataclass(frozen=True)
class Acts:
    """All that was ever said in a file: decisions and records by id, `verdicts` on them, and by assessment what its
    revisions took in."""

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    records: Mapping[str, Record] = field(default_factory=dict)
    verdicts: Mapping[str, str] = field(default_factory=dict)
    taken_in: Mapping[str, Collection[str]] = field(default_factory=dict)
    database: str = ""
    """Whose verdicts these are."""

    @cached_property
    def confirmed(self) -> frozenset[str]:
        return frozenset(id_ for id_, verdict in self.verdicts.items() if verdict == CONFIRMED)

    @cached_property
    def take_backs(self) -> Mapping[str, TakeBack]:
        return {id_: one for id_, one in self.records.items() if isinstance(one, TakeBack)}

    @cached_property
    def lifting(self) -> Mapping[str, TakeBack]:
        """By id of what is taken back here, what does so."""
        return _lifting({id_: one for id_, one in self.take_backs.items() if id_ in self.confirmed})

    def lifting_of(self, assessment: str) -> Mapping[str, TakeBack]:
        """The same of decisions on one assessment, whose revisions may have taken in take-backs, too."""
        heard = self.take_backs.keys() & self.taken_in.get(assessment, ())
        if not heard:
            return self.lifting
        return _lifting({id_: one for id_, one in self.take_backs.items() if id_ in heard | self.confirmed})

    def __getitem__(self, id_: str) -> Decision | Record | None:
        return self.decisions.get(id_) or self.records.get(id_)


def logged(acts: Acts) -> Iterator[Logged]:
    """The lines of the log, in no order: what was decided or confirmed here, or taken in by a revision that is here,
    and what was said of proposals."""
    standing = _standing(acts)
    for id_, what in (*acts.decisions.items(), *_said(acts.records)):
        if not _is_heard(id_, what, acts):
            continue
        said = standing.get(id_, (None, None))[1]
        is_own = said is None or said.verdict != CONFIRMED or _is_own(said, what)
        about, subject = _about(what, acts)
        taken_back = _lifted_by(id_, what, acts)
        yield Logged(id_, what, taken_back is None, None if is_own else said, taken_back, about, subject)
    for id_, one in _confirmations(acts):
        known = acts[one.subject]
        holds = standing.get(one.subject, ("",))[0] == id_
        if (holds and one.verdict == CONFIRMED) or (known is not None and _is_own(one, known)):
            continue  # it stands with what was confirmed
        about, subject = _about(one, acts)
        yield Logged(id_, one, holds, None, acts.lifting.get(id_), about, subject)


def kind_of(what: Act) -> LogKind:
    """What somebody did."""
    match what:
        case Decision():
            return "corrected" if what.kind == "corrected" else "settled"
        case Withdrawal():
            return "withdrawn"
        case Join():
            return "joined"
        case Rename():
            return "renamed"
        case Choice():
            return "chosen"
        case TakeBack():
            return "taken_back"
        case Confirmation():
            return "confirmed" if what.verdict == CONFIRMED else "declined"
        case Erasure():
            return "erased"
        case never:
            assert_never(never)


def reason_of(what: Act) -> str:
    return what.because if isinstance(what, Decision) else what.reason


def _lifting(take_backs: Mapping[str, TakeBack]) -> dict[str, TakeBack]:
    """By what is lifted, the first that lifts it and is not lifted itself."""
    lifted = lifted_by(take_backs)
    found: dict[str, TakeBack] = {}
    for by, one in sorted(take_backs.items(), key=_in_time):
        if by not in lifted:
            found |= {id_: one for id_ in one.lifts.split() if id_ not in found}
    return found


def _in_time(item: tuple[str, TakeBack | Confirmation]) -> tuple[str, str]:
    return item[1].decided_at, item[0]


def _said(records: Mapping[str, Record]) -> Iterator[tuple[str, Said]]:
    for id_, record in records.items():
        proposal = proposal_of(record)
        if proposal is not None:
            yield id_, proposal.what


def _confirmations(acts: Acts) -> Iterator[tuple[str, Confirmation]]:
    """What persons of this file said to proposals, by id."""
    for id_, one in acts.records.items():
        if isinstance(one, Confirmation) and one.database == acts.database:
            yield id_, one


def _standing(acts: Acts) -> dict[str, tuple[str, Confirmation]]:
    """By subject, what was said last, as far as it still holds, with its id."""
    found: dict[str, tuple[str, Confirmation]] = {}
    for id_, one in sorted(_confirmations(acts), key=_in_time):
        if acts.verdicts.get(one.subject) == one.verdict and id_ not in acts.lifting:
            found[one.subject] = id_, one
    return found


def _is_own(said: Confirmation, what: Decision | Record) -> bool:
    """Whether somebody only told what the same person decided."""
    who = (getattr(what, "author", None), getattr(what, "decided_at", None))
    return not said.reason and (said.author, said.decided_at) == who


def _is_heard(id_: str, what: Said, acts: Acts) -> bool:
    """Whether it holds, unless it is taken back."""
    if id_ in acts.confirmed:
        return True
    if isinstance(what, Decision):
        return id_ in acts.taken_in.get(what.assessment, ())
    return isinstance(what, TakeBack) and any(id_ in those for those in acts.taken_in.values())


def _lifted_by(id_: str, what: Said, acts: Acts) -> TakeBack | None:
    lifting = acts.lifting_of(what.assessment) if isinstance(what, Decision) else acts.lifting
    return lifting.get(id_)


def _about(what: Act, acts: Acts) -> tuple[Act | None, Act | None]:
    """What is spoken of, and what that is about in the end: what is named by what names it ends somewhere."""
    about: Act | None = None
    subject = what
    while isinstance(subject, TakeBack | Confirmation):
        named = subject.lifts.split() if isinstance(subject, TakeBack) else [subject.subject]
        known = next(filter(None, (acts[id_] for id_ in named)), None)
        if not isinstance(known, Act):
            return about, about
        about, subject = about or known, known
    return about, subject
