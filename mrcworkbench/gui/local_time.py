"""Stored times on the screen."""

from __future__ import annotations

from datetime import datetime


def local_time(stamp: str) -> str:
    """A stored time (UTC) by the clock on the wall; what is no time is shown as it is."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
