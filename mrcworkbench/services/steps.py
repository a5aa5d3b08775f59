"""How long work tells where it is, and is stopped: one call does both."""

from __future__ import annotations

from typing import Protocol


class StepReporter(Protocol):
    """Reports a step. Whatever `step` raises (as the window's cancel) ends the work; it leaves nothing half done."""

    def step(self, done: int = 0, total: int = 0, text: str = "") -> None: ...


class SilentReporter:
    """For whoever does not want to know."""

    def step(self, done: int = 0, total: int = 0, text: str = "") -> None:
        """Does nothing."""
