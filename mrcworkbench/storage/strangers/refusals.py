"""Why a file from elsewhere is not taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Reason: TypeAlias = Literal[
    "not_a_database",
    "corrupt",
    "other_application",
    "newer_version",
    "unknown_version",
    "hostile",
    "invalid_content",
    "unreadable",
    "too_large",
    "sample",
    "backup",
]
"""db/README.md, Files from elsewhere 3."""


@dataclass(frozen=True)
class Refusal:
    """`reason` is for programs; the sentence for people, which an officer can send back to the centre, is
    `errors.refused_<code>` with `facts`.
    """

    reason: Reason
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


class RefusedError(Exception):
    """Ends the reading of a file; never leaves this package."""

    def __init__(self, reason: Reason, code: str, /, **facts: object) -> None:
        super().__init__(reason, code, facts)
        self.refusal = Refusal(reason, code, facts)
