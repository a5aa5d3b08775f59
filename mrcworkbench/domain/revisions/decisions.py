"""What persons decide about merged data: which side of a conflict holds, and what is said of a centre.

Each is named by its content, who decided and when included, and kept in a set that only grows.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from typing import ClassVar, Literal, TypeAlias

from mrcworkbench.domain.revisions.canonical import canonical_content
from mrcworkbench.domain.revisions.revision import FIRST_FORMAT, FORMAT
from mrcworkbench.domain.revisions.units import Key, Unit

DecisionKind: TypeAlias = Literal["settled", "corrected"]
"""A conflict, or an answer that is not in conflict."""

ROUND = "round"
"""Row of a decision without a question, which says how the header calls the round."""


@dataclass(frozen=True)
class Decision:
    """Settles a conflict, or corrects an answer: `unit` holds instead of what `settles` (revisions or decisions,
    sorted) say. Question, row and unit are those of `version` of the questionnaire; without a question the row is
    `ROUND`, and the unit's value the label."""

    assessment: str
    question: str
    row: str
    settles: tuple[str, ...]
    unit: Unit
    because: str
    author: str
    decided_at: str
    version: str
    kind: DecisionKind = "settled"
    format: str = FORMAT

    @property
    def key(self) -> Key:
        return self.question, self.row

    @property
    def canonical(self) -> bytes:
        """What is hashed, and signed. Raises `NotCanonical` for text that is no Unicode text."""
        content = asdict(self)
        of_format = content.pop("format")
        if of_format == FIRST_FORMAT:
            del content["version"], content["kind"]
        return canonical_content(f"mrcworkbench decision {of_format}", content)

    @cached_property
    def id(self) -> str:
        """Raises as `canonical` does."""
        return sha256(self.canonical).hexdigest()


@dataclass(frozen=True)
class Record:
    """What a person said of a centre. A kind of records is a set that files unite; `kind` stands in the names of its
    records, so that no two sets share one. Every field is a text; "" where there is nothing to say."""

    kind: ClassVar[str]
    of_centre: ClassVar[bool] = True
    """Whether it belongs to a centre, leaves with it, and may be signed. If not, the centre may be ""."""
    centre_is_here: ClassVar[bool] = True
    """Whether every file that holds the record holds its centre too."""
    centre: str

    @property
    def canonical(self) -> bytes:
        """What is hashed, and signed. Raises `NotCanonical` for text that is no Unicode text."""
        return canonical_content(f"mrcworkbench {self.kind} 1", asdict(self))

    @cached_property
    def id(self) -> str:
        """Raises as `canonical` does."""
        return sha256(self.canonical).hexdigest()


@dataclass(frozen=True)
class Withdrawal(Record):
    """A centre withdraws its consent: its data leaves views and exports, and no later merge brings it back."""

    kind = "withdrawal"
    centre_is_here = False
    """It outlives the centre's data, where that is erased."""
    reason: str
    author: str
    decided_at: str


@dataclass(frozen=True)
class Join(Record):
    """Two ids are one centre: what is filed under `centre` belongs to `into`."""

    kind = "join"
    into: str
    reason: str
    author: str
    decided_at: str


@dataclass(frozen=True)
class Rename(Record):
    """A centre is called, and lies, otherwise than its own revisions say; "" leaves a part as it is.

    It holds instead of what was known then (`names_before`, `countries_before`: sorted, one to a line); what revisions
    say since that is none of these contradicts it."""

    kind = "rename"
    name: str
    country: str
    names_before: str
    countries_before: str
    reason: str
    author: str
    decided_at: str


@dataclass(frozen=True)
class Choice(Record):
    """Of the assessments that a centre has of one round, this one counts."""

    kind = "choice"
    assessment: str
    reason: str
    author: str
    decided_at: str


@dataclass(frozen=True)
class TakeBack(Record):
    """Decisions and records, of any kind, that do not hold any more: `lifts` are their ids, sorted, one space
    between."""

    kind = "take_back"
    centre_is_here = False
    lifts: str
    reason: str
    author: str
    decided_at: str


@dataclass(frozen=True)
class Confirmation(Record):
    """What a person of one database says to a proposal: a decision or record, `subject`, that came in a file. It takes
    effect in the database with this id only; others are told."""

    kind = "confirmation"
    centre_is_here = False
    subject: str
    verdict: str
    """"confirmed" or "declined"."""
    database: str
    reason: str
    author: str
    decided_at: str


@dataclass(frozen=True)
class Query(Record):
    """What an officer asks a centre about an answer of a revision."""

    kind = "query"
    assessment: str
    revision: str
    question: str
    row: str
    text: str
    author: str
    decided_at: str


@dataclass(frozen=True)
class Reply(Record):
    """What was said to a query, and whether it is "answered" or "settled" now."""

    kind = "reply"
    query: str
    state: str
    text: str
    author: str
    decided_at: str


@dataclass(frozen=True)
class Expectation(Record):
    """A centre that is waited for, known by its invitation `code`: "expected", or "not_expected" because of `reason`.
    The centre is "" until it has sent something. It holds instead of the expectations that `replaces` names (ids,
    sorted)."""

    kind = "expectation"
    of_centre = False
    code: str
    name: str
    country: str
    contact: str
    due: str
    """A day, or ""."""
    language: str
    state: str
    replaces: str
    reason: str
    author: str
    decided_at: str


@dataclass(frozen=True)
class Signature(Record):
    """Signs the canonical content of an attestation, a decision or a record of this centre; key and signature are in
    base64. What is signed is the same, under the same name, as if it were not."""

    kind = "signature"
    subject_kind: str
    subject: str
    """The id of a decision or record; of an attestation the hash of its content."""
    algorithm: str
    public_key: str
    signature: str
