"""Why a file is not opened."""

from __future__ import annotations

from enum import StrEnum


class Danger(StrEnum):
    """The texts have a sentence for each."""

    RUNS = "runs"
    """A program, a script or a shortcut to one."""
    MACROS = "macros"
    ACTIVE = "active"
    """Scripts, formulas that fetch something, or other files inside."""
    DIFFERS = "differs"
    """Not what its name says."""
    UNCLEAR = "unclear"
    """Cannot be looked through: a password, or a form of its own."""
    UNKNOWN = "unknown"
    """No kind that is known to show something only."""
