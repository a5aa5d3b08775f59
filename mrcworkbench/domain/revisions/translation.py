"""Several versions of a questionnaire in one history. db/README.md, Versions 1 to 3.

What of an answer has no place in a newer version is *kept*: whole, under the question `CODE@VERSION` of the version in
which it was said, where no map touches it any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from mrcworkbench.domain.questionnaire.version_numbers import version_number
from mrcworkbench.domain.revisions.units import HeldUnit, Key
from mrcworkbench.errors import UserError

_KEPT = "@"
"""Stands in no code of a question."""


class VersionsUnreadError(UserError):
    """Something was said in a version that is not known here, or of which nothing says what became of it."""

    def __init__(self, version: str) -> None:
        super().__init__("versions_unread", version=version)


class Translator(Protocol):
    """Knows what became of each thing between the versions of a questionnaire."""

    def translated(
        self, units: Mapping[Key, HeldUnit], questionnaire: str, old: str, new: str
    ) -> Mapping[Key, HeldUnit]:
        """Units of one version as a newer one says them, with their origins.

        A unit becomes the same keys whatever it says, so that what a revision leaves out, it leaves out in every
        version. Raises `VersionsUnreadError` where it does not know one of the versions, or no way between them.
        """


def newest_version(versions: Iterable[str]) -> str:
    """The newest of these; "" if there is none."""
    distinct = set(versions)
    return max(distinct, key=version_number) if len(distinct) > 1 else "".join(distinct)


def is_newer(one: str, other: str) -> bool:
    """Whether the first version is newer than the second; "", of what nobody said, never is."""
    return one not in ("", other) and version_number(one) > version_number(other)


def kept_question(code: str, version: str) -> str:
    """Under what an answer to a question of this version is kept."""
    return f"{code}{_KEPT}{version}"


def is_kept(question: str) -> bool:
    """Whether this is no question but what is kept of one."""
    return _KEPT in question


def kept_from(question: str) -> tuple[str, str]:
    """Code and version of a question of which something is kept."""
    code, _, version = question.partition(_KEPT)
    return code, version
