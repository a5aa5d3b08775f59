"""The numbers of versions, such as 1.10.0, compared as numbers."""

from __future__ import annotations

import re
from typing import TypeAlias

VersionNumber: TypeAlias = tuple[int, int, int]
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")


def version_number(version: str) -> VersionNumber:
    """The parts of a version, to compare it by. Raises `ValueError` for what is none."""
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(f"no version: {version!r}")
    major, minor, patch = map(int, found.groups())
    return major, minor, patch


def is_version(version: str) -> bool:
    """Whether a text is a version."""
    return _VERSION.fullmatch(version) is not None
