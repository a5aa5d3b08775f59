"""What came in a file and waits for a person of this database: db/README.md, Decisions 8."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from mrcworkbench.domain.merging.effects import Effects
from mrcworkbench.domain.revisions.decisions import Choice, Decision, Join, Record, Rename, TakeBack, Withdrawal

ProposalKind: TypeAlias = Literal["withdrawal", "join", "rename", "choice", "take_back", "correction", "decision"]
"""A correction is of an answer that is not in conflict; a decision settles a conflict."""

Said: TypeAlias = Decision | Withdrawal | Join | Rename | Choice | TakeBack
"""What has effect once a person confirms it."""


@dataclass(frozen=True)
class Proposal:
    """What somebody elsewhere said of a centre, or of an answer of that centre."""

    what: Said
    centre: str

    @property
    def id(self) -> str:
        return self.what.id

    @property
    def kind(self) -> ProposalKind:
        match self.what:
            case Decision():
                return "correction" if self.what.kind == "corrected" else "decision"
            case Withdrawal():
                return "withdrawal"
            case Join():
                return "join"
            case Rename():
                return "rename"
            case Choice():
                return "choice"
            case TakeBack():
                return "take_back"
            case never:
                assert_never(never)

    @property
    def logged_kind(self) -> str:
        """As what the log of imports knows it."""
        return "decision" if isinstance(self.what, Decision) else self.what.kind

    @property
    def centres(self) -> tuple[str, ...]:
        """The ids of the centres that it is about: of a join, both."""
        return (self.centre, self.what.into) if isinstance(self.what, Join) else (self.centre,)

    @property
    def reason(self) -> str:
        return self.what.because if isinstance(self.what, Decision) else self.what.reason


def proposal_of(record: Record) -> Proposal | None:
    """A record as a proposal; None for one that is only told, such as a question."""
    if isinstance(record, Withdrawal | Join | Rename | Choice | TakeBack):
        return Proposal(record, record.centre)
    return None


def already_holds(proposal: Proposal, known: Effects) -> bool:
    """Whether nothing would change if it were confirmed, as far as the records in effect tell. Of a rename the
    revisions tell it."""
    what = proposal.what
    if what.id in known.lifted:
        return True
    match what:
        case Withdrawal():
            return what.centre in known.withdrawn
        case Join():
            return what.centre in known.goes_under and known.together(what.centre, what.into)
        case Choice():
            return any((one.centre, one.assessment) == (what.centre, what.assessment) for one in known.choices)
        case Rename() | Decision() | TakeBack():
            return False
        case never:
            assert_never(never)
