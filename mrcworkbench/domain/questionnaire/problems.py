"""What is wrong with an input, as data: the sentence comes from the catalogue (`problem.<code>`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one answer.

    `row` is the id of the row, or its 1-based position as text where it has none. A problem that is not `blocking` is
    stored and marked "needs a look"; a blocking one keeps the answer out.
    """

    question: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    row: str | None = None
    column: str | None = None
    blocking: bool = True
